"""Events of a root job, after a number that the reader has."""

from typing import Any

from designer.api.wire import Answer, Moment
from runs.models import JobEvent as Row
from studio.lib.clock import iso

PAGE = 500
OF_JOB = ("name", "key", "path", "type")


class JobEvent(Answer):
    """``data`` holds the job's name, key, path and type, and what its kind adds."""

    sequence: int
    kind: str
    at: Moment
    data: dict[str, Any]


class JobEvents(Answer):
    """``last``: ask for what comes after this."""

    events: list[JobEvent]
    last: int


def after(root_id: int, sequence: int, limit: int = PAGE) -> JobEvents:
    """The next events in order; ``last`` stays ``sequence`` when there are none."""
    rows = (
        Row.objects.filter(root_id=root_id, sequence__gt=sequence)
        .order_by("sequence")
        .values("sequence", "kind", "at", "data", *(f"job__{name}" for name in OF_JOB))[:limit]
    )
    events = [_event(row) for row in rows]
    return JobEvents(events=events, last=events[-1].sequence if events else sequence)


def _event(row: dict[str, Any]) -> JobEvent:
    whose = {name: row[f"job__{name}"] for name in OF_JOB}
    return JobEvent(
        sequence=row["sequence"],
        kind=row["kind"],
        at=iso(row["at"]) or "",
        data={**row["data"], **whose},
    )
