/** What it takes to open a model of a published size, found out by a process that does nothing else. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Precision } from "../../../src/tensor/precision";
import { root } from "../../docs/files";
import { writeSparseFolder } from "./sparseFolder";

export interface Opening {
  readonly backend: string;
  readonly seconds: number;
  /** The most memory that it had, over what it had before. */
  readonly bytes: number;
  /** Of all weights in float32. */
  readonly float32Bytes: number;
}

/** Opens it from a folder of zeros, stored as `dtype`, which is removed again. */
export function opening(config: object, dtype: "F32" | "BF16", precision: Precision): Opening {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "opening-"));
  try {
    const float32Bytes = 4 * writeSparseFolder(folder, config, dtype);
    const script = path.join(__dirname, "openFolder.ts");
    const args = ["--import", "tsx", script, folder, precision];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    if (!/^\{.*\}\s*$/.test(stdout)) throw new Error(`${script} did not succeed:\n${stderr}`);
    return { ...(JSON.parse(stdout) as Omit<Opening, "float32Bytes">), float32Bytes };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
