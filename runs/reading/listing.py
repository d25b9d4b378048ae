"""Which jobs a list shows: filters over root jobs, or over the children of one."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from rest_framework import serializers

from runs.models import Job, Status
from studio.models import Workspace

ARCHIVED = {"true": True, "false": False}


class JobQuerySerializer(serializers.Serializer[Any]):
    """The query string of the list."""

    status = serializers.CharField(required=False, help_text="One or more, with commas.")
    search = serializers.CharField(
        required=False, help_text="Words; each must be in name, display name, experiment or tags."
    )
    experiment = serializers.CharField(required=False)
    component = serializers.CharField(
        required=False, help_text="name or name:version: jobs with a step that uses it."
    )
    draft = serializers.IntegerField(required=False)
    parent = serializers.CharField(required=False, help_text="Name of a job: its children.")
    archived = serializers.ChoiceField(choices=["false", "true", "all"], default="false")
    sort = serializers.ChoiceField(choices=["-created_at"], default="-created_at")

    def validate_status(self, value: str) -> list[str]:
        wanted = [one.strip() for one in value.split(",") if one.strip()]
        unknown = [one for one in wanted if one not in Status.values]
        if unknown:
            raise serializers.ValidationError(
                f'There is no status "{unknown[0]}". Known: {", ".join(Status.values)}.'
            )
        return wanted


def narrow(workspace: Workspace, query: Mapping[str, Any]) -> "QuerySet[Job]":
    """Jobs of ``workspace`` for a checked query, in no order yet."""
    rows = Job.objects.filter(workspace=workspace)
    if parent := query.get("parent"):
        rows = rows.filter(parent__name=parent)
    else:
        rows = rows.filter(parent=None)
    if status := query.get("status"):
        rows = rows.filter(status__in=status)
    if experiment := query.get("experiment"):
        rows = rows.filter(experiment__name=experiment)
    if draft := query.get("draft"):
        rows = rows.filter(draft=draft)
    if query.get("archived", "false") != "all":
        rows = rows.filter(archived=ARCHIVED[query.get("archived", "false")])
    if component := query.get("component"):
        rows = rows.filter(pk__in=_roots_using(workspace, component))
    return _searched(rows, str(query.get("search", "")).split())


def _searched(rows: "QuerySet[Job]", words: Sequence[str]) -> "QuerySet[Job]":
    if not words:
        return rows
    rows = rows.annotate(tags_text=Cast("tags", TextField()))
    for word in words:
        # SQLite keeps JSON as it was written, with everything beyond ASCII escaped.
        escaped = json.dumps(word)[1:-1]
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(display_name__icontains=word)
            | Q(experiment__name__icontains=word)
            | Q(tags_text__icontains=word)
            | Q(tags_text__icontains=escaped)
        )
    return rows


def _roots_using(workspace: Workspace, reference: str) -> "QuerySet[Job, Any]":
    name, _, version = reference.removeprefix("azureml:").partition(":")
    users = Job.objects.filter(component__asset__workspace=workspace, component__asset__name=name)
    if version:
        users = users.filter(component__version=version)
    return users.annotate(top=Coalesce(F("root_id"), F("pk"))).values("top")
