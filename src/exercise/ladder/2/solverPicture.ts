/** Solvers in rows, numbers of steps in columns: where do 400 walkers arrive? */
import { mixtureDenoiser } from "../../../diffusion/gaussianMixture";
import type { Denoiser } from "../../../diffusion/samplers/denoiser";
import type { Figure } from "../../../figure/figure";
import { grid } from "../../../figure/grid";
import { pointsPanel } from "../../../figure/points";

/** One row. */
export interface SolverRow {
  readonly name: string;
  readonly arrive: (steps: number) => (denoise: Denoiser) => ArrayLike<number>;
}

const ring = {
  means: Array.from({ length: 8 }, (_, k) =>
    [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)].map((one) => 1.4 * one),
  ),
  std: 0.1,
};

/** The solver grid of lesson 02, small. */
export function solverPicture(rows: readonly SolverRow[]): Figure {
  const denoise = mixtureDenoiser(ring);
  const range = { from: -2.4, to: 2.4 };
  const panels = rows.map(({ name, arrive }) =>
    [4, 8, 16].map((steps) =>
      pointsPanel([{ points: Float32Array.from(arrive(steps)(denoise)), size: 3 }], {
        title: `${name}, ${steps} steps`,
        x: { quantity: "x₁", unit: "1", range },
        y: { quantity: "x₂", unit: "1", range },
        height: 170,
      }),
    ),
  );
  return grid(panels, {
    title: "Your solver on the grid",
    subtitle: "eight clouds on a ring; the same 400 draws of noise everywhere",
  });
}
