"""Schemas of the files that are no jobs and no components."""

from collections.abc import Callable, Mapping
from typing import Final

from designer.graph import environments, kinds, others, schedules
from designer.graph.language_schema_parts import (
    SHAPES,
    TAGS,
    Schema,
    mapping,
    named,
    one_of,
    together,
)


def _data() -> Schema:
    return mapping("data", others.KEYS["data"], type=one_of(others.DATA_TYPES), **TAGS)


def _model() -> Schema:
    return mapping("model", others.KEYS["model"], type=one_of(others.MODEL_TYPES), **TAGS)


def _environment() -> Schema:
    return mapping(
        "environment",
        environments.KEYS,
        build=mapping("build", environments.BUILD),
        os_type=one_of(["linux", "windows"]),
        **TAGS,
    )


def _compute() -> Schema:
    return mapping(
        "compute",
        others.KEYS["compute"],
        type=one_of(kinds.COMPUTE_TYPES),
        tier=one_of(others.TIERS),
        min_instances=SHAPES["whole"],
        max_instances=SHAPES["whole"],
        **TAGS,
    )


def _datastore() -> Schema:
    return mapping(
        "datastore", others.KEYS["datastore"], type=one_of(kinds.DATASTORE_TYPES), **TAGS
    )


def _schedule() -> Schema:
    return mapping(
        "schedule",
        schedules.KEYS,
        trigger=mapping(
            "trigger",
            schedules.TRIGGER,
            type=one_of(["cron", "recurrence"]),
            frequency=one_of(schedules.FREQUENCIES),
            schedule=mapping("recurrence", schedules.SCHEDULE),
        ),
        create_job={
            "anyOf": [
                SHAPES["text"],
                mapping(
                    "create_job",
                    together(*schedules.CREATE_JOB.values()),
                    type=one_of(schedules.CREATE_JOB),
                    inputs=named("value"),
                    outputs=named("output"),
                ),
            ]
        },
        **TAGS,
    )


FILES: Final[Mapping[str, Callable[[], Schema]]] = {
    "data": _data,
    "environment": _environment,
    "model": _model,
    "compute": _compute,
    "datastore": _datastore,
    "schedule": _schedule,
}
