/** A figure is plain data: what Plotly draws, as JSON. It knows no tensors and no notebook. */

/** Anything that survives a trip through JSON. A typed array does not: see {@link packFloats}. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/** A JSON object, such as Plotly's layout. */
export type JsonObject = { readonly [name: string]: Json | undefined };

/** One set of marks. Its attributes are Plotly's own; a test checks them all against its schema. */
export interface Trace {
  readonly type: "scatter" | "bar" | "heatmap";
  readonly [attribute: string]: Json | undefined;
}

/** What a slider's position replaces: attributes of some traces, and perhaps of the layout. */
export interface FigureFrame {
  readonly name: string;
  readonly data: readonly JsonObject[];
  /** Which traces of the figure `data` speaks of. */
  readonly traces: readonly number[];
  readonly layout?: JsonObject;
}

/** A Plotly figure specification. Every number in it is already computed. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: JsonObject;
  /** Named frames, for figures with a slider. */
  readonly frames?: readonly FigureFrame[];
}
