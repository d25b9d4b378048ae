"""What a client may send over the socket, checked before anything is done with it."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from studio.lib.errors import Invalid

MAX_CHARACTERS = 16 * 1024
Id = Annotated[str, Field(min_length=1, max_length=300)]
Name = Annotated[str, Field(min_length=1, max_length=255)]
Selection = Annotated[list[Id], Field(max_length=100)]
Whole = Annotated[int, Field(ge=0, lt=2**63, strict=True)]


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SubscribeJobs(Message):
    """Changes of the list of root jobs."""

    action: Literal["subscribe"]
    topic: Literal["jobs"]
    id: Id


class SubscribeJob(Message):
    """Events of the root of ``job`` that come after number ``after``."""

    action: Literal["subscribe"]
    topic: Literal["job"]
    id: Id
    job: Name
    after: Whole = 0


class SubscribeLog(Message):
    """The text of a log from byte ``offset`` on."""

    action: Literal["subscribe"]
    topic: Literal["log"]
    id: Id
    job: Name
    path: str = "user_logs/std_log.txt"
    offset: Whole = 0


class SubscribeDraft(Message):
    """Who else has a draft open, and saves after ``revision``."""

    action: Literal["subscribe"]
    topic: Literal["draft"]
    id: Id
    draft: Annotated[int, Field(ge=1, lt=2**63, strict=True)]
    revision: Whole = 0
    selection: Selection = []


class Presence(Message):
    """What this tab has selected now, for the others at the draft of subscription ``id``."""

    action: Literal["presence"]
    id: Id
    selection: Selection


class Unsubscribe(Message):
    action: Literal["unsubscribe"]
    id: Id


class Ping(Message):
    action: Literal["ping"]


Subscribe = SubscribeJobs | SubscribeJob | SubscribeLog | SubscribeDraft
_subscribe: TypeAdapter[Subscribe] = TypeAdapter(Annotated[Subscribe, Field(discriminator="topic")])
_others: TypeAdapter[Unsubscribe | Presence | Ping] = TypeAdapter(
    Annotated[Unsubscribe | Presence | Ping, Field(discriminator="action")]
)


def decode(text: str | None) -> dict[str, Any]:
    """A JSON mapping; raises Invalid for anything else."""
    if text is None or len(text) > MAX_CHARACTERS:
        raise Invalid("bad-message", f"A message is JSON text of at most {MAX_CHARACTERS} signs.")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("bad-message", "The message is not JSON.") from None
    if not isinstance(data, dict):
        raise Invalid("bad-message", "The message is not a JSON object.")
    return data


def parse(data: dict[str, Any]) -> Subscribe | Unsubscribe | Presence | Ping:
    """Raises Invalid, naming the field that is wrong."""
    kind = _subscribe if data.get("action") == "subscribe" else _others
    try:
        return kind.validate_python(data)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Invalid(
            "bad-message", f"{place or 'message'}: {first['msg']}.", place=place or None
        ) from None
