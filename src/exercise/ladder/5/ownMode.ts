/** 5.10, a build: a door of one's own for the text. */
import { adaLnZeroMode } from "../../../conditioning/modes/adaLnZero";
import { channelConcatMode } from "../../../conditioning/modes/channelConcat";
import { crossAttentionMode } from "../../../conditioning/modes/crossAttention";
import type { ConditioningMode } from "../../../conditioning/modes/mode";
import { temporalConcatMode } from "../../../conditioning/modes/temporalConcat";
import { barsPanel } from "../../../figure/bars";
import { stack } from "../../../figure/grid";
import { wordFor } from "../../answer";
import { build } from "../../exercise";
import { differ, heard, host, song, text } from "./bench";
import { oddMode } from "./oddMode";

export const ownMode = build<ConditioningMode>({
  id: "5.10",
  title: "Build: a cross-attention of your own, on the bench",
  goal: "A conditioning mode that lets every frame ask the words in each block, begins by changing nothing, and says what it costs.",
  signature: "ConditioningMode: { name, takes, enter, cost }",
  refuses(yours) {
    const parts = (yours ?? {}) as Record<string, unknown>;
    const missing = ["enter", "cost"].find((one) => typeof parts[one] !== "function");
    if (missing === undefined) return undefined;
    return yours && typeof yours === "object"
      ? `an object without the function ${missing}`
      : wordFor(yours);
  },
  laws: [
    {
      says: "In each block it takes frames [B, N, D] and gives frames of the same shape.",
      test: (mode) => {
        const after = heard(mode);
        return (
          after.shape.join() === song().shape.join() ||
          `[${song().shape.join(", ")}] went in, [${after.shape.join(", ")}] came out`
        );
      },
      mistake: {
        name: "what was heard handed on in place of the frames",
        says: "inBlock gives back the music, not the words: as many rows as there are frames, each of width D.",
        make: oddMode({ wordsBack: true }),
      },
    },
    {
      says: "Before anything is learned it changes nothing: block(x) is x.",
      test: (mode) => {
        const change = differ(heard(mode), song());
        return change === 0 || `the frames change by ${change.toFixed(3)}`;
      },
      mistake: {
        name: "missing zero-init",
        says: "The way out must begin at zero: dense(…, { initializer: zeros }). And x is added to what was heard, so that at zero it is x. Else every block does something to the music before it knows anything.",
        make: oddMode({ randomStart: true }),
      },
    },
    {
      says: "Once its weights are there, another word makes other music, in each block.",
      test: (mode) => {
        const deaf = [0, 1].find((block) => {
          const [one, other] = [
            heard(mode, { learned: true, block }),
            heard(mode, { learned: true, block, words: text({ other: true }) }),
          ];
          return !(differ(one, other) > 1e-4);
        });
        return deaf === undefined || `block ${deaf + 1} does not notice`;
      },
      mistake: {
        name: "frames that listen to themselves",
        says: "Keys and values come from the words, queries from the frames. With all three from the frames it is self-attention, and no word arrives.",
        make: oddMode({ selfish: true }),
      },
    },
    {
      says: "Padding is not heard: what stands where the mask is 0 makes no difference.",
      test: (mode) => {
        const change = differ(
          heard(mode, { learned: true }),
          heard(mode, { learned: true, words: text({ padding: 7 }) }),
        );
        return change < 1e-4 || `other padding changes the frames by ${change.toFixed(3)}`;
      },
      mistake: {
        name: "mask forgotten",
        says: "Add hiddenKeys(text.mask) to the scores before the softmax.",
        make: oddMode({ unmasked: true }),
      },
    },
    {
      says: "Each frame divides one attention: a text said twice is heard like once.",
      test: (mode) => {
        const change = differ(
          heard(mode, { learned: true }),
          heard(mode, { learned: true, words: text({ twice: true }) }),
        );
        return change < 1e-4 || `with every word twice the frames change by ${change.toFixed(3)}`;
      },
      mistake: {
        name: "softmax over the wrong axis",
        says: "The weights of a frame over all words must sum to 1. Yours do not: is the softmax along the words, and is there one?",
        make: oddMode({ wrongAxis: true }),
      },
    },
    {
      says: "Each item of a batch hears its own words.",
      test: (mode) => {
        const both = heard(mode, { learned: true });
        const alone = heard(mode, { learned: true, only: 1 });
        const change = differ(both.slice([1, 0, 0], [1, -1, -1]), alone);
        return (
          change < 1e-4 || `the second item hears something else than alone (${change.toFixed(3)})`
        );
      },
      mistake: {
        name: "batch mixed up",
        says: "The words of one item reached another. Keep the batch as the first axis of keys and values.",
        make: oddMode({ firstText: true }),
      },
    },
    {
      says: "cost says how many weights there are.",
      test: (mode) => {
        const { count } = heard.weights(mode);
        const { parameters } = mode.cost({ tokens: 5, tokenSize: 6, globalSize: 6 }, host);
        return parameters === count || `it says ${parameters}, there are ${count}`;
      },
      mistake: {
        name: "biases not counted",
        says: "A dense layer from a to b numbers has (a + 1)·b weights: a bias for each output. Count every layer, and those of each block `depth` times.",
        make: oddMode({ miscounted: true }),
      },
    },
  ],
  truth: crossAttentionMode,
  hints: [
    "enter is called once a prompt: project the words to width D, and keep them. inBlock(i, x) is called at every step: queries of x, keys and values of the words, softmax, values, a way out that begins at zero, and x + all that.",
    "dense(parameters, `${name}.blocks.${i}.q`, x, D) makes a layer with a weight and a bias. Scores [B, N, L] = tf.matMul(q, k, false, true)·(1/√D); the mask is hiddenKeys(text.mask).reshape([B, 1, L]); the last layer gets { initializer: zeros }.",
  ],
  picture: (mode) => {
    const modes = [temporalConcatMode, channelConcatMode, crossAttentionMode, adaLnZeroMode];
    const size = { tokens: 12, tokenSize: 128, globalSize: 128 };
    const model = { width: 96, heads: 4, depth: 4, frames: 64, conditionWidth: 96 };
    const costs = [...modes, mode].map((one) => one.cost(size, model));
    const labels = [...modes.map(({ name }) => name), "yours"];
    const axis = { quantity: "way in", unit: "1" };
    return stack(
      [
        barsPanel(labels, [{ values: costs.map(({ parameters }) => parameters) }], {
          x: axis,
          y: { quantity: "weights", unit: "1" },
        }),
        barsPanel(labels, [{ values: costs.map(({ flops }) => flops / 1e6) }], {
          x: axis,
          y: { quantity: "work a call", unit: "MFLOP" },
        }),
      ],
      {
        title: "Your mode on the bench",
        subtitle: "12 words of 128 numbers, 64 frames, 4 blocks of width 96",
      },
    );
  },
});
