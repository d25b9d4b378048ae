"""Checks of ``resources``, ``distribution`` and ``limits`` (yaml.md 7.2-7.4)."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import scalars, shape
from designer.graph.expressions import has_expression
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


def check_resources(report: Report, raw: Mapping[str, Any], is_strict: bool) -> None:
    here = report.below("resources")
    resources = shape.mapping(raw, "resources")
    shape.check_keys(here, resources, _RESOURCES, "error" if is_strict else "keep")
    for key in ("instance_count", "max_instance_count"):
        _at_least_one(here, resources, key)


def _at_least_one(report: Report, raw: Mapping[str, Any], key: str) -> None:
    value = raw.get(key)
    if value is None or has_expression(value):
        return
    number = scalars.as_number(value)
    if number is None:
        report.error("wrong-kind", f"{key} must be a whole number.", key)
    elif number < 1:
        report.error("below-one", f"{key} must be at least 1.", key)


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
    _worker_count(here, written, shape.mapping(raw, "resources"))


def _worker_count(
    report: Report, distribution: Mapping[str, Any], resources: Mapping[str, Any]
) -> None:
    workers = scalars.as_number(distribution.get("worker_count"))
    instances = scalars.as_number(resources.get("instance_count", 1))
    if workers is not None and instances is not None and workers != instances:
        report.warning("worker-count", "worker_count differs from instance_count.", "worker_count")


def check_limits(report: Report, raw: Mapping[str, Any]) -> None:
    here = report.below("limits")
    limits = shape.mapping(raw, "limits")
    shape.check_keys(here, limits, {"timeout": "any"})
    timeout = limits.get("timeout")
    if timeout is None or has_expression(timeout):
        return
    number = scalars.as_number(timeout)
    if number is None or scalars.is_unbounded(number):
        here.error("wrong-kind", "timeout must be a number of seconds.", "timeout")
