/** What opening a model refuses, and how it says so. */
import * as fs from "node:fs";
import * as path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openStableAudio, readStableAudioPlan } from "../../../src/stableAudio/open/open";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import { copyOf, editJson, editWeights, refusal } from "./folders";
import { diffusersFolder, openFolder, tiny } from "./places";

beforeAll(async () => void (await prepareBackend()));

/** Opens and releases; or what was said. */
async function said(folder: string, options: Parameters<typeof openStableAudio>[1] = {}) {
  const before = tf.memory().numTensors;
  const text = await refusal(async () => (await openStableAudio(folder, options)).dispose());
  expect(tf.memory().numTensors).toBe(before);
  return text;
}

interface Diffusion {
  diffusion: { config: Record<string, unknown> };
}

test("both layouts are opened, and leave nothing", async () => {
  const { leaked } = await countTensors(async () => {
    for (const folder of [tiny, openFolder, diffusersFolder]) {
      const model = await openStableAudio(folder);
      expect(model.notices).toEqual([]);
      model.dispose();
    }
  });
  expect(leaked).toBe(0);
});

test("a folder with both is read in the one whose weights are there", async () => {
  const folder = copyOf(diffusersFolder);
  fs.copyFileSync(
    path.join(openFolder, "model_config.json"),
    path.join(folder, "model_config.json"),
  );
  expect(readStableAudioPlan(folder).layout).toBe("diffusers");
  expect(await said(folder, { layout: "stable-audio-tools" })).toMatch("weights model.safetensors");
  fs.copyFileSync(
    path.join(openFolder, "model.safetensors"),
    path.join(folder, "model.safetensors"),
  );
  expect(readStableAudioPlan(folder).layout).toBe("stable-audio-tools");
  expect(await said(folder)).toBe("nothing was refused");
  expect(readStableAudioPlan(folder, "diffusers").sampling.sampler).toBe("cosine-dpmpp-2m-sde");
});

describe("what is missing is said", () => {
  test("the folder: what to download, its licence, its size, and how long it will take here", async () => {
    const text = await said(path.join(path.dirname(copyOf(tiny)), "stable-audio-none"));
    // In bfloat16 too, if this processor is faster in it.
    const time = /about [\d.]+ (s|min|h) on this machine(, [\d.]+ (s|min|h) in bfloat16)?/g;
    expect(text.replaceAll(time, "about TIME on this machine")).toMatchSnapshot();
  });

  test("a config, weights, a text encoder, a tokenizer", async () => {
    const without = (folder: string, name: string): string => {
      const copy = copyOf(folder);
      fs.rmSync(path.join(copy, name), { recursive: true });
      return copy;
    };
    expect(await said(without(tiny, "model_config.json"))).toMatch("neither model_config.json nor");
    expect(await said(path.join(tiny, "model.safetensors"))).toMatch("the file");
    expect(await said(without(tiny, "model.safetensors"))).toMatchSnapshot();
    expect(await said(without(tiny, "text_encoder"))).toMatchSnapshot();
    expect(await said(without(tiny, "tokenizer"))).toMatch("expected a readable tokenizer.json");
    expect(await said(without(diffusersFolder, "vae/config.json"))).toMatch("a config vae/config.json"); // prettier-ignore
    expect(
      await said(without(diffusersFolder, "transformer/diffusion_pytorch_model.safetensors")),
    ).toMatch("weights diffusion_pytorch_model.safetensors");
  });

  test("a checkpoint is not opened: how to convert it", async () => {
    const folder = copyOf(tiny);
    fs.renameSync(path.join(folder, "model.safetensors"), path.join(folder, "model.ckpt"));
    expect(await said(folder)).toMatchSnapshot();
    fs.writeFileSync(path.join(folder, "tuned.safetensors"), "");
    expect(await said(folder)).toMatch("rename the right one to model.safetensors");
  });
});

test("the text encoder may lie beside the model, under its own name, or where one says", async () => {
  const folder = copyOf(tiny);
  const encoder = path.join(folder, "text_encoder");
  fs.cpSync(path.join(folder, "tokenizer"), encoder, { recursive: true });
  fs.rmSync(path.join(folder, "tokenizer"), { recursive: true });
  for (const name of ["t5-base", "../t5-base", "elsewhere"]) {
    const place = path.join(folder, name);
    fs.cpSync(encoder, place, { recursive: true });
    fs.rmSync(path.join(folder, "text_encoder"), { recursive: true, force: true });
    const options = name === "elsewhere" ? { textEncoder: place } : {};
    expect(await said(folder, options)).toBe("nothing was refused");
    fs.cpSync(place, encoder, { recursive: true });
    fs.rmSync(place, { recursive: true });
  }
});

describe("configs that do not fit", () => {
  const bent = (edit: (model: never, file: never) => void): Promise<string> =>
    said(editJson(copyOf(tiny), "model_config.json", (file) => edit(file.model as never, file as never))); // prettier-ignore

  test("an unknown option is refused by its name, wherever it is", async () => {
    expect(await bent((_, file: Record<string, unknown>) => (file.loudness = 3))).toMatchSnapshot();
    expect(await bent((model: Record<string, unknown>) => (model.lora = {}))).toMatch(
      '{"lora":{}}',
    );
    expect(
      await bent(({ diffusion }: Diffusion) => (diffusion.config.attention_sinks = 4)),
    ).toMatch('"attention_sinks"');
    expect(
      await bent((model: { conditioning: { configs: Record<string, unknown>[] } }) => {
        model.conditioning.configs[1].config = { min_val: 0, max_val: 256, scale: "log" };
      }),
    ).toMatch('{"scale":"log"}');
    const scheduler = (edit: (json: Record<string, unknown>) => void) =>
      said(editJson(copyOf(diffusersFolder), "scheduler/scheduler_config.json", edit));
    expect(await scheduler((json) => (json.use_flow_sigmas = true))).toMatch("use_flow_sigmas");
    expect(
      await scheduler((json) => (json._class_name = "EulerDiscreteScheduler")),
    ).toMatchSnapshot();
  });

  test("parts that do not fit each other", async () => {
    expect(await bent((_, file: Record<string, unknown>) => (file.sample_size = 321))).toMatchSnapshot(); // prettier-ignore
    expect(await bent((_, file: Record<string, unknown>) => (file.audio_channels = 1))).toMatch("audio_channels 2"); // prettier-ignore
    expect(
      await bent(({ diffusion }: Diffusion) => (diffusion.config.global_cond_dim = 64)),
    ).toMatch("a global condition of 32");
    expect(await bent((_, file: Record<string, unknown>) => (file.model_type = "lm"))).toMatch("diffusion_cond"); // prettier-ignore
    const folder = copyOf(diffusersFolder);
    const wide = (json: Record<string, unknown>) => void (json.text_encoder_dim = 32);
    expect(await said(editJson(folder, "projection_model/config.json", wide))).toMatch("text_encoder_dim 64"); // prettier-ignore
  });

  test("a config that is not the weights' own, before any of them is read", async () => {
    expect(
      await bent(({ diffusion }: Diffusion) => (diffusion.config.depth = 2)),
    ).toMatchSnapshot();
    const deep = (json: Record<string, unknown>) => void (json.num_layers = 2);
    expect(await said(editJson(copyOf(diffusersFolder), "transformer/config.json", deep))).toMatch(
      "in transformer/diffusion_pytorch_model.safetensors exactly the",
    );
    const shallow = (json: Record<string, unknown>) => void (json.num_layers = 1);
    expect(await said(editJson(copyOf(tiny), "text_encoder/config.json", shallow))).toMatchSnapshot(); // prettier-ignore
  });

  test("no JSON", async () => {
    const folder = copyOf(tiny);
    fs.writeFileSync(path.join(folder, "model_config.json"), "{");
    expect(await said(folder)).toMatch("a file that is not JSON");
  });
});

describe("weights that do not fit", () => {
  const file = "model.safetensors";
  test("one missing, one too many, one of another shape", async () => {
    const name = "model.model.preprocess_conv.weight";
    expect(await said(editWeights(copyOf(tiny), file, (arrays) => void arrays.delete(name)))).toMatchSnapshot(); // prettier-ignore
    expect(
      await said(editWeights(copyOf(tiny), file, (arrays) => void arrays.set("optimizer.step", arrays.get(name)!))), // prettier-ignore
    ).toMatch("others under optimizer.step");
    expect(
      await said(editWeights(copyOf(tiny), file, (arrays) => void arrays.set(name, { ...arrays.get(name)!, shape: [9, 1] }))), // prettier-ignore
    ).toMatch(`"${name}" of shape [9, 1], not [3, 3, 1]`);
  });

  test("numbers that are none, and files that are cut off", async () => {
    const poison = (arrays: ReadonlyMap<string, { data: Record<number, number> }>, name: string) =>
      void (arrays.get(name)!.data[0] = Number.NaN);
    for (const name of [
      "model.model.preprocess_conv.weight",
      "pretransform.model.decoder.layers.0.bias",
    ]) {
      // prettier-ignore
      expect(
        await said(editWeights(copyOf(tiny), file, (arrays) => poison(arrays, name))),
      ).toMatch(`finite numbers in "${name}"`);
    }
    const folder = copyOf(tiny);
    fs.truncateSync(path.join(folder, file), 400_000);
    expect(await said(folder)).toMatch("ending at byte");
  });
});

describe("a fine-tune that was saved inside of its training", () => {
  const wrap = (hasMean: boolean): string =>
    editWeights(copyOf(tiny), "model.safetensors", (arrays) => {
      const wrapped = [...arrays].map(([name, array]) => [`diffusion.${name}`, array] as [string, typeof array]); // prettier-ignore
      if (!hasMean) return wrapped;
      const mean = [...arrays].flatMap(([name, array]) =>
        name.startsWith("model.")
          ? [[name.replace(/^model\./, "diffusion_ema.ema_model."), array] as [string, typeof array]] // prettier-ignore
          : [],
      );
      // The weights beside the mean are of no use here: let them be numbers that are none.
      const spoilt = wrapped.map(([name, array]) => [name, name.startsWith("diffusion.model.") ? { ...array, data: array.data.map(() => Number.NaN) } : array] as [string, typeof array]); // prettier-ignore
      const step = { dtype: "I64" as const, shape: [], data: Float64Array.of(7) };
      return [...spoilt, ...mean, ["diffusion_ema.step", step] as [string, typeof step]];
    });

  test("is unwrapped, with the running mean where there is one", async () => {
    for (const hasMean of [false, true]) {
      const model = await openStableAudio(wrap(hasMean));
      expect(model.notices).toHaveLength(1);
      expect(model.notices[0].includes("running mean")).toBe(hasMean);
      model.dispose();
    }
  });
});
