/** Numbers in rows and columns, each column with its unit. */
import { TutorialError } from "../error";
import { send } from "./display";
import { escapeHtml, formatNumber, hairline } from "./html";

/** How a column is headed and written. */
export interface TableColumn {
  /** Left out, the name of the field. */
  readonly title?: string;
  /** e.g. `"dB"`; stands in the heading. */
  readonly unit?: string;
  /** Significant digits of its numbers (default: 4). */
  readonly digits?: number;
}

/** What a table can be told. */
export interface TableOptions<Row> {
  /** Which fields to show and how, in this order; left out, all fields of the first row. */
  readonly columns?: { readonly [field in keyof Row]?: TableColumn };
  /** A line above the table. */
  readonly caption?: string;
}

interface Cell {
  readonly text: string;
  readonly isNumber: boolean;
}

function toCell(value: unknown, digits?: number): Cell {
  if (typeof value === "number") return { text: formatNumber(value, digits), isNumber: true };
  if (typeof value === "string") return { text: value, isNumber: false };
  return {
    text: value === undefined || value === null ? "–" : JSON.stringify(value),
    isNumber: false,
  };
}

function renderHtml(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  caption?: string,
) {
  const numeric = heads.map((_, c) => rows.some((row) => row[c].isNumber));
  const style = (c: number) =>
    `text-align:${numeric[c] ? "right" : "left"};padding:3px 12px;border-bottom:${hairline}`;
  const cell = (tag: "td" | "th", text: string, c: number) =>
    `<${tag} style="${style(c)}">${escapeHtml(text)}</${tag}>`;
  const head = heads.map((text, c) => cell("th", text, c)).join("");
  const body = rows.map(
    (row) => `<tr>${row.map(({ text }, c) => cell("td", text, c)).join("")}</tr>`,
  );
  const title =
    caption === undefined
      ? ""
      : `<caption style="text-align:left;padding:3px 12px">${escapeHtml(caption)}</caption>`;
  return (
    `<table style="border-collapse:collapse;table-layout:auto;margin:4px 0px;font-size:13px">${title}` +
    `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`
  );
}

function renderText(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  caption?: string,
) {
  const width = heads.map((head, c) =>
    Math.max(head.length, ...rows.map((row) => row[c].text.length)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, isNumber }, c) => (isNumber ? text.padStart(width[c]) : text.padEnd(width[c])))
      .join("  ")
      .trimEnd();
  const head = line(
    heads.map((text, c) => ({ text, isNumber: rows.some((row) => row[c].isNumber) })),
  );
  return [...(caption === undefined ? [] : [caption]), head, ...rows.map(line)].join("\n");
}

/**
 * Shows a table; in a plain script it is printed as text. Numbers stand right-aligned, and one that
 * is not finite carries a warning sign.
 *
 * @param rows at least one object; each field is a column
 * @throws TutorialError `notebook.table.empty`
 *
 * @example
 * table(
 *   [
 *     { process: "variance preserving", snr: 12.3456 },
 *     { process: "rectified flow", snr: -3.2 },
 *   ],
 *   { columns: { process: {}, snr: { title: "SNR at t = 0.5", unit: "dB", digits: 3 } } },
 * );
 */
export function table<Row extends object>(
  rows: readonly Row[],
  options: TableOptions<Row> = {},
): void {
  const described = (options.columns ?? {}) as Readonly<Record<string, TableColumn | undefined>>;
  const fields = options.columns ? Object.keys(described) : Object.keys(rows[0] ?? {});
  if (rows.length === 0 || fields.length === 0) {
    throw new TutorialError({
      code: "notebook.table.empty",
      where: "table",
      expected: "at least one row with at least one field",
      got: `${rows.length} rows, ${fields.length} columns`,
      fix: "check the list that the rows are made from",
    });
  }
  const heads = fields.map((field) => {
    const { title = field, unit } = described[field] ?? {};
    return unit === undefined ? title : `${title} (${unit})`;
  });
  const cells = rows.map((row) =>
    fields.map((field) =>
      toCell((row as Record<string, unknown>)[field], described[field]?.digits),
    ),
  );
  send(renderHtml(heads, cells, options.caption), renderText(heads, cells, options.caption));
}
