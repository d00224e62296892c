/** From a prompt to music: text, network, sampler and decoder put together. */
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import { leaveModes } from "../../conditioning/modes/modes";
import type { Entered } from "../../conditioning/modes/mode";
import { guide } from "../../diffusion/guidance";
import type { Conditioned } from "../../diffusion/guidance";
import { networkDenoiser } from "../../diffusion/samplers/denoiser";
import { finalSample } from "../../diffusion/samplers/finalSample";
import { heun } from "../../diffusion/samplers/heun";
import type { SamplerWalk } from "../../diffusion/samplers/sampler";
import { shiftTimes } from "../../diffusion/schedules/distributionShift";
import { uniformTimes } from "../../diffusion/schedules/uniformTimes";
import type { NetworkObserver } from "../../network/observe";
import type { Parameters } from "../../nn/parameters";
import type { Representation } from "../../representation/representation";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import { predicts, process } from "../representationDiffusion/plan";
import { CompiledNetworks } from "./compiledNetworks";
import { hearText, musicNetwork, preparedNetwork } from "./musicNetwork";
import type { PreparedNetwork } from "./musicNetwork";
import type { ScoreHead } from "./score/head";
import type { Heading } from "./score/heading";
import { requestedHeads, writtenHeads } from "./score/requestedHeads";
import { timeShiftOf } from "./plan";
import type { TextModelPlan } from "./plan";
import type { TextToMusicOptions, WalkOptions } from "./options";
import { checkGuidance, readRequest, rowsOfText } from "./request";
import { turnedDown } from "./turnedDown";
import type { MusicRequest, RequestOptions } from "./request";

/** What came of prompts. */
export interface GeneratedMusic {
  /** [B, S] at the rate of the representation, one row a prompt. Dispose it when done. */
  readonly waveform: Tensor2D;
  /** What had to be said of the prompts, such as that one was too long. */
  readonly notices: readonly string[];
}

/** A text model. */
export interface TextToMusic {
  readonly plan: TextModelPlan;
  /** A sequence [T, C]; with its score, for a model that composes one. */
  readonly representation: Representation;
  readonly backbone: TextBackbone;
  /** Reads prompts; dispose what comes back. */
  request(prompts: string | readonly string[], options?: RequestOptions): Promise<MusicRequest>;
  /**
   * What stands at the head of each prompt's score: as the request says, or drawn as the prompt lets one expect.
   *
   * @param seed that of the walk; 7 unless given
   * @returns nothing for a model that composes no score
   */
  heads(request: MusicRequest, seed?: number): ScoreHead[];
  /** Every step of the way to what a request asks for, whose x_t and x_0 the representation decodes. */
  walk(request: MusicRequest, options?: WalkOptions): SamplerWalk;
  /**
   * One question to the network, without a walk: what is the clean latent, seen from here?
   *
   * @param xt [B, T, C], one item for each prompt
   * @returns [B, T, C]
   */
  guess(request: MusicRequest, xt: Tensor, t: DiffusionTime, observe?: NetworkObserver): Tensor;
  /** What a request entered the network as, by mode: how, and what each was given. */
  received(request: MusicRequest): Readonly<Record<string, string>>;
  /**
   * Prompts become music. What is louder than a file can hold is turned down as a whole.
   *
   * @throws TutorialError `model.textToMusic.guidance`, `.seconds`, `.timing`, `.prompts`, `.mute`, `.head`,
   *   `schedule.steps`, `guidance.options`
   */
  generate(
    prompts: string | readonly string[],
    options?: TextToMusicOptions,
  ): Promise<GeneratedMusic>;
  /** Releases all weights. */
  dispose(): void;
}

const defaultSeed = 7;

/**
 * A text model over such weights.
 *
 * @param parameters of the plan's recipe; the model's own from now on, as are the others
 * @param heading for a model that composes a score
 */
export function textToMusic(
  plan: TextModelPlan,
  parameters: Parameters,
  representation: Representation,
  backbone: TextBackbone,
  heading?: Heading,
): TextToMusic {
  const compiled = plan.network === "dit" ? new CompiledNetworks(parameters, plan.size) : undefined;
  const enter = (request: MusicRequest, rows: Conditioned): Entered[] => {
    const count = request.prompts.length * (rows === "pair" ? 2 : 1);
    const text = rowsOfText(request.text, 0, count);
    const { frames } = request;
    const entered = hearText(parameters, plan, text, {
      gone: request.gone.slice(0, count),
      frames,
    });
    tf.dispose(text);
    return entered;
  };

  const headsOf: TextToMusic["heads"] = (request, seed = defaultSeed) =>
    requestedHeads(request, seed);
  const headFrames = (request: MusicRequest, rows: Conditioned, seed?: number) =>
    heading && writtenHeads(headsOf(request, seed), request, rows);

  function* walk(request: MusicRequest, options: WalkOptions = {}): SamplerWalk {
    const {
      seed = defaultSeed,
      steps = 20,
      guidance = plan.guidance,
      sampler = heun,
      observe,
      ...guiding
    } = options;
    checkGuidance(guidance);
    const times = shiftTimes(uniformTimes({ steps }), timeShiftOf(plan));
    const open: { entered: Entered[]; prepared: PreparedNetwork; head?: Tensor3D }[] = [];
    const prepare = (rows: Conditioned): PreparedNetwork => {
      const entered = enter(request, rows);
      const count = request.prompts.length * (rows === "pair" ? 2 : 1);
      const timings = Array.from({ length: count }, () => request.timing);
      const head = headFrames(request, rows, seed);
      const told = { entered, timings, head, observe };
      const prepared = preparedNetwork(parameters, plan, told, times, compiled);
      open.push({ entered, prepared, head });
      return prepared;
    };
    const networks: Partial<Record<Conditioned, PreparedNetwork>> = {};
    const answer = (xt: Tensor, t: DiffusionTime, rows: Conditioned): Tensor =>
      networks[rows]!.network(xt, t);
    const count = request.prompts.length;
    const [, channels] = representation.shapeFor(1);
    const start = process.prior([count, request.frames, channels], seed);
    try {
      // Made before the walk's first tidy, which would sweep them away.
      if (guidance !== 1) networks.pair = prepare("pair");
      if (guidance === 1 || guiding.interval) networks.conditional = prepare("conditional");
      const guided = guide<DiffusionTime>(answer, { strength: guidance, ...guiding });
      const denoise = networkDenoiser(guided, { predicts, process });
      yield* sampler(denoise, start, { process, times, seed });
    } finally {
      start.dispose();
      for (const { entered, prepared, head } of open) {
        leaveModes(entered);
        prepared.dispose();
        head?.dispose();
      }
    }
  }

  const request: TextToMusic["request"] = (prompts, options) =>
    readRequest({ backbone, heading }, typeof prompts === "string" ? [prompts] : prompts, options);

  return {
    plan,
    representation,
    backbone,
    request,
    heads: headsOf,
    walk,
    guess(asked, xt, t, observe) {
      const entered = enter(asked, "conditional");
      const timings = asked.prompts.map(() => asked.timing);
      const head = headFrames(asked, "conditional");
      try {
        return musicNetwork(parameters, plan, { entered, timings, head, observe })(xt, t);
      } finally {
        leaveModes(entered);
        head?.dispose();
      }
    },
    received(asked) {
      const entered = enter(asked, "conditional");
      leaveModes(entered);
      return Object.fromEntries(entered.map(({ mode, received }) => [mode, received]));
    },
    async generate(prompts, { watch, ...options } = {}) {
      const asked = await request(prompts, options);
      try {
        const x0 = finalSample(walk(asked, options), watch) as Tensor3D;
        try {
          const samples = Math.round(asked.seconds * representation.sampleRate);
          const waveform = tf.tidy(() =>
            turnedDown(representation.decode(x0).slice<Tensor2D>([0, 0], [-1, samples])),
          );
          return { waveform, notices: asked.notices };
        } finally {
          x0.dispose();
        }
      } finally {
        asked.dispose();
      }
    },
    dispose() {
      compiled?.dispose();
      parameters.dispose();
      representation.dispose();
      backbone.dispose();
      heading?.dispose();
    },
  };
}
