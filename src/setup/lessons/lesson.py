"""Run a notebook cell by cell, and notice everything that goes wrong, however the kernel says it.

nbclient alone trusts the status of each reply. tslab says "ok" for a cell whose promise is rejected
unheard, and skips cells in silence, so the messages themselves are watched as well.
"""

import asyncio
import contextlib
import os
import re
import signal
import time

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from page import PLOTLY

SKIPPED = "skip-execution"
MUST_RAISE = "raises-exception"
# tslab forgets the cells that reach it within 200 ms of a failure, without a word.
AFTER_FAILURE = 0.3
# An error thrown outside the cell's own promise is printed, but the cell still counts as "ok".
STRAY_ERROR = re.compile(r"^(UncaughtException|UnhandledPromiseRejection):", re.MULTILINE)
# So is a type error in a cell that declares a module.
DIAGNOSTIC = re.compile(r"^(\S+ )?\d+:\d+ - ", re.MULTILINE)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def tags(cell):
    return cell.metadata.get("tags", [])


def error_text(cell):
    texts = [output.text for output in cell.outputs if output.get("name") == "stderr"]
    return ANSI.sub("", "".join(texts)).strip()


class Lesson:
    """One notebook on its way through one kernel; `say(event, **facts)` is told what happens."""

    def __init__(self, path, timeout, say):
        self.path = path
        self.say = say
        self.notebook = nbformat.read(path, as_version=4)
        code = {
            index: cell
            for index, cell in enumerate(self.notebook.cells)
            if cell.cell_type == "code" and cell.source.strip()
        }
        runs = [index for index, cell in code.items() if SKIPPED not in tags(cell)]
        self.numbers = {index: number for number, index in enumerate(runs, start=1)}
        self.skipped = len(code) - len(runs)
        self.finished = {}  # message id of a finished cell -> its index
        self.current = None
        self.first_figure = None
        self.started = time.monotonic()
        self.seconds = 0.0
        self.stopped = False
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        self.client = NotebookClient(
            self.notebook,
            timeout=timeout,
            kernel_name=self.notebook.metadata.get("kernelspec", {}).get("name", "tslab"),
            skip_cells_with_tag=SKIPPED,
            record_timing=False,
            # A kernel that never says "idle" has lost messages, and outputs with them.
            iopub_timeout=30,
            raise_on_iopub_timeout=True,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(path.parent)}},
            on_notebook_start=self.on_notebook_start,
            on_cell_execute=self.on_cell_execute,
            on_cell_executed=self.on_cell_executed,
        )

    def elapsed(self):
        return time.monotonic() - self.started

    def problem(self, index, kind, text=""):
        source = "" if index is None else self.notebook.cells[index].source.strip().splitlines()[0]
        self.say("problem", cell=self.numbers.get(index), source=source, kind=kind, text=text)

    def on_notebook_start(self, notebook):
        """Read every message on its way to nbclient, which drops those of an earlier cell."""
        self.stop_on_signal()
        channel = self.client.kc.iopub_channel
        receive = channel.get_msg

        async def receive_and_watch(*arguments, **options):
            message = await receive(*arguments, **options)
            self.watch(message)
            return message

        channel.get_msg = receive_and_watch

    def watch(self, message):
        content = message["content"]
        index = self.finished.get(message["parent_header"].get("msg_id"), self.current)
        if message["msg_type"] == "stream" and content["name"] == "stderr":
            text = ANSI.sub("", content["text"])
            source = self.notebook.cells[index].source if index is not None else ""
            if STRAY_ERROR.search(text) or ("@module" in source and DIAGNOSTIC.search(text)):
                self.problem(index, "error", text.strip())
            if index != self.current:
                output = nbformat.v4.output_from_msg(message)
                self.notebook.cells[index].outputs.append(output)
        elif PLOTLY in content.get("data", {}) and self.first_figure is None:
            self.first_figure = self.elapsed()

    def on_cell_execute(self, cell, cell_index):
        self.current = cell_index
        self.say("cell", number=self.numbers[cell_index], of=len(self.numbers))

    async def on_cell_executed(self, cell, cell_index, execute_reply):
        self.seconds = self.elapsed()
        status = execute_reply["content"]["status"]
        must_raise = MUST_RAISE in tags(cell)
        if status == "error":
            if not must_raise:
                self.problem(cell_index, "error", error_text(cell))
            await asyncio.sleep(AFTER_FAILURE)
        elif status != "ok":
            self.problem(cell_index, "skipped", f"the kernel answered “{status}” and ran nothing")
        elif must_raise:
            self.problem(cell_index, "no-error", f"the cell is tagged {MUST_RAISE} but ran well")
        self.finished[execute_reply["parent_header"]["msg_id"]] = cell_index
        if cell_index == max(self.numbers):
            await self.listen_on(AFTER_FAILURE)

    async def listen_on(self, seconds):
        """A promise that nobody awaits may be rejected just after the last cell has ended."""
        self.current = None
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                await asyncio.wait_for(self.client.kc.iopub_channel.get_msg(), end - time.monotonic())
            except (asyncio.TimeoutError, TimeoutError):
                return

    def stop_on_signal(self):
        """Once the kernel runs, nbclient would answer SIGTERM by waiting for it for ever."""
        task = asyncio.current_task()

        def stop():
            self.stopped = True
            task.cancel()

        with contextlib.suppress(NotImplementedError):  # Windows has no such signals
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)

    async def run(self):
        try:
            await self.client.async_execute()
        except CellExecutionError:
            pass  # on_cell_executed has said so
        except CellTimeoutError as error:
            if "IOPub" in str(error):
                self.problem(self.current, "output-lost", "the kernel never said that it was done")
            else:
                self.problem(self.current, "timeout", f"no answer in {self.client.timeout} s")
        except DeadKernelError:
            if self.stopped:  # nbclient takes our own stop for a death
                raise asyncio.CancelledError from None
            self.problem(self.current, "kernel-died", "the kernel ended while this cell ran")
        except (NoSuchKernel, RuntimeError) as error:
            self.problem(self.current, "no-kernel", str(error))

    def write(self, executed):
        """Write the executed notebook; a reader never meets half of it."""
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = joined(cell.outputs)
        unfinished = executed.with_suffix(".ipynb.tmp")
        nbformat.write(self.notebook, unfinished)
        os.replace(unfinished, executed)


def joined(outputs):
    """Neighbouring pieces of one printed text are one output, as in JupyterLab."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        same = last is not None and output.get("name") and output.get("name") == last.get("name")
        if same:
            last.text += output.text
        else:
            result.append(output)
    return result
