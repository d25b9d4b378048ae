"""Packs pipelines: their own values, and each step with the component file that it names."""

from collections.abc import Mapping
from typing import Any

from designer.graph import flows, shape
from designer.graph.expressions import whole
from designer.graph.pack_parts import Packing

_NOT_FILES = ("azureml:", "azureml://", "/subscriptions/")


def pack_pipeline(packing: Packing, raw: dict[str, Any], is_job: bool) -> dict[str, Any]:
    packed = packing.values(raw, {}) if is_job else dict(raw)
    if is_job and "component" in raw:
        component = _component(packing, raw["component"], "component")
        packed = {**packed, "component": component}
        types = _declared_types(component)
        packed = packing.values(packed, types)
    jobs = raw.get("jobs")
    if isinstance(jobs, dict):
        packed["jobs"] = {key: _step(packing.at("jobs", key), step) for key, step in jobs.items()}
        for key, step in jobs.items():
            if _has_items(step):
                types = _types_of_body(step, packed["jobs"])
                items = _items(packing.at("jobs", key), step["items"], types)
                packed["jobs"][key] = {**step, "items": items}
    return packed


def _has_items(step: Any) -> bool:
    return (
        isinstance(step, dict)
        and str(step.get("type")).lower() == "parallel_for"
        and "items" in step
    )


def _types_of_body(step: Mapping[str, Any], packed: Mapping[str, Any]) -> Mapping[str, str]:
    """What the step that a loop runs declares, where that is known here."""
    body = whole(step.get("body"))
    found = packed.get(body.step) if body is not None else None
    return _declared_types(found.get("component")) if isinstance(found, dict) else {}


def _step(packing: Packing, raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    if str(raw.get("type")).lower() == "parallel_for":
        return raw
    if "component" in raw:
        component = _component(packing, raw["component"], "component")
        return packing.values({**raw, "component": component}, _declared_types(component))
    if "trial" in raw:
        trial = _component(packing, raw["trial"], "trial")
        return packing.values({**raw, "trial": trial}, _declared_types(trial))
    packed = packing.component({k: v for k, v in raw.items() if k != "additional_includes"})
    if "additional_includes" in raw:
        packed["additional_includes"] = raw["additional_includes"]
    return packing.values(packed, {})


def _items(packing: Packing, written: Any, types: Mapping[str, str]) -> Any:
    """The items of a ``parallel_for`` with the data that they give by path uploaded."""
    if isinstance(written, dict):
        return {key: _item(packing.at("items", key), one, types) for key, one in written.items()}
    if isinstance(written, list):
        return [_item(packing.at("items", n), one, types) for n, one in enumerate(written)]
    return written


def _item(packing: Packing, one: Any, types: Mapping[str, str]) -> Any:
    if not isinstance(one, dict):
        return one
    return {name: packing.at(name).value(value, types.get(name)) for name, value in one.items()}


def _component(packing: Packing, written: Any, key: str) -> Any:
    """The specification behind ``component:``; references to registered ones stay."""
    if isinstance(written, dict):
        packing.at(key).say_nameless("component", written)
        return _specification(packing.at(key), written)
    if not isinstance(written, str) or not is_local(written):
        return written
    found = packing.yaml_file(written.removeprefix("file:"), key)
    if found is None:
        return written
    source, inner = found
    cached = ("component", source.file)
    if cached not in packing.cache:
        packing.cache[cached] = _specification(inner, source.data)
    return packing.cache[cached]


def is_local(written: str) -> bool:
    """Whether ``component:`` names a file: with ``file:``, a slash or a YAML ending."""
    if written.startswith(_NOT_FILES) or "${{" in written:
        return False
    if written.startswith("file:"):
        return True
    return "/" in written or written.endswith((".yml", ".yaml"))


def _specification(packing: Packing, raw: dict[str, Any]) -> dict[str, Any]:
    if flows.is_flow(raw):
        return flows.as_component(raw, packing.folder.name, packing.flow_of(raw))
    if raw.get("type") == "pipeline":
        return pack_pipeline(packing, raw, is_job=False)
    return packing.component(raw)


def _declared_types(component: Any) -> Mapping[str, str]:
    inputs = shape.mapping(component, "inputs") if isinstance(component, dict) else {}
    return {
        name: str(declared.get("type"))
        for name, declared in inputs.items()
        if isinstance(declared, dict)
    }
