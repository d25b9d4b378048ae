"""Checks of ``resources``, ``distribution`` and ``limits`` (yaml.md 7.2-7.4)."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import scalars, shape
from designer.graph.expressions import has_expression
from designer.graph.names import did_you_mean
from designer.graph.report import Report

_RESOURCES: Final[shape.Keys] = {
    "instance_count": "any",
    "instance_type": "any",
    "shm_size": "any",
    "docker_args": "any",
    "properties": "map",
    "locations": "list",
    "max_instance_count": "any",
}
RESOURCE_KEYS: Final = frozenset(_RESOURCES)
_LIMITS: Final[shape.Keys] = {"timeout": "any"}
_PROCESSES: Final[shape.Keys] = {"type": "text", "process_count_per_instance": "any"}
_DISTRIBUTIONS: Final[Mapping[str, shape.Keys]] = {
    "pytorch": _PROCESSES,
    "mpi": _PROCESSES,
    "tensorflow": {"type": "text", "worker_count": "any", "parameter_server_count": "any"},
    "ray": {
        "type": "text",
        "port": "any",
        "address": "text",
        "include_dashboard": "any",
        "dashboard_port": "any",
        "head_node_additional_args": "text",
        "worker_node_additional_args": "text",
    },
}
_COUNTS: Final = {"process_count_per_instance": 1, "worker_count": 1, "parameter_server_count": 0}
MOST_PROCESSES: Final = 1024


def check_resources(report: Report, raw: Mapping[str, Any], is_strict: bool) -> None:
    here = report.below("resources")
    resources = shape.mapping(raw, "resources")
    shape.check_keys(here, resources, _RESOURCES, "error" if is_strict else "keep")
    for key in ("instance_count", "max_instance_count"):
        _at_least(here, resources, key, 1)


def _at_least(report: Report, raw: Mapping[str, Any], key: str, least: int) -> None:
    value = raw.get(key)
    if value is None or has_expression(value):
        return
    number = scalars.as_number(value)
    if number is None or scalars.is_unbounded(number):
        report.error("wrong-kind", f"{key} must be a whole number.", key)
    elif number < least:
        report.error("below-one", f"{key} must be at least {least}.", key)


def check_distribution(report: Report, raw: Mapping[str, Any]) -> None:
    here = report.below("distribution")
    written = raw.get("distribution")
    if written is None:
        return
    if not isinstance(written, dict):
        here.error("distribution-form", f"distribution must be a mapping: `{{type: {written}}}`.")
        return
    kind = str(written.get("type") or "").lower()
    keys = _DISTRIBUTIONS.get(kind)
    if keys is None:
        known = ", ".join(_DISTRIBUTIONS)
        here.error("distribution-type", f"`type` must be one of {known}.", "type")
        return
    belongs = {
        key: f"{key} belongs to {other}."
        for other, others in _DISTRIBUTIONS.items()
        for key in others
        if key not in keys
    }
    shape.check_keys(here, written, keys, elsewhere=belongs)
    for key, least in _COUNTS.items():
        if key in keys:
            _at_least(here, written, key, least)
    if "worker_count" in keys:
        _worker_count(here, written, shape.mapping(raw, "resources"))


def _worker_count(
    report: Report, distribution: Mapping[str, Any], resources: Mapping[str, Any]
) -> None:
    workers = scalars.as_number(distribution.get("worker_count"))
    instances = scalars.as_number(resources.get("instance_count", 1))
    if workers is not None and instances is not None and workers != instances:
        report.warning("worker-count", "worker_count differs from instance_count.", "worker_count")


def check_runnable(
    report: Report, distribution: Mapping[str, Any], resources: Mapping[str, Any]
) -> None:
    """What a step with these settings cannot do here, whatever file they stand in."""
    kind = str(distribution.get("type") or "").lower()
    if kind == "ray":
        report.error(
            "distribution-not-runnable",
            "Steps of the type ray cannot run here.",
            "distribution",
            hint="Start Ray in the command itself, or use pytorch, mpi or tensorflow.",
        )
    instances = _number(resources, "instance_count", 1)
    if kind == "tensorflow":
        total = _number(distribution, "worker_count", instances)
        total += _number(distribution, "parameter_server_count", 0)
    else:
        total = instances * _number(distribution, "process_count_per_instance", 1)
    if total > MOST_PROCESSES:
        message = f"The step would have {total:.0f} processes; {MOST_PROCESSES} are the most."
        report.error("too-many-processes", message, "resources")


def _number(raw: Mapping[str, Any], key: str, default: float) -> float:
    number = scalars.as_number(raw.get(key, default))
    return default if number is None else number


PRIORITIES: Final = {"low": -1, "medium": 0, "high": 1}
_TIERS: Final = ("spot", "basic", "standard", "premium", "null")
_IDENTITIES: Final = ("user_identity", "managed", "managed_identity", "aml_token")
_JOINED_IDENTITIES: Final = frozenset(one.replace("_", "") for one in _IDENTITIES)


def priority_of(queue_settings: object) -> int:
    """Of a step whose settings were checked; a step without one is as good as any."""
    if not isinstance(queue_settings, Mapping):
        return 0
    return PRIORITIES.get(str(queue_settings.get("priority") or "").lower(), 0)


def check_queue_settings(report: Report, raw: Mapping[str, Any]) -> None:
    here = report.below("queue_settings")
    written = dict(shape.mapping(raw, "queue_settings"))
    if written.get("job_tier", "") is None:
        del written["job_tier"]  # the one empty key that the language allows here
    shape.check_keys(here, written, {"priority": "any", "job_tier": "any"})
    for key, words in (("priority", PRIORITIES), ("job_tier", _TIERS)):
        word = written.get(key)
        if word is not None and str(word).lower() not in words:
            message = f"`{key}` must be one of {', '.join(words)}.{did_you_mean(str(word), words)}"
            here.error(key.replace("_", "-"), message, key)


def check_carried(report: Report, raw: Mapping[str, Any]) -> None:
    """``identity`` and ``services`` have no effect here; slips in them fail where they have one."""
    kind = shape.mapping(raw, "identity").get("type")
    if isinstance(kind, str) and kind.replace("_", "").lower() not in _JOINED_IDENTITIES:
        message = f'type "{kind}" is not one of {", ".join(_IDENTITIES)}.'
        hint = did_you_mean(kind, _IDENTITIES)
        report.below("identity").error("not-allowed", f"{message}{hint}", "type")
    for name, service in shape.mapping(raw, "services").items():
        nodes = service.get("nodes") if isinstance(service, Mapping) else None
        if nodes not in (None, "all"):
            here = report.below("services", str(name))
            here.error("not-allowed", "`nodes` can only be `all`; or leave it out.", "nodes")


def check_limits(report: Report, raw: Mapping[str, Any]) -> None:
    here = report.below("limits")
    limits = shape.mapping(raw, "limits")
    shape.check_keys(here, limits, _LIMITS)
    timeout = limits.get("timeout")
    if timeout is None or has_expression(timeout):
        return
    number = scalars.as_number(timeout)
    if number is None or scalars.is_unbounded(number):
        here.error("wrong-kind", "timeout must be a number of seconds.", "timeout")


# For the schema that editors use.
KEYS: Final[Mapping[str, shape.Keys]] = {"resources": _RESOURCES, "limits": _LIMITS}
DISTRIBUTIONS: Final = _DISTRIBUTIONS
