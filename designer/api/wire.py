"""How bodies are read and answers written here: pydantic models, named in the OpenAPI document.

The same models describe and check, so that a shape is written once. A body that does not fit is
one Invalid with a diagnostic for every place.
"""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from drf_spectacular.contrib.pydantic import PydanticExtension
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from designer.graph.diagnostics import Diagnostic
from studio.lib.clock import iso
from studio.lib.errors import Invalid
from studio.models import User

B = TypeVar("B", bound="Body")
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
_UNION_TAGS = frozenset(("step", "data", "str", "bool", "int", "float", "DataValue"))


class Body(BaseModel):
    """What a client sends: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class BodySchema(PydanticExtension):  # type: ignore[no-untyped-call]
    """Describes bodies as they may be sent: what has a default may be left out."""

    target_class = "designer.api.wire.Body"
    match_subclasses = True
    priority = 1

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema: dict[str, Any] = super().map_serializer(  # type: ignore[no-untyped-call]
            auto_schema, direction
        )
        required = self.target.model_json_schema(mode="validation").get("required", [])
        rest = {key: value for key, value in schema.items() if key != "required"}
        return rest | ({"required": required} if required else {})


class Answer(BaseModel):
    """What the studio answers."""


class Problem(Answer):
    """A refusal of one thing among several; alone it is the answer's own problem document."""

    code: str
    message: str
    hint: str | None
    place: str | None
    diagnostics: list[Diagnostic]


class VersionItem(Answer):
    """One line of a version picker. ``archived``: alone, or with its name."""

    version: str
    created_at: Moment
    created_by: str | None
    archived: bool


class VersionChange(Body):
    """What may change of a version; what is absent stays."""

    description: str | None = None
    display_name: str | None = None
    tags: dict[str, str] | None = None
    archived: bool | None = None


def read(request: Request, shape: type[B]) -> B:
    """The JSON body as ``shape``. Raises Invalid with every place that does not fit."""
    try:
        return shape.model_validate(request.data)
    except ValidationError as error:
        found = _diagnostics(error)
        first = found[0]
        message = f"{first.path}: {first.message}" if first.path else first.message
        raise Invalid(
            "invalid-request",
            message,
            place=first.path or None,
            diagnostics=[one.as_dict() for one in found],
        ) from None


def answer(shape: BaseModel, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(shape.model_dump(mode="python"), status=status, headers=headers)


def moment(value: Any) -> str:
    """A time as the API writes it."""
    return iso(value) or ""


def who(user: User | None) -> str | None:
    return user.get_username() if user is not None else None


def _diagnostics(error: ValidationError) -> list[Diagnostic]:
    """One finding per place: of a union's many complaints the first is kept."""
    found: dict[str, Diagnostic] = {}
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        place = _place(one["loc"])
        path = ".".join(place)
        node = place[1] if len(place) > 1 and place[0] == "jobs" else None
        finding = Diagnostic("error", "invalid-field", str(one["msg"]), path=path, node=node)
        found.setdefault(path, finding)
    return list(found.values())


def _place(loc: Sequence[int | str]) -> list[str]:
    """Where in the body: document keys as in YAML (``jobs.train.inputs.data``)."""
    parts = [str(part) for part in loc]
    if parts[:1] != ["document"] or len(parts) == 1:
        return parts
    parts = parts[1:]
    if parts[0] != "nodes" or len(parts) < 2:
        return parts
    key, rest = parts[1], parts[2:]
    if rest and rest[0] in _UNION_TAGS:
        rest = rest[1:]
    if rest and rest[0] == "values":
        rest = ["inputs", *(rest[1:2]), *(part for part in rest[2:] if part not in _UNION_TAGS)]
    return ["jobs", key, *rest]
