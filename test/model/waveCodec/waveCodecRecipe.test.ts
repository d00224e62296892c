import { beforeAll, expect, test } from "vitest";
import { waveCodecTraining } from "../../../src/model/waveCodec/waveCodecRecipe";
import { Parameters } from "../../../src/nn/parameters";
import { klBottleneck } from "../../../src/representation/bottleneck/klBottleneck";
import { waveCodec } from "../../../src/representation/waveCodec/waveCodec";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";

beforeAll(async () => {
  await prepareBackend();
});

test("the judges come in when it is their time, learn, and leave no tensor behind", async () => {
  const parameters = new Parameters(7);
  const sizes = { strides: [16, 4, 8], encoder: [8, 8, 8], decoder: [8, 8, 8] };
  const codec = waveCodec(parameters, klBottleneck({ channels: 4 }), sizes);
  tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
  const { loss, companions } = await waveCodecTraining(codec, { seed: 7, judgedFrom: 2 });
  const judges = companions.judges.parameters;
  const before = judges.toSafetensors();
  const said: string[][] = [];
  const changed: boolean[] = [];
  const { leaked } = await countTensors(() =>
    train({
      parameters,
      loss,
      companions,
      steps: 4,
      learningRate: 1e-3,
      observe: ({ parts }) => {
        said.push(Object.keys(parts));
        changed.push(Buffer.compare(judges.toSafetensors(), before) !== 0);
      },
    }),
  );
  expect(said.map((names) => names.includes("adversarial"))).toEqual([false, false, true, true]);
  expect(said.map((names) => names.includes("judges"))).toEqual([false, false, true, true]);
  expect(changed).toEqual([false, false, true, true]);
  expect(leaked).toBe(0);
  judges.dispose();
  parameters.dispose();
});
