import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { choosePython, findPythons } from "../../src/setup/base/python.mjs";
import { wheelObstacle, wheelRequests } from "../../src/setup/native/wheel.mjs";
import { temporaryFolder } from "./temporary.mjs";

const { python } = choosePython(findPythons());
const unpack = fileURLToPath(new URL("../../src/setup/native/unpackWheel.py", import.meta.url));

const makeWheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name in sys.argv[2:]:
        wheel.writestr(name, "content of " + name)
`;

test.skipIf(!python)("the libraries and the C headers are taken out of the wheel, no more", () => {
  const folder = temporaryFolder();
  const wheel = path.join(folder, "tiny.whl");
  const names = [
    "tensorflow/libtensorflow_cc.so.2",
    "tensorflow/libtensorflow_framework.so.2",
    "tensorflow/include/tensorflow/c/c_api.h",
    "tensorflow/include/tensorflow/c/eager/c_api.h",
    "tensorflow/include/tensorflow/core/platform/ctstring.h",
    "tensorflow/include/tsl/platform/ctstring_internal.h",
    "tensorflow/include/xla/tsl/c/tsl_status.h",
    "tensorflow/include/absl/strings/str_cat.h",
    "tensorflow/python/_pywrap_tfe.so",
    "tensorflow/libtensorflow_cc.so.2/../../../escape.h",
  ];
  execFileSync(python.executable, ["-c", makeWheel, wheel, ...names]);
  const said = execFileSync(python.executable, [unpack, wheel, path.join(folder, "deps")]);
  expect(said.toString().trim().split(/\r?\n/)).toEqual([
    "libtensorflow_cc.so.2",
    "libtensorflow_framework.so.2",
  ]);
  const files = fs.readdirSync(path.join(folder, "deps"), { recursive: true });
  expect(files.filter((name) => name.includes(".")).sort()).toEqual([
    "include/tensorflow/c/c_api.h",
    "include/tensorflow/c/eager/c_api.h",
    "include/tensorflow/core/platform/ctstring.h",
    "include/tsl/platform/ctstring_internal.h",
    "include/xla/tsl/c/tsl_status.h",
    "lib/libtensorflow_cc.so.2",
    "lib/libtensorflow_framework.so.2",
  ]);
});

test("a Python too new for the wheel asks for the wheel of another", () => {
  const [own, foreign] = wheelRequests("x64");
  expect(own).toEqual(["tensorflow-cpu==2.21.*"]);
  expect(foreign.join(" ")).toBe(
    "tensorflow-cpu==2.21.* --python-version 3.12 --implementation cp --platform manylinux_2_27_x86_64 --platform manylinux_2_17_x86_64",
  );
  expect(wheelRequests("arm64").map(([name]) => name)).toContain("tensorflow==2.21.*");
});

test("why the wheel's way may be closed", () => {
  const open = {
    platform: "linux",
    arch: "x64",
    glibc: true,
    python: "/usr/bin/python3",
    compiler: "/usr/bin/g++",
    cache: temporaryFolder(),
    free: 1e12,
  };
  expect(wheelObstacle(open)).toBeUndefined();
  const closed = [
    { platform: "darwin", arch: "arm64" },
    { glibc: false },
    { python: undefined },
    { compiler: undefined },
    { free: 1e9, cache: "/home/ada/.cache/noise-to-music" },
  ];
  expect(closed.map((change) => wheelObstacle({ ...open, ...change }))).toMatchInlineSnapshot(`
    [
      "the Python wheel serves Linux on x64 and arm64 only, this is darwin arm64",
      "the Python wheel is built for glibc, and this Linux has another C library (musl)",
      "the Python wheel needs Python's pip",
      "the Python wheel needs a C++ compiler to build the addon (Debian, Ubuntu: sudo apt install g++)",
      "the Python wheel needs 1.4 GB free in /home/ada/.cache/noise-to-music, there are 1.0 GB",
    ]
  `);
});
