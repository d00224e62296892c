/** A model of gigabytes is not there twice while it is read. */
import { expect, test } from "vitest";
import { prepareBackend } from "../../../src/tensor/backend";
import { openSmallConfig } from "../published/configs";
import { opening } from "../published/opening";

test(
  "stable-audio-open-small, 2.4 GB in float32, stored as halves, opens in 1.15 times that",
  { timeout: 360_000 },
  async ({ skip }) => {
    const { name } = await prepareBackend();
    skip(name !== "tensorflow", "others keep numbers in JavaScript, not made for such sizes");
    const { bytes, float32Bytes } = opening(openSmallConfig, "BF16", "float32");
    expect(float32Bytes / 1e9).toBeCloseTo(2.43, 2);
    expect(bytes / float32Bytes).toBeLessThan(1.15);
  },
);
