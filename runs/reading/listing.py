"""Which jobs a list shows: filters over root jobs, or over the children of one."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from drf_spectacular.utils import OpenApiParameter

from designer.models import Compute
from designer.operations.search import with_tag
from runs.models import ROOTS, SHOWN, ComponentUse, Experiment, Job, Status
from studio.lib.errors import Invalid
from studio.models import Workspace

MOST_WORDS = 10
FEW_STEPS = 1000
ARCHIVED = ("false", "true", "all")
PARAMETERS = [
    OpenApiParameter("status", str, description="One or more, with commas."),
    OpenApiParameter(
        "search", str, description="Words, each found in name, display name, experiment or tags."
    ),
    OpenApiParameter("experiment", str),
    OpenApiParameter(
        "component", str, description="name or name:version: jobs with a step that uses it."
    ),
    OpenApiParameter("created_by", str, description="Name of a person."),
    OpenApiParameter(
        "source", str, description="cli, designer, sdk, schedule, resubmit, sample, mlflow."
    ),
    OpenApiParameter("tag", str, description="name, or name:value."),
    OpenApiParameter("compute", str, description="Name: jobs with a step on it."),
    OpenApiParameter("created_after", str, description="A moment in ISO 8601 with its zone."),
    OpenApiParameter("created_before", str, description="Likewise; that moment not included."),
    OpenApiParameter("draft", int),
    OpenApiParameter("parent", str, description="Name of a job: its children, in their order."),
    OpenApiParameter("archived", str, enum=list(ARCHIVED)),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Checked filters; empty ones let everything through."""

    status: tuple[str, ...] = ()
    search: str = ""
    experiment: str = ""
    component: str = ""
    created_by: str = ""
    source: str = ""
    tag: str = ""
    compute: str = ""
    created_after: datetime | None = None
    created_before: datetime | None = None
    draft: int | None = None
    parent: str = ""
    archived: bool | None = False


def wanted(query: Mapping[str, str]) -> Wanted:
    """From a query string. Raises Invalid, naming the parameter."""
    status = tuple(one.strip() for one in query.get("status", "").split(",") if one.strip())
    for one in status:
        if one not in Status.values:
            raise bad_filter("status", one, Status.values)
    archived = query.get("archived") or "false"
    if archived not in ARCHIVED:
        raise bad_filter("archived", archived, ARCHIVED)
    draft = query.get("draft", "")
    if draft and not (draft.isascii() and draft.isdecimal() and len(draft) < 19):
        raise bad_filter("draft", draft, ("the number of a draft",))
    return Wanted(
        status=status,
        search=query.get("search", ""),
        experiment=query.get("experiment", ""),
        component=query.get("component", ""),
        created_by=query.get("created_by", ""),
        source=query.get("source", ""),
        tag=query.get("tag", ""),
        compute=query.get("compute", ""),
        created_after=_moment(query, "created_after"),
        created_before=_moment(query, "created_before"),
        draft=int(draft) if draft else None,
        parent=query.get("parent", ""),
        archived=None if archived == "all" else archived == "true",
    )


def _moment(query: Mapping[str, str], name: str) -> datetime | None:
    raw = query.get(name, "")
    if not raw:
        return None
    try:
        # The "+" of a zone that was not escaped arrives as a space.
        found = datetime.fromisoformat(re.sub(r" (\d\d:\d\d)$", r"+\1", raw))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise bad_filter(name, raw, ("a moment such as 2026-01-31T09:05:00+00:00",))
    return found


def bad_filter(name: str, value: str, known: Sequence[str]) -> Invalid:
    return Invalid(
        "bad-filter",
        f'{name}: "{value[:40]}" is not one of {", ".join(known)}.',
        place=name,
    )


def narrow(workspace: Workspace, only: Wanted) -> "QuerySet[Job]":
    """Jobs of ``workspace``, in no order yet."""
    rows = Job.objects.filter(workspace=workspace)
    rows = rows.filter(SHOWN, parent__name=only.parent) if only.parent else rows.filter(ROOTS)
    if only.status:
        rows = rows.filter(status__in=only.status)
    if only.experiment:
        rows = rows.filter(experiment__name=only.experiment)
    if only.created_by:
        rows = rows.filter(created_by__username=only.created_by)
    if only.source:
        rows = rows.filter(source=only.source)
    if only.tag:
        rows = with_tag(rows, only.tag)
    if only.created_after:
        rows = rows.filter(created_at__gte=only.created_after)
    if only.created_before:
        rows = rows.filter(created_at__lt=only.created_before)
    if only.compute:
        rows = rows.filter(_on_compute(workspace, only.compute))
    if only.draft is not None:
        rows = rows.filter(draft=only.draft)
    if only.archived is not None:
        rows = rows.filter(archived=only.archived)
    if only.component:
        rows = rows.filter(pk__in=_roots_using(workspace, only.component))
    return _searched(rows, workspace, only.search.split())


def _searched(rows: "QuerySet[Job]", workspace: Workspace, words: Sequence[str]) -> "QuerySet[Job]":
    if not words:
        return rows
    rows = rows.annotate(tags_text=Cast("tags", TextField()))
    for word in words[:MOST_WORDS]:
        experiments = Experiment.objects.filter(workspace=workspace, name__icontains=word)
        found = Q(name__icontains=word) | Q(display_name__icontains=word)
        found |= Q(tags_text__icontains=word)
        # Neither a join nor a subquery: SQLite takes three times as long over 100,000 jobs then.
        found |= Q(experiment__in=list(experiments.values_list("pk", flat=True)))
        # SQLite keeps JSON as it was written, with everything beyond ASCII escaped.
        if (escaped := json.dumps(word)[1:-1]) != word:
            found |= Q(tags_text__icontains=escaped)
        rows = rows.filter(found)
    return rows


def _on_compute(workspace: Workspace, name: str) -> Q:
    """A compute with few steps gives its jobs; with many, each job is asked in the list's order,
    so that a page is soon full."""
    computes = list(Compute.objects.filter(workspace=workspace, name=name))
    steps = Job.objects.filter(compute__in=computes)
    few = list(_roots(steps).values_list("top", flat=True)[: FEW_STEPS + 1])
    if len(few) <= FEW_STEPS:
        return Q(pk__in=set(few))
    return Q(compute__in=computes) | Q(Exists(steps.filter(root=OuterRef("pk"))))


def _roots_using(workspace: Workspace, reference: str) -> "QuerySet[Any, Any]":
    name, _, version = reference.removeprefix("azureml:").partition(":")
    if not version:
        uses = ComponentUse.objects.filter(component__workspace=workspace, component__name=name)
        return uses.values("root")
    users = Job.objects.filter(component__asset__workspace=workspace, component__asset__name=name)
    users = users.filter(component__version=version)
    return _roots(users).values("top")


def _roots(jobs: "QuerySet[Job]") -> "QuerySet[Any]":
    """With the id of the root of each as ``top``."""
    return jobs.annotate(top=Coalesce(F("root_id"), F("pk")))
