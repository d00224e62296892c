/** Family `film`: feature-wise linear modulation, by itself and after three normalisations. */
import { film, filmVectors } from "../../../src/conditioning/film";
import { dense } from "../../../src/nn/dense";
import { groupNorm } from "../../../src/nn/groupNorm";
import { Parameters } from "../../../src/nn/parameters";
import { standardise } from "../../../src/nn/standardise";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

type Numbers = Record<string, ArrayLike<number>>;

/** The reference has channels before time, this library behind it. */
const turned = (x: Tensor): Tensor3D => x.transpose<Tensor3D>([0, 2, 1]);

/** Group normalisation is asked for as often as there is an answer to it, of x and copies of its first channel. */
function grouped({ arrays }: Fixture, parameters: Parameters, x: Tensor3D): Numbers {
  const found = [...arrays].flatMap(([name, { shape }]) => {
    const asked = /^expect\.(groupnorm(\d+)_of_x_with_channel0_repeated)$/.exec(name);
    return asked ? [{ name: asked[1], groups: Number(asked[2]), channels: shape[1] }] : [];
  });
  const entries = found.map(({ name, groups, channels }) => {
    const copies = Array.from({ length: channels - x.shape[2] }, () =>
      x.slice([0, 0, 0], [-1, -1, 1]),
    );
    const wide = tf.concat<Tensor3D>([x, ...copies], 2);
    return [name, turned(groupNorm(parameters, name, wide, { groups })).dataSync()] as const;
  });
  return Object.fromEntries(entries);
}

function compute(fixture: Fixture, parameters: Parameters): Numbers {
  const { inputs } = fixture;
  const read = <T extends Tensor>(name: string): T =>
    tf.tensor(Float32Array.from(inputs[name].data), [...inputs[name].shape]) as T;
  const weight = read<Tensor2D>("weight").transpose<Tensor2D>();
  parameters.get("linear.weight", weight.shape, () => weight.dataSync<"float32">());
  parameters.get("linear.bias", [weight.shape[1]], () => read("bias").dataSync<"float32">());
  const x = turned(read("x")); // [B, T, C]
  const channels = x.shape[2];
  const vectors = filmVectors(dense(parameters, "linear", read<Tensor2D>("c"), 2 * channels));
  // With groups of one channel, group normalisation is instance normalisation.
  const instance = groupNorm(parameters, "instance", x, { groups: channels });
  const modulated = {
    film_plain: film(x, vectors, "plain"),
    film_one_plus: film(x, vectors, "residual"),
    adain_instance_norm_then_film: film(instance, vectors, "residual"),
    layernorm_c_then_film: film(standardise(x, 1e-5), vectors, "residual"),
  };
  const numbers = Object.entries(modulated).map(([name, y]) => [name, turned(y).dataSync()]);
  return { ...Object.fromEntries(numbers), ...grouped(fixture, parameters, x) } as Numbers;
}

export const filmFamily: ParityFamily = {
  run(fixture) {
    const parameters = new Parameters(0);
    tf.engine().startScope();
    const numbers = compute(fixture, parameters);
    tf.engine().endScope();
    parameters.dispose();
    return Promise.resolve(numbers);
  },
};
