"""Creates, changes and deletes a compute: a place with capacity that runs steps."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from designer.graph.scalars import as_number
from designer.models import Compute
from designer.operations.naming import checked_name, checked_tags, checked_text
from designer.operations.plain import plain
from studio.lib.errors import Conflict, Invalid
from studio.models import Workspace
from studio.transaction import writing

RUNNING_TYPES = ("amlcompute", "local")
CARRIED_TYPES = ("computeinstance", "kubernetes", "virtualmachine", "synapsespark")
INSTANCES_MAX = 1000


def create(workspace: Workspace, spec: Mapping[str, Any]) -> tuple[Compute, bool]:
    """The compute as ``spec`` (yaml.md 8.4) wants it, and whether it was made now."""
    stored = plain(spec, "compute")
    name = checked_name(stored.get("name"), "compute")
    if len(name) > 64:
        raise Invalid("compute-name-wrong", "A compute's name has at most 64 characters.")
    fields = _fields(stored)
    with writing():
        compute, created = Compute.objects.get_or_create(
            workspace=workspace, name=name, defaults=fields
        )
        if not created:
            created = compute.deleted_at is not None
            _change(compute, fields)
    return compute, created


def edit(compute: Compute, changes: Mapping[str, Any]) -> None:
    """Change some of what ``create`` takes; the rest stays."""
    fields = _fields({**compute.spec, **_shown(compute), **plain(changes, "compute")})
    with writing():
        _change(compute, fields)


def delete(compute: Compute) -> None:
    """No step is sent to it any more; those that wait on it still run.

    Raises Conflict for the last of a workspace, where steps run that name none.
    """
    with writing():
        others = Compute.present.filter(workspace=compute.workspace_id).exclude(pk=compute.pk)
        if not others.exists():
            raise Conflict(
                "last-compute",
                f'"{compute.name}" is the last compute of the workspace, so it stays.',
                hint="Create another one first: steps need one to run on.",
            )
        compute.deleted_at = timezone.now()
        compute.save(update_fields=["deleted_at"])


def _shown(compute: Compute) -> dict[str, Any]:
    return {
        "type": compute.type,
        "description": compute.description,
        "tags": compute.tags,
        "min_instances": compute.min_instances,
        "max_instances": compute.max_instances,
    }


def _change(compute: Compute, fields: Mapping[str, Any]) -> None:
    if compute.deleted_at is None and compute.type != fields["type"]:
        raise Conflict(
            "compute-name-taken",
            f'"{compute.name}" exists and is of type {compute.type}, not {fields["type"]}.',
            place="name",
        )
    for key, value in {**fields, "deleted_at": None}.items():
        setattr(compute, key, value)
    compute.save(update_fields=[*fields, "deleted_at"])


def _fields(spec: Mapping[str, Any]) -> dict[str, Any]:
    least = _count(spec, "min_instances", 0)
    most = _count(spec, "max_instances", 4)
    if least > most:
        raise Invalid(
            "invalid-compute",
            "min_instances is above max_instances.",
            hint="Lower min_instances, or raise max_instances.",
            place="min_instances",
        )
    if most < 1:
        raise Invalid(
            "invalid-compute",
            "max_instances must be at least 1.",
            hint="It is how many instances steps may take at once.",
            place="max_instances",
        )
    return {
        "type": _type(spec),
        "description": checked_text(spec.get("description"), "description", 10_000),
        "tags": checked_tags(spec.get("tags")),
        "min_instances": least,
        "max_instances": most,
        "spec": dict(spec),
    }


def _type(spec: Mapping[str, Any]) -> str:
    kind = str(spec.get("type", "amlcompute")).lower()
    if kind in CARRIED_TYPES:
        raise Invalid(
            "compute-type-unsupported",
            f'A compute of type "{kind}" cannot run steps here yet.',
            hint=f"Use one of {', '.join(RUNNING_TYPES)}.",
            place="type",
        )
    if kind not in RUNNING_TYPES:
        raise Invalid(
            "compute-type-wrong",
            f'"{kind}" is not a type of compute.',
            hint=f"Use one of {', '.join(RUNNING_TYPES)}.",
            place="type",
        )
    return kind


def _count(spec: Mapping[str, Any], key: str, default: int) -> int:
    """A number, which YAML may hold as text, too."""
    value = spec.get(key, default)
    number = as_number(value)
    if number is None or not number.is_integer() or not 0 <= number <= INSTANCES_MAX:
        raise Invalid(
            "invalid-compute",
            f"`{key}` is a number from 0 to {INSTANCES_MAX}.",
            hint=f"Write a whole number, such as `{key}: 4`.",
            place=key,
        )
    return int(number)
