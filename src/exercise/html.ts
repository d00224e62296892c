/** Verdicts, hints and answers as they stand under a cell, and as text for a terminal. */
import { send } from "../notebook/display";
import { escapeHtml, hairline, small } from "../notebook/html";
import type { Verdict } from "./verdict";

/** The colour at the left of a card. */
export const tones = { good: "#009e73", bad: "#d55e00", calm: "#56b4e9" } as const;

/** A card: a bar of colour, a heading, sentences, and whatever html follows. */
export interface Card {
  readonly tone: keyof typeof tones;
  readonly mark: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly under?: { readonly html: string; readonly text: string };
  readonly footer?: string | undefined;
}

/** Sends a card to the notebook, or prints it. */
export function sendCard({ tone, mark, heading, lines, under, footer }: Card): void {
  const paragraphs = lines.map((line) => `<div style="margin-top:4px">${escapeHtml(line)}</div>`);
  const html =
    `<div style="border-left:4px solid ${tones[tone]};padding:4px 12px;margin:4px 0px;max-width:760px">` +
    `<div style="font-weight:bold">${mark} ${escapeHtml(heading)}</div>` +
    `${paragraphs.join("")}${under?.html ?? ""}` +
    `${footer === undefined ? "" : `<div style="margin-top:4px">${small(footer)}</div>`}</div>`;
  const text = [`${mark} ${heading}`, ...lines.map((line) => `  ${line}`)];
  if (under && under.text !== "") text.push(under.text);
  if (footer !== undefined) text.push(`  ${footer}`);
  send(html, text.join("\n"));
}

/** The points of a verdict as a table. */
export function evidenceTable({ evidence }: Verdict): { html: string; text: string } {
  if (evidence.length === 0) return { html: "", text: "" };
  const style = `text-align:left;padding:3px 12px;border-bottom:${hairline}`;
  const cell = (tag: "td" | "th", text: string): string =>
    `<${tag} style="${style}">${escapeHtml(text)}</${tag}>`;
  const row = (tag: "td" | "th", cells: readonly string[]): string =>
    `<tr>${cells.map((one) => cell(tag, one)).join("")}</tr>`;
  const rows = evidence.map(({ given, yours, exact }) => [given, yours, exact]);
  return {
    html:
      '<table style="border-collapse:collapse;margin:6px 0px;font-size:13px"><thead>' +
      `${row("th", ["given", "yours", "exact"])}</thead><tbody>` +
      `${rows.map((one) => row("td", one)).join("")}</tbody></table>`,
    text: rows
      .map(([given, yours, exact]) => `  ${given}: yours ${yours}, exact ${exact}`)
      .join("\n"),
  };
}
