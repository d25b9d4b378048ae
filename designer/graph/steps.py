"""One entry of ``jobs:`` as a ``StepNode`` and its bindings (yaml.md section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from designer.graph import (
    control,
    data_transfer,
    flows,
    names,
    not_here,
    parallel,
    scalars,
    shape,
    sweeps,
    version_one,
)
from designer.graph.bound_settings import refuse_bound
from designer.graph.components import RUNNABLE
from designer.graph.declarations import check_output_name
from designer.graph.document import Binding, DataValue, OutputSettings, Place, StepNode
from designer.graph.expressions import Expression
from designer.graph.infer import UNTYPED
from designer.graph.kinds import NODE_TYPES
from designer.graph.report import Report
from designer.graph.runsettings import check_distribution, check_limits, check_resources
from designer.graph.scalars import Scalar
from designer.graph.values import Bound, read_output, read_value

_EVERY_STEP: Final[shape.Keys] = {
    "type": "text",
    "inputs": "map",
    "outputs": "map",
    "compute": "text",
    "resources": "map",
    "distribution": "any",
    "limits": "map",
    "environment_variables": "map",
    "services": "map",
    "queue_settings": "map",
    "identity": "map",
    "display_name": "text",
    "tags": "map",
    "properties": "map",
    "description": "any",
    "experiment_name": "any",
    "name": "any",
    "parent_job_name": "any",
    "$schema": "any",
}
_COMPONENT_STEP: Final[shape.Keys] = {**_EVERY_STEP, "component": "any", "comment": "text"}
_INLINE_STEP: Final[shape.Keys] = {
    **_EVERY_STEP,
    "command": "text",
    "environment": "any",
    "code": "text",
}
_PARALLEL_STEP: Final[shape.Keys] = {**_COMPONENT_STEP, **parallel.SETTINGS, "task": "any"}
_FLOW_STEP: Final[shape.Keys] = {**_PARALLEL_STEP, "connections": "map"}
_INLINE_PARALLEL: Final[shape.Keys] = {
    **{key: kind for key, kind in _EVERY_STEP.items() if key != "distribution"},
    **parallel.SETTINGS,
    "task": "map",
}
_OF_PARALLEL: Final = {
    "distribution": "A parallel step has no `distribution`; see max_concurrency_per_instance.",
}
_WHOLE_TASK: Final = "`task` cannot be changed on a step with `component`; change the component."
_ORDER: Final = "Steps are ordered by data: bind an input to an output of the other step."
_IGNORED: Final = {
    **version_one.STEP_KEYS,
    **{
        key: f"`{key}` is ignored here; the component's {key.replace('_', ' ')} is used."
        for key in ("environment", "command", "code")
    },
    "is_deterministic": "`is_deterministic` is ignored on a step; the component says it.",
    "depends_on": _ORDER,
    "additional_includes": "Only a component may have `additional_includes`.",
    "settings": "`settings` is ignored on a step; set it on the pipeline job.",
}
_REFUSED: Final = {
    **version_one.STEP_KEYS,
    "depends_on": _ORDER,
    "additional_includes": "Only a component may have `additional_includes`.",
}
# The language takes these from a step, and they change nothing.
_WITHOUT_EFFECT: Final = {
    "description": "`description` is ignored on a step; write `comment`.",
    "experiment_name": "`experiment_name` is ignored on a step; set it on the pipeline job.",
    "name": "`name` is ignored on a step; its key under `jobs` is its name.",
    "parent_job_name": "`parent_job_name` is ignored on a step.",
}
_CARRIED: Final = ("services", "queue_settings", "identity", "tags", "properties")
_INLINE_KEYS: Final = ("command", "environment", "code")
_READ: Final = frozenset(
    {"type", "component", "trial", "inputs", "outputs", "compute", "resources", "distribution"}
    | {"limits", "environment_variables", "display_name", "comment"}
)


@dataclass(slots=True)
class ReadStep:
    """A node and what feeds it. ``typed``: data types written beside a binding."""

    node: StepNode
    bindings: list[Binding] = field(default_factory=list)


@dataclass(slots=True)
class _Ports:
    """What the ``inputs`` and ``outputs`` of a step hold."""

    values: dict[str, Scalar | DataValue] = field(default_factory=dict)
    outputs: dict[str, OutputSettings] = field(default_factory=dict)
    bindings: list[Binding] = field(default_factory=list)
    types: dict[str, str | None] = field(default_factory=dict)


def read_step(report: Report, key: str, raw: object) -> ReadStep | None:
    """The step under ``jobs.<key>``; None when nothing can be made of it."""
    _check_name(report, key)
    if not isinstance(raw, dict):
        report.error("step-form", f"A step must be a mapping, not {shape.kind_of(raw)}.")
        return None
    if not raw:
        report.error("step-empty", f'Step "{key}" is empty.')
        return None
    step_type = _type(report, raw)
    if step_type is None:
        return None
    if step_type == data_transfer.KIND and "component" not in raw:
        return _data_transfer(report, key, raw)
    if step_type in RUNNABLE:
        return _runnable(report, key, raw, step_type)
    if step_type in control.KINDS:
        return _control(report, key, raw, step_type)
    if step_type == "sweep":
        return _sweep(report, key, raw)
    return _carried(report, key, raw, step_type)


def _check_name(report: Report, key: str) -> None:
    if not names.STEP.fullmatch(key):
        report.error(
            "step-name",
            f'Step name "{key}": use lower-case letters (a to z), digits and `_`, not starting '
            f"with a digit (for example `{names.as_identifier(key)}`).",
        )
    elif key in names.RESERVED_STEPS:
        report.warning("step-name-reserved", f'"{key}" is a confusing name for a step.')


def _type(report: Report, raw: Mapping[str, Any]) -> str | None:
    written = raw.get("type")
    if written is None:
        return _type_by_keys(raw)
    text = str(written).lower()
    if text in NODE_TYPES:
        return text
    report.error(
        "unknown-type",
        f'Unknown type of step "{written}".{names.did_you_mean(text, NODE_TYPES)}',
        "type",
        hint=f"Known: {', '.join(NODE_TYPES)}.",
    )
    return None


def _type_by_keys(raw: Mapping[str, Any]) -> str:
    component = raw.get("component")
    if isinstance(component, dict):
        written = component.get("type", "command")
        return written if isinstance(written, str) and written in NODE_TYPES else "command"
    if "trial" in raw:
        return "sweep"
    return "parallel" if "task" in raw and "command" not in raw else "command"


def _runnable(report: Report, key: str, raw: Mapping[str, Any], step_type: str) -> ReadStep | None:
    component = raw.get("component")
    if component is None and "component" in raw:
        report.error("null-value", "`component` is empty; remove it or give it a value.")
        return None
    if component is None and step_type == "pipeline":
        what = "Inline `jobs` cannot stand in a step" if "jobs" in raw else "`component` is missing"
        report.error("component-missing", f"{what}; a pipeline step needs `component`.")
        return None
    if component is None and step_type == parallel.KIND:
        return _inline_parallel(report, key, raw)
    if component is None:
        return _inline(report, key, raw)
    if not isinstance(component, str | dict):
        kind = shape.kind_of(component)
        report.error("wrong-kind", f"`component` cannot be {kind}.", "component")
        return None
    _component_keys(report, raw, step_type)
    if isinstance(component, dict):
        _check_component_type(report, raw, component)
    return _assembled(report, key, raw, step_type, component, _ports(report, key, raw, False))


def _component_keys(report: Report, raw: Mapping[str, Any], step_type: str) -> None:
    if step_type == parallel.KIND:
        keys = _FLOW_STEP if _is_flow(raw) else _PARALLEL_STEP
        shape.check_keys(report, raw, keys, "warning", _IGNORED)
        _refuse(report, raw, {**_OF_PARALLEL, "task": _WHOLE_TASK})
        parallel.check_settings(report, raw)
        return
    shape.check_keys(report, raw, _COMPONENT_STEP, "warning", _IGNORED)
    if step_type != "pipeline":
        return
    if "compute" in raw:
        report.warning("key-elsewhere", "`compute` is ignored on a pipeline step.", "compute")
    for name in ("on_init", "on_finalize"):
        if name in shape.mapping(raw, "settings"):
            report.error(
                "key-elsewhere", f"`{name}` belongs on the pipeline job.", "settings", name
            )


def _is_flow(raw: Mapping[str, Any]) -> bool:
    """A flow stands in a parallel step."""
    return shape.mapping(raw, "component").get("type") == flows.KIND


def _refuse(report: Report, raw: Mapping[str, Any], keys: Mapping[str, str]) -> None:
    for key, why in keys.items():
        if key in raw:
            report.error("key-elsewhere", why, key)


def _check_component_type(
    report: Report, raw: Mapping[str, Any], component: Mapping[str, Any]
) -> None:
    declared, own = raw.get("type"), component.get("type", "command")
    if _is_flow(raw):
        return
    if isinstance(declared, str) and isinstance(own, str) and declared.lower() != own.lower():
        report.error(
            "step-type",
            f'The step says type "{declared}", its component is of type "{own}".',
            "type",
        )


def _inline(report: Report, key: str, raw: Mapping[str, Any]) -> ReadStep | None:
    if "command" not in raw:
        # Which of the two it was meant to be is not known: a key may be nearly one of either.
        shape.check_keys(report, raw, _INLINE_STEP, "error", _REFUSED, _COMPONENT_STEP)
        report.error(
            "component-missing", "A step needs `component`, or `command` and `environment`."
        )
        return None
    shape.check_keys(report, raw, _INLINE_STEP, "error", _REFUSED)
    if "environment" not in raw:
        report.error(
            "environment-missing",
            "`environment` is required for a step without `component`.",
        )
    check_resources(report, raw, is_strict=True)
    check_distribution(report, raw)
    check_limits(report, raw)
    refuse_bound(report, raw)
    ports = _ports(report, key, raw, True)
    body = {name: raw[name] for name in _INLINE_KEYS if raw.get(name) is not None}
    return _assembled(report, key, raw, "command", _declaring(body, ports), ports)


def _inline_parallel(report: Report, key: str, raw: Mapping[str, Any]) -> ReadStep | None:
    """The specification is checked where it is resolved, like any component's."""
    shape.check_keys(report, raw, _INLINE_PARALLEL, "error", {**_REFUSED, **_OF_PARALLEL})
    if not isinstance(raw.get("task"), dict):
        if "task" not in raw:
            report.error("component-missing", "A parallel step needs `component` or `task`.")
        return None
    check_resources(report, raw, is_strict=True)
    check_limits(report, raw)
    refuse_bound(report, raw)
    ports = _ports(report, key, raw, True)
    body = {"type": parallel.KIND, "task": dict(raw["task"]), **parallel.settings_in(raw)}
    return _assembled(report, key, raw, parallel.KIND, _declaring(body, ports), ports)


def _declaring(body: Mapping[str, Any], ports: _Ports) -> dict[str, Any]:
    """An inline specification that declares what it is given."""
    spec: dict[str, Any] = {"type": "command", **body}
    spec["inputs"] = {
        name: {"type": port_type} if port_type else dict(UNTYPED)
        for name, port_type in ports.types.items()
    }
    spec["outputs"] = {
        name: {"type": settings.type or "uri_folder"} for name, settings in ports.outputs.items()
    }
    for settings in ports.outputs.values():
        settings.type = None
    return spec


def _data_transfer(report: Report, key: str, raw: Mapping[str, Any]) -> ReadStep | None:
    """With its task on the step itself."""
    keys = {**_EVERY_STEP, **dict.fromkeys((*data_transfer.BODY_KEYS, "source", "sink"), "any")}
    shape.check_keys(report, raw, cast(shape.Keys, keys), "error", _REFUSED)
    ports = _ports(report, key, raw, True)
    body = {name: raw[name] for name in data_transfer.BODY_KEYS if raw.get(name) is not None}
    spec = {**_declaring(body, ports), "type": data_transfer.KIND}
    kept = {name: value for name, value in raw.items() if name not in (*body, "source", "sink")}
    return _assembled(report, key, kept, data_transfer.KIND, spec, ports)


def _sweep(report: Report, key: str, raw: Mapping[str, Any]) -> ReadStep | None:
    trial = sweeps.trial_of_step(report, raw)
    if trial is None:
        return None
    return _assembled(report, key, raw, "sweep", trial, _ports(report, key, raw, False))


def read_sweep_job(report: Report, key: str, raw: Mapping[str, Any]) -> ReadStep | None:
    """A standalone sweep job as a step: its trial declares what the job is given."""
    trial = sweeps.trial_of_job(report, raw)
    if trial is None:
        return None
    ports = _ports(report, key, raw, True)
    variables = {"environment_variables": trial.pop("environment_variables", {})}
    spec = _declaring(trial, ports)
    return _assembled(report, key, {**raw, **variables}, "sweep", spec, ports)


def _ports(report: Report, key: str, raw: Mapping[str, Any], is_inline: bool) -> _Ports:
    ports = _Ports()
    for name, entry in shape.mapping(raw, "inputs").items():
        here = report.below("inputs", name)
        if is_inline and not names.INPUT.fullmatch(name):
            here.error("input-name", f'Input name "{name}": use letters (a to z), digits and `_`.')
        value = read_value(here, entry, may_bind=True)
        _take_input(ports, key, name, value)
    for name, entry in shape.mapping(raw, "outputs").items():
        here = report.below("outputs", name)
        if is_inline:
            check_output_name(here, name)
        found = _location(entry) if is_inline else None
        found = found or read_output(here, entry)
        ports.outputs[name] = found[0] if found else OutputSettings()
        if found and found[1] is not None:
            source, target = Place(node=key, port=name), Place(port=found[1].name)
            ports.bindings.append(Binding(source=source, target=target))
    return ports


def _location(entry: object) -> tuple[OutputSettings, Expression | None] | None:
    """On an inline step, bare text that is no expression is a place to write to."""
    if isinstance(entry, str) and entry and "${{" not in entry.partition("://")[0]:
        return OutputSettings(path=entry), None
    return None


def _take_input(
    ports: _Ports, key: str, name: str, value: Bound | DataValue | Scalar | None
) -> None:
    if value is None:
        ports.types[name] = None
    elif isinstance(value, Bound):
        ports.bindings.append(_binding(key, name, value))
        ports.types[name] = value.type
    else:
        ports.values[name] = value
        ports.types[name] = _literal_type(value)


def _literal_type(value: DataValue | Scalar) -> str | None:
    if isinstance(value, DataValue):
        return value.type
    has_expressions = isinstance(value, str) and "${{" in value
    return None if has_expressions else scalars.inferred_type(value)


def _binding(key: str, name: str, value: Bound) -> Binding:
    source = Place(node=value.to.step or None, port=value.to.name)
    return Binding(
        source=source,
        target=Place(node=key, port=name),
        via="inputs" if value.to.context == "parent.jobs.inputs" else "outputs",
        mode=value.mode,
    )


def _assembled(
    report: Report,
    key: str,
    raw: Mapping[str, Any],
    step_type: str,
    component: str | dict[str, Any],
    ports: _Ports,
) -> ReadStep:
    for name, why in _WITHOUT_EFFECT.items():
        if name in raw:
            report.warning("key-ignored", why, name)
    node = StepNode(
        type=step_type,
        component=component,
        display_name=shape.text(raw, "display_name"),
        comment=shape.text(raw, "comment"),
        values=ports.values,
        outputs=_told(ports),
        compute=shape.text(raw, "compute"),
        environment_variables=_variables(report, raw),
        resources=dict(shape.mapping(raw, "resources")),
        distribution=dict(shape.mapping(raw, "distribution")),
        limits=dict(shape.mapping(raw, "limits")),
        extra=_extra(raw, step_type, isinstance(raw.get("component"), str | dict)),
    )
    for name in ("tags", "properties"):
        texts = shape.tags(report, raw, name)
        if texts:
            node.extra[name] = texts
    return ReadStep(node, ports.bindings)


def _told(ports: _Ports) -> dict[str, OutputSettings]:
    """Settings that say something; an output with all defaults needs no entry."""
    empty = OutputSettings()
    return {name: settings for name, settings in ports.outputs.items() if settings != empty}


def _variables(report: Report, raw: Mapping[str, Any]) -> dict[str, Scalar]:
    found: dict[str, Scalar] = {}
    for name, value in shape.mapping(raw, "environment_variables").items():
        if isinstance(value, str | bool | int | float):
            found[name] = value
        elif value is None or scalars.is_date(value):
            found[name] = "" if value is None else str(value)
        else:
            report.error(
                "variable-form",
                f"A variable must be one value, not {shape.kind_of(value)}.",
                "environment_variables",
                name,
            )
    return found


def _extra(raw: Mapping[str, Any], step_type: str, has_component: bool) -> dict[str, Any]:
    """Keys that are carried along without being read by this version; empty ones say nothing."""
    told = {key: value for key, value in raw.items() if value is not None and value != {}}
    if step_type not in RUNNABLE:
        read = {*_READ, *not_here.data_keys(raw, step_type)}
        return {key: value for key, value in told.items() if key not in read}
    kept: dict[str, Any] = {key: told[key] for key in _CARRIED if key in told}
    if not has_component:
        return kept
    known = set(_COMPONENT_STEP) | set(_IGNORED) | shape.READ_ONLY
    return kept | {key: value for key, value in told.items() if key not in known}


def _control(report: Report, key: str, raw: Mapping[str, Any], step_type: str) -> ReadStep:
    """A node that decides about other steps."""
    control.check_keys(report, raw, step_type)
    ports = _ports(report, key, {"outputs": raw.get("outputs", {})}, False)
    decision = control.read_decision(report, raw, step_type)
    if decision is not None:
        _take_input(ports, key, control.DECIDES[step_type], decision)
    shape.tags(report, raw)
    node = StepNode(
        type=step_type,
        component={"type": step_type},
        display_name=shape.text(raw, "display_name"),
        comment=shape.text(raw, "comment"),
        values=ports.values,
        outputs=_told(ports),
        limits=dict(shape.mapping(raw, "limits")),
        extra=control.extra_of(raw, step_type),
    )
    return ReadStep(node, ports.bindings)


def _carried(report: Report, key: str, raw: Mapping[str, Any], step_type: str) -> ReadStep | None:
    """A step of a kind that cannot run yet: its wires are read, the rest is carried along."""
    found = raw.get("component")
    has_component = isinstance(found, str | dict)
    keys = {**(_COMPONENT_STEP if has_component else _EVERY_STEP), **not_here.KEYS[step_type]}
    is_strict = not has_component and step_type != "automl"
    shape.check_keys(report, raw, keys, "error" if is_strict else "warning", _REFUSED)
    if not has_component:
        not_here.check_body(report, raw, step_type)
    if step_type == "spark":
        not_here.check_place(report, raw)
    component = found if isinstance(found, str | dict) else {"type": step_type}
    ports = _ports(report, key, raw, False)
    for name in not_here.data_keys(raw, step_type):
        value = read_value(report.below(name), raw[name], may_bind=True)
        _take_input(ports, key, name, value)
    return _assembled(report, key, raw, step_type, component, ports)


# What a step may say, for the schema that editors use: with a component, and without.
KEYS: Final[Mapping[str, shape.Keys]] = {"component": _COMPONENT_STEP, "inline": _INLINE_STEP}
