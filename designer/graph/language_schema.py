"""JSON Schemas of the YAML language, for editors: completion, and a word on each key.

Made from the tables that the checks themselves read, so that a key is written down once. A schema
helps with typing; what is right or wrong is said by the checks alone, which know far more.
"""

from collections.abc import Callable, Mapping
from typing import Final

from designer.graph import (
    components,
    control,
    declarations,
    environments,
    kinds,
    parallel,
    pipelines,
    runsettings,
    steps,
    sweep_settings,
    sweeps,
    values,
)
from designer.graph.document import DATA_TYPES
from designer.graph.language_schema_files import FILES
from designer.graph.language_schema_parts import (
    RUN,
    SHAPES,
    TAGS,
    Schema,
    mapping,
    named,
    one_of,
    ref,
    together,
)
from designer.graph.schema import DIALECT

KINDS: Final = (
    "pipeline job",
    "command job",
    "sweep job",
    "pipeline component",
    "command component",
    "parallel component",
    *FILES,
)


def language_schema(kind: str) -> Schema:
    """The schema of one kind of file. Raises KeyError for a kind that has none."""
    return {
        "$schema": DIALECT,
        "title": f"{kind[0].upper()}{kind[1:]}",
        **_TOPS[kind](),
        "$defs": _definitions(),
    }


def _pipeline_job() -> Schema:
    return mapping(
        "job",
        pipelines.KEYS["pipeline job"],
        type=one_of(["pipeline"]),
        inputs=named("value"),
        outputs=named("output"),
        jobs=named("step"),
        settings=mapping("settings", dict.fromkeys(pipelines.SETTINGS, "any")),
        **TAGS,
    )


def _command_job() -> Schema:
    return mapping(
        "job",
        pipelines.KEYS["command job"],
        type=one_of(["command"]),
        inputs=named("value"),
        outputs=named("output"),
        **RUN,
        **TAGS,
    )


def _sweep_job() -> Schema:
    return mapping(
        "job",
        pipelines.KEYS["sweep job"],
        type=one_of(["sweep"]),
        inputs=named("value"),
        outputs=named("output"),
        **RUN,
        **TAGS,
    )


def _pipeline_component() -> Schema:
    return mapping(
        "component",
        pipelines.KEYS["pipeline component"],
        type=one_of(["pipeline"]),
        inputs=named("input declaration"),
        outputs=named("output declaration"),
        jobs=named("step"),
        **TAGS,
    )


def _command_component() -> Schema:
    return mapping(
        "component",
        components.KEYS,
        type=one_of(["command"]),
        inputs=named("input declaration"),
        outputs=named("output declaration"),
        **RUN,
        **TAGS,
    )


def _parallel_component() -> Schema:
    return mapping(
        "component",
        parallel.KEYS,
        type=one_of(["parallel"]),
        inputs=named("input declaration"),
        outputs=named("output declaration"),
        task=ref("task"),
        **_PARALLEL,
        **RUN,
        **TAGS,
    )


_PARALLEL: Final[Mapping[str, Schema]] = {
    "mini_batch_size": SHAPES["text"],
    "partition_keys": SHAPES["texts"],
    "logging_level": one_of(parallel.LEVELS),
    "retry_settings": mapping("retry_settings", parallel.RETRY),
}
_TOPS: Final[Mapping[str, Callable[[], Schema]]] = {
    "pipeline job": _pipeline_job,
    "command job": _command_job,
    "sweep job": _sweep_job,
    "pipeline component": _pipeline_component,
    "command component": _command_component,
    "parallel component": _parallel_component,
    **FILES,
}


def _definitions() -> dict[str, Schema]:
    return {
        "step": mapping(
            "step",
            together(*steps.KEYS.values(), sweeps.STEP, *control.KEYS.values(), parallel.STEP_KEYS),
            type=one_of(kinds.NODE_TYPES),
            inputs=named("value"),
            outputs=named("output"),
            task={"anyOf": [SHAPES["text"], ref("task")]},
            **_PARALLEL,
            **RUN,
            **TAGS,
        ),
        "value": {
            "anyOf": [
                SHAPES["scalar"],
                mapping(
                    "value",
                    values.KEYS["input"],
                    type=one_of(DATA_TYPES),
                    mode=one_of(values.INPUT_MODES),
                ),
            ]
        },
        "output": {
            "anyOf": [
                SHAPES["text"],
                mapping(
                    "output",
                    values.KEYS["output"],
                    type=one_of(DATA_TYPES),
                    mode=one_of(values.OUTPUT_MODES),
                ),
            ]
        },
        "input declaration": mapping(
            "declaration",
            declarations.KEYS["input"],
            type=one_of(declarations.ALL_TYPES),
            mode=one_of(declarations.MODES),
        )
        | {"required": ["type"]},
        "output declaration": mapping(
            "declaration",
            declarations.KEYS["output"],
            type=one_of(declarations.ALL_TYPES),
            mode=one_of(declarations.MODES),
        )
        | {"required": ["type"]},
        "environment": {
            "anyOf": [SHAPES["text"], mapping("environment", environments.KEYS)],
        },
        "task": mapping(
            "task",
            parallel.TASK,
            type=one_of(parallel.TASK_TYPES),
            environment=ref("environment"),
        ),
        "resources": mapping("resources", runsettings.KEYS["resources"]),
        "limits": mapping(
            "limits",
            together(runsettings.KEYS["limits"], sweep_settings.KEYS["limits"], control.LIMITS),
        ),
        "distribution": _distribution(),
    }


def _distribution() -> Schema:
    keys = together(*runsettings.DISTRIBUTIONS.values())
    return mapping("distribution", keys, type=one_of(runsettings.DISTRIBUTIONS))
