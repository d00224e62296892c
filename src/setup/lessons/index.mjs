/** The page over all lessons: what each is about, how long it takes, and whether it ran. */
import { readFile } from "node:fs/promises";
import { factsOf, placeOf } from "./describe.mjs";
import { finishPage } from "./finish.mjs";

const css = new URL("template/page.css", import.meta.url);

/** `lessons` as {@link findLessons} gives them, `results` by name; resolves to HTML. */
export async function indexPage(lessons, results, cores) {
  const items = lessons.map((lesson) => itemOf(lesson, results[lesson.name])).join("\n");
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<title>Noise to music: lessons</title>
<style>${await readFile(css, "utf8")}</style>
</head>
<body>
<main>
<h1>Noise to music</h1>
<p>The lessons as they ran, each on one page: figures move and sounds play without a network.
Times are from a fresh kernel on a machine with ${cores} cores.</p>
<ol class="lessons">
${items}
</ol>
</main>
</body>
</html>
`;
  return (await finishPage(html)).html;
}

function itemOf({ name, title, summary }, result) {
  const link = result?.page ? `<a href="${escapeHtml(name)}.html">${escapeHtml(title)}</a>` : title;
  const notes = [
    ...(result?.problems ?? []).map((problem) => ["failure", failureText(problem)]),
    ...(result?.warnings ?? []).map((warning) => ["warning", `It ${warning}.`]),
  ];
  const facts = result ? factsOf(result).join(" · ") : "not run yet";
  return `<li>
<h2>${link}</h2>
<p>${escapeHtml(summary)}</p>
<p class="facts">${facts}</p>
${notes.map(([kind, text]) => `<p class="${kind}">${escapeHtml(text)}</p>`).join("\n")}
</li>`;
}

function failureText(problem) {
  const place = placeOf(problem);
  return place ? `Failed in ${place}.` : `Failed: ${problem.text.split("\n")[0]}`;
}

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
