/** 4.5: a number as waves. */
import { timestepWaves } from "../../../network/dit/timeEmbedding";
import { between } from "../../draws";
import { formula } from "../../exercise";

const waves = (size: number, angle: (i: number) => number): number[] => {
  const half = Array.from({ length: size / 2 }, (_, i) => angle(i));
  return [...half.map(Math.cos), ...half.map(Math.sin)];
};
const right = (t: number, size: number) => (i: number) => 1000 * t * 10000 ** ((-2 * i) / size);

export const timeWaves = formula<[number, number], number[]>({
  id: "4.5",
  title: "The noise level as waves",
  goal: "The waves cos(1000·t·ω_i), then sin(1000·t·ω_i), with ω_i = 10000^(−2i/size) for i below size/2.",
  signature: "(t: number, size: number) => number[]",
  inputs: ["t", "size"],
  answer: { quantity: "value of a wave", unit: "1" },
  draw: (random) => [between(random, 0, 1), 2 * random.choice([3, 4, 6])],
  corners: [() => [0, 8]],
  truth: (t, size) => Array.from(timestepWaves([1000 * t], size).dataSync()),
  mistakes: [
    {
      name: "sines first",
      says: "Both orders are in use; this network has its cosines first, then its sines.",
      make: (t, size) => {
        const all = waves(size, right(t, size));
        return [...all.slice(size / 2), ...all.slice(0, size / 2)];
      },
    },
    {
      name: "cosines and sines alternating",
      says: "Here all cosines come first, then all sines. (The paper of 2017 alternates.)",
      make: (t, size) => {
        const all = waves(size, right(t, size));
        return all.map((_, n) => all[(n % 2) * (size / 2) + Math.floor(n / 2)]);
      },
    },
    {
      name: "cycles for radians",
      says: "ω is an angle already; with another 2π the waves are more than six times too fast.",
      make: (t, size) => waves(size, (i) => 2 * Math.PI * right(t, size)(i)),
    },
    {
      name: "t without its 1000",
      says: "The waves are made for steps of 0 to 1000. With t itself, from 0 to 1, nearly all of them stand still.",
      make: (t, size) => waves(size, (i) => right(t, size)(i) / 1000),
    },
    {
      name: "exponent −i/size",
      says: "There are only size/2 frequencies, so i/size runs to one half and the slow waves are missing: −i/(size/2).",
      make: (t, size) => waves(size, (i) => 1000 * t * 10000 ** (-i / size)),
    },
    {
      name: "rising frequencies",
      says: "The sign of the exponent is turned: ω_0 is 1, and the others are slower.",
      make: (t, size) => waves(size, (i) => 1000 * t * 10000 ** ((2 * i) / size)),
    },
  ],
  hints: [
    "Make the size/2 angles first, 1000·t·ω_i. Then a list of their cosines, and behind it a list of their sines.",
    "Array.from({ length: size / 2 }, (_, i) => …) makes the angles; 10000 ** (-2 * i / size) is ω_i.",
  ],
});
