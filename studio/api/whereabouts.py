"""Addresses that name no workspace: which one holds the thing, among those that the asker sees."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.access import seen_by
from studio.api.views import person
from studio.lib.errors import NotFound


class WhereaboutsSerializer(serializers.Serializer[dict[str, str]]):
    workspace = serializers.CharField()

    class Meta:
        ref_name = "Whereabouts"


def where_is(request: Request, noun: str, name: object, rows: "QuerySet[Any]") -> Response:
    """The workspace that holds the newest of ``rows``; what the asker may not see is not there."""
    found = rows.filter(workspace__in=seen_by(person(request))).order_by("-pk")
    workspace = found.values_list("workspace__name", flat=True).first()
    if workspace is None:
        raise NotFound(
            f"{noun}-not-found",
            f'There is no {noun} "{name}", or you have no access to it.',
            hint="An owner of its workspace can make you a member.",
        )
    return Response({"workspace": workspace})
