"""``@latest`` as the version that it is now, so that the same document means the same later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from designer.graph import references
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.document import MODEL_TYPES, DataNode, DataValue, PipelineDocument, StepNode
from designer.graph.references import Reference


def pinned(document: PipelineDocument, catalogue: Catalogue) -> PipelineDocument:
    """A copy whose references name versions, as far as they lead somewhere. What a registered
    component names was pinned when it was registered (``pinned_component``)."""
    copy = document.model_copy(deep=True)
    pins = _Pins(catalogue)
    for node in copy.nodes.values():
        if isinstance(node, DataNode):
            node.path = pins.data(node.path, node.type)
        else:
            pins.step(node)
    for one in copy.interface.inputs.values():
        if isinstance(one.value, DataValue):
            one.value.path = pins.data(one.value.path, one.value.type)
    return copy


def pinned_component(spec: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """A component's mapping whose references name versions: it means the same ever after."""
    return _Pins(catalogue).specification(spec)


@dataclass(frozen=True, slots=True)
class _Pins:
    catalogue: Catalogue

    def step(self, node: StepNode) -> None:
        if isinstance(node.component, str):
            node.component = self.component(node.component)
        else:
            node.component = self.specification(node.component)
        for value in node.values.values():
            if isinstance(value, DataValue):
                value.path = self.data(value.path, value.type)

    def specification(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """An inline component, or what a step of a pipeline component says."""
        found = dict(spec)
        if isinstance(found.get("environment"), str):
            found["environment"] = self.environment(found["environment"])
        if isinstance(found.get("component"), str):
            found["component"] = self.component(found["component"])
        for key in ("component", "trial", "task"):
            if isinstance(found.get(key), dict):
                found[key] = self.specification(found[key])
        if isinstance(found.get("trial"), str):
            found["trial"] = self.component(found["trial"])
        jobs = found.get("jobs")
        if isinstance(jobs, dict):
            found["jobs"] = {
                key: self.step_of_component(one) if isinstance(one, dict) else one
                for key, one in jobs.items()
            }
        return found

    def step_of_component(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """With the data that it is given by path."""
        found = self.specification(step)
        inputs = found.get("inputs")
        if isinstance(inputs, dict):
            found["inputs"] = {name: self.given(one) for name, one in inputs.items()}
        return found

    def given(self, value: Any) -> Any:
        path = value.get("path") if isinstance(value, dict) else None
        if not isinstance(path, str):
            return value
        return {**value, "path": self.data(path, str(value.get("type", "uri_folder")).lower())}

    def component(self, text: str) -> str:
        found = _labelled(text)
        if found is None:
            return text
        known = self.catalogue.component(found)
        if known is None or known is UNKNOWN or not known.version:
            return text
        return references.exact(found.registry, "components", found.name, known.version)

    def environment(self, text: str) -> str:
        found = _labelled(text)
        if found is None:
            return text
        known = self.catalogue.environment(found)
        if known is None or known is UNKNOWN or not known.get("version"):
            return text
        return references.exact(found.registry, "environments", found.name, known["version"])

    def data(self, text: str, kind: str) -> str:
        found = _labelled(text if text.startswith("azureml:") else f"azureml:{text}")
        if found is None:
            return text
        is_model = kind in MODEL_TYPES
        known = self.catalogue.model(found) if is_model else None
        if known is None:
            known, is_model = self.catalogue.data(found), False
        if known is None or known is UNKNOWN:
            return text
        family = "models" if is_model else "data"
        return references.exact(found.registry, family, found.name, known.version)


def _labelled(text: str) -> Reference | None:
    found = references.parse(text)
    return found if found is not None and found.label else None
