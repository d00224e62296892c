/** The options of `npm start`. */
import { parseArgs } from "node:util";
import { SetupProblem } from "../base/problem.mjs";

export const startHelp = `npm start -- [options]
  Sets up what is missing, then opens JupyterLab on the lessons in notebooks/.

  --no-browser   do not open a browser; open the printed address yourself
  --port N       the port to ask for (default 8888; the next free one when it is taken)
  --retry        try again for native TensorFlow after it failed
  --help         this text`;

/** Reads them. @returns {{browser: boolean, port: number, retry: boolean, help: boolean}} */
export function startOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        "no-browser": { type: "boolean", default: false },
        port: { type: "string", default: "8888" },
        retry: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }));
  } catch (error) {
    const fix = "`npm start -- --help` lists the options";
    throw new SetupProblem({ code: "start.option", what: error.message, fix });
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupProblem({
      code: "start.port",
      what: `--port must be a whole number from 1 to 65535, not "${values.port}"`,
      fix: "e.g. `npm start -- --port 8899`",
    });
  }
  const { retry, help } = values;
  return { browser: !values["no-browser"], port, retry, help };
}
