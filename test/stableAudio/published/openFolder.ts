/** `openFolder.ts FOLDER PRECISION`: opens a model and says what that took, as JSON. */
import { openStableAudio } from "../../../src/stableAudio/open/open";
import { prepareBackend } from "../../../src/tensor/backend";
import type { Precision } from "../../../src/tensor/precision";
import { tf } from "../../../src/tensor/tf";
import { peakMemory } from "../../bench/peakMemory";

async function main(): Promise<void> {
  const [folder, precision] = process.argv.slice(2);
  const { name: backend } = await prepareBackend();
  tf.ones([8]).sum().dataSync();
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  const model = await openStableAudio(folder, { precision: precision as Precision });
  const seconds = (performance.now() - begun) / 1000;
  console.log(JSON.stringify({ backend, seconds, bytes: peakMemory() - before }));
  model.dispose();
}

void main();
