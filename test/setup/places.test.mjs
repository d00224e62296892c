import { expect, test } from "vitest";
import { nodeComplaint } from "../../src/setup/base/nodeVersion.mjs";
import { cacheFolder } from "../../src/setup/base/places.mjs";

test.each([
  ["linux", {}, "/home/ada", "/home/ada/.cache/noise-to-music"],
  ["linux", { XDG_CACHE_HOME: "/big/disk" }, "/home/ada", "/big/disk/noise-to-music"],
  ["linux", { XDG_CACHE_HOME: "relative" }, "/home/ada", "/home/ada/.cache/noise-to-music"],
  ["darwin", {}, "/Users/ada", "/Users/ada/Library/Caches/noise-to-music"],
  ["win32", { LOCALAPPDATA: "D:\\Local" }, "C:\\Users\\ada", "D:\\Local\\noise-to-music\\Cache"],
  ["win32", {}, "C:\\Users\\ada", "C:\\Users\\ada\\AppData\\Local\\noise-to-music\\Cache"],
])("the cache folder on %s with %o", (platform, env, home, expected) => {
  expect(cacheFolder({ platform, env, home })).toBe(expected);
});

test("an old Node is told what to install", () => {
  expect(nodeComplaint("20.0.0")).toBeUndefined();
  expect(nodeComplaint("100.1.0")).toBeUndefined();
  expect(nodeComplaint("18.19.1")).toMatchInlineSnapshot(`
    "noise-to-music needs Node 20 or newer; this is Node 18.19.1.
    Install a current one from https://nodejs.org (or \`nvm install --lts\`), then run the command again."
  `);
});
