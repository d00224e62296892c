/** The five recipes: same data, same size of network (± 10 %), about the same time. */
import { autoregressive } from "../../generator/autoregressive";
import type { Autoregressive } from "../../generator/autoregressive";
import { ganGenerator, ganLosses } from "../../generator/gan";
import type { GanGenerator } from "../../generator/gan";
import { vae } from "../../generator/vae";
import type { Vae } from "../../generator/vae";
import { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Companion } from "../../training/trainingGroup";
import { consistencyStudent } from "./consistencyStudent";
import type { ConsistencyStudent } from "./consistencyStudent";
import { batchSize, sharedOptions } from "./contrastRecipe";
import type { ContrastRecipe } from "./contrastRecipe";
import { diffusionModel } from "./diffusionModel";
import type { DiffusionModel } from "./diffusionModel";
import { batchOf } from "./planeData";
import { trainOne } from "./trainOne";

/** Encoder and decoder together; the encoder stays with the weights, so that lessons can show codes. */
export const vaeRecipe: ContrastRecipe<Vae> = {
  steps: 3000,
  async train(training) {
    const parameters = new Parameters(training.seed);
    const { loss } = vae(parameters);
    const trained = await trainOne(training, { parameters, loss, learningRate: 4e-3 });
    const helpers = Object.entries(trained.parameters.values()).filter(([name]) =>
      name.startsWith("encoder."),
    );
    const helperParameters = helpers.reduce((sum, [, { size }]) => sum + size, 0);
    const samplingParameters = trained.samplingParameters - helperParameters;
    return { ...trained, samplingParameters, helperParameters };
  },
  open(parameters) {
    const model = vae(parameters);
    tf.tidy(() => void model.encode(tf.zeros([1, 2])));
    return model;
  },
};

/** Generator and critic take turns; the critic is thrown away. */
export const ganRecipe: ContrastRecipe<GanGenerator> = {
  steps: 2000,
  async train(training) {
    const { data, seed } = training;
    const adam = { learningRate: 3e-3, beta1: 0, beta2: 0.99 };
    const parameters = new Parameters(seed);
    const critic = new Parameters(seed);
    const losses = ganLosses(ganGenerator(parameters), critic);
    const opponent: Companion = {
      ...sharedOptions,
      ...adam,
      parameters: critic,
      ema: 0,
      loss: (_, random) => ({ loss: losses.critic(batchOf(data, batchSize, random), random) }),
    };
    try {
      const loss = losses.generator;
      const companions = { critic: opponent };
      const trained = await trainOne(training, { ...adam, parameters, loss, companions });
      return { ...trained, helperParameters: critic.count() };
    } finally {
      critic.dispose();
    }
  },
  open: (parameters) => ganGenerator(parameters),
};

/** Tokens reach as far as the data do. */
export const autoregressiveRecipe: ContrastRecipe<Autoregressive> = {
  steps: 3000,
  async train(training) {
    const { points } = training.data;
    const limit = 1.01 * points.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const parameters = new Parameters(training.seed);
    const { loss } = autoregressive(parameters, { limit });
    const trained = await trainOne(training, { parameters, loss, learningRate: 4e-3 });
    return { ...trained, settings: { limit } };
  },
  open: (parameters, { limit }) => autoregressive(parameters, { limit }),
};

export const diffusionRecipe: ContrastRecipe<DiffusionModel> = {
  steps: 4000,
  async train(training) {
    const parameters = new Parameters(training.seed);
    const { loss } = diffusionModel(parameters);
    return trainOne(training, { parameters, loss, learningRate: 4e-3 });
  },
  open: (parameters) => diffusionModel(parameters),
};

/** Begins as its teacher's twin, since both see the same picture at the same noise. */
export const studentRecipe: ContrastRecipe<ConsistencyStudent> = {
  steps: 2500,
  async train(training) {
    const teacher = training.teacher!();
    try {
      const parameters = teacher.parameters.copy();
      const { loss } = consistencyStudent(parameters);
      return await trainOne(training, {
        parameters,
        loss: (x, random) => loss(x, random, teacher.model),
        learningRate: 2e-3,
      });
    } finally {
      teacher.parameters.dispose();
    }
  },
  open: (parameters) => consistencyStudent(parameters),
};
