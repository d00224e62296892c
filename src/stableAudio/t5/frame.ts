/** What stands around every text, such as `</s>` at its end: the `post_processor` of a tokenizer.json. */
import { brokenTokenizer, idOf, listOf, objectOf, textOf } from "./tokenizerErrors";

/** The tokens before a text and after it. */
export interface TokenFrame {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * The tokens around a text; none where the file has no `post_processor`.
 *
 * @throws TutorialError `stableAudio.tokenizer.damaged`
 *
 * @internal
 */
export function readFrame(settings: unknown): TokenFrame {
  if (settings === null || settings === undefined) return { before: [], after: [] };
  const { type, single, special_tokens: specials } = objectOf(settings, "a post_processor");
  if (type !== "TemplateProcessing") {
    throw brokenTokenizer(`a post_processor of type ${JSON.stringify(type)}`);
  }
  const known = objectOf(specials, "special_tokens");
  const template = listOf(single, "the template of a post_processor").map((part) => {
    const { Sequence: text, SpecialToken: token } = objectOf(part, "a part of the template");
    if (text !== undefined) return "text";
    const name = textOf(objectOf(token, "a part of the template").id, "a special token's id");
    const { ids } = objectOf(known[name], `the special token ${name}`);
    return listOf(ids, `the ids of ${name}`).map((id) => idOf(id, `an id of ${name}`));
  });
  const place = template.indexOf("text");
  if (place < 0) throw brokenTokenizer("a post_processor without a place for the text");
  const idsOf = (parts: typeof template) => parts.flatMap((part) => (part === "text" ? [] : part));
  return { before: idsOf(template.slice(0, place)), after: idsOf(template.slice(place + 1)) };
}
