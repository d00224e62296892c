/** Lesson 01, noise. */
import { equation } from "./equation";
import { eulerMaruyama } from "./eulerMaruyama";
import { marginal } from "./marginal";
import { moments } from "./moments";
import { ownSchedule } from "./ownSchedule";
import { perturb } from "./perturb";
import { snr } from "./snr";

export const lesson1 = [snr, marginal, perturb, moments, equation, eulerMaruyama, ownSchedule];
