/** Family `clap-loss`: the contrastive loss of CLAP, its gradients, and LAION's variant with heads. */
import { clapLogits, clapLoss, clapLossWithHeads } from "../../../src/conditioning/clap/clapLoss";
import { matchingRanks } from "../../../src/conditioning/clap/matchingRanks";
import { rowCosines } from "../../../src/conditioning/clap/unitLength";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D } from "../../../src/tensor/tf";
import type { Fixture, ParityFamily } from "../fixture";

function compute({ inputs }: Fixture): Record<string, ArrayLike<number>> {
  const read = <T extends Tensor>(name: string): T =>
    tf.tensor(Float32Array.from(inputs[name].data), [...inputs[name].shape]) as T;
  const audio = read<Tensor2D>("audio");
  const text = read<Tensor2D>("text");
  const logScale = read("logit_scale_log");
  const logits = clapLogits({ audio, text, logScale });
  const loss = (...[a, t, scale]: Tensor[]): tf.Scalar =>
    clapLoss({ audio: a as Tensor2D, text: t as Tensor2D, logScale: scale });
  const [gradAudio, gradText, gradScale] = tf.grads(loss)([audio, text, logScale]);
  const withHeads = clapLossWithHeads({
    audio,
    text,
    audioHead: read("audio_mlp"),
    textHead: read("text_mlp"),
    logScale,
    textLogScale: read("logit_scale_t_log"),
  });
  return {
    logits_per_audio: logits.dataSync(),
    loss: loss(audio, text, logScale).dataSync(),
    loss_mlp: withHeads.dataSync(),
    grad_audio: gradAudio.dataSync(),
    grad_text: gradText.dataSync(),
    grad_logit_scale_log: gradScale.dataSync(),
    clap_score_mean_cosine: rowCosines(audio, text).mean().dataSync(),
    rank_of_matching_text: matchingRanks(logits),
  };
}

export const clapLossFamily: ParityFamily = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async run(fixture) {
    tf.engine().startScope();
    const numbers = compute(fixture);
    tf.engine().endScope();
    return numbers;
  },
};
