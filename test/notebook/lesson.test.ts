import { afterEach, expect, test, vi } from "vitest";
import type * as DisplayModule from "../../src/notebook/display";
import type * as LessonModule from "../../src/notebook/lesson";
import { prepareBackend } from "../../src/tensor/backend";
import { fakeNotebook } from "./fakeNotebook";

afterEach(async () => {
  vi.unstubAllEnvs();
  await prepareBackend();
});

test("a lesson says which engine computes, once, and figures of timings can repeat it", async () => {
  vi.resetModules();
  const { backendNote, startLesson } = await vi.importActual<typeof LessonModule>(
    "../../src/notebook/lesson",
  );
  const { useNotebook: use } = await vi.importActual<typeof DisplayModule>(
    "../../src/notebook/display",
  );
  expect(() => backendNote()).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: backendNote: expected a lesson that has begun, got no engine chosen yet; run the first cell: await startLesson()]`,
  );
  const notebook = fakeNotebook();
  use(notebook);
  vi.stubEnv("NOISE_TO_MUSIC_BACKEND", "cpu");
  await startLesson();
  use(undefined);
  expect(notebook.sent).toHaveLength(1);
  expect(notebook.sent[0].content).toContain("Computing on plain JavaScript");
  expect(backendNote()).toMatch(/^Computed on plain JavaScript \(tfjs [\d.]+\), \d+ cores?\.$/);
});
