"""Steps that wait for nothing: an equal earlier one stands in, else they are queued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runs.models import Job
from runs.operations import grow, identity
from runs.operations.move import Change, Moves, Ref
from runs.plan import inputs, reuse, states, stored
from studio import sql
from studio.lib.errors import StudioError
from studio.storage.datastores import Places

# What a step says that did not run: the name of the step whose outputs it took, for good.
REUSED_RUN = "azureml.reusedrunid"
FIELDS = (*Ref.FIELDS, "plan", "properties", "compute_id", "pending")
COLUMNS = f"{Ref.COLUMNS}, plan, properties, compute_id, pending"


@dataclass(frozen=True, slots=True)
class _Step:
    """``key`` is empty for a step that is never reused.

    keeps: the name of a completed step whose outputs it takes, whatever its key says; maybe empty.
    properties: that it has already.
    """

    ref: Ref
    compute_id: int
    look_up: bool
    key: str
    parts: Mapping[str, Any]
    keeps: str
    properties: Mapping[str, Any]


def take(moves: Moves, rows: Sequence[Mapping[str, Any]]) -> list[Ref]:
    """Move the steps on; those that have begun, since no compute runs them: reused, or growing.

    rows: values of FIELDS.
    """
    if not rows:
        return []
    made = _made(moves, set().union(*(stored.producers(row["plan"]) for row in rows)))
    steps = [_step(row, made) for row in rows]
    earlier = _earlier(moves.workspace_id, {one.key for one in steps if one.key and one.look_up})
    matches = {one.ref: earlier[one.key] for one in steps if one.look_up and one.key in earlier}
    kept = _kept(moves.workspace_id, {one.keeps for one in steps if one.keeps})
    matches |= {one.ref: kept[one.keeps] for one in steps if one.keeps in kept}
    again = [_reused(moves, one, matches[one.ref]) for one in steps if one.ref in matches]
    reused = moves.move_each(again, states.COMPLETED)
    moves.made.update({ref.name: matches[ref]["outputs"] for ref in reused})
    fresh = [one for one in steps if one.ref not in matches]
    queued = {one.ref: one.compute_id for one in fresh if not one.ref.grows}
    changes = [_queued(moves, one) for one in fresh if not one.ref.grows]
    for ref in moves.move_each(changes, states.QUEUED):
        moves.computes[queued[ref]] += 1
    growing = [_queued(moves, one) for one in fresh if one.ref.grows]
    return reused + [one.job for one in growing if grow.begin(moves, one.job, one.fields)]


def _made(moves: Moves, names: set[str]) -> Mapping[str, Any]:
    """{job name: its outputs}, of which some are known already."""
    unknown = names - set(moves.made)
    if not unknown:
        return moves.made
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=unknown)
    return {**moves.made, **dict(rows.values_list("name", "outputs"))}


def _step(row: Mapping[str, Any], made: Mapping[str, Any]) -> _Step:
    plan = row["plan"]
    # What a condition decided is decided again: the steps that it skipped are new ones.
    decides = plan.get("grows", {}).get("kind") == "if_else"
    keeps = "" if decides else plan.get("keeps") or ""
    try:
        given = inputs.ready(plan, made)
    except KeyError:
        # An input that was never made: the step is queued and says so when it starts.
        return _Step(Ref.of(row), row["compute_id"], False, "", {}, keeps, row["properties"])
    parts = reuse.parts_of(plan["parts"], given.parameters, given.variables, given.data)
    key = reuse.key_of(parts) if plan["reusable"] else ""
    look_up, own = plan["look_up"], row["properties"]
    return _Step(Ref.of(row), row["compute_id"], look_up, key, parts, keeps, own)


def _earlier(workspace_id: int, keys: set[str]) -> dict[str, dict[str, Any]]:
    """The latest completed step of each key that ran itself, where its outputs still lie."""
    if not keys:
        return {}
    where = f"workspace_id = %s AND reuse_key IN ({sql.marks(keys)}) AND {_MAY_STAND_IN}"
    rows = sql.rows(f"{_EARLIER} WHERE {where} ORDER BY ended_at, id", [workspace_id, *keys])
    return _whole(workspace_id, {row["reuse_key"]: row for row in rows})


def _kept(workspace_id: int, names: set[str]) -> dict[str, dict[str, Any]]:
    """Steps that people asked to keep, by name: those that completed and whose outputs are there.

    One that was itself reused is given as the step that ran.
    """
    if not names:
        return {}
    marks = sql.marks(names)
    rows = sql.rows(f"{_KEPT} AND step.name IN ({marks})", [workspace_id, *names])
    return _whole(workspace_id, {row.pop("asked"): row for row in rows})


def _whole(workspace_id: int, found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    if not found:
        return {}
    places = Places(workspace_id)
    return {key: row for key, row in found.items() if _still_there(places, row)}


# What is being deleted is nobody's any more. The workspace and the key have found a few rows.
_NOT_DELETED = (
    "NOT EXISTS (SELECT 1 FROM runs_job root WHERE root.deleted_at IS NOT NULL"
    " AND root.id = COALESCE({0}.root_id, {0}.id))"
)
_EARLIER = "SELECT id AS pk, name, reuse_key, outputs, plan, exit_code FROM runs_job"
_KEPT = (
    "SELECT step.name AS asked, ran.id AS pk, ran.name, ran.outputs, ran.plan, ran.exit_code"
    " FROM runs_job step JOIN runs_job ran ON ran.id = COALESCE(step.reused_from_id, step.id)"
    f" WHERE step.workspace_id = %s AND step.status = '{states.COMPLETED}'"
    f" AND {_NOT_DELETED.format('ran')}"
)
# The very words of the index ``job_reuse``, else it is not used; and no chain of stand-ins.
_MAY_STAND_IN = (
    f"status = '{states.COMPLETED}' AND NOT (reuse_key = '') AND reused_from_id IS NULL"
    f" AND {_NOT_DELETED.format('runs_job')}"
)


def is_there(workspace_id: int, job_id: int) -> bool:
    """Whether the outputs of a completed step still lie where it left them."""
    row = Job.objects.values("outputs", "plan").get(pk=job_id)
    return _still_there(Places(workspace_id), row)


def _still_there(places: Places, row: Mapping[str, Any]) -> bool:
    planned = row["plan"].get("outputs", {})
    for name, made in row["outputs"].items():
        if made.get("deleted_at"):
            return False
        try:
            place = places.locate(made["uri"])
        except StudioError:
            return False
        if not _is_same(place, made, bool(planned.get(name, {}).get("fixed"))):
            return False
    return True


def _is_same(place: Path, made: Mapping[str, Any], is_shared: bool) -> bool:
    """At an address that other jobs write to as well, only the content tells."""
    if not place.exists():
        return False
    if not is_shared or "value" in made:
        return True
    return identity.digest_of(place) == str(made["digest"])


def _reused(moves: Moves, step: _Step, match: Mapping[str, Any]) -> Change:
    fields = {
        "queued_at": moves.at,
        "started_at": moves.at,
        "ended_at": moves.at,
        "exit_code": match["exit_code"],
        "outputs": match["outputs"],
        "reused_from_id": match["pk"],
        "reuse_key": step.key,
        "reuse_parts": dict(step.parts),
        "properties": {
            **step.properties,
            "azureml.isreused": "true",
            REUSED_RUN: match["name"],
        },
    }
    return Change(step.ref, fields, {"reused_from": match["name"], "outputs": match["outputs"]})


def _queued(moves: Moves, step: _Step) -> Change:
    fields = {"queued_at": moves.at, "reuse_key": step.key, "reuse_parts": dict(step.parts)}
    return Change(step.ref, fields)
