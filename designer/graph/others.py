"""Checks of files that are no pipelines and no components: data, environment, compute and so on."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from designer.graph import flows, kinds, mltable, names, scalars, shape, version_one
from designer.graph.environments import check_definition
from designer.graph.not_here import INSTEAD, NOT_RUNNABLE
from designer.graph.report import Report
from designer.graph.schedules import check_schedule

DATA_TYPES: Final = frozenset({"uri_file", "uri_folder", "mltable"})
MODEL_TYPES: Final = frozenset({"custom_model", "mlflow_model", "triton_model"})
TIERS: Final = frozenset({"low_priority", "dedicated"})
_DATA: Final[shape.Keys] = {
    "$schema": "any",
    "name": "text",
    "version": "scalar",
    "type": "text",
    "path": "text",
    "description": "text",
    "tags": "map",
    "properties": "map",
    "datastore": "text",
}
_MODEL: Final[shape.Keys] = {**_DATA, "flavors": "map", "stage": "text"}
_COMPUTE: Final[shape.Keys] = {
    "$schema": "any",
    "name": "text",
    "type": "text",
    "description": "text",
    "tags": "map",
    "location": "any",
}
_OF_A_COMPUTE: Final[Mapping[str, tuple[str, ...]]] = {
    "amlcompute": (
        *("size", "tier", "min_instances", "max_instances", "idle_time_before_scale_down"),
        *("identity", "network_settings", "ssh_settings", "ssh_public_access_enabled"),
        "enable_node_public_ip",
    ),
    "computeinstance": (
        *("size", "schedules", "idle_time_before_shutdown", "idle_time_before_shutdown_minutes"),
        *("setup_scripts", "custom_applications", "create_on_behalf_of", "ssh_settings"),
        *("network_settings", "identity", "ssh_public_access_enabled", "enable_node_public_ip"),
    ),
    "kubernetes": ("namespace", "resource_id", "identity"),
    "virtualmachine": ("resource_id", "ssh_settings"),
    "synapsespark": (
        *("resource_id", "identity", "node_count", "node_family", "node_size", "spark_version"),
        *("scale_settings", "auto_pause_settings"),
    ),
}
_DATASTORE: Final[shape.Keys] = {
    "$schema": "any",
    "name": "text",
    "type": "text",
    "description": "text",
    "tags": "map",
    "account_name": "any",
    "container_name": "any",
    "file_share_name": "any",
    "filesystem": "any",
    "store_name": "any",
    "endpoint": "any",
    "protocol": "any",
    "credentials": "any",
    "one_lake_workspace_name": "any",
    "artifact": "any",
    "folder": "any",
}
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "azure_blob": ("account_name", "container_name"),
    "azure_file": ("account_name", "file_share_name"),
    "azure_data_lake_gen2": ("account_name", "filesystem"),
    "azure_data_lake_gen1": ("store_name",),
    "one_lake": ("one_lake_workspace_name", "endpoint", "artifact"),
}


KEYS: Final[Mapping[str, shape.Keys]] = {
    "data": _DATA,
    "model": _MODEL,
    "compute": {
        **_COMPUTE,
        **dict.fromkeys((key for keys in _OF_A_COMPUTE.values() for key in keys), "any"),
    },
    "datastore": _DATASTORE,
}
_NOT_HERE: Final = {
    "data import": f"A data import cannot run here. {INSTEAD['import']}",
    "connection": "There are no connections here; a step's script brings its own credentials.",
}
_CREDENTIALS: Final = (
    {"account_key"},
    {"sas_token"},
    {"tenant_id", "client_id", "client_secret"},
    {"tenant_id", "client_id", "thumbprint", "certificate"},
)
_BESIDE: Final = frozenset({"authority_url", "resource_url"})


def check(report: Report, raw: Mapping[str, Any], kind: str) -> None:
    """Findings about a file of the given kind."""
    if kind == flows.KIND:
        report.warning(NOT_RUNNABLE, "A flow cannot run yet.", hint=INSTEAD[flows.KIND])
        return
    if kind in _NOT_HERE:
        report.error(NOT_RUNNABLE, _NOT_HERE[kind])
        return
    checker = _CHECKERS.get(kind)
    if checker is None:
        message, hint = version_one.told(raw) or (
            "This is no file of the pipeline language.",
            "A pipeline has `type: pipeline` and `jobs`; a component has `command`.",
        )
        report.error("kind-unknown", message, hint=hint)
        return
    checker(report, raw)


def _check_table(report: Report, raw: Mapping[str, Any]) -> None:
    mltable.read_table(report, raw)


def _check_data(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, _DATA)
    shape.one_of(report, raw, "type", DATA_TYPES)
    _version(report, raw)
    path = shape.text(raw, "path")
    if not path and raw.get("path", "") == "":
        report.error("path-missing", "`path` is required.", "path")
    elif path is not None and path.startswith("file:"):
        rest = path.removeprefix("file:")
        report.error("path-prefix", f"remove the `file:` prefix: `{rest}`.", "path")
    elif path is not None and path.startswith("azureml:") and "://" not in path:
        message = "A data asset needs a place, not the name of another asset."
        report.error("data-reference", message, "path")


def _check_environment(report: Report, raw: Mapping[str, Any]) -> None:
    check_definition(report, raw)
    if "dependencies" not in raw or "image" in raw:
        _name(report, raw)
    _version(report, raw)


def _check_model(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, _MODEL)
    _name(report, raw)
    _version(report, raw)
    path = shape.text(raw, "path")
    if not path:
        report.error("path-missing", "`path` is required: where the model's files lie.", "path")
    elif path.startswith("file:"):
        rest = path.removeprefix("file:")
        report.error("path-prefix", f"remove the `file:` prefix: `{rest}`.", "path")
    lowered = {"type": str(raw.get("type", "custom_model")).lower()}
    shape.one_of(report, lowered, "type", MODEL_TYPES)


def _check_compute(report: Report, raw: Mapping[str, Any]) -> None:
    written = raw.get("type")
    kind = str(written).lower()
    own = _OF_A_COMPUTE.get(kind) or {one for keys in _OF_A_COMPUTE.values() for one in keys}
    keys: shape.Keys = {**_COMPUTE, **dict.fromkeys(own, "any")}
    others = {
        key: f"`{key}` does not belong to a compute of type {kind}."
        for keys in _OF_A_COMPUTE.values()
        for key in keys
    }
    shape.check_keys(report, raw, keys, "error", others)
    _name(report, raw)
    shape.tags(report, raw)
    if written is None:
        report.error("type-missing", "`type` is missing.", "type")
    elif kind not in kinds.COMPUTE_TYPES:
        meant = names.did_you_mean(str(written), kinds.COMPUTE_TYPES)
        report.error("unknown-type", f'Unknown compute type "{written}".{meant}', "type")
    elif kind != "amlcompute":
        message = f'A compute of type "{kind}" cannot run steps here; only amlcompute does.'
        report.warning("compute-not-runnable", message, "type")
    if "size" in own and raw.get("size") is not None:
        message = "`size` is ignored: steps run on this studio's own machines."
        report.warning("size-ignored", message, "size")
    if isinstance(raw.get("tier"), str):
        lowered = {"tier": raw["tier"].lower()}
        shape.one_of(report, lowered, "tier", TIERS)
    low = _count(report, raw, "min_instances")
    high = _count(report, raw, "max_instances")
    if low is not None and high is not None and low > high:
        report.error("instances-range", "min_instances is above max_instances.", "min_instances")


def _count(report: Report, raw: Mapping[str, Any], key: str) -> float | None:
    value = raw.get(key)
    if value is None:
        return None
    number = scalars.as_number(value)
    if number is None or not number.is_integer() or number < 0:
        report.error("wrong-kind", f"`{key}` must be a whole number of at least 0.", key)
        return None
    return number


def _check_datastore(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, _DATASTORE)
    _name(report, raw)
    shape.tags(report, raw)
    written = str(raw.get("type"))
    if written not in kinds.DATASTORE_TYPES:
        snake = "".join(f"_{one.lower()}" if one.isupper() else one for one in written).strip("_")
        meant = f" Did you mean {snake}?" if snake in kinds.DATASTORE_TYPES else ""
        report.error("unknown-type", f'Unknown datastore type "{written}".{meant}', "type")
        return
    for key in _NEEDED.get(written, ()):
        if key not in raw:
            report.error("key-missing", f"`{key}` is required for {written}.", key)
    _check_credentials(report, raw)


def _check_credentials(report: Report, raw: Mapping[str, Any]) -> None:
    written = raw.get("credentials")
    if written is None:
        return
    given = set(written) - _BESIDE if isinstance(written, dict) else set()
    if given not in _CREDENTIALS:
        ways = "; ".join(", ".join(sorted(one)) for one in _CREDENTIALS)
        report.error(
            "credentials-form", "credentials must be one of the known sets.", "credentials",
            hint=f"These: {ways}.",
        )  # fmt: skip


def _name(report: Report, raw: Mapping[str, Any]) -> None:
    if not raw.get("name"):
        report.error("name-missing", "`name` is required.", "name")


def _version(report: Report, raw: Mapping[str, Any]) -> None:
    if scalars.is_date(raw.get("version")):
        report.error("version-date", f'Quote the version: "{raw["version"]}".', "version")
    else:
        shape.version(report, raw)


def _nothing(report: Report, raw: Mapping[str, Any]) -> None:
    """A workspace file: it is of no use here, and no mistake."""


_CHECKERS: Final[Mapping[str, Callable[[Report, Mapping[str, Any]], None]]] = {
    "data": _check_data,
    "table": _check_table,
    "environment": _check_environment,
    "model": _check_model,
    "compute": _check_compute,
    "datastore": _check_datastore,
    "schedule": check_schedule,
    "workspace": _nothing,
}
