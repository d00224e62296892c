/** 3.3: one triangle of a mel filter bank. */
import { between } from "../../draws";
import { formula } from "../../exercise";

interface Edges {
  readonly left: number;
  readonly peak: number;
  readonly right: number;
}

const rising = (f: number, { left, peak }: Edges): number => (f - left) / (peak - left);
const falling = (f: number, { peak, right }: Edges): number => (right - f) / (right - peak);

export const melTriangle = formula<[number, Edges], number>({
  id: "3.3",
  title: "A triangle of the mel filter bank",
  goal: "The weight of a frequency in a band: 0 at the left edge, 1 at the peak, 0 at the right edge and beyond.",
  signature: "(frequency: number, band: { left: number; peak: number; right: number }) => number",
  inputs: ["frequency", "band"],
  answer: { quantity: "weight", unit: "1" },
  draw: (random) => {
    const left = between(random, 100, 1000);
    const peak = left + between(random, 80, 300);
    const right = peak + between(random, 80, 400);
    return [between(random, left - 200, right + 200), { left, peak, right }];
  },
  corners: [
    () => [440, { left: 400, peak: 440, right: 500 }],
    () => [900, { left: 400, peak: 440, right: 500 }],
  ],
  truth: (f, band) => Math.max(0, Math.min(rising(f, band), falling(f, band))),
  mistakes: [
    {
      name: "negative outside of the band",
      says: "The two straight lines go on below zero outside of the triangle. A band must not subtract what it does not hear: cut off at 0.",
      make: (f, band) => Math.min(rising(f, band), falling(f, band)),
    },
    {
      name: "the larger of the two slopes",
      says: "The rising line counts left of the peak, the falling one right of it: that is the smaller of the two.",
      make: (f, band) => Math.max(0, Math.max(rising(f, band), falling(f, band))),
    },
    {
      name: "only the rising side",
      says: "Right of the peak the weight falls again, to 0 at the right edge.",
      make: (f, band) => Math.max(0, Math.min(1, rising(f, band))),
    },
    {
      name: "area 1 for peak 1",
      says: "You divided by the band's width, as librosa does unless told otherwise. Asked for is a peak of 1.",
      make: (f, band) =>
        (2 / (band.right - band.left)) * Math.max(0, Math.min(rising(f, band), falling(f, band))),
    },
    {
      name: "a box",
      says: "1 anywhere inside and 0 outside is a box. A triangle weighs what is near its peak more.",
      make: (f, { left, right }) => Number(f > left && f < right),
    },
  ],
  hints: [
    "Two straight lines: one rises from left to peak, one falls from peak to right. Write both, and think of which counts where.",
    "The smaller of the two lines is the triangle, as long as it is above zero: Math.min and Math.max.",
  ],
  curve: {
    x: { quantity: "frequency", unit: "Hz", from: 300, to: 600 },
    y: { quantity: "weight", unit: "1" },
    inputs: (f) => [f, { left: 380, peak: 440, right: 540 }],
  },
});
