import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { findCompiler } from "../../src/setup/native/compiler.mjs";
import { compilerArguments } from "../../src/setup/native/compile.mjs";
import { officialAnswers, officialHost } from "../../src/setup/native/official.mjs";
import { holdsNative, napiVersion } from "../../src/setup/native/place.mjs";
import { fillShared, linkShared } from "../../src/setup/native/share.mjs";
import { withoutNative } from "../../src/setup/steps/native.mjs";
import { printedBy, temporaryFolder, writeFiles } from "./temporary.mjs";

// What loads is loaded with `require`, so a script can stand in for the compiled addon.
const addon = path.join("lib", "napi-v8", "addon.cjs");

function placesFor(folder) {
  const at = (name) => path.join(folder, "cache", name);
  return {
    addon,
    package: path.join(folder, "package"),
    shared: at("ready"),
    building: at("ready.building"),
    lock: at("lock"),
  };
}

function fillWith(at, version) {
  return vi.fn(() => {
    writeFiles(at.building, {
      [addon]: `exports.TF_Version = ${JSON.stringify(version)};`,
      "deps/lib/libtensorflow.so": "850 MB",
    });
    return Promise.resolve();
  });
}

test("the first way that leads to something that loads is taken, and taken once", async () => {
  const at = placesFor(temporaryFolder());
  // What an interrupted set-up left behind must not become part of the result.
  writeFiles(at.building, { "deps/half": "" });
  const closed = vi.fn(() => Promise.reject(new Error("the host does not answer")));
  const open = fillWith(at, "2.21.0");
  const routes = [
    { name: "first", fill: closed },
    { name: "second", fill: open },
  ];
  expect(await fillShared(at, routes)).toEqual({ version: "2.21.0" });
  expect(fs.readdirSync(path.dirname(at.shared))).toEqual(["ready"]);
  expect(fs.existsSync(path.join(at.shared, "deps", "half"))).toBe(false);

  expect(await fillShared(at, routes)).toEqual({ version: "2.21.0" });
  expect(closed).toHaveBeenCalledTimes(1);
  expect(open).toHaveBeenCalledTimes(1);
});

test("what does not load is not kept, and the reasons are told", async () => {
  const at = placesFor(temporaryFolder());
  const broken = () => {
    writeFiles(at.building, { [addon]: 'throw new Error("GLIBC_9 not found")', "deps/lib/x": "" });
    return Promise.resolve();
  };
  const outcome = await fillShared(at, [{ name: "only", fill: broken }]);
  expect(outcome).toEqual({ tried: ["only: it does not load: GLIBC_9 not found"] });
  expect(fs.readdirSync(path.dirname(at.shared))).toEqual([]);
  expect(withoutNative(outcome.tried)).toMatchInlineSnapshot(`
    "No native TensorFlow: everything runs on WebAssembly instead, several times slower.
    Tried:
      - only: it does not load: GLIBC_9 not found
    When that has changed, run \`npm run setup -- --retry\`."
  `);
});

test("a shared copy that no longer loads is made anew", async () => {
  const at = placesFor(temporaryFolder());
  writeFiles(at.shared, { [addon]: 'throw new Error("damaged")', "deps/lib/x": "" });
  const printed = await printedBy(async () => {
    const outcome = await fillShared(at, [{ name: "only", fill: fillWith(at, "2.9.1") }]);
    expect(outcome).toEqual({ version: "2.9.1" });
  });
  expect(printed).toContain("does not load (damaged); making it anew");
});

test("the package is linked to the shared copy, whatever was there before", async () => {
  const at = placesFor(temporaryFolder());
  await fillShared(at, [{ name: "only", fill: fillWith(at, "2.21.0") }]);
  writeFiles(at.package, { "lib/half": "", "package.json": "{}" });
  linkShared(at);
  linkShared(at);
  expect(holdsNative(at.package, addon)).toBe(true);
  expect(fs.realpathSync(path.join(at.package, addon))).toBe(path.join(at.shared, addon));
  // Removing a package must not reach through the link.
  fs.rmSync(at.package, { recursive: true });
  expect(holdsNative(at.shared, addon)).toBe(true);
});

test("where links are forbidden, the package gets a copy", async () => {
  const at = placesFor(temporaryFolder());
  await fillShared(at, [{ name: "only", fill: fillWith(at, "2.21.0") }]);
  const forbidden = vi.spyOn(fs, "symlinkSync").mockImplementation(() => {
    throw new Error("EPERM");
  });
  writeFiles(at.package, { "package.json": "{}" });
  try {
    linkShared(at);
  } finally {
    forbidden.mockRestore();
  }
  expect(fs.readdirSync(at.package).sort()).toEqual(["deps", "lib", "package.json"]);
  expect(fs.realpathSync(path.join(at.package, addon))).toBe(path.join(at.package, addon));
});

test("the addon's interface is the newest that both sides know", () => {
  expect(napiVersion([3, 4, 5, 6, 7, 8], 9)).toBe(8);
  expect(napiVersion([3, 4, 5, 6, 7, 8], 6)).toBe(6);
});

test("the compiler gets paths with spaces as single arguments, and a path relative to the addon", () => {
  const given = compilerArguments({
    sources: ["/a b/one.cc"],
    includes: ["/a b/include"],
    libraryFolder: "/c d/lib",
    libraries: ["libtensorflow_cc.so.2"],
    napi: 8,
    output: "/c d/addon.node",
  });
  expect(given).toContain("/a b/one.cc");
  expect(given).toContain("-I/a b/include");
  expect(given).toContain("-l:libtensorflow_cc.so.2");
  expect(given).toContain("-Wl,-rpath,$ORIGIN/../../deps/lib");
});

test("no compiler on the PATH", () => {
  expect(findCompiler({ PATH: temporaryFolder() })).toBeUndefined();
});

test("the official host can be a mirror, and one that is shut is noticed at once", async () => {
  expect(officialHost({})).toBe("https://storage.googleapis.com/");
  const env = { TFJS_NODE_CDN_STORAGE: "http://127.0.0.1:9/" };
  expect(await officialAnswers({ env, timeoutSeconds: 2 })).toBe(false);
  expect(await officialAnswers({ env: { ...env, HTTPS_PROXY: "http://proxy" } })).toBe(true);
});
