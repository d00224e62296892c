/** `npm run parity -- DIR…`: a line a fixture; exit 1 when any number is out of tolerance. */
import * as fs from "node:fs";
import * as path from "node:path";
import { prepareBackend } from "../../src/tensor/backend";
import { checkFixture } from "./check";
import type { ParityVerdict } from "./check";

const ownFixtures = path.join(__dirname, "..", "fixtures");

function isFixture(dir: string): boolean {
  return fs.existsSync(path.join(dir, "config.json"));
}

/** A folder is a fixture, or holds fixtures. */
function expand(dir: string): string[] {
  if (isFixture(dir) || !fs.existsSync(dir)) return [dir];
  const inside = fs.readdirSync(dir).map((name) => path.join(dir, name));
  const fixtures = inside.filter(isFixture).sort();
  return fixtures.length > 0 ? fixtures : [dir];
}

function line(verdict: ParityVerdict): string {
  const status = verdict.ok ? "ok" : "FAIL";
  if (verdict.reason) return `${verdict.name}: ${verdict.reason}: ${status}`;
  return (
    `${verdict.name}: ${verdict.count} arrays, largest error ${verdict.error.toExponential(2)} ` +
    `(${verdict.worst}), tolerance ${verdict.tolerance.toExponential(2)}: ${status}`
  );
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const dirs = (asked.length > 0 ? asked : [ownFixtures]).flatMap(expand);
  const backend = await prepareBackend();
  console.log(`computing on ${backend.label}`);
  let failed = 0;
  for (const dir of dirs) {
    const verdict = await checkFixture(dir);
    if (!verdict.ok) failed++;
    console.log(line(verdict));
  }
  console.log(`${dirs.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
