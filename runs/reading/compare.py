"""Two jobs side by side: which steps only one of them has, and what differs in those of both."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from designer.api.wire import Answer
from runs.models import MLFLOW_RUN, Job, Status
from runs.plan import differences
from runs.plan.differences import Difference as Found
from runs.reading import why
from runs.reading.summaries import JobSummary, summaries, summary
from studio.lib.errors import TooLarge

MOST_STEPS = 5000


class ComparedValue(Answer):
    """a, b: null where it is not there. diff: unified, for what has several lines."""

    part: str
    name: str
    a: str | None
    b: str | None
    diff: str | None


class ComparedRun(Answer):
    name: str
    status: Status
    duration_seconds: float | None
    is_reused: bool


class ComparedStep(Answer):
    path: str
    type: str
    state: Literal["same", "changed", "only_a", "only_b"]
    a: ComparedRun | None
    b: ComparedRun | None
    differences: list[ComparedValue]


class Comparison(Answer):
    """job: what differs between the jobs themselves. Steps stand in the order of ``a``."""

    a: JobSummary
    b: JobSummary
    job: list[ComparedValue]
    steps: list[ComparedStep]


def compare(a: Job, b: Job) -> Comparison:
    """Of two root jobs of one workspace. Raises TooLarge for more steps than anybody reads."""
    left, right = _steps(a), _steps(b)
    paths = list(dict.fromkeys((*left, *right)))
    return Comparison(
        a=summary(summaries(Job.objects.all()).get(pk=a.pk)),
        b=summary(summaries(Job.objects.all()).get(pk=b.pk)),
        job=[_shown(one) for one in differences.between(_of_root(a), _of_root(b))],
        steps=[_step(path, left.get(path), right.get(path), a.workspace_id) for path in paths],
    )


def _steps(root: Job) -> dict[str, dict[str, Any]]:
    """{path: row}, with the producers of inputs named by their paths."""
    rows = Job.objects.filter(root=root).exclude(type__in=("pipeline", MLFLOW_RUN))
    if rows.count() > MOST_STEPS:
        raise TooLarge("too-many-steps", f"Jobs of more than {MOST_STEPS} steps are not compared.")
    columns = ("name", "path", "type", "status", "plan", "started_at", "ended_at")
    found = {
        row["path"]: row
        for row in rows.order_by("ordinal", "pk").values(
            *columns, "reused_from_id", "compute__name", "instance_count"
        )
    }
    paths = {row["name"]: path for path, row in found.items()}
    for row in found.values():
        row["parts"] = _parts(row, paths)
    return found


def _step(
    path: str, a: Mapping[str, Any] | None, b: Mapping[str, Any] | None, workspace_id: int
) -> ComparedStep:
    told: list[ComparedValue] = []
    if a is not None and b is not None:
        found = _refined(differences.between(a["parts"], b["parts"]), workspace_id)
        told = [_shown(one) for one in found]
        state: Literal["same", "changed", "only_a", "only_b"] = "changed" if told else "same"
    else:
        state = "only_a" if b is None else "only_b"
    kind = (a or b or {})["type"]
    return ComparedStep(path=path, type=kind, state=state, a=_run(a), b=_run(b), differences=told)


def _parts(row: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    plan = row["plan"]
    inputs: Mapping[str, Mapping[str, Any]] = plan.get("inputs") or {}
    return {
        "component": plan.get("component") or "",
        "command": plan.get("command") or "",
        "snapshot": plan.get("code") or "",
        "environment": plan.get("environment") or {},
        "parameters": {name: one["text"] for name, one in inputs.items() if "text" in one},
        "inputs": {name: _source(one, paths) for name, one in inputs.items() if "text" not in one},
        "variables": {
            name: _source(one, paths) for name, one in (plan.get("variables") or {}).items()
        },
        "resources": plan.get("resources") or {},
        "distribution": plan.get("distribution") or {},
        "compute": row["compute__name"] or "",
        "timeout": str(plan.get("timeout_seconds") or ""),
    }


def _source(one: Mapping[str, Any], paths: Mapping[str, str]) -> str:
    if "parts" in one:
        return "".join(_source(part, paths) for part in one["parts"])
    if one.get("from") in paths:
        return f"{paths[one['from']]}.{one.get('output')}"
    return str(one.get("text") or one.get("asset") or one.get("uri") or one.get("from") or "")


def _of_root(job: Job) -> dict[str, Any]:
    return {
        "settings": {name: value for name, value in job.settings.items() if value is not None},
        "parameters": {
            name: one.get("value") or one.get("asset") or one.get("uri") or ""
            for name, one in job.inputs.items()
        },
        "experiment": job.experiment.name,
        "description": job.description,
        "tags": job.tags,
    }


def _refined(found: list[Found], workspace_id: int) -> Iterator[Found]:
    for one in found:
        if one.part == "snapshot":
            yield from why.code_files(workspace_id, one)
        else:
            yield one


def _run(row: Mapping[str, Any] | None) -> ComparedRun | None:
    if row is None:
        return None
    began, ended = row["started_at"], row["ended_at"]
    return ComparedRun(
        name=row["name"],
        status=row["status"],
        duration_seconds=(ended - began).total_seconds() if began and ended else None,
        is_reused=row["reused_from_id"] is not None,
    )


def _shown(one: Found) -> ComparedValue:
    diff = why.unified(one.before, one.after)
    return ComparedValue(part=one.part, name=one.name, a=one.before, b=one.after, diff=diff)
