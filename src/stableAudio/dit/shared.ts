/** What a step finds there: the network, and what was prepared of a piece of music. */
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { BlockRunner } from "./compiledBlock";
import type { Context } from "./layers";
import type { StableAudioDitPlan } from "./plan";
import type { Turns } from "./rotaryTables";
import type { DitWeights } from "./weights";

/** What is the same for all steps, of the B rows that hear the prompt or of a pair's 2·B. */
export interface PreparedRows {
  /** How many; as many as come if nothing was told. */
  readonly count?: number;
  /**
   * Of each block that listens: of each row its keys and values. The last rows may have none. The values of a prompt of
   * zeros are zeros, so that not to listen to it is the same, and cheaper.
   */
  readonly contexts: readonly (readonly Context[])[];
  /** [rows, D], before the time is added. */
  readonly global?: Tensor2D;
  /** [rows, P, D] */
  readonly prepend?: Tensor3D;
  /** [rows, T', Cb] */
  readonly beside?: Tensor3D;
}

/** The network's own, shared by all that is prepared. */
export interface SharedDit {
  readonly plan: StableAudioDitPlan;
  readonly weights: DitWeights;
  readonly runner: BlockRunner;
  /** Of so many positions; undefined where positions are not told. */
  readonly turns: (positions: number) => Turns | undefined;
}
