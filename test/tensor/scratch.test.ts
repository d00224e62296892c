/** Memory that is used again, and given back at once. */
import { expect, test } from "vitest";
import { Scratch } from "../../src/tensor/scratch";
import { uploaded } from "../../src/tensor/uploaded";

test("numbers lie where the last ones were, and larger ones find room", () => {
  const scratch = new Scratch();
  const first = scratch.numbers(4).fill(3);
  const second = scratch.numbers(2);
  expect([...second]).toEqual([3, 3]);
  expect(second.buffer).toBe(first.buffer);
  expect([...scratch.numbers(6)]).toEqual([3, 3, 3, 3, 0, 0]);
});

test("what is released is empty, and what was uploaded stays", () => {
  const scratch = new Scratch();
  const numbers = scratch.numbers(1000).fill(2);
  const tensor = uploaded(numbers, [1000]);
  scratch.release();
  expect(numbers).toHaveLength(0);
  scratch.numbers(1000).fill(5);
  expect(tensor.sum().dataSync()[0]).toBe(2000);
  tensor.dispose();
});
