/** A figure is plain data: what Plotly draws, as JSON. It knows no tensors and no notebook. */
import type { Data, Frame, Layout } from "plotly.js";

/** A Plotly figure specification. Every number in it is already computed. */
export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Named frames, for figures with a slider. */
  readonly frames?: Partial<Frame>[];
}
