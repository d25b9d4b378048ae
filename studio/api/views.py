"""What every view under /api/workspaces/<workspace>/ stands on: access first, and paging.

Access is checked before the body is read: strangers get 404 and readers get 403 on every write,
whatever they sent. A POST that changes nothing says so: ``roles = {"POST": Role.READER}``.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar, cast

from django.db.models import DateTimeField, IntegerField, Model, Q, QuerySet
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from studio.access import may, membership
from studio.lib.errors import Invalid
from studio.models import Member, Role, User, Workspace

Row = TypeVar("Row", bound=Model)
CHUNK_BYTES = 256 * 1024


class WorkspaceView(APIView):
    """A view whose URL has ``workspace`` in it.

    ``roles`` names the role that a method needs where it is not READER for GET and CONTRIBUTOR
    for the rest.
    """

    roles: ClassVar[Mapping[str, Role]] = {}
    _member: Member

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self._member = membership(self.user, kwargs["workspace"], self._needed(request))

    def _needed(self, request: Request) -> Role:
        usual = Role.READER if request.method in SAFE_METHODS else Role.CONTRIBUTOR
        return self.roles.get(str(request.method), usual)

    @property
    def user(self) -> User:
        return person(self.request)

    def workspace(self, needed: Role = Role.READER) -> Workspace:
        """The workspace of the URL; raises Denied where the asker's role is below ``needed``."""
        if not may(Role(self._member.role), needed):
            membership(self.user, self._member.workspace.name, needed)
        return self._member.workspace

    def body(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The request's body as ``serializer`` reads it; raises its ValidationError (422)."""
        read = serializer(data=self.request.data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)


def person(request: Request) -> User:
    """Who asks, where the view lets only signed-in people in."""
    return cast(User, request.user)


def body_chunks(request: Request, size: int = CHUNK_BYTES) -> Iterator[bytes]:
    """The raw body, for views that take bytes and no JSON; never more than ``size`` in memory."""
    read = request._request.read
    while chunk := read(size):
        yield chunk


@dataclass(frozen=True)
class CursorPage:
    """``?cursor=&limit=``: keyset paging, which neither skips nor repeats as rows come."""

    limit: int
    after: tuple[Any, int] | None

    DEFAULT: ClassVar[int] = 50
    MOST: ClassVar[int] = 200

    @classmethod
    def of(cls, request: Request) -> "CursorPage":
        cursor = request.query_params.get("cursor", "")
        return cls(cls._limit(request), _decode(cursor) if cursor else None)

    @classmethod
    def _limit(cls, request: Request) -> int:
        raw = request.query_params.get("limit", str(cls.DEFAULT))
        if not raw.isascii() or not raw.isdecimal() or len(raw) > 18 or int(raw) < 1:
            raise Invalid(
                "bad-limit",
                f'limit: "{raw[:40]}" is not a positive whole number.',
                hint=f"At most {cls.MOST} are shown at once; without one it is {cls.DEFAULT}.",
                place="limit",
            )
        return min(int(raw), cls.MOST)

    def rows(self, queryset: QuerySet[Row], order: str) -> tuple[list[Row], str | None]:
        """One page of ``queryset`` and the cursor of the next.

        ``order`` is a field name, with "-" in front for descending; ties are broken by id, in the
        same direction. The field may be a lookup (``latest__modified_at``) or an annotation, but
        never null.
        """
        field, descending = order.removeprefix("-"), order.startswith("-")
        ordered = queryset.order_by(order, "-id" if descending else "id")
        if self.after is not None:
            value, row_id = self.after
            if not _fits(queryset, field, value):
                raise bad_cursor()
            side = "lt" if descending else "gt"
            beyond = Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"id__{side}": row_id})
            ordered = ordered.filter(beyond)
        rows = list(ordered[: self.limit + 1])
        if len(rows) <= self.limit:
            return rows, None
        rows = rows[: self.limit]
        return rows, _encode(_value(rows[-1], field), rows[-1].pk)

    def answer(
        self, queryset: QuerySet[Row], order: str, item: Callable[[Row], Any]
    ) -> dict[str, Any]:
        """``{"items": […], "next_cursor": …}`` with each row turned by ``item``."""
        rows, cursor = self.rows(queryset, order)
        return {"items": [item(row) for row in rows], "next_cursor": cursor}


def _fits(queryset: QuerySet[Any], lookup: str, value: Any) -> bool:
    """Whether a cursor's value is one of the field that this list is ordered by."""
    field = _field(queryset, lookup)
    if isinstance(field, DateTimeField):
        return isinstance(value, datetime)
    if isinstance(field, IntegerField):
        return isinstance(value, int) and abs(value) < 2**31
    return isinstance(value, str) and "\0" not in value


def _field(queryset: QuerySet[Any], lookup: str) -> object:
    if lookup in queryset.query.annotations:
        return queryset.query.annotations[lookup].output_field
    model: type[Model] = queryset.model
    *path, last = lookup.split("__")
    for part in path:
        model = model._meta.get_field(part).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)


def bad_cursor() -> Invalid:
    return Invalid(
        "bad-cursor",
        "The cursor is not one of this list.",
        hint="Begin without one; `next_cursor` of a page is that of the next, in the same order.",
        place="cursor",
    )


def _value(row: Model, field: str) -> Any:
    value: Any = row
    for part in field.split("__"):
        value = getattr(value, part)
    return value


def _encode(value: Any, row_id: int) -> str:
    plain = ["t", value.isoformat()] if isinstance(value, datetime) else ["v", value]
    return base64.urlsafe_b64encode(json.dumps([*plain, row_id]).encode()).decode().rstrip("=")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _decode(cursor: str) -> tuple[Any, int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        kind, value, row_id = json.loads(text)
        if not isinstance(row_id, int) or abs(row_id) >= 2**63:
            raise ValueError("not a row's number")
        return (_moment(value) if kind == "t" else value), row_id
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        raise bad_cursor() from None
