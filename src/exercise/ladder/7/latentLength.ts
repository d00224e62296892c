/** 7.1: a length in seconds, and in latent frames. */
import type { Seconds } from "../../../units";
import { between } from "../../draws";
import { formula } from "../../exercise";

/** Frames, and how long they are in seconds. (A type, for `formula`.) */
type Lengths = { readonly frames: number; readonly secondsTotal: Seconds };

const [rate, hop] = [16000, 1024];
const lasting = (frames: number): Lengths => ({ frames, secondsTotal: (frames * hop) / rate });

export const latentLength = formula<[Seconds], Lengths>({
  id: "7.1",
  title: "Seconds where frames are meant",
  goal: "Say how many latent frames of 1,024 samples it takes to hold so many seconds at 16,000 samples a second, and how many seconds these frames last.",
  signature: "(seconds: number) => { frames: number, secondsTotal: number }",
  inputs: ["seconds"],
  answer: { quantity: "length", unit: "1" },
  draw: (random) => [between(random, 1, 16)],
  corners: [() => [4], () => [1]],
  truth: (seconds) => lasting(Math.ceil((seconds * rate) / hop)),
  mistakes: [
    {
      name: "seconds where frames are meant",
      says: "The latent has one frame for every 1,024 samples, 15.6 of them in a second. You ask for as many frames as there are seconds, so four seconds become a quarter of one.",
      make: (seconds) => lasting(seconds),
    },
    {
      name: "samples where frames are meant",
      says: "That is how many samples there are. A frame stands for 1,024 of them.",
      make: (seconds) => lasting(Math.ceil(seconds * rate)),
    },
    {
      name: "rounded down",
      says: "The last frame may be half empty, but it is needed: round up, or the end is cut off.",
      make: (seconds) => lasting(Math.floor((seconds * rate) / hop)),
    },
    {
      name: "a part of a frame",
      says: "There is no half of a frame: the number must be whole. Round it up.",
      make: (seconds) => lasting((seconds * rate) / hop),
    },
    {
      name: "frames where seconds are meant",
      says: "The frames are right. But the network is told the length in seconds, and you tell it the number of frames; beyond 16 it hears nothing but “16”.",
      make: (seconds) => {
        const { frames } = lasting(Math.ceil((seconds * rate) / hop));
        return { frames, secondsTotal: frames };
      },
    },
  ],
  curve: {
    x: { quantity: "asked for", unit: "s", from: 1, to: 16 },
    y: { quantity: "latent", unit: "frames" },
    inputs: (x) => [x],
    read: (answer) => (answer as Lengths).frames,
  },
  hints: [
    "Seconds times samples a second are samples. How many of them does one frame hold?",
    "frames = Math.ceil((seconds * 16000) / 1024). The line below it is right already: it turns frames back into seconds.",
  ],
});
