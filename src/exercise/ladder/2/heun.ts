/** 2.7: a step of Heun. */
import { between } from "../../draws";
import { formula } from "../../exercise";

type Slope = (x: number, t: number) => number;

interface Here {
  readonly x: number;
  readonly t: number;
  readonly dt: number;
}

export const heun = formula<[Here, Slope], number>({
  id: "2.7",
  title: "A step of Heun",
  goal: "One step of length dt with the mean of two slopes: the one here, and the one where Euler's step would lead.",
  signature:
    "(here: { x: number; t: number; dt: number }, slope: (x: number, t: number) => number) => number",
  inputs: ["here", "slope"],
  answer: { quantity: "x after the step", unit: "1" },
  draw: (random) => {
    const [a, b, c] = [between(random, -2, 2), between(random, -2, 2), between(random, -2, 2)];
    const here = {
      x: between(random, -2, 2),
      t: between(random, 0.4, 1),
      dt: -between(random, 0.1, 0.4),
    };
    return [here, (x, t) => a * Math.sin(x) + b * t * t + c * x * t];
  },
  truth: ({ x, t, dt }, slope) => {
    const first = slope(x, t);
    return x + (dt / 2) * (first + slope(x + dt * first, t + dt));
  },
  mistakes: [
    {
      name: "Euler's step",
      says: "Only the slope here was used. Heun looks once more where that leads, and takes the mean of both.",
      make: ({ x, t, dt }, slope) => x + dt * slope(x, t),
    },
    {
      name: "time not advanced",
      says: "The second slope belongs to the end of the step: ask it at t + dt.",
      make: ({ x, t, dt }, slope) => {
        const first = slope(x, t);
        return x + (dt / 2) * (first + slope(x + dt * first, t));
      },
    },
    {
      name: "x not advanced",
      says: "The second slope was asked at the old x. Ask it at x + dt·slope, where Euler's step ends.",
      make: ({ x, t, dt }, slope) => x + (dt / 2) * (slope(x, t) + slope(x, t + dt)),
    },
    {
      name: "sum for mean",
      says: "Two slopes were added and not halved: the step is twice as long as it should be.",
      make: ({ x, t, dt }, slope) => {
        const first = slope(x, t);
        return x + dt * (first + slope(x + dt * first, t + dt));
      },
    },
    {
      name: "midpoint",
      says: "This is the midpoint method, also of order 2: one slope, half-way. Heun takes the mean of those at both ends.",
      make: ({ x, t, dt }, slope) => x + dt * slope(x + (dt / 2) * slope(x, t), t + dt / 2),
    },
    {
      name: "only the second slope",
      says: "The slope at the end alone overshoots to the other side. The mean of both cancels the error.",
      make: ({ x, t, dt }, slope) => x + dt * slope(x + dt * slope(x, t), t + dt),
    },
  ],
  hints: [
    "Three lines: the slope here; where Euler's step would end; the slope there.",
    "d = slope(x, t), d′ = slope(x + dt·d, t + dt), and the step is dt·(d + d′)/2. dt is negative on the way back, and you need not care.",
  ],
});
