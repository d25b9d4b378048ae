"""Reading sweeps: a step that tries its trial with many values, and a standalone sweep job.

A trial of a step is a component, which gets the sampled values as inputs. The trial of a job is
a bare command that names them as ``${{search_space.X}}``; it is made a component here, so that
both are the same from then on. What the space and the rest say is read by ``sweep_settings``.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from designer.graph import names, shape
from designer.graph.document import InputDeclaration, PortType
from designer.graph.expressions import EXPRESSION, classify, expressions_of
from designer.graph.model import ComponentDefinition
from designer.graph.report import Report
from designer.graph.runsettings import check_distribution, check_resources
from designer.graph.search_space import certain_names, inner_names

SETTINGS: Final[shape.Keys] = {
    "search_space": "map",
    "sampling_algorithm": "any",
    "objective": "map",
    "limits": "map",
    "early_termination": "any",
}
STEP: Final[shape.Keys] = {
    **SETTINGS,
    "$schema": "any",
    "type": "text",
    "trial": "any",
    "inputs": "map",
    "outputs": "map",
    "compute": "text",
    "resources": "map",
    "distribution": "any",
    "environment_variables": "map",
    "queue_settings": "map",
    "identity": "map",
    "services": "map",
    "display_name": "text",
    "tags": "map",
    "properties": "map",
    "comment": "text",
    "description": "any",
    "experiment_name": "any",
    "name": "any",
    "parent_job_name": "any",
}
_TRIAL: Final[shape.Keys] = {
    "command": "text",
    "environment": "any",
    "code": "text",
    "environment_variables": "map",
    "resources": "map",
    "distribution": "any",
}
_ON_THE_JOB: Final = {
    key: f"Put `{key}` on the sweep job, not in `trial`."
    for key in ("inputs", "outputs", "limits", "compute", "queue_settings", "identity")
}
_IGNORED: Final = {
    **{
        key: f"`{key}` is ignored here; the {key} of the trial is used."
        for key in ("environment", "command", "code")
    },
    "component": "A sweep names what it runs under `trial`, not under `component`.",
    "depends_on": "Steps are ordered by data: bind an input to an output of the other step.",
}
SPACE: Final = "search_space"


def trial_of_step(report: Report, raw: Mapping[str, Any]) -> str | dict[str, Any] | None:
    """The component of a sweep step; None when there is none."""
    shape.check_keys(report, raw, STEP, "warning", _IGNORED)
    check_distribution(report, raw)
    trial = raw.get("trial")
    if isinstance(trial, str | dict):
        return trial
    if trial is None:
        report.error("trial-missing", "A sweep needs `trial`.", "trial")
    else:
        report.error("wrong-kind", f"`trial` cannot be {shape.kind_of(trial)}.", "trial")
    return None


def trial_of_job(report: Report, raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the trial of a sweep job says, or None when it says nothing of use."""
    trial = raw.get("trial")
    here = report.below("trial")
    if trial is None:
        report.error("trial-missing", "A sweep needs `trial`.", "trial")
        return None
    if not isinstance(trial, dict):
        here.error(
            "trial-form",
            "A sweep job needs an inline trial (a file is allowed only in a step).",
            hint="`trial: {command: …, environment: …}`",
        )
        return None
    shape.check_keys(here, trial, _TRIAL, elsewhere=_ON_THE_JOB)
    for key in ("command", "environment"):
        if trial.get(key) is None and key not in trial:
            here.error(f"{key}-missing", f"`{key}` is required in the trial of a sweep job.", key)
    check_resources(here, trial, is_strict=True)
    check_distribution(here, trial)
    return {key: trial[key] for key in _TRIAL if trial.get(key) is not None}


def with_swept_inputs(report: Report, spec: dict[str, Any], space: object) -> dict[str, Any]:
    """A trial's specification in which ``${{search_space.X}}`` are inputs like any other.

    ``report`` is about the trial; ``space`` is what was written, right or wrong.
    """
    command = spec.get("command")
    if not isinstance(command, str):
        return spec
    used = [one.name for one in expressions_of(command) if one.context == SPACE]
    if not used:
        return spec
    known = inner_names(space)
    for name in dict.fromkeys(used):
        if name not in known:
            report.error(
                "unknown-parameter",
                f'search_space has no parameter "{name}".{names.did_you_mean(name, known)}',
                "command",
                hint=f"It has: {names.listed(known)}.",
            )
    declared = shape.mapping(spec, "inputs")
    certain = certain_names(space)
    swept = {
        f"{SPACE}.{name}": {"type": _port_type(space, name), "optional": name not in certain}
        # Nothing more is to be said of a name that there is not.
        | ({} if name in known else {"default": ""})
        for name in dict.fromkeys(used)
    }
    return {**spec, "command": _as_inputs(command), "inputs": {**declared, **swept}}


def _as_inputs(command: str) -> str:
    return EXPRESSION.sub(
        lambda found: (
            f"${{{{inputs.{found[1]}}}}}" if classify(found[1]).context == SPACE else found[0]
        ),
        command,
    )


def _port_type(space: object, name: str) -> PortType:
    entry = space.get(name) if isinstance(space, dict) else None
    if not isinstance(entry, dict):
        return "string"
    kind, values = str(entry.get("type")).lower(), entry.get("values")
    if kind == "choice":
        are_numbers = isinstance(values, list) and all(isinstance(v, int | float) for v in values)
        return "number" if are_numbers else "string"
    return "integer" if kind == "randint" else "number"


def targets(trial: ComponentDefinition, space: object) -> dict[str, str]:
    """{name of a sampled value: input of the trial that gets it}."""
    found = {}
    for name in inner_names(space):
        own = f"{SPACE}.{name}"
        if own in trial.inputs:
            found[name] = own
        elif name in trial.inputs:
            found[name] = name
    return found


def check_use(report: Report, trial: ComponentDefinition, space: Mapping[str, Any]) -> None:
    """Parameters that the trial never uses. ``report`` is about the step."""
    used = targets(trial, space)
    for name, entry in space.items():
        inner = inner_names({name: entry})
        if not set(inner) & set(used):
            report.warning(
                "parameter-unused",
                f'Parameter "{name}" is never used by the trial.'
                f"{names.did_you_mean(name, _free(trial))}",
                SPACE,
                name,
            )


def _free(trial: ComponentDefinition) -> Iterable[str]:
    return [name for name in trial.inputs if not name.startswith(f"{SPACE}.")]


def without_swept(trial: ComponentDefinition, swept: Iterable[str]) -> dict[str, InputDeclaration]:
    """The inputs that a sweep itself has."""
    gone = set(swept)
    return {name: one for name, one in trial.inputs.items() if name not in gone}
