import { afterEach, expect, test } from "vitest";
import { useNotebook } from "../../src/notebook/display";
import { interruptible, listenForStop } from "../../src/notebook/stop";
import { fakeNotebook } from "./fakeNotebook";

afterEach(() => useNotebook(undefined));

test("a loop that nobody stops does every step", async () => {
  const notebook = fakeNotebook();
  useNotebook(notebook);
  const seen: number[] = [];
  const report = await interruptible(5, (i) => void seen.push(i), "counting");
  expect(report).toEqual({ done: 5, stopped: false });
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  expect(notebook.live[0].at(-1)).toContain("5 of 5 · done in");
});

test("the stop button ends the loop after the step at hand, and its work stays", async () => {
  const notebook = fakeNotebook();
  useNotebook(notebook);
  const kernelHeard: string[] = [];
  const kernel = () => void kernelHeard.push("interrupt");
  process.on("SIGINT", kernel);
  const kept: number[] = [];
  const report = await interruptible(
    1000,
    async (i) => {
      kept.push(i);
      if (i === 3) process.kill(process.pid, "SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 25));
    },
    "waiting",
  );
  const listeners = process.listeners("SIGINT");
  process.removeListener("SIGINT", kernel);
  expect(report.stopped).toBe(true);
  expect(report.done).toBe(kept.length);
  expect(kept.length).toBeLessThan(10);
  expect(kernelHeard).toEqual([]);
  expect(listeners).toContain(kernel);
  expect(notebook.live[0].at(-1)).toContain("stopped after");
});

test("a step that fails gives the button back to the kernel", async () => {
  useNotebook(fakeNotebook());
  const before = process.listeners("SIGINT");
  const failing = interruptible(
    3,
    () => {
      throw new Error("diverged");
    },
    "training",
  );
  await expect(failing).rejects.toThrow("diverged");
  expect(process.listeners("SIGINT")).toEqual(before);
});

test("closing twice is closing once", async () => {
  const before = process.listeners("SIGINT");
  const stop = await listenForStop();
  stop.close();
  stop.close();
  expect(process.listeners("SIGINT")).toEqual(before);
});
