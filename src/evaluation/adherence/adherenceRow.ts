/** A model's figures as a row of the table. */
import type { Adherence, QuestionResult } from "./adherence";
import type { Share } from "./wilson";

/** Texts and numbers by the heading of their column. */
export type AdherenceRow = Readonly<Record<string, string | number>>;

const percent = (share: number): string => (Number.isNaN(share) ? "–" : (100 * share).toFixed(1));

/** "95.3 (92.0–97.3)" */
function interval({ share, low, high }: Pick<Share, "share" | "low" | "high">): string {
  return Number.isNaN(share) ? "–" : `${percent(share)} (${percent(low)}–${percent(high)})`;
}

/** A heading: the truth, and by whom where two judge it. */
function headingOf({ truth, judge }: QuestionResult): string {
  return judge === "signal" && truth !== "mode" ? `${truth} by its notes %` : `${truth} %`;
}

/**
 * A row of the table of models, with intervals of 95 %.
 *
 * @param which `"generated"`, what the sounds got, is the default; `"ceiling"` is the row of real clips, `"shuffled"`
 *   that of prompts dealt to other sounds
 *
 * @example
 * const listener = openListener();
 * const real = await realClips(listener, { split: "test", count: 4 });
 * const prompts = real.truths.map((truths) => ({ prompt: "", truths }));
 * const result = adherence(real.heard, { prompts, real });
 * table([adherenceRow("DiT", result), adherenceRow("DiT, shuffled", result, "shuffled")]);
 */
export function adherenceRow(
  name: string,
  result: Adherence,
  which: "generated" | "ceiling" | "shuffled" = "generated",
): AdherenceRow {
  const { questions, scale, diversity, frechet, soundness, textAudio } = result;
  const answers = questions.map((one) => [headingOf(one), interval(one[which])] as const);
  const isModel = which === "generated";
  const notes = which === "shuffled" ? "–" : interval(scale[which]);
  const faults = Object.values(soundness).reduce((sum, { right }) => sum + right, 0);
  const score = which === "ceiling" ? undefined : textAudio?.[which];
  return {
    model: name,
    ...Object.fromEntries(answers),
    "notes on a scale %": notes,
    "Fréchet × real": isModel ? frechet.ratio.toFixed(2) : which === "ceiling" ? "1.00" : "–",
    "diversity × real": isModel ? diversity.ratio.toFixed(2) : which === "ceiling" ? "1.00" : "–",
    "silent, clipped, noise": isModel ? faults : "–",
    ...(textAudio && { "text–audio": score ? score.mean.toFixed(3) : "–" }),
  };
}
