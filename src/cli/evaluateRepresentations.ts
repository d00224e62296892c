/** Clips through representations and back, one row each. */
import type { AudioClip } from "../audio/clip";
import { roundTrip } from "../evaluation/roundTrip";
import type { RoundTripRow } from "../evaluation/roundTrip";
import type { OpenedRepresentation } from "../model/representations";
import { progress } from "../notebook/progress";

/** What was measured, as plain data. */
export interface Evaluation {
  readonly rows: readonly RoundTripRow[];
  /** Whether it ended before all was measured. */
  readonly stopped: boolean;
}

/** Thrown out of a measurement that is to end in the middle. */
class Stopped extends Error {}

/**
 * Measures one representation after the other. What is stopped in the middle has no row: a mean over some of the
 * clips could not be held against the others.
 */
export async function evaluateRepresentations(
  representations: readonly OpenedRepresentation[],
  clips: readonly AudioClip[],
  { signal }: { readonly signal: AbortSignal },
): Promise<Evaluation> {
  const rows: RoundTripRow[] = [];
  if (signal.aborted) return { rows, stopped: true };
  const line = progress(representations.length * clips.length, "round trips");
  try {
    for (const { representation, keepsPhase } of representations) {
      const observe = (): void => {
        line.step(1, representation.name);
        if (signal.aborted) throw new Stopped();
      };
      rows.push(await roundTrip(representation, clips, { keepsPhase, observe }));
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    line.end();
  }
  return { rows, stopped: rows.length < representations.length };
}
