"""What is put together after the last child of a growing step has ended: its own outputs.

What is to be done stands on the step's row until it is done, and doing it twice does no harm.
"""

from collections.abc import Mapping
from typing import Any

from runs.execution import gathering
from runs.execution import outputs as files
from runs.execution.gathering import Member
from runs.execution.order import StepFailed
from runs.models import Job
from runs.plan import states, values
from runs.plan.growth import End
from studio.lib import clock
from studio.lib.errors import StudioError
from studio.storage.datastores import Places

Parts = dict[str, dict[str, Any]]


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
    kept = {
        "status": end.status,
        "outputs": dict(end.outputs),
        "parts": wanted,
        "at": clock.iso(clock.now()),
    }
    Job.objects.filter(pk=step_id).update(growth={**row["growth"], "end": kept})


def end_of(step_id: int) -> End | None:
    """Do it; the end to write, or None when somebody has been faster."""
    columns = ("status", "workspace_id", "plan", "growth")
    row = Job.objects.values(*columns).get(pk=step_id)
    if row["status"] != states.FINALIZING:
        return End(states.CANCELED) if row["status"] == states.CANCEL_REQUESTED else None
    kept, places = row["growth"]["end"], Places(row["workspace_id"])
    made = dict(kept["outputs"])
    try:
        for name, part in kept["parts"].items():
            made[name] = _made(row["plan"]["outputs"][name], part, places)
    except (OSError, StepFailed, StudioError) as error:
        message = f"Its outputs could not be put together: {error}"
        return End(states.FAILED, error={"code": "not-gathered", "message": message, "hint": None})
    return End(kept["status"], outputs=made)


def _is_elsewhere(planned: Mapping[str, Any], job: str, name: str) -> bool:
    """The output is wanted at an address of its own."""
    return not planned["uri"].rstrip("/").endswith(f"/paths/azureml/{job}/{name}")


def _made(planned: Mapping[str, Any], part: Mapping[str, Any], places: Places) -> dict[str, Any]:
    target = places.locate(planned["uri"])
    if part["how"] == "text":
        gathering.text(part["text"], target)
    else:
        members = [Member(key, places.locate(made["uri"])) for key, made in part["members"]]
        if part["how"] == "table":
            gathering.table(members, target)
        else:
            gathering.copy(members[0], target)
    content = files.measure(target)
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
