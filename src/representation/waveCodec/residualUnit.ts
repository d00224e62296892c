/** The unit that waveform codecs are built of: it adds to a signal what it hears around each moment. */
import { conv1d } from "../../nn/conv1d";
import { fanInNormal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { snake } from "../../nn/snake";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";

/** Positions under the wide convolution of a unit. */
const kernel = 7;
/** How loud a fresh unit speaks beside what passes it by: softly, so that a deep stack begins near the identity. */
const firstGain = 0.3;

/** How far apart the taps of three units in turn are: together they hear 39 positions to each side. */
export const dilations: readonly number[] = [1, 3, 9];

/**
 * A residual unit: x + conv₁(snake(conv₇(snake(x)))), the wide convolution dilated.
 *
 * No layer has a bias, so that silence stays silence.
 *
 * @param x [B, T, C]
 * @param dilation positions between the taps of the wide convolution
 * @returns [B, T, C]
 * @throws TutorialError `nn.parameter.shape`
 *
 * Source: Zeghidour et al. 2021, "SoundStream", fig. 3; with snakes: Kumar et al. 2023, "High-Fidelity Audio
 * Compression with Improved RVQGAN", §3.1.
 *
 * @example
 * const y = residualUnit(new Parameters(7), "unit", tf.ones([2, 64, 8]) as Tensor3D, 3); // [2, 64, 8]
 */
export function residualUnit(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  dilation: number,
): Tensor3D {
  const channels = x.shape[2];
  return tf.tidy(() => {
    const wide = conv1d(
      parameters,
      `${name}.wide`,
      snake(parameters, `${name}.snake1`, x),
      channels,
      {
        kernel,
        dilation,
        bias: false,
        initializer: fanInNormal(1),
      },
    );
    const said = conv1d(
      parameters,
      `${name}.mix`,
      snake(parameters, `${name}.snake2`, wide),
      channels,
      {
        kernel: 1,
        bias: false,
        initializer: fanInNormal(firstGain),
      },
    );
    return x.add<Tensor3D>(said);
  });
}

/** {@link residualUnit}s with dilations 1, 3 and 9, called `NAME.0`, `NAME.1`, `NAME.2`. */
export function residualUnits(parameters: Parameters, name: string, x: Tensor3D): Tensor3D {
  return tf.tidy(() =>
    dilations.reduce((h, dilation, i) => residualUnit(parameters, `${name}.${i}`, h, dilation), x),
  );
}
