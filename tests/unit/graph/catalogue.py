"""A catalogue of a few things, for tests of what needs one."""

from collections.abc import Mapping, Sequence
from typing import Any

from designer.graph.catalogue import DataDefinition, Family
from designer.graph.document import InputDeclaration, OutputDeclaration
from designer.graph.model import ComponentDefinition

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
    """Knows one component, one environment, two data assets, two computes, one datastore."""

    def component(
        self, name: str, version: str | None, label: str | None
    ) -> ComponentDefinition | None:
        return PREPARE if name == "prepare" and (label or version == "3") else None

    def environment(
        self, name: str, version: str | None, label: str | None
    ) -> Mapping[str, Any] | None:
        return {"name": "py", "version": "3", "image": "python:3.12"} if name == "py" else None

    def data(self, name: str, version: str | None, label: str | None) -> DataDefinition | None:
        known = {"iris": "uri_folder", "table": "mltable"}
        if name not in known:
            return None
        uri = f"azureml://datastores/store/paths/{name}/"
        return DataDefinition(name, version or "1", known[name], uri)  # type: ignore[arg-type]

    def model(self, name: str, version: str | None, label: str | None) -> DataDefinition | None:
        if name != "churn":
            return None
        uri = "azureml://datastores/store/paths/models/churn/"
        return DataDefinition(name, version or "1", "mlflow_model", uri)

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        known: Mapping[Family, Sequence[str]] = {
            "component": ["prepare"],
            "environment": ["py"],
            "data": ["iris", "table"],
            "model": ["churn"],
        }
        return known[kind]

    def computes(self) -> Sequence[str]:
        return ["cpu", "gpu"]

    def datastores(self) -> Sequence[str]:
        return ["store"]

    def has_snapshot(self, digest: str) -> bool:
        return digest.startswith("a")
