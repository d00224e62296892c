/** The findings in plain words. */
import { size } from "../base/say.mjs";

/**
 * @param {import("./examine.mjs").Findings} found
 * @returns {string[]} lines: what was found, then what to do for more
 */
export function report(found) {
  const lines = [
    line("Node", !found.node.problem, found.node.version),
    line("npm packages", found.packages.ready, found.packages.problem ?? "as in package-lock.json"),
    line(
      "Python",
      !found.python.problem,
      found.python.problem ?? `${found.python.version} (${found.python.executable})`,
    ),
    line("C++ compiler", found.compiler.path, found.compiler.path ?? "none"),
    line("JupyterLab", found.jupyter.ready, found.jupyter.version ?? "not installed in .venv"),
    line("TypeScript kernel", found.kernel.ready, found.kernel.problem ?? "tslab, ready"),
    ...backendLines(found.backend),
    line("cache", true, cacheText(found.cache)),
  ];
  const advice = adviceFor(found);
  return [...lines, "", ...(advice.length ? ["To do for more:", ...advice] : ["All is well."])];
}

function line(name, ok, text) {
  return `${ok ? "✓" : "-"} ${name.padEnd(18)} ${text}`;
}

function backendLines({ built, measured }) {
  if (!built) return [line("engine", false, "not measured: the library is not built yet")];
  const runs = measured.find(({ gflops }) => gflops);
  return measured.flatMap((engine) => {
    const { name, label, gflops, bfloat16, rows, reason } = engine;
    const title = engine === runs ? "engine in use" : `  also: ${name}`;
    if (reason) return [line(`  not: ${name}`, false, reason)];
    const whole = line(
      title,
      true,
      `${label}, ${speed(gflops)} (${rows} × ${rows} matrix product)`,
    );
    return bfloat16 ? [whole, halfLine(gflops, bfloat16)] : [whole];
  });
}

/** A gain that is worth numbers of half the bits, as in `bfloat16Gain`. */
const worthwhile = 1.3;

function halfLine(gflops, bfloat16) {
  const gains = bfloat16 > worthwhile * gflops;
  const use = gains
    ? "Stable Audio is faster with --precision bfloat16"
    : "no faster on this processor, so leave Stable Audio in float32";
  return line("  in bfloat16", gains, `${speed(bfloat16)}: ${use}`);
}

/** GFLOP/s with two digits that mean something. */
export function speed(gflops) {
  return `${gflops < 10 ? gflops.toFixed(1) : Math.round(gflops)} GFLOP/s`;
}

function cacheText({ folder, bytes, native }) {
  return `${folder}, ${bytes ? size(bytes) : "empty"}${native ? ` (${native})` : ""}`;
}

function adviceFor({ node, packages, python, compiler, jupyter, kernel, backend }) {
  const advice = [];
  const add = (text) => advice.push(`  - ${text}`);
  if (node.problem) add(node.problem);
  if (python.problem) python.fix.forEach(add);
  const fixable = !python.problem && (!jupyter.ready || !kernel.ready);
  if (!packages.ready || !backend.built || fixable) add("run `npm run setup`");
  const native = backend.measured.find(({ name }) => name === "tensorflow");
  if (native?.reason) {
    add("native TensorFlow would be several times faster than WebAssembly. What was tried:");
    for (const tried of backend.nativeTried ?? ["nothing yet"]) {
      advice.push(`      ${tried.split("\n")[0]}`);
    }
    if (!compiler.path)
      add("a C++ compiler opens one more way (Debian, Ubuntu: sudo apt install g++)");
    add("then run `npm run setup -- --retry`");
  }
  return advice;
}
