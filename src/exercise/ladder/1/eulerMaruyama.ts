/** 1.6: one small step of the way. */
import { between, normals } from "../../draws";
import { formula } from "../../exercise";

interface Step {
  readonly a: number;
  readonly g: number;
  readonly dt: number;
}

const step = (x: readonly number[], eps: readonly number[], pull: number, push: number): number[] =>
  x.map((one, i) => one + pull * one + push * eps[i]);

export const eulerMaruyama = formula<[number[], number[], Step], number[]>({
  id: "1.6",
  title: "A step of Euler and Maruyama",
  goal: "One step of length dt of dx = a·x dt + g dw, where dw is noise of variance dt.",
  signature: "(x: number[], eps: number[], step: { a: number; g: number; dt: number }) => number[]",
  inputs: ["x", "eps", "step"],
  answer: { quantity: "x after the step", unit: "1" },
  draw: (random) => [
    normals(random, 5),
    normals(random, 5),
    { a: -between(random, 0.2, 5), g: between(random, 0.3, 3), dt: between(random, 0.01, 0.2) },
  ],
  corners: [() => [[1, 2], [1, -1], { a: -1, g: 2, dt: 0 }]],
  truth: (x, eps, { a, g, dt }) => step(x, eps, a * dt, g * Math.sqrt(dt)),
  mistakes: [
    {
      name: "dt for √dt",
      says: "dw has the variance dt, so its size is √dt. With dt the noise all but vanishes as steps get smaller.",
      make: (x, eps, { a, g, dt }) => step(x, eps, a * dt, g * dt),
    },
    {
      name: "g² for g",
      says: "g multiplies the noise itself; g² is the variance that it brings along.",
      make: (x, eps, { a, g, dt }) => step(x, eps, a * dt, g ** 2 * Math.sqrt(dt)),
    },
    {
      name: "no noise",
      says: "This is Euler's step of dx = a·x dt. What Maruyama added, g·√dt·ε, is missing.",
      make: (x, eps, { a, dt }) => step(x, eps, a * dt, 0),
    },
    {
      name: "drift with the wrong sign",
      says: "a is negative already: a·x·dt turns the music down. With another minus it gets louder.",
      make: (x, eps, { a, g, dt }) => step(x, eps, -a * dt, g * Math.sqrt(dt)),
    },
    {
      name: "drift without x",
      says: "The drift is a times x: it pulls more the further away x is.",
      make: (x, eps, { a, g, dt }) => x.map((one, i) => one + a * dt + g * Math.sqrt(dt) * eps[i]),
    },
  ],
  hints: [
    "New x is old x, plus the drift, plus the noise: three terms.",
    "eps is drawn from N(0, 1), whose variance is 1. By what must it be multiplied to have the variance dt? Test: ten steps of dt/10 must bring as much variance as one of dt.",
  ],
});
