/** `npm start`: sets up what is missing, then JupyterLab on the lessons. */
import { refuseOldNode } from "./base/nodeVersion.mjs";

refuseOldNode();
import("./jupyter/start.mjs").then(({ start }) => start(process.argv.slice(2)));
