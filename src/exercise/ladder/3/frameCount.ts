/** 3.1: how many frames a spectrogram has. */
import { countFrames } from "../../../audio/frames";
import { whole } from "../../draws";
import { formula } from "../../exercise";

export const frameCount = formula<[number, number, number], number>({
  id: "3.1",
  title: "How many frames?",
  goal: "How many whole windows of fftSize samples fit into a sound, when one begins every hop samples.",
  signature: "(samples: number, fftSize: number, hop: number) => number",
  inputs: ["samples", "fftSize", "hop"],
  answer: { quantity: "number of frames", unit: "1" },
  draw: (random) => {
    const hop = 2 ** whole(random, 5, 8);
    return [whole(random, 5000, 60000), hop * whole(random, 2, 4), hop];
  },
  corners: [() => [1024, 1024, 256], () => [1279, 1024, 256], () => [1280, 1024, 256]],
  truth: countFrames,
  mistakes: [
    {
      name: "off by one: the first frame",
      says: "(samples − fftSize)/hop counts how often the window can move on. Before it moves it already stands somewhere: one more.",
      make: (samples, size, hop) => Math.floor((samples - size) / hop),
    },
    {
      name: "the window's own length forgotten",
      says: "A frame needs fftSize samples, so the last one cannot begin at the last hop: samples − fftSize is what is left to move along.",
      make: (samples, _size, hop) => Math.floor(samples / hop),
    },
    {
      name: "rounded up",
      says: "What does not fill a whole window is not a frame here: round down.",
      make: (samples, size, hop) => 1 + Math.ceil((samples - size) / hop),
    },
    {
      name: "not a whole number",
      says: "There are no half frames: Math.floor.",
      make: (samples, size, hop) => 1 + (samples - size) / hop,
    },
    {
      name: "windows side by side",
      says: "Divided by fftSize the windows do not overlap. A new one begins every hop samples.",
      make: (samples, size) => Math.floor(samples / size),
    },
  ],
  hints: [
    "Begin small: a sound of exactly fftSize samples has one frame. How many samples more does the second need?",
    "The window can be moved on ⌊(samples − fftSize)/hop⌋ times.",
  ],
});
