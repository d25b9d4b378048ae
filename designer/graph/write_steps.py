"""Steps of a document as entries of ``jobs:``.

A step that was written inline is written inline again when that says all of it; else its
specification stands under ``component:``, which always does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from designer.graph import control, names, not_here, parallel, scalars
from designer.graph.bound_settings import bound_settings
from designer.graph.document import (
    Binding,
    DataNode,
    DataValue,
    OutputSettings,
    PipelineDocument,
    Scalar,
    StepNode,
)
from designer.graph.infer import UNTYPED, infer, inline_output_type
from designer.graph.runsettings import RESOURCE_KEYS
from designer.graph.sweeps import SETTINGS

_INLINE_SPEC: Final = frozenset({"type", "command", "environment", "code", "inputs", "outputs"})
_OF_A_TRIAL: Final = frozenset({"resources", "distribution"})
_PORTS: Final = frozenset({"inputs", "outputs"})
_INLINE_PARALLEL: Final = frozenset({"type", "task", *_PORTS, *parallel.SETTINGS})
_INLINE_EXTRA: Final = frozenset({"services", "queue_settings", "identity", "tags", "properties"})


@dataclass(slots=True)
class StepWriter:
    document: PipelineDocument
    _fed: dict[str, dict[str, Binding]] = field(default_factory=dict)
    _given: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.document.bindings:
            if one.target.node is not None:
                self._fed.setdefault(one.target.node, {})[one.target.port] = one
            elif one.source.node is not None:
                self._given.setdefault(one.source.node, {})[one.source.port] = one.target.port

    def is_plain(self, node: StepNode) -> bool:
        """Whether the step stands alone: nothing is bound, and it can be written inline."""
        key = next(key for key, other in self.document.nodes.items() if other is node)
        return not self.document.bindings and self._is_inline(key, node)

    def is_plain_sweep(self, node: StepNode) -> bool:
        """The same of a sweep whose trial can be written as that of a sweep job."""
        spec = node.component
        if not isinstance(spec, dict) or node.type != "sweep" or self.document.bindings:
            return False
        if set(spec) - _INLINE_SPEC - _OF_A_TRIAL or node.comment is not None:
            return False
        if not isinstance(spec.get("command"), str) or not spec.get("environment"):
            return False
        if node.distribution or set(node.extra) - set(SETTINGS) - _INLINE_EXTRA:
            return False
        key = next(key for key, other in self.document.nodes.items() if other is node)
        return self._declares_what_is_given(key, node, spec) and _plain_outputs(node, spec)

    def sweep_job(self, key: str) -> dict[str, Any]:
        """The keys of a sweep job that are not those of every job."""
        node = self.document.nodes[key]
        if not isinstance(node, StepNode) or not isinstance(node.component, dict):
            return {}
        spec = node.component
        trial = {name: spec.get(name) for name in ("command", "code", "environment")}
        trial |= {"environment_variables": node.environment_variables}
        trial |= {name: spec.get(name) for name in sorted(_OF_A_TRIAL)}
        told = {
            "trial": {name: value for name, value in trial.items() if value not in (None, {})},
            "compute": node.compute,
            "inputs": self._inputs(key, node),
            "outputs": self._outputs(key, node, is_inline=True),
            **{name: node.extra.get(name) for name in SETTINGS if name != "limits"},
            "limits": node.limits,
            "resources": node.resources,
            **node.extra,
        }
        return {name: value for name, value in told.items() if value not in (None, {})}

    def step(self, key: str) -> dict[str, Any]:
        node = self.document.nodes[key]
        if not isinstance(node, StepNode):
            return {}
        if node.type in control.KINDS:
            return self._control(key, node)
        is_inline = self._is_inline(key, node)
        inputs = self._inputs(key, node)
        own = {name: inputs.pop(name) for name in not_here.data_keys(inputs, node.type)}
        told = {
            **self._head(node, is_inline),
            "display_name": node.display_name,
            "comment": node.comment,
            "compute": node.compute,
            **own,
            "inputs": inputs,
            "outputs": self._outputs(key, node, is_inline),
            "environment_variables": node.environment_variables,
            "resources": node.resources,
            "distribution": node.distribution,
            "limits": node.limits,
            **node.extra,
        }
        return {name: value for name, value in told.items() if value not in (None, {})}

    def _control(self, key: str, node: StepNode) -> dict[str, Any]:
        inputs = self._inputs(key, node)
        port = control.DECIDES.get(node.type, "")
        told = {
            "type": node.type,
            "display_name": node.display_name,
            "comment": node.comment,
            **({port: inputs[port]} if port in inputs else {}),
            **node.extra,
            "limits": node.limits,
            "outputs": self._outputs(key, node, is_inline=False),
        }
        return {name: value for name, value in told.items() if value not in (None, {})}

    def _head(self, node: StepNode, is_inline: bool) -> dict[str, Any]:
        component = node.component
        if is_inline and isinstance(component, dict):
            body = {key: component.get(key) for key in component if key not in _PORTS}
            order = ("type", "command", "code", "environment")
            return {"type": node.type, **{key: body[key] for key in order if key in body}, **body}
        if not not_here.has_body(node):
            return {"type": node.type}
        key = "trial" if node.type == "sweep" else "component"
        return {"type": node.type, key: component}

    def _is_inline(self, key: str, node: StepNode) -> bool:
        spec = node.component
        if not isinstance(spec, dict) or node.comment is not None or not _is_step(node, spec):
            return False
        may_stand = _INLINE_EXTRA | set(parallel.SETTINGS if node.type == parallel.KIND else ())
        if set(node.extra) - may_stand or set(node.resources) - RESOURCE_KEYS:
            return False
        told = (node.resources, node.distribution, node.limits)
        named = dict(zip(("resources", "distribution", "limits"), told, strict=True))
        if any(bound_settings({**spec, **node.extra, **named})):
            return False
        return self._declares_what_is_given(key, node, spec) and _plain_outputs(node, spec)

    def _declares_what_is_given(self, key: str, node: StepNode, spec: Mapping[str, Any]) -> bool:
        """Reading the step again would declare the same inputs."""
        declared = spec.get("inputs", {})
        fed = self._fed.get(key, {})
        if not isinstance(declared, dict) or set(declared) != {*node.values, *fed}:
            return False
        blank = dict.fromkeys(declared, UNTYPED)
        apart = node.model_copy(update={"component": {**spec, "inputs": blank}})
        bound = {(key, name): one for name, one in fed.items()}
        document = self.document
        found = infer(document, lambda k, p: inline_output_type(document, k, p), key, apart, bound)
        for name, value in node.values.items():
            if name not in found:
                found[name] = _given_type(value)  # type: ignore[assignment]
        return all(
            port == ({"type": found[name]} if name in found else UNTYPED)
            for name, port in declared.items()
        )

    def _inputs(self, key: str, node: StepNode) -> dict[str, Any]:
        fed = self._fed.get(key, {})
        told: dict[str, Any] = {
            name: self._source(one) for name, one in fed.items() if name not in node.values
        }
        for name, value in node.values.items():
            told[name] = self._source(fed[name]) if name in fed else _value(value)
        return told

    def _source(self, one: Binding) -> Any:
        if one.source.node is None:
            text = f"${{{{parent.inputs.{one.source.port}}}}}"
        else:
            node = self.document.nodes.get(one.source.node)
            if isinstance(node, DataNode):
                mode = {"mode": one.mode} if one.mode else {}
                return {"type": node.type, "path": node.path, **mode}
            text = f"${{{{parent.jobs.{one.source.node}.{one.via}.{one.source.port}}}}}"
        if one.mode is None:
            return text
        table = {"type": "mltable"} if one.mode.startswith("eval_") else {}
        return {**table, "path": text, "mode": one.mode}

    def _outputs(self, key: str, node: StepNode, is_inline: bool) -> dict[str, Any]:
        given = self._given.get(key, {})
        types = _declared_outputs(node) if is_inline else {}
        told: dict[str, Any] = {}
        for name in dict.fromkeys([*types, *node.outputs, *given]):
            settings = node.outputs.get(name, OutputSettings()).model_dump(exclude_none=True)
            if types.get(name) not in (None, "uri_folder"):
                settings = {"type": types[name], **settings}
            if name in given:
                text = f"${{{{parent.outputs.{given[name]}}}}}"
                told[name] = {**settings, "path": text} if settings else text
            else:
                told[name] = settings
        return told


def _is_step(node: StepNode, spec: Mapping[str, Any]) -> bool:
    """Whether the keys of the specification may stand on a step of its kind."""
    if spec.get("type", "command") != node.type:
        return False
    if node.type == parallel.KIND:
        return not set(spec) - _INLINE_PARALLEL and isinstance(spec.get("task"), dict)
    if node.type != "command" or set(spec) - _INLINE_SPEC:
        return False
    return isinstance(spec.get("command"), str) and bool(spec.get("environment"))


def _declared_outputs(node: StepNode) -> dict[str, str]:
    outputs = node.component.get("outputs", {}) if isinstance(node.component, dict) else {}
    return {name: port["type"] for name, port in outputs.items()}


def _plain_outputs(node: StepNode, spec: Mapping[str, Any]) -> bool:
    declared = spec.get("outputs", {})
    if not isinstance(declared, dict) or set(node.outputs) - set(declared):
        return False
    for name, port in declared.items():
        is_plain = (
            isinstance(port, dict) and set(port) == {"type"} and isinstance(port["type"], str)
        )
        if not is_plain or not names.OUTPUT.fullmatch(name):
            return False
    return not any(settings.type for settings in node.outputs.values())


def _given_type(value: DataValue | Scalar) -> str:
    return value.type if isinstance(value, DataValue) else scalars.inferred_type(value)


def _value(value: DataValue | Scalar) -> Any:
    if not isinstance(value, DataValue):
        return value
    told = value.model_dump(exclude_none=True)
    return {"type": told.pop("type"), **told}
