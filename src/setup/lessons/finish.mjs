/** Complete a page: title, links, mathematics as drawings, Plotly once. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

/** What plotly.js's cartesian bundle (1.5 MB) can draw; anything else needs the full one (4.8 MB). */
const cartesian = new Set([
  "bar",
  "box",
  "contour",
  "heatmap",
  "histogram",
  "histogram2d",
  "histogram2dcontour",
  "image",
  "pie",
  "scatter",
  "scatterternary",
  "violin",
]);

/**
 * `html` as nbconvert left it, made whole: it opens from a file, with no network.
 *
 * `from` is the folder of the notebook, `to` that of the page: relative links are moved from one
 * to the other, and a link to a notebook leads to its page. Resolves to `{html, problems}`; a
 * formula that TeX does not understand is a problem.
 */
export async function finishPage(html, { title, from, to } = {}) {
  const { adaptor, document, problems, toHtml } = await typeset(html);
  const [titleElement] = adaptor.tags(adaptor.head(document), "title");
  if (titleElement && title) setText(adaptor, titleElement, title.replaceAll("$", ""));
  for (const link of adaptor.tags(adaptor.body(document), "a")) {
    const target = adaptor.getAttribute(link, "href");
    if (target && inProse(adaptor, link))
      adaptor.setAttribute(link, "href", moveLink(target, from, to));
  }
  return { html: await insertPlotly(toHtml()), problems };
}

function setText(adaptor, element, text) {
  for (const child of [...adaptor.childNodes(element)]) adaptor.remove(child);
  adaptor.append(element, adaptor.text(text));
}

function inProse(adaptor, node) {
  for (let at = node; at; at = adaptor.parent(at))
    if (adaptor.kind(at) === "section" && adaptor.hasClass(at, "prose")) return true;
  return false;
}

function moveLink(target, from, to) {
  if (/^([a-z]+:|#|\/)/i.test(target)) return target;
  const [, file, rest] = /^([^?#]*)(.*)$/.exec(target);
  if (file.endsWith(".ipynb")) return file.replace(/\.ipynb$/, ".html") + rest;
  return path.relative(to, path.resolve(from, file)).split(path.sep).join("/") + rest;
}

/** TeX in the text of a page becomes SVG, by the engine and the delimiters of JupyterLab. */
async function typeset(html) {
  const MathJax = await mathJax();
  const { mathjax } = MathJax._.mathjax;
  const { adaptor } = MathJax.startup;
  // Anew for each page: they number the equations and remember which style sheets they gave out.
  const output = MathJax.startup.getOutputJax();
  const page = mathjax.document(html, {
    InputJax: MathJax.startup.getInputJax(),
    OutputJax: output,
    skipHtmlTags: ["script", "style", "pre", "code", "textarea", "audio", "svg"],
  });
  page.render();
  const problems = [...page.math].flatMap((item) => formulaProblem(item));
  if ([...page.math].length === 0) adaptor.remove(output.svgStyles);
  const toHtml = () =>
    `${adaptor.doctype(page.document)}\n${adaptor.outerHTML(adaptor.root(page.document))}\n`;
  return { adaptor, document: page.document, problems, toHtml };
}

function formulaProblem(item) {
  let message;
  item.root.walkTree((node) => {
    if (node.isKind("merror")) message = node.attributes.get("data-mjx-error");
  });
  if (!message) return [];
  return [{ cell: null, source: "", kind: "formula", text: `${message}: ${item.math.trim()}` }];
}

let loaded;
function mathJax() {
  loaded ??= require("mathjax").init({
    loader: {
      load: ["adaptors/liteDOM", "input/tex-full", "output/svg", "a11y/assistive-mml"],
      require,
      versionWarnings: false,
    },
    tex: {
      inlineMath: [
        ["$", "$"],
        ["\\(", "\\)"],
      ],
      displayMath: [
        ["$$", "$$"],
        ["\\[", "\\]"],
      ],
      processEscapes: true,
      processEnvironments: true,
      tags: "ams",
    },
    svg: { fontCache: "global" },
    startup: { typeset: false },
  });
  return loaded;
}

/** Plotly goes where the template left its place, which names the kinds of traces on the page. */
async function insertPlotly(html) {
  const place = /<script data-plotly="([^"]*)"><\/script>/.exec(html);
  if (!place) return html;
  const enough = place[1].split(" ").every((type) => cartesian.has(type));
  const bundle = enough ? "plotly-cartesian.min.js" : "plotly.min.js";
  const script = await readFile(require.resolve(`plotly.js/dist/${bundle}`), "utf8");
  const safe = script.replaceAll("</script", "<\\/script");
  return html.replace(place[0], () => `<script>${safe}</script>`);
}
