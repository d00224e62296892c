/** All five processes, and one made by hand, for tests that hold for every one of them. */
import { cosine } from "../../src/diffusion/cosine";
import type { ForwardProcess } from "../../src/diffusion/process";
import { ownSchedule } from "../../src/diffusion/ownSchedule";
import { rectifiedFlow } from "../../src/diffusion/rectifiedFlow";
import { subVariancePreserving } from "../../src/diffusion/subVariancePreserving";
import { varianceExploding } from "../../src/diffusion/varianceExploding";
import { variancePreserving } from "../../src/diffusion/variancePreserving";

export const fiveProcesses: readonly ForwardProcess[] = [
  variancePreserving(),
  cosine(),
  varianceExploding({ sigmaMin: 0.01, sigmaMax: 10 }),
  subVariancePreserving(),
  rectifiedFlow(),
];

export const quadratic = ownSchedule({
  name: "quadratic",
  alpha: (t) => 1 - t * t,
  sigma: (t) => t,
});
