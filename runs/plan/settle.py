"""What an end means for others: for steps that wait, for the pipeline around, for the whole job."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from runs.plan import states

LOST_LIMIT = 3
# The error code of a step that was skipped: it is Canceled, and nobody is the worse for it.
NOT_TAKEN = "branch-not-taken"
# What a pipeline is of which every step was skipped; no status of a row.
SKIPPED = "Skipped"

Next = Literal["count", "doom"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """dependants: "count" the end as one less to wait for, or "doom" them to never start.

    stops_all: nothing new starts in this job, and what runs is asked to end.
    """

    dependants: Next
    stops_all: bool


def consequence(status: str, continue_on_step_failure: bool) -> Consequence:
    """Of a step's end. A canceled step dooms its dependants, a failed one maybe all."""
    if status == states.COMPLETED:
        return Consequence("count", stops_all=False)
    failed = status == states.FAILED
    return Consequence("doom", stops_all=failed and not continue_on_step_failure)


def error(code: str, message: str, hint: str | None = None) -> dict[str, str | None]:
    """What a job's row says of an end that its step did not cause itself."""
    return {"code": code, "message": message, "hint": hint}


def belongs(path: str, key: str | None) -> bool:
    """Whether the step at ``path`` is the root's node ``key`` or lies below it."""
    return key is not None and (path == key or path.startswith(f"{key}."))


def is_ready(status: str, pending: int) -> bool:
    return status == states.NOT_STARTED and pending == 0


def pipeline_status(children: Iterable[str], cancel_requested: bool) -> str:
    """The end of a pipeline whose children have all ended."""
    found = set(children)
    if cancel_requested:
        return states.CANCELED
    if found == {SKIPPED}:
        return SKIPPED
    if states.FAILED in found:
        return states.FAILED
    return states.CANCELED if states.CANCELED in found else states.COMPLETED


def after_loss(times_lost: int, cancel_requested: bool) -> str:
    """Where a step goes whose worker was lost for the ``times_lost``-th time."""
    if cancel_requested:
        return states.CANCELED
    return states.FAILED if times_lost >= LOST_LIMIT else states.QUEUED
