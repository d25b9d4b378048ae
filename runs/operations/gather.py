"""What is put together after the last child of a growing step has ended: its own outputs.

What is to be done stands on the step's row until it is done. Whoever does it holds an attempt at
the step, with a lease that is renewed meanwhile as that of a command: so nobody else begins as
long as they live, and somebody does soon when they do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef

from runs.execution import gathering
from runs.execution.gathering import Member
from runs.execution.order import StepFailed
from runs.execution.outputs import Content
from runs.models import GROWING, Attempt, Job
from runs.operations.worker_identity import Worker
from runs.plan import settle as rules
from runs.plan import states, values
from runs.plan.growth import End
from studio.lib.errors import StudioError
from studio.storage.datastores import Places

Parts = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A worker's dated right to put the outputs of a step together. times_lost: before it."""

    step_id: int
    attempt_id: int
    times_lost: int


def parts(planned: Mapping[str, Any], job: str, end: End) -> Parts:
    """Outputs that take work with files; what a child has left where it is takes none."""
    found: Parts = {}
    for name, text in end.texts.items():
        found[name] = {"how": "text", "text": text}
    for name, one in end.gather.items():
        if name in planned and (one.how == "table" or _is_elsewhere(planned[name], job, name)):
            found[name] = {"how": one.how, "members": [list(pair) for pair in one.members]}
    return found


def remember(step_id: int, end: End, wanted: Parts) -> None:
    """Keep the end that is to be written, and what is to be put together before."""
    row = Job.objects.values("growth").get(pk=step_id)
    kept = {"status": end.status, "outputs": dict(end.outputs), "parts": wanted}
    Job.objects.filter(pk=step_id).update(growth={**row["growth"], "end": kept})


def waiting() -> list[tuple[int, int]]:
    """(root, step) of growing steps whose outputs nobody puts together."""
    rows = Job.objects.filter(type__in=GROWING, status=states.FINALIZING)
    at_it = Attempt.objects.filter(job=OuterRef("pk"), ended_at=None)
    found = rows.exclude(Exists(at_it)).values_list("root_id", "pk")
    return [(root_id or job_id, job_id) for root_id, job_id in found]


def take(step_id: int, worker: Worker, at: datetime) -> Gathering | None:
    """None when somebody is at it. The step is Finalizing, and its root is held."""
    attempts = Attempt.objects.filter(job=step_id)
    outcomes = list(attempts.values_list("outcome", "ended_at"))
    if any(ended_at is None for _, ended_at in outcomes):
        return None
    mine = Attempt.objects.create(
        job_id=step_id,
        number=len(outcomes) + 1,
        worker=worker.name,
        lease_until=at + timedelta(seconds=settings.LEASE_SECONDS),
        process=dict(worker.place),
        started_at=at,
    )
    losses = sum(outcome == "lost" for outcome, _ in outcomes)
    return Gathering(step_id, mine.pk, losses)


def leave(mine: Gathering, end: End, at: datetime) -> bool:
    """False when it was taken over meanwhile: then the end is not for us to write."""
    still_ours = Attempt.objects.filter(pk=mine.attempt_id, ended_at=None)
    return bool(still_ours.update(ended_at=at, outcome=end.status.lower()))


def end_of(mine: Gathering) -> End:
    """Do it; the end to write."""
    if mine.times_lost >= rules.LOST_LIMIT:
        message = f"The worker was lost {mine.times_lost} times while it put the outputs together."
        return _failed("worker-lost", message)
    row = Job.objects.values("workspace_id", "plan", "growth").get(pk=mine.step_id)
    kept, places = row["growth"]["end"], Places(row["workspace_id"])
    made = dict(kept["outputs"])
    try:
        for name, part in kept["parts"].items():
            made[name] = _made(row["plan"]["outputs"][name], part, places)
    except (OSError, StepFailed, StudioError) as error:
        return _failed("not-gathered", f"Its outputs could not be put together: {error}")
    return End(kept["status"], outputs=made)


def _failed(code: str, message: str) -> End:
    return End(states.FAILED, error={"code": code, "message": message, "hint": None})


def _is_elsewhere(planned: Mapping[str, Any], job: str, name: str) -> bool:
    """The output is wanted at an address of its own."""
    return not planned["uri"].rstrip("/").endswith(f"/paths/azureml/{job}/{name}")


def _made(planned: Mapping[str, Any], part: Mapping[str, Any], places: Places) -> dict[str, Any]:
    content = _put(part, places.locate(planned["uri"]), places)
    made = {
        "type": planned["type"],
        "uri": planned["uri"],
        "size_bytes": content.size_bytes,
        "files_count": content.files_count,
        "digest": content.digest,
    }
    if part["how"] == "text":
        made["value"] = part["text"]
    elif not values.is_data(planned["type"]) and "value" in part["members"][0][1]:
        made["value"] = part["members"][0][1]["value"]
    return made


def _put(part: Mapping[str, Any], target: Path, places: Places) -> Content:
    if part["how"] == "text":
        return gathering.text(part["text"], target)
    members = [Member(key, places.locate(made["uri"])) for key, made in part["members"]]
    if part["how"] == "table":
        return gathering.table(members, target)
    return gathering.copy(members[0], target)
