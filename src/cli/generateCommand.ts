/** What `npm run generate` does with what was typed: a prompt becomes a WAV file. */
import { monoClip } from "../audio/clip";
import { writeClip } from "../audio/clipFile";
import { openTextToMusic } from "../model/textToMusic/open";
import { progress } from "../notebook/progress";
import { prepareBackend } from "../tensor/backend";
import { checkWavName, generateArguments, generateUsage } from "./generateArguments";
import { stableAudioCommand } from "./stableAudioCommand";

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Thrown out of a walk that is to end in the middle. */
class Stopped extends Error {}

/**
 * Generates, writes, and says what was done.
 *
 * @param words what was typed
 * @throws TutorialError `cli.generate`, those of opening and of generating, and `file.unwritable`
 */
export async function generateCommand(words: readonly string[]): Promise<void> {
  if (words.some((word) => word === "--model" || word.startsWith("--model="))) {
    return stableAudioCommand(words);
  }
  const asked = generateArguments(words);
  if (!asked) {
    console.log(generateUsage);
    return;
  }
  const { prompt, model: name, out, folder, steps, ...options } = asked;
  checkWavName(out);
  const { label } = await prepareBackend();
  const started = performance.now();
  const model = await openTextToMusic(name, folder);
  const opened = performance.now();
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const line = progress(steps, "from noise to music");
  const watch = ({ step }: { readonly step: number }): void => {
    if (stop.signal.aborted) throw new Stopped();
    if (step > 0) line.step();
  };
  try {
    const { waveform, notices } = await model.generate(prompt, { ...options, steps, watch });
    line.end();
    for (const notice of notices) console.log(notice);
    const samples = Float32Array.from(waveform.dataSync());
    waveform.dispose();
    writeClip(out, monoClip(samples, model.representation.sampleRate));
    const done = performance.now();
    console.log(
      `${out}: ${options.seconds} s by ${name}, seed ${options.seed}, guidance ${options.guidance}, ` +
        `${steps} steps in ${inSeconds(done - opened)} on ${label} (weights read in ${inSeconds(opened - started)})`,
    );
  } catch (error) {
    line.end();
    if (!(error instanceof Stopped)) throw error;
    console.log("stopped; nothing was written");
  } finally {
    model.dispose();
  }
}
