/** `npm run lessons`: sets up what is missing, then runs every notebook and writes its page. */
import { refuseOldNode } from "./base/nodeVersion.mjs";

refuseOldNode();
import("./lessons/command.mjs").then(({ lessons }) => lessons(process.argv.slice(2)));
