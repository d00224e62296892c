/**
 * Measures one engine: the median speed of a square matrix product, in GFLOP/s; of native TensorFlow also in bfloat16.
 * A process of its own for each, since an engine once loaded cannot be unloaded.
 *
 * usage: node measure.cjs DIST tensorflow|wasm|cpu   ->   one line of JSON
 */
"use strict";
const path = require("node:path");

const [dist, name] = process.argv.slice(2);
// Rows of the square matrix: large enough to fill the engine, small enough for a second in all.
const rows = { tensorflow: 1024, wasm: 768, cpu: 192 }[name];
const shortest = 7;
const longestMilliseconds = 1_000;

async function main() {
  const { prepareBackend } = require(path.join(dist, "tensor", "backend.js"));
  const { tf } = require(path.join(dist, "tensor", "tf.js"));
  const { label } = await prepareBackend(name);
  const { held, product } = require(path.join(dist, "tensor", "bfloat16.js"));
  const speed = (precision) => {
    const a = tf.randomNormal([rows, rows]);
    const b = tf.tidy(() => held(tf.randomNormal([rows, rows]), precision));
    const seconds = medianSeconds(() => tf.tidy(() => void product(a, b).dataSync()));
    return (2 * rows ** 3) / seconds / 1e9;
  };
  const gflops = speed("float32");
  const bfloat16 = name === "tensorflow" ? speed("bfloat16") : undefined;
  return { name, label, rows, gflops, bfloat16 };
}

function medianSeconds(run) {
  run();
  const times = [];
  const begin = performance.now();
  while (times.length < shortest || performance.now() - begin < longestMilliseconds / 2) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
    if (performance.now() - begin > longestMilliseconds) break;
  }
  times.sort((x, y) => x - y);
  return times[times.length >> 1] / 1000;
}

/** The engine's own words, without the sentence that `prepareBackend` puts around them. */
function plainReason({ got, message }) {
  const words = (got ?? message).replace(`${name}: `, "").split("\n")[0].trim();
  return words.includes("tfjs_binding.node") ? "its native part is not installed" : words;
}

main().then(
  (result) => console.log(`\n${JSON.stringify(result)}`),
  (error) => console.log(`\n${JSON.stringify({ name, reason: plainReason(error) })}`),
);
