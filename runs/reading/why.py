"""Why a step ran again, or why it did not: said from the stored parts of reuse keys."""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from django.db.models import Q, QuerySet

from designer.api.wire import Answer, Moment
from designer.models import Snapshot
from runs.models import GROWING, NOT_STEPS, SHOWN, Job
from runs.operations import ready
from runs.plan import differences, states
from runs.plan.differences import Difference as Found
from studio.lib.clock import iso
from studio.lib.errors import Invalid, StudioError
from studio.storage import blobs

CANDIDATES = 30
MOST_FILES = 20
MOST_BYTES = 64 * 1024
MOST_LINES = 200
COLUMNS = ("pk", "name", "path", "reuse_parts", "reuse_key", "ended_at", "root_id")


class Difference(Answer):
    """``part`` of the reuse key, ``name`` of the parameter, input or file; ``text`` says it whole.

    before, after: null where it was not there. diff: unified, for what has several lines.
    """

    part: str
    name: str
    before: str | None
    after: str | None
    diff: str | None
    text: str


class OtherStep(Answer):
    name: str
    path: str
    root: str
    root_display_name: str
    ended_at: Moment | None


class Why(Answer):
    """``other``: the step whose outputs were taken, or the nearest earlier one.

    A step that was reused or kept has none when the job that it took from has been deleted.
    """

    verdict: Literal["waiting", "reused", "kept", "ran"]
    summary: str
    other: OtherStep | None
    differences: list[Difference]


def why(job: Job) -> Why:
    """job: with its plan and root. Raises Invalid for what is not a step."""
    if job.type in NOT_STEPS:
        raise Invalid(
            "not-a-step",
            f'Job "{job.name}" is a pipeline: its steps are reused or run, each by itself.',
            hint=_steps_hint(job),
        )
    if job.type in GROWING:
        summary = "It decides about other steps and is not reused itself; they are, each by itself."
        return Why(verdict="waiting", summary=summary, other=None, differences=[])
    if job.reused_from_id is not None:
        return _reused(job, _other(job.reused_from_id))
    if _has_inherited(job):
        return _reused(job, None)
    if not job.reuse_parts:
        if job.status in states.ENDED:
            return Why(verdict="waiting", summary="It never ran.", other=None, differences=[])
        summary = "Whether it is reused shows when the steps before it have ended."
        return Why(verdict="waiting", summary=summary, other=None, differences=[])
    return _ran(job)


SHOWN_STEPS = 5


def _steps_hint(job: Job) -> str:
    """How to ask about the steps of a pipeline, the first ones by name."""
    found = job.children.exclude(type__in=NOT_STEPS).order_by("id").values_list("key", "name")
    shown = ", ".join(f"{name} ({key})" for key, name in found[:SHOWN_STEPS])
    return f"Ask about one of its steps: {shown}." if shown else "Ask about one of its steps."


def _has_inherited(job: Job) -> bool:
    """Whether it took outputs of a job that was deleted: it holds them, and their log, since then.

    It never ran: the attempts that it has are those of the deleted step.
    """
    return job.attempt == 0 and ready.REUSED_RUN in job.properties


def _reused(job: Job, other: OtherStep | None) -> Why:
    if job.plan.get("keeps"):
        made = (
            f'"{other.path}" of job "{other.root_display_name}" made'
            if other
            else "the same step of an earlier job made"
        )
        summary = f"The job was resubmitted to run only some steps; this one keeps what {made}."
    else:
        summary = (
            "Nothing that its outputs depend on differs from an earlier step: the same command,"
            " code, environment, values, and the same content of its inputs."
        )
    verdict: Literal["kept", "reused"] = "kept" if job.plan.get("keeps") else "reused"
    return Why(
        verdict=verdict,
        summary=summary + _deleted_maker(job, other),
        other=other,
        differences=[],
    )


def _deleted_maker(job: Job, other: OtherStep | None) -> str:
    """Who made the outputs, where that step is not there any more; who holds them says the rest."""
    maker = job.properties.get(ready.REUSED_RUN)
    if not maker or (other is not None and maker == other.name):
        return ""
    holder = f'"{other.path}" of job "{other.root_display_name}"' if other else "this step"
    return f" Step `{maker}`, which ran, was deleted with its job; {holder} has its log now."


def _ran(job: Job) -> Why:
    always = _always(job)
    nearest = _nearest(job)
    if nearest is None:
        first = (
            "No earlier step of the same component, or at the same place in this experiment, has"
            " completed: there was nothing to reuse."
        )
        return Why(verdict="ran", summary=always or first, other=None, differences=[])
    earlier, found = nearest
    told = [_told(one) for one in _refined(job, earlier, found)]
    summary = always or (_summary(told) if told else _although_equal(job, earlier))
    return Why(verdict="ran", summary=summary, other=_other(earlier.pk), differences=told)


def _always(job: Job) -> str:
    """Why it would have run in any case."""
    if not job.plan.get("reusable", True):
        if job.root_id is None:
            return "A job that is one command always runs."
        return "Its component says `is_deterministic: false`, so it runs each time."
    if not job.plan.get("look_up", True):
        root = job.root or job
        if root.settings.get("force_rerun"):
            return "The pipeline says `force_rerun: true`, so nothing is reused."
        return "Somebody resubmitted the job and asked for this step to run again."
    return ""


def _nearest(job: Job) -> tuple[Job, list[Found]] | None:
    """Of the latest completed ones the one that differs least, and the differences."""
    rows = Job.objects.filter(SHOWN, workspace_id=job.workspace_id, status=states.COMPLETED)
    rows = rows.exclude(root_id=job.root_id or job.pk).exclude(pk=job.pk)
    rows = rows.exclude(reuse_parts={})
    if job.queued_at is not None:
        rows = rows.filter(ended_at__lte=job.queued_at)
    here = rows.filter(path=job.path, experiment_id=job.experiment_id)
    found = list(_newest(here))
    if job.component_id is not None:
        asset = Q(component__asset__versions=job.component_id)
        found += _newest(rows.filter(asset, component__asset__is_anonymous=False))
    if not found:
        return None
    ranked = [(differences.between(one.reuse_parts, job.reuse_parts), one) for one in found]
    best = min(ranked, key=lambda one: (len(one[0]), one[1].path != job.path, -one[1].pk))
    return best[1], best[0]


def _newest(rows: "QuerySet[Job]") -> "QuerySet[Job]":
    return rows.only(*COLUMNS).order_by("-ended_at", "-pk")[:CANDIDATES]


def _although_equal(job: Job, earlier: Job) -> str:
    if not ready.is_there(job.workspace_id, earlier.pk):
        return "An identical step completed before, but its outputs are not there any more."
    return "An identical step completed before, but could not be taken for reuse then."


def _other(job_id: int) -> OtherStep:
    rows = Job.objects.select_related("root").only(
        "name", "path", "key", "display_name", "ended_at", "root__name", "root__display_name"
    )
    job = rows.get(pk=job_id)
    root = job.root or job
    return OtherStep(
        name=job.name,
        path=job.path or job.display_name or job.name,
        root=root.name,
        root_display_name=root.display_name or root.name,
        ended_at=iso(job.ended_at),
    )


LABELS = {
    "component": "the component",
    "snapshot": "the code",
    "environment": "the environment",
    "parameters": "parameters",
    "variables": "environment variables",
    "inputs": "the content of input data",
    "resources": "resources",
    "distribution": "the distribution",
    "outputs": "where outputs go",
}
ONE = {
    "parameters": "Parameter",
    "variables": "Environment variable",
    "resources": "Resource setting",
    "distribution": "Distribution setting",
    "outputs": "The address of output",
    "environment": "Environment setting",
}
SHORT = 80


def _summary(told: Iterable[Difference]) -> str:
    parts = list(dict.fromkeys(LABELS.get(one.part, one.part) for one in told))
    named = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Compared with the nearest earlier step, {named} changed."


def _told(one: Found) -> Difference:
    shown = {"part": one.part, "name": one.name, "before": one.before, "after": one.after}
    return Difference(**shown, diff=unified(one.before, one.after), text=_text(one))


def _text(one: Found) -> str:
    if one.part == "inputs":
        return (
            f"Input `{one.name}` has other content."
            if one.before and one.after
            else (f"Input `{one.name}` {'is new' if one.after else 'is no longer given'}.")
        )
    if one.part == "snapshot" and one.name:
        done = "was added" if one.before is None else "is gone" if one.after is None else "changed"
        return f"Code file `{one.name}` {done}."
    if one.part == "component":
        return (
            "The command changed."
            if one.name == "command"
            else ("The inputs or outputs that the component declares changed.")
        )
    label = ONE.get(one.part, one.part.capitalize())
    name = f" `{one.name}`" if one.name else ""
    if one.before is None:
        return f"{label}{name} is new{_value(': ', one.after)}."
    if one.after is None:
        return f"{label}{name} is no longer set; it was{_value(' ', one.before)}."
    if _value("", one.before) and _value("", one.after):
        return f"{label}{name} was {_value('', one.before)}, and is {_value('', one.after)} now."
    return f"{label}{name} changed."


def _value(before: str, text: str | None) -> str:
    """Short ones only: long ones stand below."""
    if text is None or len(text) > SHORT or "\n" in text:
        return ""
    return f"{before}`{text}`" if text else f"{before}empty"


def unified(before: str | None, after: str | None) -> str | None:
    if before is None or after is None or ("\n" not in before and "\n" not in after):
        return None
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    kept = list(lines)[2:]
    more = [f"… {len(kept) - MOST_LINES} more lines"] if len(kept) > MOST_LINES else []
    return "\n".join([*kept[:MOST_LINES], *more])


def _refined(job: Job, earlier: Job, found: Iterable[Found]) -> Iterator[Found]:
    """Digests replaced by what they are digests of, where that is still known."""
    before = Job.objects.values_list("plan", flat=True).get(pk=earlier.pk)
    after = job.plan
    for one in found:
        if one.part == "component":
            yield from _component(before, after)
        elif one.part == "environment":
            yield from _environment(one, before, after)
        elif one.part == "snapshot":
            yield from code_files(job.workspace_id, one)
        else:
            yield one


def _component(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Found]:
    old, new = before.get("command") or "", after.get("command") or ""
    if old != new:
        yield Found("component", "command", old, new)
    else:
        yield Found("component", "", None, None)


def _environment(
    one: Found, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Found]:
    old, new = before.get("environment") or {}, after.get("environment") or {}
    changed = list(differences.of_mappings("environment", old, new))
    for each in changed:
        values = (_pretty(old.get(each.name)), _pretty(new.get(each.name)))
        yield replace(each, before=values[0], after=values[1])
    if not changed:
        yield one


def _pretty(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, indent=1, ensure_ascii=False)


def code_files(workspace_id: int, one: Found) -> Iterator[Found]:
    """The files that differ, with their text where that is short."""
    digests = [(text or "").rpartition(":")[2] for text in (one.before, one.after)]
    rows = Snapshot.objects.filter(workspace_id=workspace_id, digest__in=digests)
    manifests = {row.digest: {file["path"]: file for file in row.files} for row in rows}
    old, new = (manifests.get(digest, {}) for digest in digests)
    changed = [path for path in sorted(set(old) | set(new)) if old.get(path) != new.get(path)]
    if not changed:
        yield one
    for path in changed[:MOST_FILES]:
        yield Found("snapshot", path, _content(old.get(path)), _content(new.get(path)))
    if len(changed) > MOST_FILES:
        yield Found("snapshot", f"and {len(changed) - MOST_FILES} more", "", "")


def _content(file: Mapping[str, Any] | None) -> str | None:
    """Its text; its hash where that is long, or no text."""
    if file is None:
        return None
    if file["size_bytes"] <= MOST_BYTES:
        try:
            with blobs.open(file["sha256"]) as content:
                return content.read().decode()
        except (StudioError, UnicodeDecodeError):
            pass
    return str(file["sha256"])
