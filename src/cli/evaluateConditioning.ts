/** Prompts through a text model, and what is heard of what comes out. */
import { TutorialError } from "../error";
import { hearSounds } from "../evaluation/adherence/hearSounds";
import type { HeardSound } from "../evaluation/adherence/hearSounds";
import type { TextAudioEmbeddings } from "../evaluation/adherence/adherence";
import type { PromptWithTruths } from "../evaluation/adherence/truths";
import type { Clap } from "../model/clap/clap";
import type { Listener } from "../model/listener/listener";
import type { TextToMusic } from "../model/textToMusic/generate";
import { progress } from "../notebook/progress";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/** What a model made of prompts: sounds as they were heard, one for each prompt and seed. */
export interface PromptedSounds {
  /** As many as sounds: the prompts once for each seed. */
  readonly prompts: readonly PromptWithTruths[];
  readonly heard: readonly HeardSound[];
  /** Prompts and sounds as CLAP embeds them, row by row; dispose both. */
  readonly embeddings: TextAudioEmbeddings;
  /** What had to be said of the prompts. */
  readonly notices: readonly string[];
}

/** Who listens: to what was asked for, and to how well words and sound agree. */
export interface Ears {
  readonly listener: Listener;
  readonly clap: Clap;
}

/** How the sounds are made, and who is shown them. */
export interface PromptedSoundsOptions {
  readonly seeds: readonly number[];
  readonly guidance: number;
  readonly steps: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Is shown every sound, e.g. to write it to a file. */
  readonly keep?: (sound: Float32Array, index: number, seed: number) => void;
}

/** Prompts that are sampled at once. */
const batch = 8;

/**
 * Makes a sound for each prompt and seed, and listens to it at once: the sounds need not be kept.
 *
 * @throws TutorialError `cli.stopped` at Ctrl-C: a table over half of the prompts could not be compared
 */
export async function promptedSounds(
  model: TextToMusic,
  { listener, clap }: Ears,
  prompts: readonly PromptWithTruths[],
  { seeds, signal, keep, ...options }: PromptedSoundsOptions,
): Promise<PromptedSounds> {
  const heard: HeardSound[] = [];
  const all: PromptWithTruths[] = [];
  const notices = new Set<string>();
  const rows: { texts: Tensor2D[]; sounds: Tensor2D[] } = { texts: [], sounds: [] };
  const line = progress(seeds.length * prompts.length, model.plan.name);
  try {
    for (const seed of seeds) {
      for (let first = 0; first < prompts.length; first += batch) {
        if (signal.aborted) {
          throw new TutorialError({
            code: "cli.stopped",
            where: "npm run evaluate",
            expected: "all prompts",
            got: "Ctrl-C",
            fix: "run it again, with fewer prompts or --steps 10 if it takes too long",
          });
        }
        const some = prompts.slice(first, first + batch);
        const texts = some.map(({ prompt }) => prompt);
        // Another noise for each batch, or all batches would begin alike.
        const noise = seed * 100_003 + first;
        const { waveform, ...said } = await model.generate(texts, { ...options, seed: noise });
        said.notices.forEach((notice) => notices.add(notice));
        heard.push(...(await hearSounds(listener, waveform)));
        all.push(...some);
        rows.texts.push(await clap.embedText(texts));
        rows.sounds.push(clap.embedSound(waveform));
        keepRows(waveform, (sound, row) => keep?.(sound, first + row, seed));
        waveform.dispose();
        line.step(some.length);
        await tf.nextFrame();
      }
    }
    const embeddings = { texts: tf.concat(rows.texts), sounds: tf.concat(rows.sounds) };
    return { prompts: all, heard, embeddings, notices: [...notices] };
  } finally {
    tf.dispose([...rows.texts, ...rows.sounds]);
    line.end();
  }
}

function keepRows(waveform: Tensor2D, keep: (sound: Float32Array, row: number) => void): void {
  const [rows, samples] = waveform.shape;
  const values = waveform.dataSync<"float32">();
  for (let row = 0; row < rows; row++) keep(values.slice(row * samples, (row + 1) * samples), row);
}
