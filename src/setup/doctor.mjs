/** `npm run doctor`: what is here, what runs and how fast, and what to do for more. `-- --json` for programs. */
import { refuseOldNode } from "./base/nodeVersion.mjs";

refuseOldNode();
import("./doctor/doctor.mjs").then(({ doctor }) => doctor(process.argv.slice(2)));
