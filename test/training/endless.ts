/** A training without an end, to be killed: it says each step, and saves as often as it is told. */
import { prepareBackend } from "../../src/tensor/backend";
import { train } from "../../src/training/train";
import { sineTask } from "./sineTask";

async function run(file: string, everySeconds: number): Promise<void> {
  await prepareBackend();
  await train({
    ...sineTask(),
    steps: 1_000_000,
    learningRate: 0.01,
    seed: 5,
    checkpoint: { file, everySeconds },
    observe: ({ step }) => void process.stdout.write(`${step}\n`),
  });
}

void run(process.argv[2], Number(process.argv[3]));
