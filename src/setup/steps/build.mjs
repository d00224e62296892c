/** Step: the library, compiled from src/ to dist/, which the lessons import. */
import fs from "node:fs";
import path from "node:path";
import { filesUnder, hashFiles, readJson, remove, writeJson } from "../base/files.mjs";
import { SetupProblem } from "../base/problem.mjs";
import { run } from "../base/run.mjs";

const stampName = ".noise-to-music.json";

/** What the build depends on. */
function inputs(places) {
  const sources = filesUnder(path.join(places.project, "src"), (file) => file.endsWith(".ts"));
  const configuration = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
  const files = [...sources, ...configuration.map((name) => path.join(places.project, name))];
  return hashFiles(places.project, files);
}

export const buildStep = {
  name: "library",
  does: "compiles src/ to dist/ with TypeScript",

  check({ places }) {
    const stamp = readJson(path.join(places.dist, stampName));
    return stamp?.inputs === inputs(places) ? {} : undefined;
  },

  async run({ places }) {
    // Hashed before compiling: a file saved meanwhile must count as changed the next time.
    const hash = inputs(places);
    const fresh = `${places.dist}.tmp`;
    remove(fresh);
    const compiler = path.join(places.nodeModules, "typescript", "bin", "tsc");
    const { code, output } = await run(
      process.execPath,
      [
        compiler,
        ...["--project", "tsconfig.build.json", "--pretty", "false"],
        ...["--outDir", fresh, "--tsBuildInfoFile", path.join(fresh, ".tsbuildinfo")],
      ],
      { cwd: places.project },
    );
    if (code !== 0) {
      remove(fresh);
      throw new SetupProblem({
        code: "build.types",
        what: "the library in src/ does not compile",
        seen: output.trimEnd().split("\n").slice(0, 20).join("\n"),
        fix: "correct the lines named above, then run the command again",
      });
    }
    writeJson(path.join(fresh, stampName), { inputs: hash });
    const old = `${places.dist}.old.tmp`;
    remove(old);
    if (fs.existsSync(places.dist)) fs.renameSync(places.dist, old);
    fs.renameSync(fresh, places.dist);
    remove(old);
  },
};
