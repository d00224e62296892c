import { expect, test } from "vitest";
import { strayWords, withStrayWords } from "../../../../src/model/textToMusic/score/strayWords";
import { Random } from "../../../../src/tensor/random";

test("whole words of the encoder's vocabulary", () => {
  const words = strayWords();
  expect(words.length).toBeGreaterThan(3000);
  expect(words).toContain("government");
  expect(words.every((word) => /^[a-z]{3,}$/.test(word))).toBe(true);
});

test("one to four are strewn in, anywhere; the others stay as they were", () => {
  const caption = "A slow air in D minor, for harp.";
  const [counts, places] = [new Set<number>(), new Set<number>()];
  for (let seed = 0; seed < 200; seed++) {
    const all = withStrayWords(caption, ["xxx"], new Random(seed)).split(" ");
    expect(all.filter((word) => word !== "xxx").join(" ")).toBe(caption);
    counts.add(all.filter((word) => word === "xxx").length);
    places.add(all.indexOf("xxx"));
  }
  expect([...counts].sort()).toEqual([1, 2, 3, 4]);
  expect(places.has(0) && places.has(8)).toBe(true);
});
