import { beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { uploaded } from "../../src/tensor/uploaded";

beforeAll(() => prepareBackend());

test("an array is mine again at once, whatever the tensor is used for later", async () => {
  const { leaked } = await countTensors(() => {
    const room = new Float32Array(1000);
    const tensors = [1, 2, 3].map((value) => uploaded<tf.Rank.R2>(room.fill(value), [10, 100]));
    room.fill(-1);
    expect(tensors.map((one) => one.dataSync()[999])).toEqual([1, 2, 3]);
    expect(tensors[0].shape).toEqual([10, 100]);
    tf.dispose(tensors);
  });
  expect(leaked).toBe(0);
});
