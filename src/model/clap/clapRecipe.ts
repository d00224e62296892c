/** How the house's CLAP is trained. */
import { clapLoss } from "../../conditioning/clap/clapLoss";
import { clapSize, clapTextTower } from "../../conditioning/clap/textTower";
import { openUniversalSentenceEncoder } from "../../conditioning/text/universalSentenceEncoder";
import { openClipPool } from "../../corpus/clipPool";
import { frameSettings } from "../../representation/frames/frameSettings";
import { frameLogMel } from "../../representation/frames/frameSpectrum";
import { tf } from "../../tensor/tf";
import { disturbed } from "../disturbed";
import type { Recipe } from "../recipe";
import { usualTraining } from "../usualTraining";
import { clapAudioTower } from "./audioTower";
import { clapOf } from "./clap";
import { beginAsListener, callClap, clapLogScale, earsBeginAs } from "./clapNetwork";
import { measureClap } from "./measureClap";
import { pairsOf } from "./pairs";

/** A quarter of a second short, so that they begin anywhere. */
const batch = { pairs: 48, instruments: 4, samples: 240 * frameSettings.hop, wordings: 4 };
const clips = 2400;
/** Words are cheaper to make than sounds, and there are more of them to learn. */
const captionsPerClip = 10;
/** The listener has heard the pool of its own seed so often that it knows those clips by heart. */
const otherClips = 1;

/** Sounds find their captions, captions their sounds. */
export const clapRecipe: Recipe = {
  name: "clap",
  groups: ["judges"],
  steps: 1200,
  trainedOn:
    "2,400 corpus clips (train split) with 10 captions each, 48 clips with 4 of theirs a step",
  settings: { embeddingSize: clapSize },
  async prepare(parameters, { seed, folder, say }) {
    const pool = await openClipPool({ split: "train", count: clips, seed: seed + otherClips });
    const backbone = await openUniversalSentenceEncoder();
    say("reading captions");
    const pairs = await pairsOf(pool, backbone, captionsPerClip);
    callClap(parameters, backbone);
    beginAsListener(parameters, folder);
    return {
      startedFrom: earsBeginAs,
      ...usualTraining,
      learningRate: 2e-3,
      warmup: 50,
      decayFrom: 0,
      ema: 0.99,
      loss(_, random) {
        const { waveform, captions } = pairs.draw(random, batch);
        const logMel = frameLogMel(disturbed(waveform, random));
        const audio = clapAudioTower(parameters, logMel, random);
        const logScale = clapLogScale(parameters);
        const losses = captions.map(({ text, matches }) =>
          clapLoss({ audio, text: clapTextTower(parameters, text, random), logScale }, { matches }),
        );
        return { loss: tf.addN(losses).div(losses.length) };
      },
      measure: (averaged) => measureClap(clapOf(averaged, backbone)),
      dispose: () => backbone.dispose(),
    };
  },
};
