import { beforeAll, expect, test } from "vitest";
import { textToMusic } from "../../../../src/model/textToMusic/generate";
import { Parameters } from "../../../../src/nn/parameters";
import { prepareBackend } from "../../../../src/tensor/backend";
import { tf } from "../../../../src/tensor/tf";
import { awaken, fakeBackbone, fakeHeading, fakeRepresentation, smallPlan } from "../fakes";

beforeAll(async () => void (await prepareBackend()));

test("the head of a score is as it is wished for, the rest of it is drawn by the seed", async () => {
  const parameters = new Parameters(3);
  const plan = smallPlan(["crossAttention"]);
  const model = textToMusic(plan, parameters, fakeRepresentation, fakeBackbone, fakeHeading());
  const first = async (head: object): Promise<number[]> => {
    const { waveform } = await model.generate("slow flute", { steps: 3, seconds: 1, head });
    const numbers = Array.from(waveform.dataSync().subarray(0, 200));
    waveform.dispose();
    return numbers;
  };
  await first({});
  awaken(parameters);
  const before = tf.memory().numTensors;
  const request = await model.request(["slow flute", "violin"], { head: { bpm: 97 } });
  const heads = model.heads(request, 1);
  expect(heads).toEqual(model.heads(request, 1));
  expect(heads).not.toEqual(model.heads(request, 2));
  expect(heads.map(({ bpm }) => bpm)).toEqual([97, 97]);
  request.dispose();
  const once = await first({ bpm: 70, tonic: "D", mode: "major" });
  expect(await first({ bpm: 70, tonic: "D", mode: "minor" })).not.toEqual(once);
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});
