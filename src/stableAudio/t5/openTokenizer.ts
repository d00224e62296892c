/** T5's tokenizer from a file. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../error";
import { t5Tokenizer } from "./tokenizer";
import type { T5Tokenizer } from "./tokenizer";
import { brokenTokenizer } from "./tokenizerErrors";

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    throw new TutorialError(
      {
        code: "stableAudio.tokenizer.missing",
        where: "openT5Tokenizer",
        expected: "a readable tokenizer.json",
        got: `no such file as ${file}`,
        fix: "download tokenizer.json of t5-base, or the folder tokenizer/ of the model, and name it here",
      },
      { cause: error },
    );
  }
}

/**
 * Opens a tokenizer.json.
 *
 * @param place the file, or the folder it lies in
 * @throws TutorialError `stableAudio.tokenizer.missing`, `stableAudio.tokenizer.damaged`
 *
 * @example
 * try {
 *   console.log(openT5Tokenizer("stable-audio-open-1.0/tokenizer").encode("warm piano"));
 * } catch (error) {
 *   console.log(String(error)); // says which file to download
 * }
 */
export function openT5Tokenizer(place: string): T5Tokenizer {
  const isFolder = fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const text = readText(isFolder ? path.join(place, "tokenizer.json") : place);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw brokenTokenizer(`a file that is not JSON (${(error as Error).message})`, error);
  }
  return t5Tokenizer(json);
}
