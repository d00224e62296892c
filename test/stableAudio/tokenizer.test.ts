import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect, test } from "vitest";
import { openT5Tokenizer } from "../../src/stableAudio/t5/openTokenizer";
import { t5Tokenizer } from "../../src/stableAudio/t5/tokenizer";
import { tinyTokenizer } from "./tinyT5";
import { message } from "./message";

const tiny = t5Tokenizer(tinyTokenizer);
const real = openT5Tokenizer(path.join(__dirname, "../fixtures/d_tokenizer"));

test("a text is cut into the pieces that are together the most probable, and ends with </s>", () => {
  // −3 − 4 for "▁drum" and "s" is more than −8.
  expect(tiny.pieces("drums")).toEqual([
    { text: "▁drum", id: 4 },
    { text: "s", id: 5 },
  ]);
  expect(tiny.encode(" drums \n loop ")).toEqual([4, 5, 3, 7, 1]);
  expect(tiny.encode("")).toEqual([1]);
});

test("what no piece covers is one unknown token a run, and half a character is none", () => {
  expect(tiny.encode("xyz")).toEqual([3, 2, 1]);
  expect(tiny.encode("loopx 🎵y")).toEqual([3, 7, 2, 3, 2, 1]);
  expect(tiny.pieces("\ud83c")).toEqual([
    { text: "▁", id: 3 },
    { text: "�", id: 2 },
  ]);
});

test("unknown characters are spelled by their bytes where the vocabulary has all of them", () => {
  const bytes = ["<0xC3>", "<0xA9>"].map((byte) => [byte, -9]);
  const model = { ...tinyTokenizer.model, byte_fallback: true };
  const vocab = [...model.vocab, ...bytes];
  const spelling = t5Tokenizer({ ...tinyTokenizer, model: { ...model, vocab } });
  expect(spelling.encode("é")).toEqual([3, 9, 10, 1]);
  expect(spelling.encode("è")).toEqual([3, 2, 1]);
});

test("special words are found wherever they stand, the longest first", () => {
  expect(tiny.encode("drum</s>loop<extra_id_0>")).toEqual([4, 1, 3, 7, 8, 1]);
  const token = (id: number, content: string, more: object = {}): object => ({
    id,
    content,
    ...more,
  });
  const added = [
    token(0, "<pad>"),
    token(20, "dr"),
    token(21, "drum", { single_word: true, lstrip: true, rstrip: true, normalized: true }),
  ];
  const other = t5Tokenizer({ ...tinyTokenizer, added_tokens: added.slice(0, 1).concat(added[2]) });
  expect(other.pieces("loop drum loop").map(({ text }) => text)).toEqual([
    "▁",
    "loop",
    " drum ",
    "▁",
    "loop",
  ]);
  expect(other.encode("drums")).toEqual([4, 5, 1]);
  const both = t5Tokenizer({ ...tinyTokenizer, added_tokens: added.slice(0, 2) });
  expect(both.encode("drum")[0]).toBe(20);
  expect(both.size).toBe(21);
});

test("a batch is cut and padded to one length, and what is cut keeps its end", () => {
  expect(tiny.batch(["drums loop", ""], 3)).toEqual({
    ids: [
      [4, 5, 1],
      [1, 0, 0],
    ],
    mask: [
      [1, 1, 1],
      [1, 0, 0],
    ],
  });
});

test("a text is made uniform as the published table has it", () => {
  expect(real.normalise("①\u0301 ﬁne ½\u0085\r\n")).toBe("1 fine 1⁄2\u0085 ");
  expect(real.encode("ｆｉｎｅ")).toEqual(real.encode("fine"));
});

test("other normalisers and word cutters of such files are understood", () => {
  const replace = { type: "Replace", pattern: { Regex: " {2,}" }, content: "$& " };
  const literal = { type: "Replace", pattern: { String: "x" }, content: "s" };
  const strip = { type: "Strip", strip_left: true, strip_right: true };
  const normalizer = {
    type: "Sequence",
    normalizers: [strip, replace, literal, { type: "Lowercase" }, { type: "NFKC" }],
  };
  const made = t5Tokenizer({ ...tinyTokenizer, normalizer });
  expect(made.normalise("  DRUMx  ﬁ ")).toBe("drums$& fi");
  const metaspace = { type: "Metaspace", replacement: "▁", add_prefix_space: false };
  const unmarked = t5Tokenizer({ ...tinyTokenizer, pre_tokenizer: metaspace });
  expect(unmarked.encode("loop drum")).toEqual([7, 4, 1]);
  const first = { type: "Metaspace", replacement: "▁", prepend_scheme: "first" };
  const marked = t5Tokenizer({ ...tinyTokenizer, pre_tokenizer: first });
  expect(marked.encode("drum</s>loop")).toEqual([4, 1, 7, 1]);
  expect(t5Tokenizer({ ...tinyTokenizer, post_processor: null }).encode("drum")).toEqual([4]);
});

test.each([
  ["no object", []],
  ["no model", { ...tinyTokenizer, model: null }],
  ["another model", { ...tinyTokenizer, model: { type: "BPE" } }],
  ["no list of pieces", { ...tinyTokenizer, model: { unk_id: 2, vocab: {} } }],
  ["no pieces", { ...tinyTokenizer, model: { unk_id: 2, vocab: [] } }],
  ["a piece without a number", { ...tinyTokenizer, model: { unk_id: 2, vocab: [["a", null]] } }],
  ["no unknown", { ...tinyTokenizer, model: { ...tinyTokenizer.model, unk_id: null } }],
  ["no padding", { ...tinyTokenizer, added_tokens: [], model: { unk_id: 0, vocab: [["a", -1]] } }],
  ["a bad token", { ...tinyTokenizer, added_tokens: [{ id: -1, content: "x" }] }],
  ["another cutter", { ...tinyTokenizer, pre_tokenizer: { type: "ByteLevel" } }],
  ["no mark", { ...tinyTokenizer, pre_tokenizer: { type: "Metaspace", replacement: "" } }],
  ["another end", { ...tinyTokenizer, post_processor: { type: "BertProcessing" } }],
  ["another normaliser", { ...tinyTokenizer, normalizer: { type: "Bert" } }],
  [
    "a cut table",
    { ...tinyTokenizer, normalizer: { type: "Precompiled", precompiled_charsmap: "//8=" } },
  ],
  [
    "a bad pattern",
    { ...tinyTokenizer, normalizer: { type: "Replace", pattern: { Regex: "(" }, content: "" } },
  ],
])("a broken tokenizer.json is refused: %s", (_, json) => {
  expect(message(() => t5Tokenizer(json))).toMatch(/^TutorialError: t5Tokenizer: expected/);
});

test("what is wrong is said", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tokenizer-"));
  const missing = message(() => openT5Tokenizer(folder));
  expect(missing.replaceAll(folder, "FOLDER")).toMatchInlineSnapshot(
    `"TutorialError: openT5Tokenizer: expected a readable tokenizer.json, got no such file as FOLDER/tokenizer.json; download tokenizer.json of t5-base, or the folder tokenizer/ of the model, and name it here"`,
  );
  fs.writeFileSync(path.join(folder, "tokenizer.json"), "{");
  expect(message(() => openT5Tokenizer(folder))).toMatch("a file that is not JSON");
  fs.rmSync(folder, { recursive: true });
  expect(message(() => t5Tokenizer({ ...tinyTokenizer, model: 1 }))).toMatchInlineSnapshot(
    `"TutorialError: t5Tokenizer: expected the tokenizer.json of a T5 model: a unigram vocabulary and how a text is prepared for it, got a model that is no object; take tokenizer.json from the model's folder tokenizer/, or of t5-base, once more"`,
  );
  expect(message(() => tiny.encode(3 as unknown as string))).toMatchInlineSnapshot(
    `"TutorialError: t5Tokenizer: expected a text, got number; pass a string such as "128 BPM tech house drum loop"; an empty one is allowed"`,
  );
  expect(message(() => tiny.batch(["a"], 0))).toMatchInlineSnapshot(
    `"TutorialError: t5Tokenizer: expected a whole number of tokens from 1 up, with room for what ends a text, got 0; pass the model's max_length: 128 for Stable Audio Open 1.0, 64 for its small version"`,
  );
});
