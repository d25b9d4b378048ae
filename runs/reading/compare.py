"""Two jobs side by side: which steps only one of them has, and what differs in those of both."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from django.db.models import Q

from designer.api.wire import Answer
from designer.graph.report import SINGLE_STEP
from runs.models import MLFLOW_RUN, Job, Status
from runs.plan import differences
from runs.plan.differences import Difference as Found
from runs.reading import why
from runs.reading.summaries import PIPELINE, JobSummary, summaries, summary
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
    """``path`` of a job that is one command: ``step``, as in its graph. differences: places in the
    comparison's ``values``, where what many share stands once."""

    path: str
    type: str
    state: Literal["same", "changed", "only_a", "only_b"]
    a: ComparedRun | None
    b: ComparedRun | None
    differences: list[int]


class Comparison(Answer):
    """job: what differs between the jobs themselves. Steps stand in the order of ``a``."""

    a: JobSummary
    b: JobSummary
    job: list[ComparedValue]
    values: list[ComparedValue]
    steps: list[ComparedStep]


class _Told:
    """What differs, each once: steps of one loop or one sweep mostly differ in the same way."""

    def __init__(self, workspace_id: int) -> None:
        self.values: list[ComparedValue] = []
        self._places: dict[Found, int] = {}
        self._of_code: dict[Found, list[Found]] = {}
        self._workspace_id = workspace_id

    def places(self, found: Iterable[Found]) -> list[int]:
        return [self._place(each) for one in found for each in self._refined(one)]

    def _refined(self, one: Found) -> Sequence[Found]:
        if one.part != "snapshot":
            return [one]
        if one not in self._of_code:
            self._of_code[one] = list(why.code_files(self._workspace_id, one))
        return self._of_code[one]

    def _place(self, one: Found) -> int:
        if one not in self._places:
            self._places[one] = len(self.values)
            self.values.append(_shown(one))
        return self._places[one]


def compare(a: Job, b: Job) -> Comparison:
    """Of two root jobs of one workspace. Raises TooLarge for more steps than anybody reads."""
    left, right = steps_of(a), steps_of(b)
    told = _Told(a.workspace_id)
    steps = [
        _step(path, left.get(path), right.get(path), told)
        for path in dict.fromkeys((*left, *right))
    ]
    return Comparison(
        a=summary(summaries(Job.objects.all()).get(pk=a.pk)),
        b=summary(summaries(Job.objects.all()).get(pk=b.pk)),
        job=[_shown(one) for one in differences.between(of_root(a), of_root(b))],
        values=told.values,
        steps=steps,
    )


def steps_of(root: Job) -> dict[str, dict[str, Any]]:
    """{path: row}, with the producers of inputs named by their paths. A job that is one command, or
    one sweep, is a step itself."""
    rows = Job.objects.filter(Q(root=root) | Q(pk=root.pk))
    rows = rows.exclude(type__in=(PIPELINE, MLFLOW_RUN))
    if rows.count() > MOST_STEPS:
        raise TooLarge(
            "too-many-steps",
            f"Jobs of more than {MOST_STEPS} steps are not compared.",
            hint="The page of a step says why it ran again, and what changed.",
        )
    columns = ("name", "path", "type", "status", "plan", "started_at", "ended_at")
    found = {
        row["path"] or SINGLE_STEP: row
        for row in rows.order_by("ordinal", "pk").values(
            *columns, "reused_from_id", "compute__name", "instance_count"
        )
    }
    paths = {row["name"]: path for path, row in found.items()}
    for row in found.values():
        row["parts"] = _parts(row, paths)
    return found


def _step(
    path: str, a: Mapping[str, Any] | None, b: Mapping[str, Any] | None, told: _Told
) -> ComparedStep:
    places: list[int] = []
    if a is not None and b is not None:
        places = told.places(differences.between(a["parts"], b["parts"]))
        state: Literal["same", "changed", "only_a", "only_b"] = "changed" if places else "same"
    else:
        state = "only_a" if b is None else "only_b"
    kind = (a or b or {})["type"]
    run_a, run_b = run_of(a), run_of(b)
    return ComparedStep(path=path, type=kind, state=state, a=run_a, b=run_b, differences=places)


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


def of_root(job: Job) -> dict[str, Any]:
    return {
        "settings": {name: value for name, value in job.settings.items() if value is not None},
        "parameters": _parameters(job),
        "experiment": job.experiment.name,
        "description": job.description,
        "tags": job.tags,
    }


def _parameters(job: Job) -> dict[str, str]:
    """Those of a job that is a step itself are told with that step."""
    if job.type == MLFLOW_RUN:
        return dict(job.parameters.values_list("key", "value"))
    if job.type != PIPELINE:
        return {}
    return {
        name: one.get("value") or one.get("asset") or one.get("uri") or ""
        for name, one in job.inputs.items()
    }


def run_of(row: Mapping[str, Any] | None) -> ComparedRun | None:
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
