/** The notebooks of exercises and solutions: they verify, and their cells compile as the kernel compiles them. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { readNotebook } from "../../src/cli/notebookCells";
import { verifyNotebooks } from "../../src/cli/verifyExercises";
import { ladder } from "../../src/exercise/ladder";
import { prepareBackend } from "../../src/tensor/backend";
import { filesBelow, root } from "../docs/files";

beforeAll(async () => void (await prepareBackend()));

test("every stub fails, every solution passes, every question is printed and answered", async () => {
  const { counts, faults } = await verifyNotebooks(path.join(root, "notebooks"));
  expect(faults).toEqual([]);
  expect(counts["solutions pass"]).toBe(ladder.length);
}, 120_000);

test("a stub that passes, a solution that does not, one that counts, and a missing question are seen", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "notebooks "));
  const change = (name: string, from: string | RegExp, to: string): void => {
    const file = path.join(folder, name);
    const text = fs.readFileSync(file, "utf8");
    expect(text).toMatch(from);
    fs.writeFileSync(file, text.replace(from, to));
  };
  try {
    for (const one of ["exercises", "solutions"]) {
      fs.cpSync(path.join(root, "notebooks", one), path.join(folder, one), { recursive: true });
    }
    fs.cpSync(path.join(root, "notebooks/07-mending.ipynb"), path.join(folder, "07-mending.ipynb"));
    change("exercises/01-noise.ipynb", "return todo();", "return 20 * Math.log10(alpha / sigma);");
    change(
      "exercises/01-noise.ipynb",
      "Because tokens cannot hold a melody.",
      "Because of the weather.",
    );
    change("exercises/02-score.ipynb", 'choose(\\"2.q1\\", \\"?\\");', "");
    change("solutions/02-score.ipynb", "(data.mean - x)", "(x - data.mean)");
    change("solutions/03-representations.ipynb", "frameCount, { keep: false }", "frameCount");
    change("07-mending.ipynb", "= seconds; // ← mend here", "= Math.ceil(seconds * 15.625);");
    const { faults } = await verifyNotebooks(folder);
    expect(faults).toEqual([
      "1.q1: not printed: Because tokens cannot hold a melody.",
      "01-noise.ipynb: 1.1 is “passed”: Right, at 20 points out of 20.",
      "exercises/02-score.ipynb: has 2.q2, 2.q3; should have 2.q1, 2.q2, 2.q3",
      "02-score.ipynb: 2.1 is “mistake”: Not yet: wrong sign.",
      "solutions/03-representations.ipynb: 3.1 must say {keep: false}",
      "07-mending.ipynb: 7.1 is “passed”: Right, at 22 points out of 22.",
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}, 120_000);

test("their cells compile, as little strict as the kernel's", () => {
  const files = ["exercises", "solutions"].flatMap((one) =>
    filesBelow(`notebooks/${one}`, ".ipynb"),
  );
  const folder = path.join(root, "build/exercises");
  const sources = new Map(
    files.map((file, i) => {
      const code = readNotebook(file).code.replaceAll('"noise-to-music"', '"../../src/index"');
      return [path.join(folder, `notebook${i}.ts`), { file, code: `${code}\nexport {};\n` }];
    }),
  );
  const settings: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    ...{ types: ["node"], esModuleInterop: true, skipLibCheck: true, noEmit: true, strict: false },
  };
  const host = ts.createCompilerHost(settings);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...rest) => {
    const source = sources.get(path.normalize(name));
    return source
      ? ts.createSourceFile(name, source.code, language)
      : read(name, language, ...rest);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => sources.has(path.normalize(name)) || exists(name);
  const program = ts.createProgram([...sources.keys()], settings, host);
  const faults = [...sources].flatMap(([name, { file }]) => {
    const source = program.getSourceFile(name);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(
      (one) => `${path.basename(file)}: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`,
    );
  });
  expect(faults).toEqual([]);
}, 120_000);
