/** The rows of an evaluation as a table that a terminal can show. */
import type { RoundTripRow } from "../evaluation/roundTrip";
import type { Confidence } from "../evaluation/withConfidence";
import { table } from "../notebook/table";
import type { Evaluation } from "./evaluateRepresentations";

/** A mean and the half of its interval. */
function interval(value: Confidence | undefined, digits = 3): string {
  if (!value) return "–";
  const { mean, low, high } = value;
  return `${mean.toFixed(digits)} ±${((high - low) / 2).toFixed(digits)}`;
}

function percent(value: Confidence | undefined): string {
  return value ? `${(100 * value.mean).toFixed(1)} %` : "–";
}

const whole = (value: number): string => value.toFixed(0);

function cost(row: RoundTripRow) {
  return {
    representation: row.name,
    shape: row.shape.join(" × "),
    "numbers/s": row.floatsPerSecond,
    "fewer ×": row.compression,
    "encode × real time": whole(row.realTimeFactorEncode),
    "decode × real time": whole(row.realTimeFactorDecode),
  };
}

function errors(row: RoundTripRow) {
  return {
    representation: row.name,
    "log-mel L1": interval(row.logMelL1),
    "spectral convergence": interval(row.spectralConvergence),
    "MR-STFT": interval(row.multiResolutionStft, 2),
    "SI-SNR (dB)": interval(row.siSnr, 1),
  };
}

function music(row: RoundTripRow) {
  const { clicks, clippedSamples, hum, silence } = row.defects;
  return {
    representation: row.name,
    "pitch within 50 cents": percent(row.pitchWithin50Cents),
    "onsets within 30 ms": percent(row.onsetsWithin30ms),
    "onsets that were there": percent(row.onsetPrecision),
    clicks,
    clipped: clippedSamples,
    "hum (dBFS)": whole(hum),
    "silence (dBFS)": whole(silence),
  };
}

/**
 * Prints what each representation costs, how far apart the sounds are, and what of the music comes back.
 *
 * @param of how many representations there were
 */
export function printEvaluation({ rows, stopped }: Evaluation, of: number): void {
  if (stopped) console.log(`stopped: ${rows.length} of ${of} representations are measured`);
  if (rows.length === 0) return;
  for (const notice of new Set(rows.flatMap(({ notices }) => notices))) console.log(notice);
  table(rows.map(cost), { caption: "\nCost" });
  table(rows.map(errors), {
    caption: "\nError, mean over clips ± 95 %; the last only where phase is kept",
  });
  table(rows.map(music), { caption: "\nMusic, and what should not be there" });
}
