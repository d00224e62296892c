/** 7.8: which weights to sample with. */
import { normals } from "../../draws";
import { formula } from "../../exercise";

/** What a training leaves. (A type, for `formula`.) */
type Trained = { readonly last: number[]; readonly average: number[] };

const mixed = ({ last, average }: Trained, share: number): number[] =>
  average.map((one, i) => one + share * (last[i] - one));

export const forSampling = formula<[Trained], number[]>({
  id: "7.8",
  title: "The average that nobody used",
  goal: "Of what a training leaves, its last weights and their running average, hand over those to sample with.",
  signature: "<W>(trained: { last: W, average: W }) => W",
  inputs: ["trained"],
  answer: { quantity: "weight", unit: "1" },
  draw: (random) => {
    const average = normals(random, 4);
    return [{ average, last: average.map((one) => one + 0.3 * random.normal()) }];
  },
  truth: ({ average }) => average,
  mistakes: [
    {
      name: "the last weights",
      says: "With the last batch the training has jumped somewhere around the valley. The running average lies at its bottom: it was kept for this.",
      make: ({ last }) => last,
    },
    {
      name: "half way between",
      says: "The average has averaged already; half of the last jump spoils it again.",
      make: (trained) => mixed(trained, 0.5),
    },
    {
      name: "what was averaged away",
      says: "That is the difference of the two, the noise of the training: the one thing that you do not want.",
      make: ({ last, average }) => last.map((one, i) => one - average[i]),
    },
  ],
  hints: [
    "A training that is given {ema: 0.95} hands back two sets of weights. Which of them jumps?",
    "trained.average",
  ],
});
