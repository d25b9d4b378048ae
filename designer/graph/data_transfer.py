"""Data transfer (yaml.md 3.5): ``copy_data`` runs as a command of ours, the rest is refused."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import shape
from designer.graph.components import COMMON, details
from designer.graph.declarations import read_inputs, read_outputs
from designer.graph.document import InputDeclaration, OutputDeclaration
from designer.graph.model import ComponentDefinition
from designer.graph.report import Report

KIND: Final = "data_transfer"
COPY: Final = "copy_data"
MODES: Final = ("merge_with_overwrite", "fail_if_conflict")
BODY_KEYS: Final = ("task", "data_copy_mode")
_REFUSED: Final[Mapping[str, str]] = {
    "import_data": "reads from a database or a file system outside of the studio",
    "export_data": "writes to a database or a file system outside of the studio",
}
_KEYS: Final[shape.Keys] = {
    **COMMON,
    "task": "text",
    "data_copy_mode": "text",
    "source": "any",
    "sink": "any",
}


def read_data_transfer(report: Report, spec: Mapping[str, Any]) -> ComponentDefinition:
    """What could be read; problems are in the report."""
    shape.check_keys(report, spec, _KEYS, "warning")
    inputs, outputs = read_inputs(report, spec), read_outputs(report, spec)
    mode = spec.get("data_copy_mode")
    if _check_task(report, spec):
        shape.one_of(report, spec, "data_copy_mode", MODES)
        _check_ports(report, inputs, outputs)
    return ComponentDefinition(
        type=KIND,
        inputs=inputs,
        outputs=outputs,
        **details(report, spec),
        command=_command(mode if mode in MODES else MODES[0], inputs, outputs),
        is_deterministic=shape.flag(spec.get("is_deterministic")) is not False,
    )


def _check_task(report: Report, spec: Mapping[str, Any]) -> bool:
    task = spec.get("task")
    if task == COPY:
        return True
    if isinstance(task, str) and task in _REFUSED:
        report.error(
            "kind-not-runnable",
            f"`{task}` {_REFUSED[task]}; only `{COPY}` runs here.",
            "task",
            hint="Use a command step with the client of that database instead.",
        )
    elif task is None:
        report.error("task-missing", f"`task` is required; `{COPY}` is the one that runs here.")
    elif isinstance(task, str):
        known = [COPY, *_REFUSED]
        shape.one_of(report, spec, "task", known)
    return False


def _check_ports(
    report: Report,
    inputs: Mapping[str, InputDeclaration],
    outputs: Mapping[str, OutputDeclaration],
) -> None:
    if not inputs:
        report.error("transfer-inputs", f"`{COPY}` needs at least one input.")
    if len(outputs) != 1:
        report.error("transfer-outputs", f"`{COPY}` has exactly one output, not {len(outputs)}.")
        return
    [(name, output)] = outputs.items()
    if len(inputs) == 1:
        [source] = inputs.values()
        if source.type != output.type:
            report.warning(
                "types-differ",
                f"The input is {source.type}, the output {output.type}.",
                "outputs",
                name,
            )
    elif inputs and output.type == "uri_file":
        report.error("transfer-outputs", "Several inputs need a folder as output.", "outputs", name)


def _command(mode: str, inputs: Mapping[str, object], outputs: Mapping[str, object]) -> str:
    """``studio_copy_data`` is among what steps are given (runs/execution/startup/last)."""
    words = ["python -m studio_copy_data", mode]
    words += [f'"${{{{outputs.{name}}}}}"' for name in outputs]
    words += [f'"${{{{inputs.{name}}}}}"' for name in inputs]
    return " ".join(words)
