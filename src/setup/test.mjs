/** `npm test`: sets up what is missing, then types, lint and tests; `npm test -- FILTER` runs some tests. */
import { refuseOldNode } from "./base/nodeVersion.mjs";

refuseOldNode();
import("./checks.mjs").then(({ check }) => check(process.argv.slice(2)));
