"""A growing step in hand: its row, read and counted, as its kind is asked about it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet

from runs.models import GROWING, MLFLOW_RUN, Job
from runs.operations.move import Moves, Ref
from runs.plan import inputs, states, stored, values
from runs.plan.growth import Counts, End, Ended, Growing, Next

_FIELDS: Final = (
    *Ref.FIELDS,
    "status",
    "plan",
    "growth",
    "started_at",
    "steps_total",
    "steps_done",
)
_COUNTED: Final[Mapping[str, str]] = {
    states.COMPLETED: "completed",
    states.FAILED: "failed",
    states.CANCELED: "canceled",
}


@dataclass(slots=True)
class GrowingStep:
    """leaves: steps below it; done: those that have ended.

    ended: children that ended just now. ending: it ends in this way when no child lives any more.
    """

    ref: Ref
    status: str
    plan: Mapping[str, Any]
    started_at: datetime | None
    counts: Counts
    memory: Mapping[str, Any]
    leaves: int
    done: int
    ending: Next | None = None
    ended: Sequence[Ended] = ()
    found: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def of(row: Mapping[str, Any]) -> "GrowingStep":
        growth = row["growth"]
        ending = growth.get("ending")
        return GrowingStep(
            ref=Ref.of(row),
            status=row["status"],
            plan=row["plan"],
            started_at=row["started_at"],
            counts=Counts(**growth.get("counts", {})),
            memory=growth.get("memory", {}),
            leaves=row["steps_total"],
            done=row["steps_done"],
            ending=Next(end=End(**ending)) if ending else None,
        )


def load(step_id: int) -> GrowingStep:
    return GrowingStep.of(Job.objects.values(*_FIELDS).get(pk=step_id))


def to_look_at(now: datetime) -> list[tuple[int, int]]:
    """(root, step) of growing steps whose time has come or that nothing will bring on."""
    rows = Job.objects.filter(type__in=GROWING, status__in=states.HELD - {states.FINALIZING})
    found = []
    for row in rows.values("pk", "root_id", "growth"):
        growth = row["growth"]
        at = growth.get("look_at")
        is_due = at is not None and datetime.fromisoformat(at) <= now
        if is_due or not growth.get("counts", {}).get("live", 0):
            found.append((row["root_id"] or row["pk"], row["pk"]))
    return found


def asked(moves: Moves, step: GrowingStep) -> Growing:
    return Growing(
        path=step.ref.path,
        grows=step.plan["grows"],
        inputs=_texts(moves, step.plan),
        counts=step.counts,
        memory=step.memory,
        ended=step.ended,
        children=partial(_children, step.ref.id),
        go_on=bool(moves.settings.get("continue_on_step_failure")),
        started_at=step.started_at or moves.at,
        at=moves.at,
        id=step.ref.id,
        name=step.ref.name,
        found=step.found,
    )


def ended(ids: Sequence[int]) -> list[Ended]:
    rows = Job.objects.filter(pk__in=ids, status__in=states.ENDED)
    return _as_ended(rows)


def counted(counts: Counts, ended: Sequence[Ended]) -> Counts:
    found = asdict(counts)
    for one in ended:
        found[_COUNTED[one.status]] += 1
        found["live"] -= 1
    return Counts(**found)


def recounted(step: Ref) -> tuple[Counts, list[Ended]]:
    """From the children themselves; the last one that ended, where none is left alive."""
    rows = Job.objects.filter(parent=step.id).exclude(type=MLFLOW_RUN)
    statuses = list(rows.values_list("status", flat=True))
    found = dict.fromkeys(_COUNTED.values(), 0)
    for status in statuses:
        if status in _COUNTED:
            found[_COUNTED[status]] += 1
    live = sum(status not in states.ENDED for status in statuses)
    counts = Counts(grown=len(statuses), live=live, **found)
    return counts, _children(step.id)[-1:] if not live else []


def _texts(moves: Moves, plan: Mapping[str, Any]) -> dict[str, str]:
    given = {name: one for name, one in plan["inputs"].items() if not values.is_data(one["type"])}
    names = stored.producers({"inputs": given, "variables": {}})
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=names)
    made = dict(rows.values_list("name", "outputs")) if names else {}
    return {
        name: inputs.text_of(one, made)
        for name, one in given.items()
        if not inputs.is_absent(one, made)
    }


def _children(step_id: int) -> list[Ended]:
    rows = Job.objects.filter(parent=step_id, status__in=states.ENDED)
    return _as_ended(rows.exclude(type=MLFLOW_RUN))


def _as_ended(rows: "QuerySet[Job]") -> list[Ended]:
    found = rows.order_by("ordinal", "pk").values("pk", "key", "name", "status", "outputs", "error")
    return [
        Ended(
            key=row["key"],
            name=row["name"],
            status=row["status"],
            outputs=row["outputs"],
            error=row["error"],
            id=row["pk"],
        )
        for row in found
    ]
