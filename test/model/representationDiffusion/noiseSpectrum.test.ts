import { beforeAll, expect, test } from "vitest";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import {
  bandRatios,
  noiseSpectrum,
} from "../../../src/model/representationDiffusion/noiseSpectrum";
import { logMelImage } from "../../../src/representation/logMelImage";
import { griffinLimVocoder } from "../../../src/representation/vocoder/griffinLimVocoder";
import { waveformRepresentation } from "../../../src/representation/waveform";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** As loud as the corpus: a root mean square of 0.1. */
const white = (): Tensor2D => seededNoise<tf.Rank.R2>([8, 16384], 1).mul(0.1);

test("white sound and white noise are alike in every band", async () => {
  const sound = white();
  const { result, leaked } = await countTensors(() =>
    noiseSpectrum(waveformRepresentation(), sound),
  );
  expect(leaked).toBe(0);
  expect(result.along).toBe("frequency");
  expect(result.bands).toHaveLength(25);
  for (const { drownedAt } of result.bands) expect(Math.abs(drownedAt - 0.5)).toBeLessThan(0.1);
  // The lowest bands are single bins of few frames; those above 200 Hz have many.
  for (const { centre, snrDb } of result.bands) {
    if (centre > 200) expect(Math.abs(snrDb)).toBeLessThan(0.7);
  }
});

test("what falls by 6 dB an octave is drowned octave by octave", () => {
  // A running sum of white noise, leaking so that it does not wander off: 1/f² above 100 Hz.
  const values = white().arraySync();
  for (const row of values) for (let i = 1; i < row.length; i++) row[i] += 0.96 * row[i - 1];
  const { bands, spreadDb } = noiseSpectrum(waveformRepresentation(), tf.tensor2d(values));
  const at = (hertz: number) => bands.find(({ centre }) => centre > hertz)!;
  expect(at(500).snrDb - at(1000).snrDb).toBeCloseTo(6, 0);
  expect(at(2000).drownedAt).toBeLessThan(at(1000).drownedAt);
  expect(spreadDb).toBeGreaterThan(20);
});

test("a band's ratio is 0 dB when it drowns", () => {
  const spectrum = noiseSpectrum(waveformRepresentation(), white());
  const [first] = spectrum.bands;
  expect(bandRatios(spectrum, first.drownedAt)[0]).toBeCloseTo(0, 6);
  expect(bandRatios(spectrum, 0.75)[3]).toBeCloseTo(
    spectrum.bands[3].snrDb + rectifiedFlow().snrDb(0.75),
    9,
  );
});

test("a picture's bands are its bins", () => {
  const logMel = logMelImage(griffinLimVocoder({ iterations: 1 }));
  const { along, bands, representation } = noiseSpectrum(logMel, white());
  expect([along, representation, bands.length]).toEqual(["channel", "log-mel", 80]);
  expect(bands[12].name).toBe("bin 12");
});

test("silence is drowned from the start, and is no error", () => {
  const { bands } = noiseSpectrum(waveformRepresentation(), tf.zeros([1, 16384]));
  expect(bands.every(({ drownedAt }) => drownedAt < 1e-4)).toBe(true);
});
