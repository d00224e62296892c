/* global document, getComputedStyle, matchMedia, Plotly, setTimeout */
/* Draws the figures of a lesson page, in the colours of day or night. */
(() => {
  const night = matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** The look of a figure that brings none of its own. */
  function template() {
    const ink = colour("--ink");
    const line = colour("--line");
    const axis = { gridcolor: colour("--grid"), zerolinecolor: line, linecolor: line };
    const control = { bgcolor: colour("--panel"), bordercolor: line, font: { color: ink } };
    return {
      layout: {
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        font: { color: ink },
        margin: { t: 48, r: 32, b: 56, l: 64 },
        xaxis: axis,
        yaxis: axis,
        hoverlabel: control,
        modebar: { bgcolor: "rgba(0,0,0,0)", color: colour("--faint"), activecolor: ink },
        sliderdefaults: {
          ...control,
          bgcolor: colour("--accent"),
          activebgcolor: ink,
          tickcolor: line,
        },
        updatemenudefaults: control,
        annotationdefaults: { font: { color: ink }, arrowcolor: colour("--faint") },
      },
    };
  }

  function draw(holder) {
    const figure = JSON.parse(holder.querySelector("script").textContent);
    const { width, height = 450, ...layout } = figure.layout ?? {};
    const plot = holder.appendChild(document.createElement("div"));
    // The box has the size, not the figure: Plotly forgets a figure's own height on the first resize.
    plot.style.height = `${height}px`;
    if (width) plot.style.maxWidth = `${width}px`;
    // A figure with a ground of its own was designed as a whole: leave it so.
    if (!layout.template && !layout.paper_bgcolor) {
      layout.template = template();
      night.addEventListener("change", () => Plotly.relayout(plot, { template: template() }));
    }
    return Plotly.newPlot(plot, {
      data: figure.data,
      layout: { ...layout, autosize: true },
      frames: figure.frames,
      config: { ...figure.config, responsive: true, displaylogo: false },
    });
  }

  /** One after the other, with a breath between, so that the page can be read meanwhile. */
  async function drawAll() {
    for (const holder of document.querySelectorAll(".figure")) {
      await draw(holder);
      await new Promise((resolve) => setTimeout(resolve));
    }
    document.documentElement.dataset.figures = "drawn";
  }
  drawAll();
})();
