/** 6.5: an activation that finds it easy to be periodic. */
import { between } from "../../draws";
import { formula } from "../../exercise";

export const snakeWave = formula<[number, number], number>({
  id: "6.5",
  title: "Snake",
  goal: "The snake activation x + sin²(α·x)/α.",
  signature: "(x: number, alpha: number) => number",
  inputs: ["x", "alpha"],
  answer: { quantity: "activation", unit: "1" },
  draw: (random) => [between(random, -4, 4), between(random, 0.3, 3)],
  corners: [() => [0, 2]],
  truth: (x, alpha) => x + Math.sin(alpha * x) ** 2 / alpha,
  mistakes: [
    {
      name: "sine without the square",
      says: "The square makes the swing twice as fast and never negative, so that the activation never falls. Without it, it does.",
      make: (x, alpha) => x + Math.sin(alpha * x) / alpha,
    },
    {
      name: "swing not divided by α",
      says: "1/α makes fast swings small, and keeps the slope between 0 and 2 whatever α is.",
      make: (x, alpha) => x + Math.sin(alpha * x) ** 2,
    },
    {
      name: "sine of x²",
      says: "sin²(z) is (sin z)², and not sin(z²).",
      make: (x, alpha) => x + Math.sin((alpha * x) ** 2) / alpha,
    },
    {
      name: "α outside of the sine only",
      says: "α is the speed of the swing as well: sin(α·x).",
      make: (x, alpha) => x + Math.sin(x) ** 2 / alpha,
    },
    {
      name: "x missing",
      says: "The swing is added to x. Alone it would lose how large x was.",
      make: (x, alpha) => Math.sin(alpha * x) ** 2 / alpha,
    },
  ],
  hints: [
    "Math.sin takes radians, and ** 2 squares.",
    "The swing is Math.sin(alpha * x) ** 2 / alpha. What is it added to?",
  ],
  curve: {
    x: { quantity: "x", unit: "1", from: -4, to: 4 },
    y: { quantity: "snake(x), α = 1.5", unit: "1" },
    inputs: (x) => [x, 1.5],
  },
});
