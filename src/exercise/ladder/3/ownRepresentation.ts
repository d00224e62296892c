/** 3.8, a build: a representation of one's own. */
import { latentPanel } from "../../../figure/latent";
import { stack } from "../../../figure/grid";
import type { Representation } from "../../../representation/representation";
import { tf } from "../../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../tensor/tf";
import { wordFor } from "../../answer";
import { build } from "../../exercise";

const rate = 16000;

/** Two sounds of a root mean square of 0.1, chords with an attack, [2, S]. */
function sounds(samples: number): Tensor2D {
  const chord = (base: number, n: number): number =>
    [1, 1.5, 2.02].reduce(
      (sum, ratio) => sum + Math.sin((2 * Math.PI * base * ratio * n) / rate),
      0,
    ) * Math.exp(-((n % 4000) / 3000));
  const rows = [220, 330].map((base) => {
    const row = Array.from({ length: samples }, (_, n) => chord(base, n));
    const rms = Math.sqrt(row.reduce((sum, one) => sum + one * one, 0) / samples);
    return row.map((one) => (0.1 * one) / rms);
  });
  return tf.tensor2d(rows);
}

const relativeError = (a: tf.Tensor, b: tf.Tensor): number =>
  a.sub(b).square().mean().sqrt().div(b.square().mean().sqrt()).dataSync()[0];

interface Fold {
  readonly size?: number;
  readonly scale?: number;
  readonly cutOff?: boolean;
  readonly shuffled?: boolean;
  readonly mixed?: boolean;
  readonly inSeconds?: boolean;
}

/** Folds a waveform: so many samples become the channels of one frame. */
function folded({ size = 64, scale = 10, ...odd }: Fold = {}): Representation<Tensor3D> {
  const count = (samples: number): number => (odd.cutOff ? Math.floor : Math.ceil)(samples / size);
  return {
    name: "folded",
    sampleRate: rate,
    shapeFor: (seconds) => [count(odd.inSeconds ? seconds : Math.round(seconds * rate)), size],
    encode: (waveform) =>
      tf.tidy(() => {
        const [batch, samples] = waveform.shape;
        const frames = count(samples);
        const whole = odd.cutOff
          ? waveform.slice([0, 0], [batch, frames * size])
          : waveform.pad([
              [0, 0],
              [0, frames * size - samples],
            ]);
        const rows = odd.mixed ? whole.transpose() : whole;
        return rows.reshape<Tensor3D>([batch, frames, size]).mul(scale);
      }),
    decode: (x0) =>
      tf.tidy(() => {
        const [batch, frames, channels] = x0.shape;
        if (odd.mixed)
          return x0
            .div(scale)
            .reshape([frames * channels, batch])
            .transpose<Tensor2D>();
        const back = odd.shuffled ? x0.transpose<Tensor3D>([0, 2, 1]) : x0;
        return back.div(scale).reshape<Tensor2D>([batch, frames * channels]);
      }),
    dispose: () => undefined,
  };
}

export const ownRepresentation = build<Representation<Tensor3D>>({
  id: "3.8",
  title: "Build: a representation of your own",
  goal: "A representation of sound at 16,000 Hz as a sequence [T, C] with at least 32 times fewer frames than samples, from which the sound comes back.",
  signature: "Representation: { name, sampleRate, shapeFor, encode, decode, dispose }",
  refuses(yours) {
    const parts = (yours ?? {}) as Record<string, unknown>;
    const missing = ["shapeFor", "encode", "decode", "dispose"].find(
      (one) => typeof parts[one] !== "function",
    );
    if (missing === undefined)
      return parts.sampleRate === rate
        ? undefined
        : `a representation with the sampleRate ${String(parts.sampleRate)}`;
    return yours && typeof yours === "object"
      ? `an object without the function ${missing}`
      : wordFor(yours);
  },
  laws: [
    {
      says: "What shapeFor(1) says is the shape of what encode makes of one second.",
      test: (yours) => {
        const { shape } = yours.encode(sounds(rate));
        const stated = [2, ...yours.shapeFor(1)];
        return (
          shape.join() === stated.join() ||
          `shapeFor says [${stated.join(", ")}], encode gives [${shape.join(", ")}], each with the batch of 2`
        );
      },
      mistake: {
        name: "seconds for samples",
        says: "shapeFor is given seconds. There are sampleRate samples in each.",
        make: folded({ inSeconds: true }),
      },
    },
    {
      says: "It is a sequence [B, T, C] with at least 32 times fewer frames than samples.",
      test: (yours) => {
        const { shape } = yours.encode(sounds(rate));
        return (
          (shape.length === 3 && shape[1] <= rate / 32) ||
          `encode made [${shape.join(", ")}] of ${rate} samples`
        );
      },
      mistake: {
        name: "the waveform itself",
        says: "A network has to look at every frame. Lay many samples out as the channels of one.",
        make: folded({ size: 1 }),
      },
    },
    {
      says: "No sound is lost at the end: zeros are added up to a whole frame, and decode gives at least as many samples as encode got.",
      test: (yours) => {
        const samples = rate + 37;
        const { shape } = yours.decode(yours.encode(sounds(samples)));
        return (
          (shape.length === 2 && shape[1] >= samples) ||
          `${samples} samples went in, [${shape.join(", ")}] came back`
        );
      },
      mistake: {
        name: "the rest cut off",
        says: "Rounding down drops what does not fill a frame, and with it the end of the tune. Round up, and pad with zeros.",
        make: folded({ cutOff: true }),
      },
    },
    {
      says: "The sound comes back: decode(encode(x)) is x, to a hundredth.",
      test: (yours) => {
        const x = sounds(rate);
        const back = yours.decode(yours.encode(x)).slice([0, 0], [2, rate]);
        const error = relativeError(back, x);
        return error <= 0.01 || `an error of ${(100 * error).toFixed(1)} % of the sound`;
      },
      mistake: {
        name: "channels and time exchanged on the way back",
        says: "decode must lay the numbers down in the order in which encode picked them up. [B, T, C] reshaped to [B, T·C] has frame after frame; transposed first, it has channel after channel.",
        make: folded({ shuffled: true }),
      },
    },
    {
      says: "Each sound of a batch is encoded for itself.",
      test: (yours) => {
        const x = sounds(rate);
        const [both, alone] = [yours.encode(x), yours.encode(x.slice([1, 0], [1, -1]))];
        const error = relativeError(both.slice([1, 0, 0], [1, -1, -1]), alone);
        return error < 1e-4 || "the second sound of a batch of two is encoded otherwise than alone";
      },
      mistake: {
        name: "batch mixed into time",
        says: "A reshape that moves numbers from one sound into another. Keep the batch as the first axis all the way.",
        make: folded({ mixed: true }),
      },
    },
    {
      says: "x0 of music, whose root mean square is 0.1, has a variance of about 1.",
      test: (yours) => {
        const variance = tf.moments(yours.encode(sounds(rate))).variance.dataSync()[0];
        return (variance > 0.3 && variance < 3) || `a variance of ${variance.toPrecision(3)}`;
      },
      mistake: {
        name: "not scaled",
        says: "The noise of diffusion has variance 1. If x0 is much smaller it drowns at once, and the schedule does not fit. Multiply in encode, divide in decode.",
        make: folded({ scale: 1 }),
      },
    },
  ],
  truth: folded(),
  hints: [
    "The simplest that works: 64 samples side by side are one frame of 64 channels. pad, reshape, mul; and back with div and reshape.",
    "encode: frames = Math.ceil(S/64); waveform.pad([[0, 0], [0, frames·64 − S]]).reshape([B, frames, 64]).mul(10). shapeFor must round in the same way, from seconds times sampleRate.",
  ],
  picture: (yours) => {
    const x0 = yours.encode(sounds(rate).slice([0, 0], [1, -1]));
    const [, frames, channels] = x0.shape;
    const panel = latentPanel(Float32Array.from(x0.dataSync()), [frames, channels], {
      seconds: 1,
      height: 200,
    });
    return stack([panel], { title: "One second of a chord in your representation" });
  },
});
