/** `npm run bench [-- NAME…] [--json]`: measures on this machine, all benches or those (or those rows) named. */
import * as os from "node:os";
import { prepareBackend } from "../../src/tensor/backend";
import type { Bench, BenchRow } from "./bench";
import { ditWorkloads } from "./dit";
import { oobleckWorkloads } from "./oobleck";
import { samplerOverhead } from "./samplerOverhead";
import { flowSolvers, stochasticSolvers } from "./solverError";
import { stableAudioOpen, stableAudioOpening, stableAudioSmall } from "./stableAudio";
import { stableAudioDitWorkloads } from "./stableAudioDit";
import { thousandSteps } from "./thousandSteps";

const benches: readonly Bench[] = [
  flowSolvers,
  stochasticSolvers,
  samplerOverhead,
  thousandSteps,
  ditWorkloads,
  oobleckWorkloads,
  stableAudioSmall,
  stableAudioOpen,
  stableAudioOpening,
  stableAudioDitWorkloads,
];

/** A bench's name takes all of its rows, a row's name that row of every bench. */
function select(asked: readonly string[]): Bench[] {
  if (asked.length === 0) return benches.filter(({ onlyByName }) => !onlyByName);
  const known = benches.flatMap(({ name, cases }) => [name, ...cases.map((one) => one.name)]);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no bench "${unknown.join('", "')}"; there are: ${known.join("; ")}`);
  }
  return benches
    .map((bench) => {
      const cases = bench.cases.filter(({ name }) => asked.includes(name));
      return asked.includes(bench.name) ? bench : { ...bench, cases };
    })
    .filter(({ cases }) => cases.length > 0);
}

function printTable(rows: readonly BenchRow[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | number | null | undefined): string => String(value ?? "–");
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, c) => Math.max(...lines.map((line) => line[c].length)));
  for (const line of lines) {
    console.log(
      line
        .map((text, c) => text.padEnd(widths[c]))
        .join("  ")
        .trimEnd(),
    );
  }
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const asJson = asked.includes("--json");
  const selected = select(asked.filter((name) => name !== "--json"));
  const { name: backend, label } = await prepareBackend();
  const cpus = os.cpus();
  const machine = {
    backend,
    label,
    node: process.version,
    cpu: cpus[0]?.model,
    cores: cpus.length,
  };
  if (!asJson) console.log(`${label}, Node ${process.version}, ${cpus.length} × ${machine.cpu}`);
  const results = [];
  for (const { name, about, cases } of selected) {
    const rows: BenchRow[] = [];
    for (const one of cases) rows.push({ name: one.name, ...(await one.run()) });
    results.push({ name, about, rows });
    if (asJson) continue;
    console.log(`\n${name}: ${about}`);
    printTable(rows);
  }
  if (asJson) console.log(JSON.stringify({ ...machine, benches: results }, null, 2));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
