/** A network and those that are trained beside it, as one thing that steps, is saved and goes on. */
import type { Parameters } from "../nn/parameters";
import { TutorialError } from "../error";
import { Trainer } from "./trainer";
import type { TrainerOptions, TrainingStep } from "./trainer";

/**
 * A second network that learns in turns with the first: a critic, a discriminator. After each step of
 * the first it makes one of its own, whose loss gets the same step and the same random draws.
 */
export interface Companion extends Omit<TrainerOptions, "steps" | "seed"> {
  /** The step of the first network with which this one begins; 0 unless given. */
  readonly from?: number;
}

/** What is trained together. */
export interface TrainingGroupOptions extends TrainerOptions {
  /** By name. */
  readonly companions?: Readonly<Record<string, Companion>>;
  /** Stores that no gradient trains and that are saved all the same, such as running statistics. */
  readonly stores?: Readonly<Record<string, Parameters>>;
}

/** One trainer of a group. @internal */
export interface Member {
  /** Empty for the first. */
  readonly name: string;
  readonly trainer: Trainer;
  readonly from: number;
}

/** Trains all members, a step of each at each call. @internal */
export class TrainingGroup {
  readonly members: readonly Member[];
  readonly stores: Readonly<Record<string, Parameters>>;
  private readonly first: Trainer;

  constructor({ companions = {}, stores = {}, ...options }: TrainingGroupOptions) {
    const { steps, seed } = options;
    this.stores = stores;
    this.first = new Trainer(options);
    const members: Member[] = [{ name: "", trainer: this.first, from: 0 }];
    try {
      for (const [name, { from = 0, ...companion }] of Object.entries(companions)) {
        const left = Math.max(1, steps - from);
        const trainer = new Trainer({ ...companion, steps: left, seed }, from);
        members.push({ name, trainer, from });
      }
    } catch (error) {
      members.forEach(({ trainer }) => trainer.dispose());
      throw error;
    }
    this.members = members;
  }

  /** Steps that the first network has done. */
  get step(): number {
    return this.first.state.step;
  }

  /** How many numbers the companions have. */
  get companionCount(): number {
    return this.members.slice(1).reduce((sum, { trainer }) => sum + trainer.trained.count, 0);
  }

  /**
   * A step of each member whose time has come; what is told is that of the first.
   *
   * @throws TutorialError `training.diverged`; all members then have their last good weights
   */
  makeStep(): TrainingStep {
    const { step } = this;
    let report: TrainingStep | undefined;
    const losses: Record<string, number> = {};
    for (const member of this.members) {
      if (step < member.from) continue;
      try {
        const made = member.trainer.step();
        if (report === undefined) report = made;
        else losses[member.name] = made.loss;
      } catch (error) {
        this.members.filter((one) => one !== member).forEach(({ trainer }) => trainer.giveUp());
        throw named(error, member.name);
      }
    }
    return { ...report!, parts: { ...report!.parts, ...losses } };
  }

  /** A copy of the first network with the average of its weights. */
  averaged(): Parameters {
    return this.first.averaged();
  }

  dispose(): void {
    this.members.forEach(({ trainer }) => trainer.dispose());
  }
}

/** Says which companion an error is of. */
function named(error: unknown, name: string): unknown {
  if (name === "" || !(error instanceof TutorialError)) return error;
  const { code, where, expected, got, fix } = error;
  return new TutorialError({ code, where: `${where}, "${name}"`, expected, got, fix });
}
