"""What the lists of components, data assets and environments share: filters, paging, versions."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Count, Max, Model, OuterRef, Q, QuerySet, Subquery
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from designer.api.wire import VersionItem, moment, who
from designer.models.assets import Asset, AssetVersion
from designer.operations import search
from designer.operations.versions import Kind
from studio.api.views import CursorPage
from studio.lib.errors import Invalid
from studio.models import Workspace

Row = TypeVar("Row", bound=Model)
A = TypeVar("A", bound=Asset)
V = TypeVar("V", bound=AssetVersion)
# In the picker of each name, where an answer holds many names; a name's own page has all.
PICKED_OF_MANY = 100
BEST = "best"
SORTS = ("-modified_at", "name", "modified_at", "-name", BEST)

LIST_PARAMETERS = [
    OpenApiParameter("search", str, description="Words, each found in name, tags or description."),
    OpenApiParameter("tag", str, description="`name` or `name:value`.", many=True),
    OpenApiParameter("type", str),
    OpenApiParameter("created_by", str, description="Name of who made the latest version."),
    OpenApiParameter("archived", str, enum=["false", "true", "all"]),
    OpenApiParameter(
        "sort",
        str,
        enum=list(SORTS),
        description="best: by how near the name is to `search`; the newest of those first.",
    ),
    OpenApiParameter("cursor", str),
    OpenApiParameter("limit", int),
]


def page(
    kind: Kind[A, V], workspace: Workspace, request: Request
) -> tuple[list[A], Counter[int], str | None]:
    """One page of names with their latest versions joined, how many versions each has, a cursor."""
    wanted = request.query_params
    assets = kind.asset._default_manager.filter(
        workspace=workspace, is_anonymous=False, latest__isnull=False
    )
    assets = search.matching(assets, wanted.get("search", ""))
    for tag in wanted.getlist("tag"):
        assets = search.tagged(assets, tag)
    if wanted.get("type"):
        assets = assets.filter(latest__type=wanted["type"])
    if wanted.get("created_by"):
        assets = assets.filter(latest__created_by__username=wanted["created_by"])
    assets = _archived(assets, wanted.get("archived", "false"))
    assets = assets.select_related("latest__created_by").defer("search_text", "latest__yaml")
    rows, cursor = sorted_page(assets, request, "search_text")
    return rows, counted(kind, [row.pk for row in rows]), cursor


def sorted_page(
    rows: QuerySet[Row], request: Request, text: str | None = None
) -> tuple[list[Row], str | None]:
    """One page in the order that ``sort`` asks for, and the cursor of the next.

    text: as in ``search.by_closeness``.
    """
    order = _sort(request.query_params.get("sort", SORTS[0]))
    if order == BEST:
        words = request.query_params.get("search", "")
        rows, order = search.by_closeness(rows, words, text), "-closeness"
    return CursorPage.of(request).rows(rows, order)


def counted(kind: Kind[A, V], asset_ids: Iterable[int]) -> Counter[int]:
    """How many versions each name has."""
    found = kind.version._default_manager.filter(asset__in=list(asset_ids)).order_by()
    return Counter(dict(found.values_list("asset").annotate(count=Count("pk"))))


def version_items(
    kind: Kind[A, V], asset_ids: Iterable[int], most: int | None = None
) -> dict[int, list[VersionItem]]:
    """The version pickers of several names, newest first, in one query.

    most: only so many of each name; None for all.
    """
    versions = kind.version._default_manager.filter(asset__in=list(asset_ids))
    if most is not None:
        same = kind.version._default_manager.filter(asset=OuterRef("asset")).order_by()
        newest = same.values("asset").annotate(top=Max("number")).values("top")
        versions = versions.filter(number__gt=Subquery(newest) - most)
    found: dict[int, list[VersionItem]] = {}
    columns = ("asset", "version", "created_at", "archived", "asset__archived")
    shown = versions.select_related("asset", "created_by").only(*columns, "created_by__username")
    for one in shown.order_by("-number"):
        asset: Asset = one.asset  # type: ignore[attr-defined]  # each family has its own
        item = VersionItem(
            version=one.version,
            created_at=moment(one.created_at),
            created_by=who(one.created_by),
            archived=asset.archived or one.archived,
        )
        found.setdefault(asset.pk, []).append(item)
    return found


def _archived(assets: QuerySet[A], wanted: str) -> QuerySet[A]:
    hidden = Q(archived=True) | Q(latest__archived=True)
    if wanted == "all":
        return assets
    if wanted == "true":
        return assets.filter(hidden)
    if wanted == "false":
        return assets.exclude(hidden)
    raise Invalid("bad-filter", f'archived: "{wanted}" is none of false, true, all.')


def _sort(wanted: str) -> str:
    if wanted not in SORTS:
        raise Invalid("bad-sort", f'sort: "{wanted}" is none of {", ".join(SORTS)}.')
    return wanted
