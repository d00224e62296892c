/** `npm run setup`: only the set-up; `-- --retry` tries again for native TensorFlow. */
import { refuseOldNode } from "./base/nodeVersion.mjs";

refuseOldNode();
import("./setUp.mjs").then(({ runCommand, setUp }) =>
  runCommand(async () => {
    await setUp({ retry: process.argv.includes("--retry") });
  }),
);
