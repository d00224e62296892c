/** What the layers are called in the files of the two publishers. */
import type { OobleckLayout } from "./sizes";

/** Names within a residual unit. */
export interface UnitNames {
  readonly snake1: string;
  readonly conv1: string;
  readonly snake2: string;
  readonly conv2: string;
}

/** Names within a block. */
export interface BlockNames {
  readonly snake: string;
  /** The convolution that changes the rate. */
  readonly conv: string;
  readonly units: readonly UnitNames[];
}

/** Names within an encoder or a decoder. */
export interface CoderNames {
  readonly first: string;
  readonly blocks: readonly BlockNames[];
  readonly snake: string;
  readonly last: string;
}

const three = [0, 1, 2] as const;

function unitNames(unit: string, [snake1, conv1, snake2, conv2]: readonly string[]): UnitNames {
  const below = (part: string): string => `${unit}.${part}`;
  return { snake1: below(snake1), conv1: below(conv1), snake2: below(snake2), conv2: below(conv2) };
}

/** stable-audio-tools numbers the layers of each `Sequential`. */
function numbered(coder: string, count: number): CoderNames {
  const isEncoder = coder === "encoder";
  const layer = (i: number): string => `${coder}.layers.${i}`;
  const blocks = Array.from({ length: count }, (_, i) => {
    const at = (place: number): string => `${layer(1 + i)}.layers.${place}`;
    const parts = ["layers.0", "layers.1", "layers.2", "layers.3"];
    return {
      snake: at(isEncoder ? 3 : 0),
      conv: at(isEncoder ? 4 : 1),
      units: three.map((j) => unitNames(at(isEncoder ? j : 2 + j), parts)),
    };
  });
  return { first: layer(0), blocks, snake: layer(count + 1), last: layer(count + 2) };
}

/** diffusers gives them names. */
function named(coder: string, count: number): CoderNames {
  const blocks = Array.from({ length: count }, (_, i) => {
    const block = `${coder}.block.${i}`;
    const parts = ["snake1", "conv1", "snake2", "conv2"];
    return {
      snake: `${block}.snake1`,
      conv: `${block}.${coder === "encoder" ? "conv1" : "conv_t1"}`,
      units: three.map((j) => unitNames(`${block}.res_unit${j + 1}`, parts)),
    };
  });
  return { first: `${coder}.conv1`, blocks, snake: `${coder}.snake1`, last: `${coder}.conv2` };
}

/** Names of all layers with weights, for so many blocks. */
export function coderNames(
  layout: OobleckLayout,
  coder: "encoder" | "decoder",
  blocks: number,
): CoderNames {
  return (layout === "diffusers" ? named : numbered)(coder, blocks);
}
