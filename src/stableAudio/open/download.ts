/** What there is to download, and what it will cost to run it here: for who has no model yet. */
import { bfloat16Gain, quickMatmulRate } from "../../tensor/matmulRate";

/** A published model: its page, how large it is, what it makes, and the operations that this takes, in 10¹². */
const published = [
  {
    page: "huggingface.co/stabilityai/stable-audio-open-small",
    gigabytes: 2,
    music: "12 s of music in 8 steps",
    teraflops: 2.6,
  },
  {
    page: "huggingface.co/stabilityai/stable-audio-open-1.0",
    gigabytes: 4.9,
    music: "47 s in 100 steps",
    teraflops: 459,
  },
] as const;

/** How much of the speed of one large product of matrices network and decoder reach: `npm run bench -- stable-audio`. */
const shareOfMatmul = 0.7;

/** By how much a whole piece is faster in bfloat16, on a processor whose products are twice as fast: likewise. */
const gainInBfloat16 = 1.5;

/** "40 s", "12 min", "2.6 h" */
function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/**
 * What to do without a model: which files, whose licence, how large, and how long some music will take on this very
 * machine, of which a product of matrices is timed.
 *
 * @internal
 */
export function downloadAdvice(folder: string): string {
  const matmul = quickMatmulRate();
  const rate = matmul * shareOfMatmul;
  const isFasterInHalf = bfloat16Gain(matmul) !== undefined;
  const models = published.map(({ page, gigabytes, music, teraflops }) => {
    const seconds = (teraflops * 1e12) / rate;
    const half = isFasterInHalf ? `, ${roughly(seconds / gainInBfloat16)} in bfloat16` : "";
    return `${page} (${gigabytes} GB; ${music} will take about ${roughly(seconds)} on this machine${half})`;
  });
  return (
    `accept the Stability AI Community License on the page of ${models.join(" or ")}, and download its ` +
    `model_config.json and model.safetensors into ${folder}; then ${textEncoderAdvice("t5-base", folder)}`
  );
}

/**
 * Where the text encoder is to be had, which no model has in its own file.
 *
 * @internal
 */
export function textEncoderAdvice(name: string, folder: string): string {
  const page = name.includes("/") ? name : `google-t5/${name}`;
  return (
    `download config.json, model.safetensors and tokenizer.json of huggingface.co/${page} ` +
    `(t5-base: 0.9 GB, Apache 2.0) into ${folder}/${name.replace(/^.*\//, "")}`
  );
}
