/**
 * Units as types. They are plain numbers to the machine and a promise to the reader:
 * a signature says `Seconds` or `Frames`, never just `number`.
 */

/** Duration or position in seconds. */
export type Seconds = number;
/** Frequency, or a sample rate, in cycles per second. */
export type Hertz = number;
/** A count of audio samples. */
export type Samples = number;
/** A count of analysis or latent frames. */
export type Frames = number;
/** A ratio of powers, 10·log₁₀. */
export type Decibels = number;
/** Beats (quarter notes unless said otherwise) a minute. */
export type BeatsPerMinute = number;
/** MIDI note number: 60 is middle C, 69 is A at 440 Hz. */
export type MidiPitch = number;
/** Diffusion time: 0 is clean data, 1 is noise. */
export type DiffusionTime = number;
