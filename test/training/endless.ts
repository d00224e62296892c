/** A training without an end, to be killed: it says each step, and saves as often as it is told. */
import { prepareBackend } from "../../src/tensor/backend";
import { train } from "../../src/training/train";
import { pairTask } from "./pairTask";

async function run(file: string, everySeconds: number): Promise<void> {
  await prepareBackend();
  await train({
    ...pairTask(),
    steps: 1_000_000,
    checkpoint: { file, everySeconds },
    observe: ({ step }) => void process.stdout.write(`${step}\n`),
  });
}

void run(process.argv[2], Number(process.argv[3]));
