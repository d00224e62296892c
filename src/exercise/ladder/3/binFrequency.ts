/** 3.2: which frequency a row of a spectrogram is. */
import { whole } from "../../draws";
import { formula } from "../../exercise";

export const binFrequency = formula<[number, number, number], number>({
  id: "3.2",
  title: "Which frequency is that?",
  goal: "The frequency in Hz of bin k of a Fourier transform of fftSize samples.",
  signature: "(bin: number, fftSize: number, sampleRate: number) => number",
  inputs: ["bin", "fftSize", "sampleRate"],
  answer: { quantity: "frequency", unit: "Hz" },
  draw: (random) => {
    const size = 2 ** whole(random, 6, 11);
    return [whole(random, 1, size / 2), size, random.choice([8000, 16000, 22050, 44100])];
  },
  corners: [() => [0, 1024, 16000], () => [512, 1024, 16000]],
  truth: (bin, size, rate) => (bin * rate) / size,
  mistakes: [
    {
      name: "radians for cycles",
      says: "2πk/N is the angle by which bin k turns in one sample. Hertz are whole turns a second: k/N turns a sample, times samples a second.",
      make: (bin, size, rate) => (2 * Math.PI * bin * rate) / size,
    },
    {
      name: "bins counted up to the sample rate",
      says: "You divided by the number of bins, N/2 + 1. Their spacing is sampleRate/N: the last of them lies at half the rate.",
      make: (bin, size, rate) => (bin * rate) / (size / 2 + 1),
    },
    {
      name: "half of the spacing",
      says: "Half of the sample rate is where the last bin lies, N/2. So the spacing is (rate/2)/(N/2), not (rate/2)/N.",
      make: (bin, size, rate) => (bin * rate) / (2 * size),
    },
    {
      name: "off by one",
      says: "Bins are counted from 0, and bin 0 is 0 Hz: what does not swing at all.",
      make: (bin, size, rate) => ((bin + 1) * rate) / size,
    },
    {
      name: "a period for a frequency",
      says: "N/(k·rate) is how many seconds one swing takes. Turn it over.",
      make: (bin, size, rate) => size / (bin * rate),
    },
  ],
  hints: [
    "Bin k swings k times within the window. How many seconds long is the window?",
    "A window of N samples lasts N/sampleRate seconds.",
  ],
});
