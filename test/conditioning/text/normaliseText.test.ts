import { expect, test } from "vitest";
import { normaliseText } from "../../../src/conditioning/text/normaliseText";

test("each word begins with the sign, whatever and however many spaces are around it", () => {
  expect(normaliseText("a slow air")).toBe("▁a▁slow▁air");
  expect(normaliseText("  a \t\n slow\u00a0\u3000air\u200b ")).toBe("▁a▁slow▁air");
  expect(normaliseText("▁a▁▁slow▁air▁")).toBe("▁a▁slow▁air");
});

test("a text without a word is empty", () => {
  for (const text of ["", " ", "\n\t", "\u200b", "\u0000\u0007", " \u0001 ", "▁"]) {
    expect(normaliseText(text), JSON.stringify(text)).toBe("");
  }
});

test("what can be written in many ways is written in one", () => {
  expect(normaliseText("ｖｉｏｌｉｎ")).toBe("▁violin");
  expect(normaliseText("ﬂute №5 ½")).toBe("▁flute▁No5▁1⁄2");
  expect(normaliseText("e\u0301tude")).toBe(normaliseText("étude"));
});

test("control and format characters vanish, case does not", () => {
  expect(normaliseText("vi\u0000o\u00adlin\u2060 AIR\ufe0f")).toBe("▁violin▁AIR");
});

test("half a surrogate pair becomes U+FFFD, a whole one stays", () => {
  expect(normaliseText("\ud83c 🎻 \udfbb")).toBe("▁\ufffd▁🎻▁\ufffd");
});

test("normalising twice is normalising once", () => {
  for (const text of ["a  slow air", "ﷺ ½", "\ud800x", "vi̷̧̛ol̷in 👩‍🎤"]) {
    expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
  }
});
