/** The body of `npm test`. */
import path from "node:path";
import { run } from "./base/run.mjs";
import { duration, say } from "./base/say.mjs";
import { runCommand, setUp } from "./setUp.mjs";

const checks = [
  { name: "types", script: ["typescript/bin/tsc", "--noEmit"] },
  { name: "lint", script: ["eslint/bin/eslint.js", "."] },
  { name: "format", script: ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."] },
  { name: "floors", script: ["dependency-cruiser/bin/dependency-cruise.mjs", "src"] },
  { name: "exercises", script: ["tsx/dist/cli.mjs", "src/cli/exercises.ts", "--verify"] },
];

/** @param {string[]} args for vitest; when there are any, only vitest runs */
export function check(args) {
  return runCommand(async () => {
    const places = await setUp();
    const tests = { name: "tests", script: ["vitest/vitest.mjs", "run", ...args] };
    const results = [];
    for (const { name, script } of args.length ? [tests] : [...checks, tests]) {
      const start = performance.now();
      say(`\n▸ ${name}`);
      const [file, ...rest] = script;
      const { code } = await run(process.execPath, [path.join(places.nodeModules, file), ...rest], {
        cwd: places.project,
        show: true,
      });
      results.push({ name, ok: code === 0, took: duration(performance.now() - start) });
    }
    say();
    for (const { name, ok, took } of results) say(`${ok ? "✓" : "✗"} ${name}: ${took}`);
    return results.every(({ ok }) => ok) ? 0 : 1;
  });
}
