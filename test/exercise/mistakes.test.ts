/** Every exercise: the truth passes, every mistake is called by its name, and nothing is left behind. */
import { beforeAll, describe, expect, test } from "vitest";
import { mistakesOf } from "../../src/exercise/exercise";
import { judge } from "../../src/exercise/judge";
import { ladder } from "../../src/exercise/ladder";
import { todo } from "../../src/exercise/todo";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";

beforeAll(async () => void (await prepareBackend()));

describe.each(ladder.map((exercise) => ({ exercise, name: `${exercise.id} ${exercise.title}` })))(
  "$name",
  ({ exercise }) => {
    test("the truth passes, with a picture, and leaves no tensors", async () => {
      const { result, leaked } = await countTensors(() => judge(exercise, exercise.truth));
      expect(result).toMatchObject({ outcome: "passed", evidence: [] });
      expect(result.figure ?? exercise.kind).toBeTruthy();
      expect(leaked).toBe(0);
    });

    const mistakes = mistakesOf(exercise);
    test("at least three mistakes are known", () => {
      expect(mistakes.length).toBeGreaterThanOrEqual(3);
      expect(new Set(mistakes.map(({ name }) => name)).size).toBe(mistakes.length);
      expect(exercise.hints[0]).not.toBe(exercise.hints[1]);
    });

    test.each(mistakes.map((mistake) => ({ mistake, called: mistake.name })))(
      "“$called” is called by its name",
      async ({ mistake }) => {
        const { result, leaked } = await countTensors(() => judge(exercise, mistake.make));
        expect(result).toMatchObject({ outcome: "mistake", mistake: mistake.name });
        expect(leaked).toBe(0);
      },
    );

    if (exercise.kind === "formula") {
      test("a stub is told what to do", async () => {
        const verdict = await judge(exercise, () => todo());
        expect(verdict.outcome).toBe("todo");
        expect(verdict.lines).toContain(exercise.goal);
      });
    }
  },
);

test("numbers run on from 1 in every lesson", () => {
  for (const lesson of new Set(ladder.map(({ id }) => id.split(".")[0]))) {
    const own = ladder.map(({ id }) => id).filter((id) => id.startsWith(`${lesson}.`));
    expect(own).toEqual(own.map((_, i) => `${lesson}.${i + 1}`));
  }
});
