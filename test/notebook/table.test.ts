import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useNotebook } from "../../src/notebook/display";
import { table } from "../../src/notebook/table";
import { fakeNotebook } from "./fakeNotebook";
import type { FakeNotebook } from "./fakeNotebook";

let notebook: FakeNotebook;
beforeEach(() => {
  notebook = fakeNotebook();
  useNotebook(notebook);
});
afterEach(() => {
  useNotebook(undefined);
  vi.restoreAllMocks();
});

const rows = [
  { process: "VP <cosine>", snr: 12.34567, steps: 100_000 },
  { process: "rectified flow", snr: NaN, steps: 7 },
];

test("a table has units in its heading, numbers on the right, and nothing that is html by accident", () => {
  table(rows, { columns: { process: {}, snr: { title: "SNR", unit: "dB", digits: 3 } } });
  expect(notebook.sent[0].content).toMatchInlineSnapshot(
    `"<table style="border-collapse:collapse;table-layout:auto;margin:4px 0px;font-size:13px"><thead><tr><th style="text-align:left;padding:3px 12px;border-bottom:1px solid rgba(128,128,128,0.4)">process</th><th style="text-align:right;padding:3px 12px;border-bottom:1px solid rgba(128,128,128,0.4)">SNR (dB)</th></tr></thead><tbody><tr><td style="text-align:left;padding:3px 12px;border-bottom:1px solid rgba(128,128,128,0.4)">VP &lt;cosine&gt;</td><td style="text-align:right;padding:3px 12px;border-bottom:1px solid rgba(128,128,128,0.4)">12.3</td></tr><tr><td style="text-align:left;padding:3px 12px;border-bottom:1px solid rgba(128,128,128,0.4)">rectified flow</td><td style="text-align:right;padding:3px 12px;border-bottom:1px solid rgba(128,128,128,0.4)">⚠ NaN</td></tr></tbody></table>"`,
  );
});

test("in a terminal it is text", () => {
  useNotebook(undefined);
  const log = vi.spyOn(console, "log").mockReturnValue();
  table(rows, { caption: "Two processes" });
  expect(`\n${log.mock.calls[0][0] as string}\n`).toMatchInlineSnapshot(`
    "
    Two processes
    process           snr    steps
    VP <cosine>     12.35  100,000
    rectified flow  ⚠ NaN        7
    "
  `);
});

test("an empty table is refused", () => {
  expect(() => table([])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: table: expected at least one row with at least one field, got 0 rows, 0 columns; check the list that the rows are made from]`,
  );
});
