/** 6.3: how long a latent is. */
import { between } from "../../draws";
import { formula } from "../../exercise";

export const latentFrames = formula<[number, number, number], number>({
  id: "6.3",
  title: "Seconds to frames",
  goal: "How many latent frames hold so many seconds, when a frame stands for samplesPerFrame samples. Nothing may be cut off.",
  signature: "(seconds: number, sampleRate: number, samplesPerFrame: number) => number",
  inputs: ["seconds", "sampleRate", "samplesPerFrame"],
  answer: { quantity: "number of frames", unit: "1" },
  draw: (random) => [
    Number(between(random, 0.5, 47).toFixed(2)),
    random.choice([16000, 44100]),
    random.choice([1024, 2048]),
  ],
  corners: [() => [2.048, 16000, 1024], () => [47.5, 44100, 2048]],
  truth: (seconds, rate, size) => Math.ceil(Math.round(seconds * rate) / size),
  mistakes: [
    {
      name: "rounded down",
      says: "What does not fill the last frame is lost. Round up: the rest of the frame is silence.",
      make: (seconds, rate, size) => Math.floor((seconds * rate) / size),
    },
    {
      name: "rounded to the nearest",
      says: "Half of the time that cuts off the end. Round up.",
      make: (seconds, rate, size) => Math.round((seconds * rate) / size),
    },
    {
      name: "seconds for samples",
      says: "The sample rate is missing: a frame stands for so many samples, and there are sampleRate of them in a second.",
      make: (seconds, _rate, size) => Math.ceil(seconds / size),
    },
    {
      name: "samples for frames",
      says: "That is how many samples there are. A frame stands for many of them.",
      make: (seconds, rate) => Math.round(seconds * rate),
    },
    {
      name: "frames a second",
      says: "That is how many frames there are in one second. How many seconds are there?",
      make: (_seconds, rate, size) => Math.ceil(rate / size),
    },
  ],
  hints: [
    "Seconds → samples → frames. Which of the two steps is a product, which a division?",
    "Math.ceil(samples / samplesPerFrame), with samples = Math.round(seconds·sampleRate).",
  ],
});
