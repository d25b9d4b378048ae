"""Parallel components and steps: an input that is split, a script that runs on each part
(yaml.md 3.4 and 6.6)."""

import re
import shlex
from collections.abc import Collection, Mapping
from typing import Any, Final

from designer.graph import expressions, scalars, shape
from designer.graph.commands import check_command
from designer.graph.components import COMMON, check_code, details
from designer.graph.constants import Constants
from designer.graph.declarations import read_inputs, read_outputs
from designer.graph.document import InputDeclaration
from designer.graph.environments import read_environment
from designer.graph.model import ComponentDefinition, Step
from designer.graph.ports import is_data
from designer.graph.report import Report
from designer.graph.runsettings import MOST_PROCESSES, check_resources

KIND: Final = "parallel"
SETTINGS: Final[shape.Keys] = {
    "input_data": "text",
    "mini_batch_size": "any",
    "partition_keys": "any",
    "max_concurrency_per_instance": "any",
    "error_threshold": "any",
    "mini_batch_error_threshold": "any",
    "logging_level": "text",
    "retry_settings": "map",
}
TASK: Final[shape.Keys] = {
    "type": "text",
    "code": "text",
    "entry_script": "text",
    "environment": "any",
    "program_arguments": "text",
    "model": "any",
    "append_row_to": "text",
}
_COMPONENT: Final[shape.Keys] = {**COMMON, **SETTINGS, "task": "map", "resources": "map"}
_ON_THE_STEP: Final = {
    key: f"`{key}` has no effect in a component; set it on the step."
    for key in ("environment_variables", "identity", "compute")
}
_IN_THE_TASK: Final = {
    key: f"`{key}` belongs in `task`."
    for key in ("code", "entry_script", "environment", "program_arguments", "append_row_to")
}
TASK_TYPES: Final = ("run_function", "function", "model")
LEVELS: Final = ("DEBUG", "INFO", "WARNING")
_LEAST: Final = {
    "max_concurrency_per_instance": 1,
    "error_threshold": -1,
    "mini_batch_error_threshold": -1,
}
_MISSING: Final = "`input_data` is missing: the input to split, as `${{inputs.NAME}}`."
_OWN_NAMES: Final = ("input_data", "append_row_to", "task")
_LEAST_RETRY: Final = {"max_retries": 0, "timeout": 1}
KEYS: Final = _COMPONENT
STEP_KEYS: Final[shape.Keys] = {**SETTINGS, "task": "map"}
RETRY: Final[shape.Keys] = dict.fromkeys(_LEAST_RETRY, "any")
SIZE: Final = re.compile(r"(\d+)([kKmMgG][bB])*")


def read_parallel_component(report: Report, spec: Mapping[str, Any]) -> ComponentDefinition:
    """What could be read; problems are in the report. Its command is the script's command line."""
    shape.check_keys(report, spec, _COMPONENT, "warning", {**_ON_THE_STEP, **_IN_THE_TASK})
    inputs, outputs = read_inputs(report, spec), read_outputs(report, spec)
    check_settings(report, spec)
    check_resources(report, spec, is_strict=False)
    task = shape.mapping(spec, "task")
    environment: Mapping[str, Any] = {}
    arguments = ""
    if "task" not in spec:
        report.error("task-missing", "`task` is required: what to run on each mini-batch.")
    else:
        here = report.below("task")
        _check_task(here, task)
        environment = read_environment(here, task)
        arguments = _arguments(here, task, inputs, shape.mapping(spec, "outputs"))
    script = shape.text(task, "entry_script") or ""
    return ComponentDefinition(
        type=KIND,
        inputs=inputs,
        outputs=outputs,
        **details(report, spec),
        command=f"{shlex.quote(script)} {arguments}".strip() if script else "",
        code=shape.text(task, "code") or None,
        environment=environment,
        resources=shape.mapping(spec, "resources"),
        is_deterministic=shape.flag(spec.get("is_deterministic")) is not False,
        parallel={
            **settings_in(spec),
            "append_row_to": shape.text(task, "append_row_to"),
            "task": shape.text(task, "type") or "",
        },
    )


def settings_in(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: raw[key] for key in SETTINGS if raw.get(key) is not None}


def merged(component: ComponentDefinition, own: Mapping[str, Any]) -> dict[str, Any]:
    """The component's settings with those that the step replaces; none of another kind."""
    if component.type != KIND:
        return {}
    return {**component.parallel, **settings_in(own)}


def check_settings(report: Report, raw: Mapping[str, Any]) -> None:
    """The settings of a component or of a step; those with an expression are looked at later."""
    _check_size(report, raw.get("mini_batch_size"))
    _check_keys(report, raw.get("partition_keys"))
    for key, least in _LEAST.items():
        _whole(report, raw, key, least)
    retry = shape.mapping(raw, "retry_settings")
    for key, least in _LEAST_RETRY.items():
        _whole(report.below("retry_settings"), retry, key, least)
    level = shape.text(raw, "logging_level")
    if level is not None and level not in LEVELS and not expressions.has_expression(level):
        report.error(
            "not-allowed", "logging_level must be DEBUG, INFO or WARNING.", "logging_level"
        )
    data = shape.text(raw, "input_data")
    if data is not None and _name(data, "inputs") is None:
        report.error(
            "input-data", f'input_data must be `${{{{inputs.NAME}}}}`, not "{data}".', "input_data"
        )


def filled(report: Report, settings: Mapping[str, Any], constants: Constants) -> dict[str, Any]:
    """With pipeline inputs put in; what names the step's own inputs and outputs stays."""
    may_bind = {key: value for key, value in settings.items() if key not in _OWN_NAMES}
    found = {**settings, **constants.mapping(report, may_bind)}
    if expressions.has_expression(settings.get("mini_batch_size")):
        found["mini_batch_size"] = str(found["mini_batch_size"])
    return found


def check_step(report: Report, step: Step) -> None:
    """The settings that hold for a step, against the inputs and outputs of its component.

    Those of the component have been checked where they stand.
    """
    component, settings = step.component, step.parallel
    own = {
        key: value
        for key, value in settings.items()
        if key in step.extra or component.parallel.get(key) != value
    }
    check_settings(report, own)
    data = _name(settings.get("input_data"), "inputs")
    if "input_data" not in settings:
        report.error("input-data", _MISSING, hint=_what_can_be_split(component.inputs))
    elif data is not None:
        _check_input(report, data, component.inputs, bool(settings.get("partition_keys")))
    rows = settings.get("append_row_to")
    if rows is not None:
        _check_rows(report.below("task"), str(rows), component.outputs)
    if settings.get("task") == "model" and component.reference:
        _refuse_model(report.below("component"))
    workers = scalars.as_number(settings.get("max_concurrency_per_instance", 1)) or 1
    resources = step.resources or component.resources
    total = workers * (scalars.as_number(resources.get("instance_count", 1)) or 1)
    if total > MOST_PROCESSES:
        message = f"The step would have {total:.0f} processes; {MOST_PROCESSES} are the most."
        report.error("too-many-processes", message, "max_concurrency_per_instance")
    if settings.get("partition_keys") and "mini_batch_size" in settings:
        report.warning("partition-keys", "mini_batch_size has no effect beside partition_keys.")


def check_alone(report: Report, component: ComponentDefinition) -> None:
    """A component that leaves to each step what is split."""
    if "input_data" not in component.parallel:
        message = f"{_MISSING} Each step that uses the component has to give it."
        report.warning("input-data", message, hint=_what_can_be_split(component.inputs))


def _what_can_be_split(inputs: Mapping[str, InputDeclaration]) -> str:
    data = [name for name, declared in inputs.items() if is_data(declared.type)]
    if not data:
        return "It has no input of data yet: declare one, such as `type: uri_folder`."
    return f"Write `input_data: ${{{{inputs.{data[0]}}}}}`; inputs of data: {', '.join(data)}."


def _check_input(
    report: Report, name: str, inputs: Mapping[str, InputDeclaration], is_partitioned: bool
) -> None:
    declared = inputs.get(name)
    if declared is None:
        known = ", ".join(inputs) or "none"
        report.error(
            "unknown-input", f'There is no input "{name}".', "input_data", hint=f"Inputs: {known}."
        )
    elif not is_data(declared.type):
        report.error(
            "input-data",
            f'Input "{name}" is {declared.type}; only data can be split.',
            "input_data",
        )
    elif is_partitioned and declared.type != "mltable":
        report.error(
            "partition-keys",
            f'partition_keys needs input_data of the type mltable; "{name}" is {declared.type}.',
            "partition_keys",
        )


def _check_rows(report: Report, written: str, outputs: Collection[str]) -> None:
    name = _name(written, "outputs")
    if name is None:
        message = f'append_row_to must be `${{{{outputs.NAME}}}}`, not "{written}".'
        report.error("append-row-to", message, "append_row_to")
    elif name not in outputs:
        known = ", ".join(outputs) or "none"
        message = f'There is no output "{name}".'
        report.error("unknown-output", message, "append_row_to", hint=f"Outputs: {known}.")


def _check_task(report: Report, task: Mapping[str, Any]) -> None:
    shape.check_keys(report, task, TASK, "warning")
    kind = shape.text(task, "type")
    if kind is None:
        report.error("task-type", "`type` is required; write `type: run_function`.")
        return
    shape.one_of(report, task, "type", TASK_TYPES)
    if kind == "model":
        _refuse_model(report, "type")
        return
    for key, what in (("entry_script", "the script to run"), ("code", "the folder it lies in")):
        if not task.get(key):
            report.error("task-incomplete", f"`{key}` is required: {what}.")
    if "model" in task:
        message = "`model` has no effect beside an entry script; give the model as an input."
        report.warning("key-elsewhere", message, "model")
    check_code(report, task)


def _refuse_model(report: Report, *path: str) -> None:
    report.error(
        "task-not-runnable",
        "A task of the type model cannot run here.",
        *path,
        hint="Write `type: run_function` with `code` and an `entry_script` whose init() loads the "
        "model and whose run() scores a mini-batch; give the model as an input.",
    )


def _arguments(
    report: Report,
    task: Mapping[str, Any],
    inputs: Mapping[str, InputDeclaration],
    outputs: Collection[str],
) -> str:
    written = shape.text(task, "program_arguments")
    if written is None:
        return ""
    return check_command(report.below("program_arguments"), written, inputs, outputs)


def _check_size(report: Report, value: object) -> None:
    if value is None or expressions.has_expression(value):
        return
    if not isinstance(value, str):
        report.error(
            "mini-batch-size",
            f'mini_batch_size must be quoted: "{value}".',
            "mini_batch_size",
        )
    elif not SIZE.fullmatch(value):
        report.error(
            "mini-batch-size",
            "mini_batch_size: use a number, optionally with kb, mb or gb and no blank, such as "
            '"10kb".',
            "mini_batch_size",
        )
    elif not value.strip("0kKmMgGbB"):
        report.error("mini-batch-size", "mini_batch_size must be at least 1.", "mini_batch_size")


def _check_keys(report: Report, value: object) -> None:
    if value is None:
        return
    if not shape.is_kind(value, "texts"):
        message = "partition_keys must be a list of names of columns."
        report.error("partition-keys", message, "partition_keys")


def _whole(report: Report, raw: Mapping[str, Any], key: str, least: int) -> None:
    value = raw.get(key)
    if value is None or expressions.has_expression(value):
        return
    number = scalars.as_number(value)
    if number is None or scalars.is_unbounded(number):
        report.error("wrong-kind", f"{key} must be a whole number.", key)
    elif int(number) < least:
        report.error("below-least", f"{key} must be at least {least}.", key)
    elif number != int(number):
        message = f"{key} is a whole number: {value} is cut to {int(number)}."
        report.warning("decimals-cut", message, key)


def _name(written: object, context: str) -> str | None:
    """NAME of ``${{inputs.NAME}}``, where that is all."""
    found = expressions.whole(written)
    return found.name if found is not None and found.context == context else None


def input_name(settings: Mapping[str, Any]) -> str:
    return _name(settings.get("input_data"), "inputs") or ""


def rows_name(settings: Mapping[str, Any]) -> str | None:
    return _name(settings.get("append_row_to"), "outputs")
