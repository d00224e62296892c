/** Links in prose lead somewhere: files exist, headings exist, addresses are whole. */
import * as fs from "node:fs";
import * as path from "node:path";
import { expect, test } from "vitest";
import { filesBelow, root } from "./files";

interface Page {
  readonly file: string;
  readonly text: string;
}

function notebookText(file: string): string {
  const { cells } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  const prose = cells.filter((cell) => cell.cell_type === "markdown");
  return prose.map(({ source }) => [source].flat().join("")).join("\n\n");
}

const pages: Page[] = [
  ...["README.md", "CONTRIBUTING.md", "assets/README.md"].map((name) => path.join(root, name)),
  ...filesBelow("notebooks", ".md"),
].map((file) => ({ file, text: fs.readFileSync(file, "utf8") }));
pages.push(
  ...filesBelow("notebooks", ".ipynb").map((file) => ({ file, text: notebookText(file) })),
);

/** GitHub's and Jupyter's names for headings differ in case; both are accepted. */
function anchors(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+\s+(.*)$/gm)].map(([, title]) => title.trim());
  const github = (title: string): string =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .replace(/\s/g, "-");
  return new Set(headings.flatMap((title) => [github(title), title.replace(/\s/g, "-")]));
}

function broken({ file, text }: Page): string[] {
  const withoutCode = text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
  const targets = [...withoutCode.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map((m) => m[1]);
  return targets.filter((target) => {
    if (/^https?:/.test(target))
      return !URL.canParse(target) || !new URL(target).hostname.includes(".");
    const [name, anchor] = target.split("#");
    const destination = name ? path.resolve(path.dirname(file), decodeURI(name)) : file;
    if (!fs.existsSync(destination)) return true;
    if (!anchor) return false;
    const there = destination.endsWith(".ipynb")
      ? notebookText(destination)
      : fs.readFileSync(destination, "utf8");
    return !anchors(there).has(decodeURI(anchor));
  });
}

test.each(pages.map((page) => ({ name: path.relative(root, page.file), page })))(
  "$name has no dead link",
  ({ page }) => expect(broken(page)).toEqual([]),
);

test("a dead link is seen", () => {
  const page = {
    file: path.join(root, "README.md"),
    text: "[a](no-such.md) [b](#nowhere) [c](src)",
  };
  expect(broken(page)).toEqual(["no-such.md", "#nowhere"]);
});
