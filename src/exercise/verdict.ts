/** What a check comes to: data first, words second. */
import type { Figure } from "../figure/figure";

/** How a check can end. */
export type Outcome =
  /** As it should be. */
  | "passed"
  /** The stub is still there. */
  | "todo"
  /** Wrong, in a way that has a name. */
  | "mistake"
  /** Wrong, in a way that has none. */
  | "wrong"
  /** Not what was asked for: no function, no number. */
  | "type"
  /** Of another shape than it should be. */
  | "shape"
  /** A number that is none. */
  | "notFinite"
  /** It threw an error. */
  | "threw"
  /** It did not come to an end. */
  | "hung"
  /** A tensor that is gone. */
  | "disposed";

/** One point at which yours and the exact answer were compared. */
export interface Evidence {
  readonly given: string;
  readonly yours: string;
  readonly exact: string;
}

/** What a check has found. */
export interface Verdict {
  /** "2.3" */
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** The mistake by name, where it is known. */
  readonly mistake?: string;
  /** One sentence. */
  readonly headline: string;
  /** More sentences. */
  readonly lines: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Yours against the truth. */
  readonly figure?: Figure;
}
