/** Step: the npm packages, exactly those of package-lock.json. */
import fs from "node:fs";
import path from "node:path";
import { readJson, remove } from "../base/files.mjs";
import { npmCommand } from "../base/npm.mjs";
import { SetupProblem, tail } from "../base/problem.mjs";
import { run } from "../base/run.mjs";

/**
 * Why the installed packages are not those of the lock file, or `undefined` when they are.
 *
 * npm writes `node_modules/.package-lock.json` as the last act of an installation: an interrupted one
 * has none, or the old one. So a finished `npm install` by hand counts as well.
 */
export function packagesMismatch(project) {
  const wanted = readJson(path.join(project, "package-lock.json"))?.packages;
  const installed = readJson(path.join(project, "node_modules", ".package-lock.json"))?.packages;
  if (!wanted) {
    throw new SetupProblem({
      code: "packages.lock",
      what: "package-lock.json is missing or damaged",
      fix: "restore it: `git checkout -- package-lock.json`",
    });
  }
  if (!installed) return "not installed yet";
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === "" || (entry.optional && !installed[place])) continue;
    const have = installed[place];
    if (!have || have.version !== entry.version || have.integrity !== entry.integrity) {
      return `${place} differs from package-lock.json`;
    }
    if (!fs.existsSync(path.join(project, place, "package.json"))) return `${place} is missing`;
  }
  const foreign = Object.entries(installed).find(([, entry]) => !servesThisMachine(entry));
  return foreign && `${foreign[0]} was installed for another system`;
}

/** Packages with built programs name the systems they serve; `!win32` excludes one. */
function servesThisMachine({ os, cpu }) {
  const fits = (list, own) =>
    !list || (list.includes(`!${own}`) ? false : list.includes(own) || list[0]?.startsWith("!"));
  return fits(os, process.platform) && fits(cpu, process.arch);
}

export const packagesStep = {
  name: "npm packages",
  does: "npm ci: the packages of package-lock.json (a minute or two the first time)",

  check({ places }) {
    return packagesMismatch(places.project) ? undefined : {};
  },

  async run({ places }) {
    // npm ci first deletes what is there, in no order: without this, being killed right then could
    // leave the record of a finished installation beside half of its packages.
    remove(path.join(places.nodeModules, ".package-lock.json"));
    const [program, ...args] = npmCommand();
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];
    const { code, output } = await run(program, [...args, "ci", ...quiet], {
      cwd: places.project,
      // Set by `npm start --omit=dev` and NODE_ENV=production: the build needs the development ones.
      env: { NODE_ENV: undefined, npm_config_omit: undefined },
    });
    if (code !== 0) throw npmFailed(output);
  },
};

function npmFailed(output) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output);
  return new SetupProblem({
    code: offline ? "packages.offline" : "packages.npm",
    what: offline
      ? "npm could not reach its registry, so the packages are not installed"
      : "npm could not install the packages",
    seen: tail(output),
    fix: offline
      ? [
          "the first run needs the internet; later ones do not. Connect and run the command again",
          "behind a proxy: `npm config set proxy http://…`; with a mirror: `npm config set registry https://…`",
        ]
      : "read npm's own message above, then run the command again",
  });
}
