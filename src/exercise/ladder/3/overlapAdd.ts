/** 3.4: from frames back to sound. */
import { normals, whole } from "../../draws";
import { formula } from "../../exercise";

/** Lays frames over each other; `put` says what becomes of a sample that is there already. */
function lay(
  frames: readonly number[][],
  hop: number,
  put: (old: number, one: number) => number,
): number[] {
  const sound = new Array<number>((frames.length - 1) * hop + frames[0].length).fill(0);
  frames.forEach((frame, m) =>
    frame.forEach((one, n) => {
      sound[m * hop + n] = put(sound[m * hop + n], one);
    }),
  );
  return sound;
}

export const overlapAdd = formula<[number[][], number], number[]>({
  id: "3.4",
  title: "Overlap and add",
  goal: "From frames, one every hop samples, the sound: where frames overlap they are added.",
  signature: "(frames: number[][], hop: number) => number[]",
  inputs: ["frames", "hop"],
  answer: { quantity: "sample value", unit: "1" },
  draw: (random) => {
    const hop = whole(random, 1, 3);
    const size = hop * whole(random, 2, 3);
    return [Array.from({ length: whole(random, 3, 5) }, () => normals(random, size)), hop];
  },
  corners: [
    () => [
      [
        [1, 2],
        [3, 4],
      ],
      2,
    ],
    () => [[[1, 2, 3]], 1],
  ],
  truth: (frames, hop) => lay(frames, hop, (old, one) => old + one),
  mistakes: [
    {
      name: "frames one after the other",
      says: "They overlap: frame m begins at sample m·hop, and not where the last one ended.",
      make: (frames) => frames.flat(),
    },
    {
      name: "the last frame wins",
      says: "Where frames overlap they were set and not added. The window made each of them fade at its ends, so that only their sum is as loud as the sound was.",
      make: (frames, hop) => lay(frames, hop, (_, one) => one),
    },
    {
      name: "mean in place of sum",
      says: "Dividing by how many frames overlap turns the sound down; windows already sum to a constant.",
      make: (frames, hop) => {
        const counts = lay(
          frames.map((frame) => frame.map(() => 1)),
          hop,
          (old, one) => old + one,
        );
        return lay(frames, hop, (old, one) => old + one).map((one, i) => one / counts[i]);
      },
    },
    {
      name: "one hop too long",
      says: "(frames − 1)·hop + size samples are enough: the last frame begins at (frames − 1)·hop.",
      make: (frames, hop) => [
        ...lay(frames, hop, (old, one) => old + one),
        ...new Array<number>(hop).fill(0),
      ],
    },
    {
      name: "the end cut off",
      says: "frames·hop samples are too few: the last frame reaches beyond its hop.",
      make: (frames, hop) =>
        lay(frames, hop, (old, one) => old + one).slice(0, frames.length * hop),
    },
  ],
  hints: [
    "Make a list of zeros of the right length first. Where does the last frame begin, and where does it end?",
    "Two loops: sample n of frame m belongs to sample m·hop + n of the sound, and is added to what is there.",
  ],
});
