/** From noise to sound: a trained model, its representation, and a sampler between. */
import { guide } from "../../diffusion/guidance";
import { networkDenoiser } from "../../diffusion/samplers/denoiser";
import { finalSample } from "../../diffusion/samplers/finalSample";
import { heun } from "../../diffusion/samplers/heun";
import type { Sampler, SamplerWalk } from "../../diffusion/samplers/sampler";
import { shiftTimes } from "../../diffusion/schedules/distributionShift";
import { uniformTimes } from "../../diffusion/schedules/uniformTimes";
import { TutorialError } from "../../error";
import type { Parameters } from "../../nn/parameters";
import type { Representation } from "../../representation/representation";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import { labelledDit } from "./labelledDit";
import type { SoundLabel } from "./labelledDit";
import { predicts, process, sizeFor } from "./plan";
import type { DiffusionPlan } from "./plan";

/** What to make, and how carefully. */
export interface GenerateOptions extends SoundLabel {
  /** How many sounds; 1 unless given. */
  readonly count?: number;
  /** Names the noise; 7 unless given. */
  readonly seed?: number;
  /** Of the sampler; 20 unless given. */
  readonly steps?: number;
  /** How much to exaggerate what the label says; 2 unless given, 1 for not at all. */
  readonly guidance?: number;
  /** {@link heun} unless given: two calls a step. */
  readonly sampler?: Sampler;
}

/** A diffusion model on a representation. */
export interface RepresentationDiffusion {
  readonly plan: DiffusionPlan;
  readonly representation: Representation;
  /**
   * Waveforms of {@link DiffusionPlan.seconds}, [count, S].
   *
   * @throws TutorialError `model.representationDiffusion.count`, `model.label`, `schedule.steps`,
   *   `guidance.options`
   */
  generate(options?: GenerateOptions): Tensor2D;
  /** Every step of the same way, whose x_t and x_0 the representation decodes. */
  walk(options?: GenerateOptions): SamplerWalk;
  /** Releases the weights of the model and of the representation. */
  dispose(): void;
}

function checkCount(count: number): void {
  if (Number.isInteger(count) && count >= 1) return;
  throw new TutorialError({
    code: "model.representationDiffusion.count",
    where: "generate",
    expected: "a whole number of sounds, at least 1",
    got: String(count),
    fix: "pass e.g. {count: 4}",
  });
}

/** A walk that makes its start when it is begun, and releases it when it ends or is left. */
function* walkFrom(make: () => Tensor, walk: (start: Tensor) => SamplerWalk): SamplerWalk {
  const start = make();
  try {
    yield* walk(start);
  } finally {
    start.dispose();
  }
}

/**
 * A model over such weights.
 *
 * @param parameters of the plan's recipe; the model's own from now on, as is the representation
 *
 * @example
 * const plan = { name: "mine", seconds: 1.024, shape: [16384, 1], patch: 128, shift: 4 };
 * const model = representationDiffusion(plan, new Parameters(7), waveformRepresentation());
 * const silence = model.generate({ instrument: "flute", steps: 2 }); // [1, 16384]: it has learned nothing
 */
export function representationDiffusion(
  plan: DiffusionPlan,
  parameters: Parameters,
  representation: Representation,
): RepresentationDiffusion {
  const walk = (options: GenerateOptions = {}): SamplerWalk => {
    const { instrument, register, count = 1, seed = 7, steps = 20, guidance = 2 } = options;
    const { sampler = heun } = options;
    checkCount(count);
    const told = new Array<SoundLabel>(count).fill({ instrument, register });
    const untold = new Array<SoundLabel>(count).fill({});
    const size = sizeFor(plan);
    const answers = {
      conditional: labelledDit(parameters, told, size),
      pair: labelledDit(parameters, [...told, ...untold], size),
    };
    const guided = guide<DiffusionTime>((xt, t, rows) => answers[rows](xt, t), {
      strength: guidance,
    });
    const denoise = networkDenoiser(guided, { predicts, process });
    const times = shiftTimes(uniformTimes({ steps }), plan.shift);
    const start = (): Tensor => process.prior([count, ...plan.shape], seed);
    return walkFrom(start, (from) => sampler(denoise, from, { process, times, seed }));
  };
  return {
    plan,
    representation,
    walk,
    generate(options) {
      const x0 = finalSample(walk(options));
      try {
        const samples = Math.round(plan.seconds * representation.sampleRate);
        return tf.tidy(() => representation.decode(x0).slice([0, 0], [-1, samples]));
      } finally {
        x0.dispose();
      }
    },
    dispose() {
      parameters.dispose();
      representation.dispose();
    },
  };
}
