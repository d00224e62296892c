import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { npmCommand } from "../../src/setup/base/npm.mjs";
import { packagesMismatch } from "../../src/setup/steps/packages.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

const wanted = {
  "": { name: "house" },
  "node_modules/brick": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/lamp": { version: "2.0.0", integrity: "sha512-b", optional: true },
};

function installed(packages) {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "package-lock.json": { packages: wanted },
    "node_modules/.package-lock.json": { packages },
    "node_modules/brick/package.json": {},
  });
  return folder;
}

const { "node_modules/brick": brick } = wanted;

test("installed as locked, an optional one may be missing", () => {
  expect(packagesMismatch(installed({ "node_modules/brick": brick }))).toBeUndefined();
});

test("an interrupted installation has no record", () => {
  const folder = installed({ "node_modules/brick": brick });
  fs.rmSync(path.join(folder, "node_modules", ".package-lock.json"));
  expect(packagesMismatch(folder)).toBe("not installed yet");
});

test("another version, another content, a deleted folder, another system", () => {
  const version = installed({ "node_modules/brick": { ...brick, version: "0.9.0" } });
  expect(packagesMismatch(version)).toBe("node_modules/brick differs from package-lock.json");
  const content = installed({ "node_modules/brick": { ...brick, integrity: "sha512-z" } });
  expect(packagesMismatch(content)).toBe("node_modules/brick differs from package-lock.json");
  const deleted = installed({ "node_modules/brick": brick });
  fs.rmSync(path.join(deleted, "node_modules", "brick"), { recursive: true });
  expect(packagesMismatch(deleted)).toBe("node_modules/brick is missing");
  const foreign = installed({
    "node_modules/brick": brick,
    "node_modules/lamp": { version: "2.0.0", integrity: "sha512-b", os: ["plan9"] },
  });
  fs.mkdirSync(path.join(foreign, "node_modules", "lamp"));
  writeFiles(foreign, { "node_modules/lamp/package.json": {} });
  expect(packagesMismatch(foreign)).toBe("node_modules/lamp was installed for another system");
});

test("a damaged lock file is a problem with a way out", () => {
  const folder = installed({ "node_modules/brick": brick });
  fs.writeFileSync(path.join(folder, "package-lock.json"), "{");
  expect(() => packagesMismatch(folder)).toThrow("package-lock.json is missing or damaged");
});

test("the npm that started us is the one we call; pnpm and yarn are not npm", () => {
  const npm = path.join(path.sep, "a b", "npm-cli.js");
  expect(npmCommand({ npm_execpath: npm }, "/bin/node")).toEqual(["/bin/node", npm]);
  expect(npmCommand({ npm_execpath: "/x/yarn.js" })).not.toContain("/x/yarn.js");
});
