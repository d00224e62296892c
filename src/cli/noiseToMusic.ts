#!/usr/bin/env node
/** `noise-to-music generate "a lively reel for violin"`: the commands by name, for who has the package installed. */
import { TutorialError } from "../error";
import { evaluateCommand } from "./evaluateCommand";
import { generateCommand } from "./generateCommand";

const commands: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = {
  generate: generateCommand,
  evaluate: evaluateCommand,
};

async function run([name, ...words]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name ?? "") ? commands[name] : undefined;
  if (command) return command(words);
  if (name === undefined) {
    console.log(
      Object.keys(commands)
        .map((one) => `noise-to-music ${one}`)
        .join("\n"),
    );
    return;
  }
  throw new TutorialError({
    code: "cli.command",
    where: "noise-to-music",
    expected: `a command: ${Object.keys(commands).join(", ")}`,
    got: `"${name}"`,
    fix: 'type e.g. noise-to-music generate "a lively reel for violin"',
  });
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof TutorialError ? error : (error as Error).stack);
  process.exitCode = 1;
});
