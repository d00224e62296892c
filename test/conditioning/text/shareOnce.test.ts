import { expect, test } from "vitest";
import { shareOnce } from "../../../src/conditioning/text/shareOnce";

function counted(): { share: ReturnType<typeof shareOnce<number>>; log: string[] } {
  const log: string[] = [];
  let next = 1;
  const share = shareOnce(
    async () => {
      await Promise.resolve();
      log.push(`open ${next}`);
      return next++;
    },
    (thing) => void log.push(`close ${thing}`),
  );
  return { share, log };
}

test("opens for the first, closes after the last, and opens again", async () => {
  const { share, log } = counted();
  const [first, second] = await Promise.all([share(), share()]);
  expect(first.thing).toBe(second.thing);
  first.release();
  first.release();
  expect(log).toEqual(["open 1"]);
  second.release();
  expect(log).toEqual(["open 1", "close 1"]);
  (await share()).release();
  expect(log).toEqual(["open 1", "close 1", "open 2", "close 2"]);
});

test("is not closed by one while another is waiting for it", async () => {
  const { share, log } = counted();
  const first = await share();
  const waiting = share();
  first.release();
  const second = await waiting;
  expect(log).toEqual(["open 1"]);
  second.release();
  expect(log).toEqual(["open 1", "close 1"]);
});

test("an opening that failed is tried again", async () => {
  let tries = 0;
  const log: string[] = [];
  const share = shareOnce(
    () => (++tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve("thing")),
    (thing) => void log.push(thing),
  );
  await expect(Promise.all([share(), share()])).rejects.toThrow("not yet");
  const { thing, release } = await share();
  expect(thing).toBe("thing");
  release();
  expect(log).toEqual(["thing"]);
});
