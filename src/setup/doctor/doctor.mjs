/** The body of `npm run doctor`. */
import { placesOf, projectFolder } from "../base/places.mjs";
import { say } from "../base/say.mjs";
import { runCommand } from "../setUp.mjs";
import { examine } from "./examine.mjs";
import { report } from "./report.mjs";

/** @param {string[]} args `--json` prints the findings for programs */
export function doctor(args) {
  return runCommand(async () => {
    const found = await examine(placesOf(projectFolder));
    if (args.includes("--json")) return say(JSON.stringify(found, null, 2));
    for (const line of report(found)) say(line);
  });
}
