"""What kind of thing a YAML file describes (yaml.md 1.2): by ``$schema``, then by its keys."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import flows
from designer.graph.family import family

JOB_TYPES: Final = (
    "command",
    "pipeline",
    "sweep",
    "spark",
    "import",
    "automl",
    "finetuning",
    "distillation",
)
COMPONENT_TYPES: Final = (
    "command",
    "pipeline",
    "parallel",
    "spark",
    "import",
    "automl",
    "data_transfer",
    "sweep",
)
NODE_TYPES: Final = (
    "command",
    "pipeline",
    "parallel",
    "sweep",
    "spark",
    "import",
    "automl",
    "data_transfer",
    "if_else",
    "do_while",
    "parallel_for",
)
COMPUTE_TYPES: Final = (
    "amlcompute",
    "computeinstance",
    "kubernetes",
    "virtualmachine",
    "synapsespark",
)
DATASTORE_TYPES: Final = (
    "azure_blob",
    "azure_file",
    "azure_data_lake_gen2",
    "azure_data_lake_gen1",
    "one_lake",
    "local",
)
_SCHEMAS: Final[Mapping[str, str]] = {
    "commandcomponent": "command component",
    "pipelinecomponent": "pipeline component",
    "parallelcomponent": "parallel component",
    "sparkcomponent": "spark component",
    "importcomponent": "import component",
    "automlcomponent": "automl component",
    "commandjob": "command job",
    "pipelinejob": "pipeline job",
    "sweepjob": "sweep job",
    "paralleljob": "parallel job",
    "sparkjob": "spark job",
    "automljob": "automl job",
    "data": "data",
    "mltable": "table",
    "environment": "environment",
    "model": "model",
    "schedule": "schedule",
    "amlcompute": "compute",
    "computeinstance": "compute",
    "vmcompute": "compute",
    "kubernetescompute": "compute",
    "azureblob": "datastore",
    "azurefile": "datastore",
    "azuredatalakegen1": "datastore",
    "azuredatalakegen2": "datastore",
    "onelake": "datastore",
    "workspace": "workspace",
    "dataimport": "data import",
    "connection": "connection",
}
VENDOR_INTERNAL: Final = "https://componentsdk.azureedge.net/jsonschema/"


def decide(raw: Mapping[str, Any]) -> str:
    """``pipeline job``, ``command component``, ``data``, … or "unknown"."""
    if flows.is_flow(raw):
        return flows.KIND
    by_schema = _SCHEMAS.get(_schema_name(raw.get("$schema")))
    if by_schema is not None and not _contradicts(raw, by_schema):
        return by_schema
    written = str(raw.get("type") or "").lower()
    if "trigger" in raw or "create_job" in raw:
        return "schedule"
    if written in COMPUTE_TYPES:
        return "compute"
    if written in DATASTORE_TYPES:
        return "datastore"
    if "jobs" in raw or written == "pipeline":
        return "pipeline component" if _is_component(raw) else "pipeline job"
    if "command" in raw or written == "command":
        return "command component" if _is_component(raw) else "command job"
    return _by_other_keys(raw, written)


def taken_for(raw: Mapping[str, Any], wanted: str | None) -> str:
    """The kind of a file that a command takes as ``wanted``: where the file does not say what it
    is (no environment does, no model, no command without inputs), the command does."""
    decided = decide(raw)
    if wanted in ("environment", "model") and decided in ("data", "unknown"):
        return wanted
    what, _, word = decided.rpartition(" ")
    is_either = what in ("command", "pipeline") and wanted in ("job", "component")
    if is_either and word != wanted and not says_family(raw):
        return f"{what} {wanted}"
    return decided


def says_family(raw: Mapping[str, Any]) -> bool:
    """Whether a file that could be a job or a component says which."""
    return _schema_name(raw.get("$schema")) in _SCHEMAS or family(raw).is_sure


def _is_component(raw: Mapping[str, Any]) -> bool:
    return family(raw).word == "component"


def _by_other_keys(raw: Mapping[str, Any], written: str) -> str:
    if "trial" in raw or written == "sweep":
        return "sweep job"
    if written == "data_transfer":
        return "data_transfer component"
    if written == "parallel" or written in JOB_TYPES:
        may_be = written in COMPONENT_TYPES and _is_component(raw)
        return f"{written} {'component' if may_be else 'job'}"
    if {"image", "build", "conda_file"} & set(raw) or "dependencies" in raw:
        return "environment"
    if written in ("custom_model", "mlflow_model", "triton_model"):
        return "model"
    if written == "mltable" and "paths" in raw:
        return "table"
    return "data" if "path" in raw else "unknown"


def _schema_name(written: object) -> str:
    """``pipelinejob`` of ``https://…/latest/pipelineJob.schema.json``."""
    last = written.rstrip("/").rpartition("/")[2] if isinstance(written, str) else ""
    return last.partition(".")[0].lower()


def _contradicts(raw: Mapping[str, Any], kind: str) -> bool:
    """A schema that was copied from another file: ``type`` decides then."""
    written = raw.get("type")
    own, _, family = kind.partition(" ")
    if family in ("job", "component"):
        return isinstance(written, str) and written.lower() != own
    return "jobs" in raw
