/** The rules of the house that no compiler knows. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { expect, test } from "vitest";
import { filesBelow, root } from "./files";

test("no source file needs a table of contents", () => {
  const long = ["src", "test"]
    .flatMap((folder) => [".ts", ".mjs", ".py"].flatMap((ending) => filesBelow(folder, ending)))
    .map((file) => ({
      file: path.relative(root, file),
      lines: fs.readFileSync(file, "utf8").split("\n").length,
    }))
    // The list of all exports is a table of contents itself.
    .filter(({ file, lines }) => lines > 220 && file !== path.join("src", "index.ts"));
  expect(long).toEqual([]);
});

test("notebooks are stored without outputs and say how long they take", () => {
  for (const file of filesBelow("notebooks", ".ipynb")) {
    const { cells, metadata } = JSON.parse(fs.readFileSync(file, "utf8")) as {
      cells: { cell_type: string; outputs?: unknown[]; execution_count?: number | null }[];
      metadata: { lesson?: { seconds?: number } };
    };
    for (const cell of cells.filter(({ cell_type }) => cell_type === "code")) {
      expect(cell.outputs, file).toEqual([]);
      expect(cell.execution_count, file).toBeNull();
    }
    expect(metadata.lesson?.seconds, file).toBeGreaterThan(0);
  }
});

test("src/index.ts is one line an export, no wildcards", () => {
  const lines = fs.readFileSync(path.join(root, "src/index.ts"), "utf8").split("\n");
  const code = lines.filter((line) => line !== "" && !/^(\/\/|\/\*\*)/.test(line));
  expect(code.filter((line) => !/^export (type )?\{ .* \} from ".*";$/.test(line))).toEqual([]);
});

const isCheckout = fs.existsSync(path.join(root, ".git"));

test.skipIf(!isCheckout)("the only top-level folders are the four that the design names", () => {
  const listed = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" });
  const inFolders = listed.split("\n").filter((name) => name.includes("/"));
  const folders = new Set(inFolders.map((name) => name.split("/")[0]));
  const visible = [...folders].filter((name) => !name.startsWith(".")).sort();
  expect(visible).toEqual(["assets", "notebooks", "src", "test"]);
});
