/** How far a decoder's picture is from the picture of the sound. */
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import { melOf } from "./bands";
import type { FramePicture } from "./framePicture";
import { logSize, sizeOfLog } from "./frameSpectrum";

/** What a picture misses; all are 0 for the picture of the sound itself. */
export type FrameLosses = {
  /** Mean |Δ ln(0.1 + |X|)| over all bins: every quiet bin counts as much as a loud one. */
  readonly logMagnitude: tf.Scalar;
  /** Mean |Δ ln(0.1 + mel)|: as ears group the bins. */
  readonly logMel: tf.Scalar;
  /** ‖|X| − |Y|‖/‖|X|‖, spectral convergence: the loud bins. */
  readonly convergence: tf.Scalar;
  /** Mean 1 − cos of the error of the turn, weighted by magnitude. */
  readonly advance: tf.Scalar;
};

/**
 * The losses of a picture, each a mean over the batch.
 *
 * A direct loss on what the network says, rather than on the sound made from it, is two or three times cheaper and far
 * better conditioned: no gradient has to pass the inverse transform.
 *
 * @param picture what a decoder said
 * @param target the picture of the sound
 */
export function frameLosses(picture: FramePicture, target: FramePicture): FrameLosses {
  return tf.tidy(() => {
    const [size, wanted] = [sizeOfLog(picture.logMagnitude), sizeOfLog(target.logMagnitude)];
    const misses = size.sub(wanted).square().sum().add(1e-6).sqrt();
    const [a, b] = [picture.advance, target.advance];
    const agreement = a.real.mul(b.real).add<Tensor3D>(a.imag.mul(b.imag)); // cos of the error
    const known = wanted.mul<Tensor3D>(b.real.square().add(b.imag.square())); // 0 in the first frame
    return {
      logMagnitude: picture.logMagnitude.sub(target.logMagnitude).abs().mean<tf.Scalar>(),
      logMel: logSize(melOf(size))
        .sub(logSize(melOf(wanted)))
        .abs()
        .mean<tf.Scalar>(),
      convergence: misses.div<tf.Scalar>(wanted.square().sum().add(1e-6).sqrt()),
      advance: tf.sub(1, agreement).mul(known).sum().div<tf.Scalar>(known.sum().add(1e-6)),
    };
  });
}
