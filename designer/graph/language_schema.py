"""JSON Schemas of the YAML language, for editors: completion, and a word on each key.

Made from the tables that the checks themselves read, so that a key is written down once. A schema
helps with typing; what is right or wrong is said by the checks alone, which know far more.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from designer.graph import (
    components,
    control,
    declarations,
    environments,
    kinds,
    pipelines,
    runsettings,
    shape,
    steps,
    sweep_settings,
    sweeps,
    values,
)
from designer.graph.document import DATA_TYPES
from designer.graph.key_words import WORDS
from designer.graph.schema import DIALECT

Schema = dict[str, Any]
KINDS: Final = (
    "pipeline job",
    "command job",
    "sweep job",
    "pipeline component",
    "command component",
)
_SHAPES: Final[Mapping[shape.Kind, Schema]] = {
    "text": {"type": "string"},
    "scalar": {"type": ["string", "number", "boolean"]},
    "map": {"type": "object"},
    "list": {"type": "array"},
    "flag": {"type": "boolean"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "any": {},
}


def language_schema(kind: str) -> Schema:
    """The schema of one kind of file. Raises KeyError for a kind that has none."""
    return {
        "$schema": DIALECT,
        "title": f"{kind[0].upper()}{kind[1:]}",
        **_TOPS[kind](),
        "$defs": _definitions(),
    }


def _pipeline_job() -> Schema:
    return _mapping(
        "job",
        pipelines.KEYS["pipeline job"],
        type=_one_of(["pipeline"]),
        inputs=_named("value"),
        outputs=_named("output"),
        jobs=_named("step"),
        settings=_mapping("settings", dict.fromkeys(pipelines.SETTINGS, "any")),
        **_TAGS,
    )


def _command_job() -> Schema:
    return _mapping(
        "job",
        pipelines.KEYS["command job"],
        type=_one_of(["command"]),
        inputs=_named("value"),
        outputs=_named("output"),
        **_RUN,
        **_TAGS,
    )


def _sweep_job() -> Schema:
    return _mapping(
        "job",
        pipelines.KEYS["sweep job"],
        type=_one_of(["sweep"]),
        inputs=_named("value"),
        outputs=_named("output"),
        **_RUN,
        **_TAGS,
    )


def _pipeline_component() -> Schema:
    return _mapping(
        "component",
        pipelines.KEYS["pipeline component"],
        type=_one_of(["pipeline"]),
        inputs=_named("input declaration"),
        outputs=_named("output declaration"),
        jobs=_named("step"),
        **_TAGS,
    )


def _command_component() -> Schema:
    return _mapping(
        "component",
        components.KEYS,
        type=_one_of(["command"]),
        inputs=_named("input declaration"),
        outputs=_named("output declaration"),
        **_RUN,
        **_TAGS,
    )


_TOPS: Final = {
    "pipeline job": _pipeline_job,
    "command job": _command_job,
    "sweep job": _sweep_job,
    "pipeline component": _pipeline_component,
    "command component": _command_component,
}


def _definitions() -> dict[str, Schema]:
    return {
        "step": _mapping(
            "step",
            _together(*steps.KEYS.values(), sweeps.STEP, *control.KEYS.values()),
            type=_one_of(kinds.NODE_TYPES),
            inputs=_named("value"),
            outputs=_named("output"),
            **_RUN,
            **_TAGS,
        ),
        "value": {
            "anyOf": [
                _SHAPES["scalar"],
                _mapping(
                    "value",
                    values.KEYS["input"],
                    type=_one_of(DATA_TYPES),
                    mode=_one_of(values.INPUT_MODES),
                ),
            ]
        },
        "output": {
            "anyOf": [
                _SHAPES["text"],
                _mapping(
                    "output",
                    values.KEYS["output"],
                    type=_one_of(DATA_TYPES),
                    mode=_one_of(values.OUTPUT_MODES),
                ),
            ]
        },
        "input declaration": _mapping(
            "declaration",
            declarations.KEYS["input"],
            type=_one_of(declarations.ALL_TYPES),
            mode=_one_of(declarations.MODES),
        )
        | {"required": ["type"]},
        "output declaration": _mapping(
            "declaration",
            declarations.KEYS["output"],
            type=_one_of(declarations.ALL_TYPES),
            mode=_one_of(declarations.MODES),
        )
        | {"required": ["type"]},
        "environment": {
            "anyOf": [_SHAPES["text"], _mapping("environment", environments.KEYS)],
        },
        "resources": _mapping("resources", runsettings.KEYS["resources"]),
        "limits": _mapping(
            "limits",
            _together(runsettings.KEYS["limits"], sweep_settings.KEYS["limits"], control.LIMITS),
        ),
        "distribution": _distribution(),
    }


def _distribution() -> Schema:
    keys = _together(*runsettings.DISTRIBUTIONS.values())
    return _mapping("distribution", keys, type=_one_of(runsettings.DISTRIBUTIONS))


def _together(*tables: shape.Keys) -> shape.Keys:
    """All keys of all kinds: the checks say which belongs to which."""
    together: dict[str, shape.Kind] = {}
    for keys in tables:
        together |= keys
    return together


def _mapping(context: str, keys: shape.Keys, **known: Schema) -> Schema:
    properties = {}
    for key, kind in keys.items():
        found = known.get(key, _SHAPES[kind])
        words = WORDS.get(f"{context}.{key}") or WORDS.get(key)
        properties[key] = found | ({"description": words} if words else {})
    return {"type": "object", "properties": properties}


def _one_of(allowed: Iterable[str]) -> Schema:
    found = allowed if isinstance(allowed, tuple | list) else sorted(allowed)
    return {"type": "string", "enum": list(found)}


def _named(what: str) -> Schema:
    """A mapping from names that people choose."""
    return {"type": "object", "additionalProperties": _ref(what)}


def _ref(what: str) -> Schema:
    return {"$ref": f"#/$defs/{what.replace(' ', '%20')}"}


_TEXTS: Final[Schema] = {"type": "object", "additionalProperties": {"type": "string"}}
_TAGS: Final[Mapping[str, Schema]] = {"tags": _TEXTS, "properties": _TEXTS}
_RUN: Final[Mapping[str, Schema]] = {
    "environment": _ref("environment"),
    "resources": _ref("resources"),
    "limits": _ref("limits"),
    "distribution": _ref("distribution"),
    "environment_variables": {
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean"]},
    },
}
