"""A catalogue of a few things, for tests of what needs one."""

from collections.abc import Mapping, Sequence
from typing import Any

from designer.graph.catalogue import UNKNOWN, DataDefinition, EarlierJob, Family, NotKnown
from designer.graph.document import InputDeclaration, OutputDeclaration
from designer.graph.model import ComponentDefinition
from designer.graph.references import Reference

PREPARE = ComponentDefinition(
    type="command",
    inputs={"raw": InputDeclaration(type="uri_folder")},
    outputs={"clean": OutputDeclaration(type="uri_folder")},
    name="prepare",
    version="3",
    reference="azureml:prepare:3",
    command="cp ${{inputs.raw}} ${{outputs.clean}}",
    environment={"reference": "azureml:py:3"},
)


class Small:
    """Knows one component, one environment, two data assets, two computes, two datastores."""

    def component(self, wanted: Reference) -> ComponentDefinition | None:
        is_there = wanted.name == "prepare" and (wanted.label or wanted.version == "3")
        return PREPARE if is_there else None

    def environment(self, wanted: Reference) -> Mapping[str, Any] | None:
        if wanted.name != "py":
            return None
        return {"name": "py", "version": "3", "image": "python:3.12"}

    def data(self, wanted: Reference) -> DataDefinition | None:
        name = wanted.name
        known = {"iris": "uri_folder", "elsewhere": "uri_folder", "table": "mltable"}
        if name not in known:
            return None
        uri = f"azureml://datastores/store/paths/{name}/"
        return DataDefinition(name, wanted.version or "1", known[name], uri)  # type: ignore[arg-type]

    def model(self, wanted: Reference) -> DataDefinition | None:
        if wanted.name != "churn":
            return None
        uri = "azureml://datastores/store/paths/models/churn/"
        return DataDefinition("churn", wanted.version or "1", "mlflow_model", uri)

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        known: Mapping[Family, Sequence[str]] = {
            "component": ["prepare"],
            "environment": ["py"],
            "data": ["elsewhere", "iris", "table"],
            "model": ["churn"],
        }
        return known[kind]

    def computes(self) -> Sequence[str]:
        return ["cpu", "gpu"]

    def datastores(self) -> Mapping[str, str]:
        return {"store": "local_folder", "far": "azure_blob"}

    def registries(self) -> Sequence[str]:
        return ["azureml"]

    def curated(self) -> Sequence[str]:
        return ["AzureML-sklearn-*", "model-evaluation*"]

    def job(self, name: str) -> EarlierJob | None:
        known = {"calm_fox": EarlierJob(True, ["clean"]), "busy_bee": EarlierJob(False, [])}
        return known.get(name)

    def has_snapshot(self, digest: str) -> bool:
        return digest.startswith("a")

    def is_table(self, uri: str) -> bool | NotKnown:
        known = {"table": True, "iris": False, "folder": False}
        return known.get(uri.rstrip("/").rpartition("/")[2], UNKNOWN)
