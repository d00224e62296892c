/** Every `@example` of a docstring and every TypeScript block of the README compiles. */
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { filesBelow, root } from "./files";

interface Example {
  readonly where: string;
  readonly code: string;
}

function docExamples(file: string): Example[] {
  const text = fs.readFileSync(file, "utf8");
  const comments = [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)];
  return comments.flatMap((match) => {
    const [comment] = match;
    const body = comment.replace(/\*\/$/, "").replace(/^[ \t]*\* ?/gm, "");
    const line = text.slice(0, match.index).split("\n").length;
    const parts = body.split(/^@example[^\n]*\n/m).slice(1);
    return parts.map((part) => ({
      where: `${path.relative(root, file)}:${line}`,
      code: part.split(/^@\w+/m)[0].replace(/^```\w*$/gm, ""),
    }));
  });
}

function markdownExamples(file: string): Example[] {
  const text = fs.readFileSync(file, "utf8");
  const blocks = [...text.matchAll(/```(?:ts|typescript)\n([\s\S]*?)```/g)];
  return blocks.map((match) => ({
    where: `${path.relative(root, file)}:${text.slice(0, match.index).split("\n").length}`,
    code: match[1],
  }));
}

const index = path.join(root, "src/index.ts");
const exported = [...fs.readFileSync(index, "utf8").matchAll(/export (?:type )?\{([^}]*)\}/g)]
  .flatMap(([, names]) => names.split(","))
  .map((name) =>
    name
      .trim()
      .replace(/^type /, "")
      .split(/\s+as\s+/)
      .pop()!,
  )
  .filter(Boolean);

/** The example as a module: what it uses of the library and does not declare itself is imported. */
function asModule({ code }: Example): string {
  if (/^import /m.test(code)) return code.replace(/"noise-to-music"/g, '"../../src/index"');
  const declared = new Set(
    [...code.matchAll(/(?:const|let|function|class) (\w+)/g)].map((m) => m[1]),
  );
  const used = exported.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const names = used.filter((name) => !declared.has(name));
  return `import { ${names.join(", ")} } from "../../src/index";\n${code}\nexport {};\n`;
}

const examples = [
  ...filesBelow("src", ".ts").flatMap(docExamples),
  ...["README.md", "CONTRIBUTING.md"].flatMap((name) => markdownExamples(path.join(root, name))),
];

test("there are examples, and every one compiles against src/index.ts", () => {
  expect(examples.length).toBeGreaterThan(30);
  const folder = path.join(root, "build/examples");
  const sources = new Map(
    examples.map((one, i) => [
      path.join(folder, `example${i}.ts`),
      { ...one, text: asModule(one) },
    ]),
  );
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) =>
    fs.readFileSync(file, "utf8"),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const settings: ts.CompilerOptions = {
    ...options,
    // In a notebook the last lines await at the top level and may leave names unused.
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noUnusedLocals: false,
    noEmit: true,
  };
  const host = ts.createCompilerHost(settings);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const source = sources.get(path.normalize(name));
    return source
      ? ts.createSourceFile(name, source.text, languageVersion)
      : readSource(name, languageVersion, ...rest);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => sources.has(path.normalize(name)) || exists(name);
  const program = ts.createProgram([...sources.keys()], settings, host);
  const faults = [...sources].flatMap(([name, { where }]) => {
    const file = program.getSourceFile(name);
    const found = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ];
    return found.map((one) => `${where}: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`);
  });
  expect(faults).toEqual([]);
}, 120_000);
