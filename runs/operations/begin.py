"""From a resolved graph to a job that runs: compile, freeze on rows, let it begin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError

from designer.graph.document import PipelineDocument
from designer.graph.model import Graph
from designer.models import Draft
from runs.models import Job
from runs.operations import identity, names
from runs.operations.rows import Rows
from runs.operations.settle import advance
from runs.plan import sampling, trials
from runs.plan.compile import all_steps, compile_plan
from runs.plan.model import Plan
from studio.lib.errors import Conflict, Invalid
from studio.models import User, Workspace
from studio.storage import datastores

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}")


@dataclass(frozen=True, slots=True)
class Request:
    """Who wants a job, and what they say about it beside the document.

    keeps: {path of a step: name of the completed step whose outputs it takes}. forced: paths of
    steps that take no earlier outputs. given: as on the job.
    """

    workspace: Workspace
    user: User
    name: str | None = None
    source: str = "cli"
    draft: Draft | None = None
    idempotency_key: str = ""
    cloned_from: str = ""
    keeps: Mapping[str, str] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)


def begin(request: Request, document: PipelineDocument, graph: Graph) -> Job:
    """The new job, its first steps queued. Raises Conflict ("job-name-taken")."""
    check_name(request.name)
    workspace = request.workspace
    plan = compile_plan(graph, document, datastores.default(workspace).name)
    _prepare_samplers(plan)
    cloned = {"studio.cloned_from": request.cloned_from} if request.cloned_from else {}
    rows = Rows(
        workspace=workspace,
        user=request.user,
        plan=plan,
        details=graph.details,
        settings=graph.settings.model_dump(mode="json"),
        digests=identity.of_plan(workspace, plan),
        fields={
            "name": request.name or names.generate(),
            "source": request.source,
            "draft": request.draft,
            "idempotency_key": request.idempotency_key,
            "given": dict(request.given),
        },
        properties=cloned,
        keeps=request.keeps,
        forced=request.forced,
    )
    try:
        root = rows.create()
    except IntegrityError:
        return _after_clash(request, rows.fields["name"])
    advance(root.pk)
    root.refresh_from_db()
    return root


def _prepare_samplers(plan: Plan) -> None:
    """What sampling needs is imported now: later it is asked for in a transaction."""
    for step in all_steps(plan.steps):
        if step.grows.get("kind") == trials.KIND:
            sampling.prepare(step.grows["sampling"])


def same_request(request: Request) -> Job | None:
    """The job of an earlier request with the same idempotency key."""
    if not request.idempotency_key:
        return None
    return Job.objects.filter(
        workspace=request.workspace,
        created_by=request.user,
        idempotency_key=request.idempotency_key,
        deleted_at=None,
    ).first()


def check_name(name: str | None) -> None:
    """A name becomes part of paths. Raises Invalid ("bad-job-name")."""
    if name is not None and not NAME.fullmatch(name):
        raise Invalid(
            "bad-job-name",
            f'"{name}" cannot be a job\'s name.',
            hint="Use letters (a to z), digits, `_`, `-`, `.`; begin with a letter or digit.",
            place="name",
        )


def _after_clash(request: Request, name: str) -> Job:
    """Another request of the same key was faster, or the name is taken."""
    same = same_request(request)
    if same is not None:
        return same
    raise Conflict(
        "job-name-taken",
        f'There is a job "{name}" already.',
        hint="Leave the name out to get a new one.",
        place="name",
    )
