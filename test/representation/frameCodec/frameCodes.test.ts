import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { frameCodes } from "../../../src/representation/frameCodec/frameCodes";
import type { FrameCodes, QuantiserKind } from "../../../src/representation/frameCodec/frameCodes";
import { frameLatentCodec } from "../../../src/representation/frameCodec/frameLatent";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

/** A codec with untrained weights that has seen a batch, from which codebooks begin. */
function open(kind: QuantiserKind): FrameCodes {
  const latent = new Parameters(7);
  const codec = frameLatentCodec(latent);
  tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
  const codes = frameCodes(new Parameters(3), latent, kind);
  tf.tidy(() => {
    const heard = codes.hear(tones([200, 300, 400, 500, 600, 700, 800, 900], 65536));
    codes.quantiser.train(heard, new Random(1));
  });
  return codes;
}

test.each(["dac", "encodec"] as const)("%s: 128 bits in each of 15.625 codes a second", (kind) => {
  const before = tf.memory().numTensors;
  const codes = open(kind);
  expect(codes.bitrate()).toBe(2000);
  expect(codes.bitrate(4)).toBe(500);
  tf.tidy(() => {
    const tokens = codes.encode(tones([440, 550], 5000));
    expect(tokens.shape).toEqual([2, 16, 5]); // 5 codes of 1,024 samples, the last with zeros
    expect(tokens.dtype).toBe("int32");
    expect(codes.decode(tokens).shape).toEqual([2, 5120]);
    expect(codes.roundTrip(tones([440], 4096), { quantisers: 2 }).shape).toEqual([1, 4096]);
  });
  codes.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("tokens say the same as the round trip", () => {
  const codes = open("dac");
  tf.tidy(() => {
    const sound = tones([262], 8192);
    const apart = codes.decode(codes.encode(sound)).sub(codes.roundTrip(sound)).abs().max();
    expect(apart.dataSync()[0]).toBeLessThan(1e-4);
  });
  codes.dispose();
});
