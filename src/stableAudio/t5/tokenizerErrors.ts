/** What is thrown when a tokenizer.json cannot be used. */
import { TutorialError } from "../../error";

/** The error of a tokenizer.json that is not what T5's tokenizer is made of. @internal */
export function brokenTokenizer(got: string, cause?: unknown): TutorialError {
  return new TutorialError(
    {
      code: "stableAudio.tokenizer.damaged",
      where: "t5Tokenizer",
      expected:
        "the tokenizer.json of a T5 model: a unigram vocabulary and how a text is prepared for it",
      got,
      fix: "take tokenizer.json from the model's folder tokenizer/, or of t5-base, once more",
    },
    { cause },
  );
}

/** A part of the file, which must be an object. @internal */
export function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw brokenTokenizer(`${name} that is no object`);
}

/** A part of the file, which must be a list. @internal */
export function listOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw brokenTokenizer(`${name} that is no list`);
}

/** A part of the file, which must be a text. @internal */
export function textOf(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw brokenTokenizer(`${name} that is no text`);
}

/** A part of the file, which must be a token's number. @internal */
export function idOf(value: unknown, name: string): number {
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw brokenTokenizer(`${name} that is no whole number from 0 up`);
}
