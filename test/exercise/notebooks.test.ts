/** The notebooks of exercises and solutions: they verify, and their cells compile as the kernel compiles them. */
import * as path from "node:path";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { readNotebook } from "../../src/cli/notebookCells";
import { verifyExercises } from "../../src/cli/verifyExercises";
import { ladder } from "../../src/exercise/ladder";
import { prepareBackend } from "../../src/tensor/backend";
import { filesBelow, root } from "../docs/files";

beforeAll(async () => void (await prepareBackend()));

test("every stub fails, every solution passes, every mistake is named", async () => {
  const { counts, faults } = await verifyExercises(path.join(root, "notebooks"));
  expect(faults).toEqual([]);
  expect(counts["solutions pass"]).toBe(ladder.length);
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
