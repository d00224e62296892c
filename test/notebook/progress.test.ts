import { afterEach, expect, test } from "vitest";
import { useNotebook } from "../../src/notebook/display";
import { progress } from "../../src/notebook/progress";
import { fakeNotebook } from "./fakeNotebook";

afterEach(() => useNotebook(undefined));

/** A clock that a test moves. */
function clock(): { now: () => number; pass: (milliseconds: number) => void } {
  let time = 0;
  return { now: () => time, pass: (milliseconds) => void (time += milliseconds) };
}

test("a line is written at the start, at most every 100 ms, and at the end", () => {
  const notebook = fakeNotebook();
  useNotebook(notebook);
  const { now, pass } = clock();
  const line = progress(1000, "paths <b>", { now });
  for (let i = 0; i < 1000; i++) {
    pass(1);
    line.step();
  }
  line.end();
  expect(notebook.live).toHaveLength(1);
  expect(notebook.live[0]).toHaveLength(11);
  expect(notebook.live[0][5]).toMatchInlineSnapshot(
    `"<div>paths &lt;b&gt; <progress max="1000" value="500"></progress> <span style="font-size:12px;opacity:0.75">500 of 1,000 · 0.5 s, about 0.5 s left</span></div>"`,
  );
  expect(notebook.live[0].at(-1)).toContain("1,000 of 1,000 · done in 1.0 s");
});

test("the time left follows from the time that each step took", () => {
  const written: string[] = [];
  const { now, pass } = clock();
  const line = progress(200, "training", { now, write: (text) => written.push(text) });
  pass(30_000);
  line.step(50, "loss 0.12");
  pass(1000);
  line.end("stopped by hand");
  expect(written).toMatchInlineSnapshot(`
    [
      "
    [Ktraining: 0 of 200 · 0.0 s",
      "
    [Ktraining: 50 of 200 · 30 s, about 1 min 30 s left · loss 0.12",
      "
    [Ktraining: 50 of 200 · stopped after 31 s · stopped by hand
    ",
    ]
  `);
});

test("a loop of no steps is refused", () => {
  expect(() => progress(0, "nothing")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: progress: expected a whole number of steps above zero, got 0; count the steps before the loop begins]`,
  );
});
