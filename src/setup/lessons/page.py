"""Turn an executed notebook into one HTML page, by the template beside this file."""

import warnings
from pathlib import Path

from nbconvert import HTMLExporter
from traitlets.config import Config

HERE = Path(__file__).parent
PLOTLY = "application/vnd.plotly.v1+json"
SHOWN = [
    PLOTLY,
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "text/latex",
    "image/png",
    "image/jpeg",
    "text/plain",
]


def write_page(notebook, source, page, home):
    """Write `notebook`, whose source file is `source`, to the file `page`.

    Mathematics is left as TeX and figures as JSON: finish.mjs completes both. `home` is the way
    from the page to the index of lessons.
    """
    exporter = HTMLExporter(
        config=Config(NbConvertBase={"display_data_priority": SHOWN}),
        extra_template_basedirs=[str(HERE)],
        template_name="template",
        embed_images=True,
        exclude_anchor_links=True,
    )
    resources = {
        "metadata": {"name": source.stem, "path": str(source.parent)},
        "home": home,
        "traces": sorted(trace_types(notebook)),
    }
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        html, _ = exporter.from_notebook_node(notebook, resources=resources)
    lost = [str(warning.message) for warning in caught if "represented" in str(warning.message)]
    if lost:
        raise RuntimeError(f"{source.name}: {lost[0]}")
    page.write_text(html, encoding="utf-8")


def trace_types(notebook):
    """The kinds of traces in the figures, which decide how much of Plotly the page needs."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    figures = [output.data[PLOTLY] for output in outputs if PLOTLY in output.get("data", {})]
    return {trace.get("type", "scatter") for figure in figures for trace in figure.get("data", [])}
