/** The body of `npm start`. */
import { say } from "../base/say.mjs";
import { runCommand, setUp } from "../setUp.mjs";
import { runLab } from "./lab.mjs";
import { startHelp, startOptions } from "./options.mjs";
import { freePort } from "./port.mjs";

/** @param {string[]} args what follows `npm start --` */
export function start(args) {
  return runCommand(async () => {
    const since = performance.now();
    const { browser, port: wanted, retry, help } = startOptions(args);
    if (help) return say(startHelp);
    const places = await setUp({ pythonRequired: true, retry });
    const port = await freePort(wanted);
    return runLab({ places, port, browser, wanted, since });
  });
}
