"""A pipeline job, a pipeline component or a standalone command job as a ``PipelineDocument``."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import names, references, shape, sweeps
from designer.graph.components import COMMON
from designer.graph.declarations import check_output_name, read_inputs, read_outputs
from designer.graph.document import (
    MOST_DAYS,
    Binding,
    DataValue,
    Details,
    PipelineDocument,
    PipelineInput,
    PipelineOutput,
    Place,
    Settings,
    StepNode,
)
from designer.graph.infer import fill_output_types, fill_types
from designer.graph.report import SINGLE_STEP, Report
from designer.graph.runsettings import check_carried
from designer.graph.steps import ReadStep, read_step, read_sweep_job
from designer.graph.values import Bound, data_type, read_output, read_value

_JOB: Final[shape.Keys] = {
    "$schema": "any",
    "type": "text",
    "name": "text",
    "display_name": "text",
    "experiment_name": "text",
    "description": "text",
    "tags": "map",
    "properties": "map",
    "compute": "text",
    "settings": "map",
    "inputs": "map",
    "outputs": "map",
    "jobs": "map",
    "component": "any",
    "identity": "map",
    "services": "map",
}
_COMPONENT: Final[shape.Keys] = {**COMMON, "jobs": "map"}
_COMMAND_JOB: Final[shape.Keys] = {
    **{key: kind for key, kind in _JOB.items() if key not in ("jobs", "component", "settings")},
    "command": "text",
    "environment": "any",
    "code": "text",
    "environment_variables": "map",
    "resources": "map",
    "distribution": "any",
    "limits": "map",
    "queue_settings": "map",
    "parent_job_name": "text",
}
_SWEEP_JOB: Final[shape.Keys] = {
    **{key: kind for key, kind in _JOB.items() if key not in ("jobs", "component", "settings")},
    **sweeps.SETTINGS,
    "trial": "any",
    "resources": "map",
    "queue_settings": "map",
    "parent_job_name": "text",
}
_IN_THE_TRIAL: Final = {
    key: f"`{key}` belongs in `trial`."
    for key in ("command", "environment", "code", "environment_variables", "distribution")
}
_OF_THE_JOB: Final = (
    "tags",
    "properties",
    "services",
    "identity",
    "type",
    "$schema",
    "description",
    "experiment_name",
    "name",
    "parent_job_name",
)
_ON_A_STEP: Final = {
    key: f"`{key}` belongs on a step, not on the pipeline."
    for key in (
        "limits",
        "environment",
        "code",
        "command",
        "resources",
        "distribution",
        "environment_variables",
        "queue_settings",
    )
}
_IN_A_COMPONENT: Final = {
    key: f"`{key}` is ignored in a pipeline component; set it on the pipeline job."
    for key in ("settings", "compute")
}
_FLAGS: Final = ("continue_on_step_failure", "force_rerun")
_DAYS: Final = "keep_intermediate_days"
_SETTINGS: Final = (
    *_FLAGS,
    _DAYS,
    "default_compute",
    "default_datastore",
    "on_init",
    "on_finalize",
)
ANYWHERE: Final = "serverless"
KIND_PROPERTY: Final = "studio.kind"


def read_pipeline_job(report: Report, raw: Mapping[str, Any]) -> PipelineDocument:
    shape.check_keys(report, raw, _JOB, "error", _ON_A_STEP)
    document = PipelineDocument(details=_details(report, raw), settings=_settings(report, raw))
    _read_values(report, raw, document)
    if "component" in raw and "jobs" in raw:
        report.error("jobs-and-component", "Use either `jobs` or `component`, not both.")
        document.unread.update(shape.mapping(raw, "jobs"))
    elif "component" in raw:
        _whole_component(report, raw, document)
    else:
        _read_steps(report, raw, document)
    return document


def read_pipeline_component(report: Report, raw: Mapping[str, Any]) -> PipelineDocument:
    shape.check_keys(report, raw, _COMPONENT, "warning", _IN_A_COMPONENT)
    document = PipelineDocument(details=_details(report, raw))
    for name, declared in read_inputs(report, raw).items():
        told = declared.model_dump(exclude={"default"})
        document.interface.inputs[name] = PipelineInput(**told, value=declared.default)
    for name, output in read_outputs(report, raw).items():
        document.interface.outputs[name] = PipelineOutput(**output.model_dump())
    _read_steps(report, raw, document)
    return document


def read_command_job(report: Report, raw: Mapping[str, Any]) -> PipelineDocument:
    """A document of one step; its values are the job's own."""
    shape.check_keys(report, raw, _COMMAND_JOB)
    _refuse_parent(report, raw)
    _no_groups(report, raw)
    own = {k: v for k, v in raw.items() if k in _COMMAND_JOB and k not in _OF_THE_JOB}
    found = read_step(report, SINGLE_STEP, {**own, "type": "command"})
    return _single(_details(report, raw), "command", found)


def read_standalone_sweep(report: Report, raw: Mapping[str, Any]) -> PipelineDocument:
    """The same for a sweep job; the trial declares the job's inputs and outputs."""
    shape.check_keys(report, raw, _SWEEP_JOB, elsewhere=_IN_THE_TRIAL)
    _refuse_parent(report, raw)
    _no_groups(report, raw)
    told = (*_OF_THE_JOB, "display_name")
    own = {k: v for k, v in raw.items() if k in _SWEEP_JOB and k not in told}
    found = read_sweep_job(report, SINGLE_STEP, own)
    return _single(_details(report, raw), "sweep", found)


def _no_groups(report: Report, raw: Mapping[str, Any]) -> None:
    """A job by itself takes plain names only."""
    for name in shape.mapping(raw, "inputs"):
        if "." in name:
            message = f'Input name "{name}": groups with a dot belong in a component.'
            report.error("input-name", message, "inputs", name)


def _refuse_parent(report: Report, raw: Mapping[str, Any]) -> None:
    """A job's end follows from its own steps: none can be hung below it from outside."""
    if raw.get("parent_job_name"):
        report.error(
            "parent-job",
            "A job cannot be made a child of another job.",
            "parent_job_name",
            hint="Remove the line. For a child job write a step of a pipeline; for jobs that "
            "belong together give each the same `experiment_name` or a tag.",
        )


def _single(details: Details, kind: str, found: ReadStep | None) -> PipelineDocument:
    details.properties[KIND_PROPERTY] = kind
    document = PipelineDocument(details=details)
    if found is None:
        document.unread.add(SINGLE_STEP)
    else:
        found.node.compute = found.node.compute or ANYWHERE
        document.nodes[SINGLE_STEP] = found.node
        document.bindings.extend(found.bindings)
    return document


def _details(report: Report, raw: Mapping[str, Any]) -> Details:
    check_carried(report, raw)
    return Details(
        display_name=shape.text(raw, "display_name"),
        description=shape.text(raw, "description"),
        experiment_name=shape.text(raw, "experiment_name"),
        tags=shape.tags(report, raw),
        properties=shape.tags(report, raw, "properties"),
    )


def _settings(report: Report, raw: Mapping[str, Any]) -> Settings:
    here = report.below("settings")
    kept: dict[str, Any] = {}
    for key, value in shape.mapping(raw, "settings").items():
        if key in _FLAGS:
            if shape.flag(value) is None:
                here.error("wrong-kind", f"`{key}` must be true or false.", key)
            else:
                kept[key] = bool(shape.flag(value))
        elif key == _DAYS:
            if _is_days(value):
                kept[key] = value
            else:
                message = f"`{key}` must be a whole number of days, or `forever`."
                here.error("wrong-kind", message, key)
        elif key in _SETTINGS:
            if isinstance(value, str):
                kept[key] = value
            else:
                kind = shape.kind_of(value)
                here.error("wrong-kind", f"`{key}` must be text, not {kind}.", key)
        else:
            here.warning(
                "unknown-setting",
                f"unknown key `{key}`; it has no effect.{names.did_you_mean(key, _SETTINGS)}",
                key,
            )
            kept[key] = value
    _check_defaults(here, kept)
    compute = shape.text(raw, "compute")
    if compute and "default_compute" not in kept:
        kept["default_compute"] = compute if _is_default_compute(compute) else f"azureml:{compute}"
    return Settings(**kept)


def _is_days(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return 0 <= value <= MOST_DAYS
    return value == "forever"


def _check_defaults(report: Report, kept: Mapping[str, Any]) -> None:
    compute = kept.get("default_compute")
    if isinstance(compute, str) and not _is_default_compute(compute):
        report.error(
            "default-compute-prefix",
            f"write `azureml:{compute}` (a step's `compute` may be a bare name).",
            "default_compute",
        )
    store = kept.get("default_datastore")
    if isinstance(store, str) and not references.is_prefixed(store):
        report.error("default-datastore-prefix", f"write `azureml:{store}`.", "default_datastore")


def _is_default_compute(text: str) -> bool:
    return references.is_prefixed(text) or text == "serverless"


def _read_values(report: Report, raw: Mapping[str, Any], document: PipelineDocument) -> None:
    for name, entry in shape.mapping(raw, "inputs").items():
        here = report.below("inputs", name)
        if not names.INPUT.fullmatch(name):
            here.error("input-name", f'Input name "{name}": use letters (a to z), digits and `_`.')
        value = read_value(here, entry, may_bind=False)
        if isinstance(value, Bound):
            continue
        found = PipelineInput(value=None if value == "" else value)
        if isinstance(value, DataValue):
            found.type, found.mode = value.type, value.mode
        elif isinstance(entry, dict):
            found.type = data_type(here.apart(), entry)
        document.interface.inputs[name] = found
    for name, entry in shape.mapping(raw, "outputs").items():
        here = report.below("outputs", name)
        check_output_name(here, name)
        read = read_output(here, entry)
        settings = read[0].model_dump() if read else {}
        document.interface.outputs[name] = PipelineOutput(**settings)


def _read_steps(report: Report, raw: Mapping[str, Any], document: PipelineDocument) -> None:
    if not isinstance(raw.get("jobs", {}), dict):
        document.unread.add("jobs")
    for key, entry in shape.mapping(raw, "jobs").items():
        found = read_step(report.below("jobs", key), key, entry)
        if found is None:
            document.unread.add(key)
        else:
            document.nodes[key] = found.node
            document.bindings.extend(found.bindings)
            if "component" not in entry:
                fill_output_types(
                    document, found.node, found.bindings, shape.mapping(entry, "outputs")
                )
    fill_types(document)


def _whole_component(report: Report, raw: Mapping[str, Any], document: PipelineDocument) -> None:
    """``component:`` on a pipeline job: one step that takes every input and gives every output."""
    component = raw["component"]
    document.unread.add(SINGLE_STEP)
    if not isinstance(component, str | dict):
        if component is not None:
            kind = shape.kind_of(component)
            report.error("wrong-kind", f"`component` cannot be {kind}.", "component")
        return
    if isinstance(component, dict) and component.get("type") != "pipeline":
        report.error("step-type", "A pipeline job runs a pipeline component.", "component")
        return
    key = SINGLE_STEP
    document.unread.clear()
    document.nodes[key] = StepNode(type="pipeline", component=component)
    for name in document.interface.inputs:
        source, target = Place(port=name), Place(node=key, port=name)
        document.bindings.append(Binding(source=source, target=target))
    for name in document.interface.outputs:
        source, target = Place(node=key, port=name), Place(port=name)
        document.bindings.append(Binding(source=source, target=target))


# For the schemas that editors use.
KEYS: Final[Mapping[str, shape.Keys]] = {
    "pipeline job": _JOB,
    "pipeline component": _COMPONENT,
    "command job": _COMMAND_JOB,
    "sweep job": _SWEEP_JOB,
}
SETTINGS: Final = _SETTINGS
