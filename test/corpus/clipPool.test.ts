import { expect, test } from "vitest";
import { openClipPool } from "../../src/corpus/clipPool";
import { openCorpus } from "../../src/corpus/corpus";
import { prepareBackend } from "../../src/tensor/backend";
import { Random } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

const options = { split: "validation", count: 3, seconds: 0.5 } as const;

test("a pool holds the clips of its corpus, as 16-bit numbers", async () => {
  const [pool, corpus] = await Promise.all([openClipPool(options), openCorpus(options)]);
  const { clip, facts } = corpus.clipAt(1);
  const kept = pool.samplesAt(1);
  const worst = kept.reduce((most, x, i) => Math.max(most, Math.abs(x - clip.channels[0][i])), 0);
  expect(worst).toBeLessThanOrEqual(1 / 65534 + 1e-9);
  expect(pool.factsAt(1)).toEqual(facts);
  expect(pool.factsAt(2)).toEqual(corpus.planAt(2).facts);
});

test("a draw depends on its stream alone", async () => {
  await prepareBackend();
  const [one, other] = [await openClipPool(options), await openClipPool(options)];
  one.draw(new Random(1), 4, 100).waveform.dispose();
  const before = tf.memory().numTensors;
  const [a, b] = [one, other].map((pool) => pool.draw(new Random(2), 5, 1000));
  expect(a.waveform.shape).toEqual([5, 1000]);
  expect(a.waveform.dataSync()).toEqual(b.waveform.dataSync());
  expect(a.facts).toEqual(b.facts);
  a.waveform.dispose();
  b.waveform.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("longer stretches than the clips are refused", async () => {
  const pool = await openClipPool(options);
  expect(() => pool.draw(new Random(1), 1, 8001)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: ClipPool.draw: expected a whole number of samples up to 8000, the length of the clips, got 8001; open the pool with more seconds, or draw shorter stretches]`,
  );
});
