"""Parallel steps: one driver in the step's sandbox, which splits an input among its workers."""

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from designer.graph import source
from runs.execution import workdir
from runs.execution.order import Failure, Input, Order, StepFailed
from runs.execution.program import Program, folder_of, place, report
from runs.execution.workdir import WorkFolder

DRIVER = "studio_batches.py"
BESIDE = ("studio_workers.py", "studio_batch_worker.py", "studio_tables.py", "studio_frames.py")
# Where rows go in an output that is a folder, as the service calls it.
ROWS_FILE = "parallel_run_step.txt"
TABLE_BYTES = 1024 * 1024


def program(order: Order, command: str, work: WorkFolder, logs: Sequence[Path]) -> Program:
    """command: the entry script and its arguments, filled in. logs: the workers', as they see them.

    Raises StepFailed when the input cannot be split.
    """
    script = place(work, DRIVER)
    for name in BESIDE:
        place(work, name)
    scratch = folder_of(work) / "batches"
    scratch.mkdir()
    entry, *arguments = _words(command)
    plan = {
        "script": entry,
        "arguments": arguments,
        "data": _data(order, work),
        "table": _table(order),
        **{key: value for key, value in order.parallel.items() if key != "append_row_to"},
        "rows": _rows(order, work),
        "logs": [str(log) for log in logs],
        "scratch": str(scratch),
        "report": str(report(work)),
    }
    file = folder_of(work) / "batches.json"
    file.write_text(json.dumps(plan))
    shown = f"A driver and up to {len(logs)} worker processes run {entry}."
    return Program(command, (str(script), str(file)), shown=shown)


def failure(reported: Sequence[Mapping[str, Any]]) -> Failure | None:
    """What the driver wrote of its failure, where it did."""
    said = next((one for one in reported if "error" in one), None)
    if said is None:
        return None
    return Failure("mini-batches-failed", str(said["error"])[:2000], str(said.get("hint")) or None)


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError as error:
        raise StepFailed("bad-arguments", f"task.program_arguments: {error}.") from None


def _input(order: Order) -> tuple[Input, Path]:
    """The input to split, and where it lies."""
    name = order.parallel["input"]
    one = next((one for one in order.inputs if one.name == name), None)
    source = one.source or order.split if one is not None else None
    if one is None or source is None:
        raise StepFailed(
            "no-input-to-split",
            f'Input "{name}", which input_data names, has no value.',
            hint="Give the step this input.",
        )
    return one, source


def _data(order: Order, work: WorkFolder) -> str:
    """Where the step finds the input to split."""
    one, source = _input(order)
    if one.source is not None:
        return work.inputs[one.name]
    return workdir.place_data(work, one, source)


def _table(order: Order) -> dict[str, Any] | None:
    """What the MLTable file of a table says; None for files and folders."""
    one, folder = _input(order)
    name = one.name
    if one.type != "mltable":
        return None
    file = folder / "MLTable"
    if not file.is_file():
        if folder.is_dir():
            raise StepFailed(
                "no-mltable",
                f'The folder of input "{name}" has no MLTable file.',
                hint="An mltable needs one that says how its files are read; else use uri_folder.",
            )
        return None
    if file.stat().st_size > TABLE_BYTES:
        raise StepFailed("bad-mltable", f'The MLTable file of input "{name}" is too big.')
    read, found = source.read(file.read_bytes(), "MLTable")
    if read is None or not isinstance(read.data, dict):
        why = found[0].message if found else "it holds no mapping of keys."
        raise StepFailed("bad-mltable", f'The MLTable file of input "{name}": {why}')
    return {key: read.data.get(key) for key in ("paths", "transformations")}


def _rows(order: Order, work: WorkFolder) -> str | None:
    name = order.parallel["append_row_to"]
    if name is None:
        return None
    output = next(one for one in order.outputs if one.name == name)
    target = work.outputs[name]
    return str(target if output.type == "uri_file" else target / ROWS_FILE)
