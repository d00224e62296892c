"""Run one notebook in a fresh kernel, and say what happens as JSON lines on standard output.

    python runner.py NOTEBOOK EXECUTED.ipynb PAGE.html --timeout SECONDS_A_CELL --home INDEX.html

Events, in order: {"event": "cell", "number", "of"} before each cell; {"event": "problem", "cell",
"source", "kind", "text"} for each thing that is wrong; one last {"event": "done", "seconds",
"firstFigureSeconds", "bytes", "skipped"}, `skipped` counting the cells that a tag excludes. The
executed notebook and its page are written even when a cell failed, so that the failure can be
looked at. SIGTERM stops the kernel and writes nothing.
"""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

# The kernel inherits our standard output. Keep that stream for the events alone.
EVENTS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

from lesson import Lesson  # noqa: E402
from page import write_page  # noqa: E402


def say(event, **facts):
    EVENTS.write(json.dumps({"event": event, **facts}) + "\n")
    EVENTS.flush()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", type=Path)
    parser.add_argument("executed", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--timeout", type=int, default=300, help="seconds a cell")
    parser.add_argument("--home", default="index.html", help="link from the page to the index")
    arguments = parser.parse_args()

    lesson = Lesson(arguments.notebook, arguments.timeout, say)
    await lesson.run()
    lesson.write(arguments.executed)
    write_page(lesson.notebook, lesson.path, arguments.page, arguments.home)
    say(
        "done",
        seconds=lesson.seconds,
        firstFigureSeconds=lesson.first_figure,
        bytes=arguments.executed.stat().st_size,
        skipped=lesson.skipped,
    )


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except asyncio.CancelledError:
        sys.exit(143)
