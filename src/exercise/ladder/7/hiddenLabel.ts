/** 7.2, a build: the condition is taken away now and then. */
import { wordFor } from "../../answer";
import { build } from "../../exercise";

/** The label that the network is told: null for none. */
type Hide = (label: number, draw: number) => number | null;

/** Draws from 0 to 1, evenly, each with a label from 0 to 2. */
const asked = Array.from({ length: 1000 }, (_, i) => ({ label: i % 3, draw: (i + 0.5) / 1000 }));
const gone = (hide: Hide): number =>
  asked.filter(({ label, draw }) => hide(label, draw) !== label).length;

export const hiddenLabel = build<Hide>({
  id: "7.2",
  title: "Guidance without a null",
  goal: "Given a label and a draw between 0 and 1, hand on the label, but for about one draw in ten null.",
  signature: "(label: number, draw: number) => number | null",
  refuses: (yours) => (typeof yours === "function" ? undefined : wordFor(yours)),
  laws: [
    {
      says: "Some labels are taken away.",
      test: (hide) => gone(hide) > 0 || "of 1,000 labels not one was taken away",
      mistake: {
        name: "never taken away",
        says: "The network never sees the null in training, so its vector stays as it was drawn at the start. Guidance then walks away from noise, not from “any music”. Use the draw.",
        make: (label) => label,
      },
    },
    {
      says: "Most labels stay: between 5 and 30 of 100 are taken away.",
      test: (hide) => {
        const share = gone(hide) / 10;
        return (share >= 5 && share <= 30) || `${share.toFixed(0)} of 100 are gone`;
      },
      mistake: {
        name: "comparison turned round",
        says: "The draw lies below 0.1 in one case of ten: those are to lose their label. You took it from the other nine.",
        make: (label, draw) => (draw > 0.1 ? null : label),
      },
    },
    {
      says: "What is taken away is null, and no other label.",
      test: (hide) => {
        const odd = asked.map(({ label, draw }) => ({ label, said: hide(label, draw) }));
        const wrong = odd.find(({ label, said }) => said !== label && said !== null);
        return wrong === undefined || `${wrong.label} became ${String(wrong.said)}`;
      },
      mistake: {
        name: "class 0 for nothing",
        says: "0 is a class like the others. “Nothing” is null, which has a vector of its own.",
        make: (label, draw) => (draw < 0.1 ? 0 : label),
      },
    },
    {
      says: "The draw decides, not the label: each class is taken away as often.",
      test: (hide) => {
        const counts = [0, 1, 2].map(
          (kind) =>
            asked.filter(({ label, draw }) => label === kind && hide(label, draw) === null).length,
        );
        return (
          Math.max(...counts) < 2 * Math.min(...counts) + 10 ||
          `of the classes 0, 1, 2 ${counts.join(", ")} are gone`
        );
      },
      mistake: {
        name: "one class lost",
        says: "You take away a class, not a share of all. The network would never learn that class.",
        make: (label, draw) => (label === 2 && draw < 0.4 ? null : label),
      },
    },
  ],
  truth: (label, draw) => (draw < 0.1 ? null : label),
  hints: [
    "The function gets a draw that it does not use yet.",
    "Where the draw is below 0.1, return null; else the label: draw < 0.1 ? null : label.",
  ],
});
