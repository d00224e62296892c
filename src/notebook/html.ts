/**
 * Html that JupyterLab keeps even in a notebook it does not trust: no scripts, no style sheets, and
 * in style attributes no variables, no grids and no named `currentColor`. What is left takes the
 * page's own text colour, so it reads on light and on dark ground.
 */

/** Makes text safe to stand in html, also inside quotes. */
export function escapeHtml(text: string): string {
  const codes: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => codes[character]);
}

/** Small, quieter text under or beside something. */
export function small(text: string): string {
  return `<span style="font-size:12px;opacity:0.75">${escapeHtml(text)}</span>`;
}

/** A thin line that shows on light and on dark ground. */
export const hairline = "1px solid rgba(128,128,128,0.4)";

/** A number as people read it: so many significant digits, thousands apart. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return `⚠ ${value}`;
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9)) {
    return value.toExponential(digits - 1);
  }
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return value.toLocaleString("en", { maximumSignificantDigits: digits });
}

/** A duration as people say it: `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
