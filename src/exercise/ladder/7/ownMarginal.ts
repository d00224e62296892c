/** 7.4: the signal and noise that a rectified flow has at a time. */
import { cosine } from "../../../diffusion/cosine";
import type { Marginal } from "../../../diffusion/process";
import { variancePreserving } from "../../../diffusion/variancePreserving";
import { between } from "../../draws";
import { formula } from "../../exercise";

const only = ({ alpha, sigma }: Marginal): Marginal => ({ alpha, sigma });

export const ownMarginal = formula<[number], Marginal>({
  id: "7.4",
  title: "The wrong road back",
  goal: "Say how much of x_t is music and how much is noise at time t, for a network that was trained on x_t = (1 − t)·x_0 + t·ε.",
  signature: "(t: number) => { alpha: number, sigma: number }",
  inputs: ["t"],
  answer: { quantity: "share", unit: "1" },
  draw: (random) => [between(random, 0.05, 0.95)],
  corners: [() => [0], () => [1]],
  truth: (t) => ({ alpha: 1 - t, sigma: t }),
  mistakes: [
    {
      name: "the cosine schedule",
      says: "cos and sin belong to the cosine process: at t = 0.5 it has 0.71 of each, where the network was shown 0.5 of each.",
      make: (t) => only(cosine().marginal(t)),
    },
    {
      name: "the variance-preserving schedule",
      says: "That is the linear-β process of DDPM and of Song et al. At t = 0.5 it has 0.28 of music beside 0.96 of noise; the network was shown 0.5 of each at that time, and takes some of the noise for music.",
      make: (t) => only(variancePreserving().marginal(t)),
    },
    {
      name: "variance for standard deviation",
      says: "σ is the factor of the noise, not its square. Papers name now one and now the other.",
      make: (t) => ({ alpha: 1 - t, sigma: t * t }),
    },
    {
      name: "time turned round",
      says: "Here t = 0 is clean and t = 1 is noise. In the papers on flow matching it is often the other way round.",
      make: (t) => ({ alpha: t, sigma: 1 - t }),
    },
  ],
  curve: {
    x: { quantity: "diffusion time t", unit: "1", from: 0.02, to: 0.98 },
    y: { quantity: "signal to noise", unit: "dB" },
    inputs: (x) => [x],
    read: (answer) => {
      const { alpha, sigma } = answer as Marginal;
      return 20 * Math.log10(alpha / sigma);
    },
  },
  hints: [
    "Which process was the network trained on? Its formula stands in the goal.",
    "x_t = α·x_0 + σ·ε. Compare with (1 − t)·x_0 + t·ε, factor by factor.",
  ],
});
