import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWithJupyter, ended, project, resultsIn, startLessons } from "./command";
import { writeNotebook, type Cell } from "./notebooks";

const fine: Cell = { code: "const fine = 1;" };

/** From here on the kernel forgets its cells in silence, as it does just after a failure. */
const forget = `declare const require: any;
const util = require(${JSON.stringify(path.join(project, "node_modules/tslab/dist/util.js"))});
util.TaskQueue.prototype.add = () => Promise.reject(new util.TaskCanceledError());`;

const figure = `import * as tslab from "tslab";
tslab.display.raw("application/vnd.plotly.v1+json", { data: [{ y: [1, 2] }], layout: {} } as never);`;

describeWithJupyter("npm run lessons, on lessons that fail", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bad lessons "));
  let code: number;
  let output: string;

  beforeAll(async () => {
    const write = (name: string, ...cells: Cell[]): void =>
      writeNotebook(path.join(folder, "notebooks"), name, cells);
    write("died", fine, { code: "(globalThis as any).process.exit(0);" });
    write("exercises/nested", fine, { code: "2", stored: "2" }, { text: "$\\frac{1}$" });
    write(
      "goes-on",
      { code: '/** @module other */\nexport const a: number = "b";' },
      { code: "1 + 1", tags: ["raises-exception"] },
      { code: 'console.log("x".repeat(3.1e6));' },
      { code: 'Promise.reject(new Error("unheard"));' },
    );
    write("hangs", fine, { code: "while (true) {}" });
    write("rejects", fine, {
      code: 'async function fail() { throw new RangeError("t is 2"); }\nawait fail();',
    });
    write("skips", fine, { code: forget }, { code: "// never run\nfine + 1" });
    write("throws", { text: "# Text" }, fine, { code: '\n\nthrow new Error("boom");' }, fine);
    write("types", fine, { code: 'const b: number = "text";' });
    writeNotebook(path.join(folder, "notebooks"), ".ipynb_checkpoints/old", [{ code: "throw 1" }]);
    ({ code, output } = await ended(startLessons(folder, "--timeout", "4")));
  }, 120_000);

  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const faults: Record<string, [number | null, string, string, RegExp][]> = {
    died: [[2, "(globalThis as any).process.exit(0);", "kernel-died", /the kernel ended/]],
    "exercises/nested": [
      [null, "", "stored-outputs", /stored with the outputs of cell 2; clear them/],
      [null, "", "formula", /\\frac/],
    ],
    "goes-on": [
      [1, "/** @module other */", "error", /not assignable to type 'number'/],
      [2, "1 + 1", "no-error", /tagged raises-exception but ran well/],
      [4, 'Promise.reject(new Error("unheard"));', "error", /Error: unheard/],
      [null, "", "too-large", /has 3.1 MB, at most 3.0 MB/],
    ],
    hangs: [[2, "while (true) {}", "timeout", /no answer in 4 s/]],
    rejects: [
      [
        2,
        'async function fail() { throw new RangeError("t is 2"); }',
        "error",
        /RangeError: t is 2/,
      ],
    ],
    skips: [[3, "// never run", "skipped", /answered “abort” and ran nothing/]],
    throws: [[2, 'throw new Error("boom");', "error", /Error: boom/]],
    types: [[2, 'const b: number = "text";', "error", /1:7 - Type 'string' is not assignable/]],
  };

  test.each(Object.entries(faults))("%s: names the cell and what is wrong", (name, expected) => {
    expect(resultsIn(folder)[name].problems).toEqual(
      expected.map(([cell, source, kind, text]) => ({
        ...{ cell, source, kind },
        text: expect.stringMatching(text) as string,
      })),
    );
    expect(output).toMatch(new RegExp(`^ +${name} +FAILED`, "m"));
  });

  test("runs all of them, and ends with 1", () => {
    expect(code).toBe(1);
    expect(Object.keys(resultsIn(folder)).sort()).toEqual(Object.keys(faults).sort());
    expect(output).toContain("8 of 8 lessons failed.");
    expect(output).toContain('throws, cell 2 `throw new Error("boom");`\n');
  });

  test("leaves a page and the executed notebook of each, and nothing half-written", () => {
    const files = fs.readdirSync(path.join(folder, "pages"), { recursive: true }) as string[];
    for (const name of Object.keys(faults))
      expect(files).toEqual(expect.arrayContaining([`${name}.html`, `${name}.ipynb`]));
    expect(files.filter((file) => file.endsWith(".tmp"))).toEqual([]);
    const page = fs.readFileSync(path.join(folder, "pages/throws.html"), "utf8");
    expect(page).toContain("Error: boom");
  });
});

describeWithJupyter("npm run lessons, on lessons that run", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "good lessons "));
  const notebooks = path.join(folder, "notebooks");

  beforeAll(() => {
    const cells: Cell[] = [
      { text: "# A *fine* lesson\n\nIt says **why** with `code` and a [link](../README.md)." },
      { code: 'throw new Error("wanted");', tags: ["raises-exception"] },
      { code: 'console.error("12 things are harmless");' },
      { code: "throw 1", tags: ["skip-execution"] },
      { code: figure },
      { code: 'for (let i = 0; i < 3; i++) console.log("line", i);' },
    ];
    writeNotebook(notebooks, "01-fine", cells, { seconds: 60, firstFigureSeconds: 50 });
    writeNotebook(notebooks, "02-slow", [fine], { seconds: 0.1, firstFigureSeconds: 0.1 });
    writeNotebook(notebooks, "03-endless", [fine, { code: "while (true) {}" }]);
  });

  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("numbers the cells, measures, and warns of a lesson over its time", async () => {
    const { code, output } = await ended(startLessons(folder, "01-fine", "02-slow"));
    expect(output).toMatch(
      /^ {2}01-fine {2}ok +\d+\.\d s · 4 cells · 1 skipped by tag · first figure after \d/m,
    );
    expect(output).toMatch(/warning: took \d\.\d s; it states 0.1 s/);
    expect(output).toContain("warning: showed no figure; it states one within 0.1 s");
    expect(code).toBe(0);

    const { "01-fine": result } = resultsIn(folder);
    expect(result.firstFigureSeconds).toBeLessThan(result.seconds);
    const executed = JSON.parse(
      fs.readFileSync(path.join(folder, "pages/01-fine.ipynb"), "utf8"),
    ) as { cells: { execution_count?: number | null; outputs?: { text?: string[] }[] }[] };
    const counts = executed.cells.map((cell) => cell.execution_count);
    expect(counts).toEqual([undefined, 1, 2, null, 3, 4]);
    expect(executed.cells[5].outputs).toHaveLength(1);

    const index = fs.readFileSync(path.join(folder, "pages/index.html"), "utf8");
    expect(index).toMatch(/<a href="01-fine.html">A fine lesson<\/a>/);
    expect(index).toContain("It says why with code and a link.");
    expect(index).toMatch(/It took \d\.\d s; it states 0.1 s\./);
    expect(index).toContain("not run yet");
    const page = fs.readFileSync(path.join(folder, "pages/01-fine.html"), "utf8");
    expect(page.match(/plotly\.js \(cartesian/g)).toHaveLength(1);
    expect(page).toContain('href="../README.md"');
  }, 60_000);

  test("with --strict-time, a lesson over its time fails", async () => {
    const { code, output } = await ended(startLessons(folder, "--strict-time", "02-slow"));
    expect(code).toBe(1);
    expect(output).toMatch(/02-slow {2}FAILED {2}took \d\.\d s; it states 0.1 s/);
  }, 30_000);

  test("Ctrl-C stops the kernel and keeps what was done", async () => {
    const command = startLessons(folder, "01-fine", "03-endless");
    const end = ended(command);
    const isDone = (): boolean => "01-fine" in resultsIn(folder);
    fs.rmSync(path.join(folder, "pages"), { recursive: true });
    fs.mkdirSync(path.join(folder, "pages"));
    fs.writeFileSync(path.join(folder, "pages/results.json"), "{}");
    await expect.poll(isDone, { timeout: 30_000 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    command.kill("SIGINT");
    const { code, output } = await end;
    expect(code).toBe(130);
    expect(output).toContain("Stopped. What was finished is in");
    expect(fs.readdirSync(path.join(folder, "pages")).sort()).toEqual([
      "01-fine.html",
      "01-fine.ipynb",
      "index.html",
      "results.json",
    ]);
  }, 60_000);

  test("a name that is no lesson is told with those that are", async () => {
    const { code, output } = await ended(startLessons(folder, "04-none"));
    expect(code).toBe(1);
    expect(output).toContain('no lesson is called "04-none"');
    expect(output).toContain("01-fine, 02-slow, 03-endless");
  });
});
