/** How well CLAP's two sides have found together, on clips and wording that it was not trained on. */
import { matchingRanks, recallAt } from "../../conditioning/clap/matchingRanks";
import { statedCaption } from "../../corpus/caption";
import type { SaidFact } from "../../corpus/captions/draft";
import { openClipPool } from "../../corpus/clipPool";
import type { ClipFacts } from "../../corpus/facts";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { listenerQuestions } from "../listener/listenerNetwork";
import type { ListenerQuestion } from "../listener/listenerNetwork";
import type { Clap } from "./clap";
import { isTrueOf } from "./statedFacts";
import { nearestRows, promptEmbeddings } from "./zeroShot";

const questions = Object.keys(listenerQuestions) as ListenerQuestion[];

/** A caption in held-out wording, and the clip that it is of. */
interface TestCaption {
  readonly text: string;
  readonly clip: number;
  readonly stated: readonly SaidFact[];
}

function testCaptions(facts: readonly ClipFacts[], seed: number): TestCaption[] {
  return facts.map((one, clip) => {
    const options = { seed, wording: "heldOut" } as const;
    const { text, states } = statedCaption(one, options);
    return { text, clip, stated: states };
  });
}

/** The share of clips in which the right answer is heard, of those of which it can be asked. */
function shareRight(
  facts: readonly ClipFacts[],
  question: ListenerQuestion,
  answers: readonly number[],
): number {
  const words: readonly string[] = listenerQuestions[question];
  const asked = facts.flatMap((one, i) => (one[question] === undefined ? [] : [i]));
  const right = asked.filter((i) => words[answers[i]] === facts[i][question]);
  return right.length / asked.length;
}

/** Mean vector of the clips of each answer, [answers, 128]. */
function centres(
  sounds: Tensor2D,
  facts: readonly ClipFacts[],
  question: ListenerQuestion,
): Tensor2D {
  return tf.tidy(() => {
    const means = listenerQuestions[question].map((answer) => {
      const own = facts.flatMap((one, i) => (one[question] === answer ? [i] : []));
      return sounds.gather(own).mean(0);
    });
    return tf.stack(means) as Tensor2D;
  });
}

/** What perfect ears and a perfect reader would reach: of n clips of which a caption is true, one is its own. */
function bestRecall(
  captions: readonly TestCaption[],
  facts: readonly ClipFacts[],
  k: number,
): number {
  const chances = captions.map(({ clip, stated }) => {
    const fitting = facts.filter((one) => isTrueOf(stated, facts[clip], one)).length;
    return Math.min(1, k / fitting);
  });
  return chances.reduce((sum, one) => sum + one, 0) / chances.length;
}

async function retrieval(
  clap: Clap,
  sounds: Tensor2D,
  facts: readonly ClipFacts[],
): Promise<Record<string, number>> {
  const captions = testCaptions(facts, 0);
  const texts = await clap.embedText(captions.map(({ text }) => text));
  const measured = tf.tidy(() => {
    const cosines = tf.matMul<Tensor2D>(texts, sounds, false, true);
    const [fromText, fromSound] = [cosines, cosines.transpose<Tensor2D>()].map(matchingRanks);
    const own = cosines.mul(tf.eye(facts.length)).sum().dataSync()[0] / facts.length;
    const all = cosines.mean().dataSync()[0];
    return {
      textToSoundAt1: recallAt(fromText, 1),
      textToSoundAt10: recallAt(fromText, 10),
      textToSoundAt1AtBest: bestRecall(captions, facts, 1),
      textToSoundAt10AtBest: bestRecall(captions, facts, 10),
      soundToTextAt1: recallAt(fromSound, 1),
      soundToTextAt10: recallAt(fromSound, 10),
      cosineOfPairs: own,
      cosineOfAll: all,
    };
  });
  texts.dispose();
  return measured;
}

/**
 * Retrieval among clips, `heard…`: what sounds are closest to of sentences for each answer; `read…`: what captions that
 * state an answer are closest to of the mean sounds of each.
 *
 * @internal
 */
export async function measureClap(clap: Clap, clips = 240): Promise<Record<string, number>> {
  const pool = await openClipPool({ split: "validation", count: clips });
  const facts = Array.from({ length: clips }, (_, i) => pool.factsAt(i));
  const rows: Tensor2D[] = [];
  for (let i = 0; i < clips; i++) {
    rows.push(tf.tidy(() => clap.embedSound(pool.waveformAt(i))));
    await tf.nextFrame();
  }
  const sounds = tf.tidy(() => tf.concat(rows, 0));
  tf.dispose(rows);
  const measured = await retrieval(clap, sounds, facts);
  // Two more captions a clip, because only some state what is asked.
  const captions = [1, 2, 3].flatMap((seed) => testCaptions(facts, seed));
  const texts = await clap.embedText(captions.map(({ text }) => text));
  for (const question of questions) {
    const prompts = await promptEmbeddings(clap, question);
    measured[`${question}Heard`] = shareRight(facts, question, nearestRows(sounds, prompts));
    const means = centres(sounds, facts, question);
    const stating = captions.flatMap(({ stated }, i) => (stated.includes(question) ? [i] : []));
    const read = tf.tidy(() => nearestRows(texts.gather(stating), means));
    const stated = stating.map((i) => facts[captions[i].clip]);
    measured[`${question}Read`] = shareRight(stated, question, read);
    tf.dispose([prompts, means]);
  }
  tf.dispose([sounds, texts]);
  return { ...measured, clips };
}
