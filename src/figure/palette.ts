/** Colours that people with any colour vision can tell apart, on paper and on screen. */

/** The eight of Okabe and Ito (2002, "Color Universal Design"), most legible on light ground first. */
export const seriesColors = [
  "#0072b2", // blue
  "#d55e00", // vermillion
  "#009e73", // bluish green
  "#cc79a7", // reddish purple
  "#e69f00", // orange
  "#56b4e9", // sky blue
  "#000000", // black
  "#f0e442", // yellow
] as const;

/** The colour of the n-th series; after the eighth they begin again. */
export function seriesColor(index: number): string {
  return seriesColors[index % seriesColors.length];
}

/** How a number becomes a colour: stops of Plotly's `colorscale`, or the name of one it knows. */
export type ColorScale = "Viridis" | "Cividis" | readonly (readonly [number, string])[];

/** From paper to ink: for densities, on which lines and points are drawn. */
export const inkScale: ColorScale = [
  [0, "#fdfdfc"],
  [0.1, "#d9e8f3"],
  [0.35, "#93c0de"],
  [0.65, "#3d8bc1"],
  [1, "#08426f"],
];

/** Blue through pale to vermillion, for numbers on both sides of a middle. */
export const divergingScale: ColorScale = [
  [0, "#00456b"],
  [0.25, "#5ba3cf"],
  [0.5, "#f7f6f3"],
  [0.75, "#e8975e"],
  [1, "#8a3a00"],
];

/** Twelve pale hues, one a pitch class (0 is C), dark text readable on each. */
export const pitchClassColors: readonly string[] = Array.from(
  { length: 12 },
  (_, pitchClass) => `hsl(${pitchClass * 30}, 62%, ${pitchClass % 2 === 0 ? 78 : 68}%)`,
);
