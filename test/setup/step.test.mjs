import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { writeWhole } from "../../src/setup/base/files.mjs";
import { SetupProblem } from "../../src/setup/base/problem.mjs";
import { runSteps } from "../../src/setup/base/step.mjs";
import { printedBy, temporaryFolder } from "./temporary.mjs";

const base = new URL("../../src/setup/base/", import.meta.url);

function fileStep(file) {
  return {
    name: "a file",
    does: "writes a file",
    check: () => (fs.existsSync(file) ? { note: "still there" } : undefined),
    run: () => writeWhole(file, "whole"),
  };
}

test("a step runs once, then says that it is done already", async () => {
  const file = path.join(temporaryFolder(), "result");
  const results = [];
  const printed = await printedBy(async () => {
    results.push(...(await runSteps([fileStep(file)], {})));
    results.push(...(await runSteps([fileStep(file)], {})));
  });
  expect(results.map(({ status }) => status)).toEqual(["done", "already done"]);
  expect(printed).toMatchInlineSnapshot(`
    "• a file: writes a file
    ✓ a file: done, 0.0 s
    ✓ a file: already done (still there), 0.0 s"
  `);
});

test("what is missing but not needed is said, and the next step runs", async () => {
  const lacking = {
    name: "luxury",
    does: "adds luxury",
    check: () => undefined,
    run: () => ({ without: "There is none.\nBuy some." }),
  };
  const file = path.join(temporaryFolder(), "result");
  expect(await printedBy(() => runSteps([lacking, fileStep(file)], {}))).toMatchInlineSnapshot(`
    "• luxury: adds luxury
    ! luxury: not available, 0.0 s
        There is none.
        Buy some.
    • a file: writes a file
    ✓ a file: done, 0.0 s"
  `);
});

test("a step that fails stops the rest", async () => {
  const file = path.join(temporaryFolder(), "result");
  const failing = {
    name: "bad",
    does: "fails",
    check: () => undefined,
    run() {
      throw new SetupProblem({ code: "test.bad", what: "it broke", fix: "mend it" });
    },
  };
  await printedBy(() =>
    expect(runSteps([failing, fileStep(file)], {})).rejects.toThrow("it broke"),
  );
  expect(fs.existsSync(file)).toBe(false);
});

test("killed while it writes, a step is not done, and the next run does it", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "result");
  // Dies at the worst moment: the temporary file is written, the rename is still to come.
  const script = `
    import fs from "node:fs";
    import { writeWhole } from ${JSON.stringify(new URL("files.mjs", base).href)};
    fs.renameSync = () => process.kill(process.pid, "SIGKILL");
    writeWhole(${JSON.stringify(file)}, "whole");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  const [, signal] = await once(child, "exit");
  if (process.platform !== "win32") expect(signal).toBe("SIGKILL");
  expect(fs.readdirSync(folder)).toHaveLength(1);
  expect(fs.existsSync(file)).toBe(false);

  await printedBy(() => runSteps([fileStep(file)], {}));
  expect(fs.readFileSync(file, "utf8")).toBe("whole");
});

test("a problem is printed with what was seen and what to do", () => {
  const problem = new SetupProblem({
    code: "test.problem",
    what: "the soup is cold",
    seen: "18 °C\nno steam",
    fix: ["warm it", "or call it gazpacho"],
  });
  expect(problem.describe()).toMatchInlineSnapshot(`
    "the soup is cold

    What it said:
      | 18 °C
      | no steam

    What to do:
      - warm it
      - or call it gazpacho"
  `);
});
