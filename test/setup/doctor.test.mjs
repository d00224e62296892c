import { expect, test } from "vitest";
import { report, speed } from "../../src/setup/doctor/report.mjs";

const well = {
  node: { version: "22.1.0" },
  packages: { ready: true },
  python: { version: "3.12.3", executable: "/usr/bin/python3" },
  compiler: { path: "/usr/bin/g++" },
  jupyter: { ready: true, version: "4.6.4" },
  kernel: { ready: true },
  backend: {
    built: true,
    measured: [
      {
        name: "tensorflow",
        label: "tfjs-node (TensorFlow 2.21.0)",
        gflops: 211.4,
        bfloat16: 389,
        rows: 1024,
      },
      { name: "wasm", label: "WebAssembly", gflops: 30.2, rows: 768 },
      { name: "cpu", label: "plain JavaScript", gflops: 0.94, rows: 192 },
    ],
  },
  cache: { folder: "/home/ada/.cache/noise-to-music", bytes: 854e6, native: "TensorFlow 2.21.0" },
};

test("all is well", () => {
  expect(report(well).join("\n")).toMatchInlineSnapshot(`
    "✓ Node               22.1.0
    ✓ npm packages       as in package-lock.json
    ✓ Python             3.12.3 (/usr/bin/python3)
    ✓ C++ compiler       /usr/bin/g++
    ✓ JupyterLab         4.6.4
    ✓ TypeScript kernel  tslab, ready
    ✓ engine in use      tfjs-node (TensorFlow 2.21.0), 211 GFLOP/s (1024 × 1024 matrix product)
    ✓   in bfloat16      389 GFLOP/s: Stable Audio is faster with --precision bfloat16
    ✓   also: wasm       WebAssembly, 30 GFLOP/s (768 × 768 matrix product)
    ✓   also: cpu        plain JavaScript, 0.9 GFLOP/s (192 × 192 matrix product)
    ✓ cache              /home/ada/.cache/noise-to-music, 854 MB (TensorFlow 2.21.0)

    All is well."
  `);
});

test("a processor without instructions for bfloat16 is told so", () => {
  const [native] = well.backend.measured;
  const older = { ...well, backend: { built: true, measured: [{ ...native, bfloat16: 40 }] } };
  expect(report(older).find((line) => line.includes("bfloat16"))).toBe(
    "-   in bfloat16      40 GFLOP/s: no faster on this processor, so leave Stable Audio in float32",
  );
});

test("a fresh clone is told the one command", () => {
  const fresh = {
    ...well,
    packages: { ready: false, problem: "not installed yet" },
    jupyter: { ready: false },
    kernel: { ready: false, problem: "the npm packages are not installed" },
    backend: { built: false, measured: [] },
    cache: { folder: "/home/ada/.cache/noise-to-music", bytes: 0 },
  };
  expect(report(fresh).join("\n")).toMatchInlineSnapshot(`
    "✓ Node               22.1.0
    - npm packages       not installed yet
    ✓ Python             3.12.3 (/usr/bin/python3)
    ✓ C++ compiler       /usr/bin/g++
    - JupyterLab         not installed in .venv
    - TypeScript kernel  the npm packages are not installed
    - engine             not measured: the library is not built yet
    ✓ cache              /home/ada/.cache/noise-to-music, empty

    To do for more:
      - run \`npm run setup\`"
  `);
});

test("without native TensorFlow it says what was tried and what would help", () => {
  const [, wasm, cpu] = well.backend.measured;
  const slow = {
    ...well,
    compiler: {},
    backend: {
      built: true,
      measured: [{ name: "tensorflow", reason: "its native part is not installed" }, wasm, cpu],
      nativeTried: ["official download: the host does not answer", "Python wheel: no compiler"],
    },
  };
  expect(report(slow).join("\n")).toMatchInlineSnapshot(`
    "✓ Node               22.1.0
    ✓ npm packages       as in package-lock.json
    ✓ Python             3.12.3 (/usr/bin/python3)
    - C++ compiler       none
    ✓ JupyterLab         4.6.4
    ✓ TypeScript kernel  tslab, ready
    -   not: tensorflow  its native part is not installed
    ✓ engine in use      WebAssembly, 30 GFLOP/s (768 × 768 matrix product)
    ✓   also: cpu        plain JavaScript, 0.9 GFLOP/s (192 × 192 matrix product)
    ✓ cache              /home/ada/.cache/noise-to-music, 854 MB (TensorFlow 2.21.0)

    To do for more:
      - native TensorFlow would be several times faster than WebAssembly. What was tried:
          official download: the host does not answer
          Python wheel: no compiler
      - a C++ compiler opens one more way (Debian, Ubuntu: sudo apt install g++)
      - then run \`npm run setup -- --retry\`"
  `);
});

test("speeds have the digits that mean something", () => {
  expect([0.944, 9.96, 30.2, 211.4].map(speed)).toEqual([
    "0.9 GFLOP/s",
    "10.0 GFLOP/s",
    "30 GFLOP/s",
    "211 GFLOP/s",
  ]);
});
