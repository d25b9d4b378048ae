"""From a document to a job that runs: check, compile, freeze on rows, let it begin."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from designer.catalogue import DatabaseCatalogue
from designer.graph.resolve import check, resolve
from django.db import IntegrityError

from designer.graph.diagnostics import has_errors
from designer.graph.document import PipelineDocument
from designer.graph.model import Graph
from designer.models import Draft
from runs.models import Job
from runs.operations import identity, names
from runs.operations.rows import Rows
from runs.operations.settle import advance
from runs.plan.compile import compile_plan
from studio.lib.errors import Conflict, Invalid
from studio.models import User, Workspace
from studio.storage import datastores

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}")


def submit(
    workspace: Workspace,
    user: User,
    document: PipelineDocument,
    *,
    name: str | None = None,
    source: str = "cli",
    draft: Draft | None = None,
    idempotency_key: str = "",
    cloned_from: str = "",
) -> Job:
    """The new job; with an idempotency key that was seen before, the job of that time.

    Raises Invalid ("invalid-pipeline" with all diagnostics) and Conflict ("job-name-taken").
    """
    earlier = _same_request(workspace, user, idempotency_key)
    if earlier is not None:
        return earlier
    if name is not None and not NAME.fullmatch(name):
        raise Invalid(
            "bad-job-name",
            f'"{name}" cannot be a job\'s name.',
            hint="Use letters, digits, dots, dashes and underscores; begin with a letter or digit.",
            place="name",
        )
    graph = _checked(workspace, document)
    plan = compile_plan(graph, document, datastores.default(workspace).name)
    rows = Rows(
        workspace=workspace,
        user=user,
        plan=plan,
        details=graph.details,
        settings=document.settings.model_dump(mode="json"),
        digests=identity.of_plan(workspace, plan),
        fields={
            "name": name or names.generate(),
            "source": source,
            "draft": draft,
            "idempotency_key": idempotency_key,
        },
        properties={"studio.cloned_from": cloned_from} if cloned_from else {},
    )
    try:
        root = rows.create()
    except IntegrityError:
        return _after_clash(workspace, user, idempotency_key, rows.fields["name"])
    advance(root.pk)
    root.refresh_from_db()
    return root


def _same_request(workspace: Workspace, user: User, key: str) -> Job | None:
    if not key:
        return None
    return Job.objects.filter(workspace=workspace, created_by=user, idempotency_key=key).first()


def _after_clash(workspace: Workspace, user: User, key: str, name: str) -> Job:
    """Another request of the same key was faster, or the name is taken."""
    same = _same_request(workspace, user, key)
    if same is not None:
        return same
    raise Conflict(
        "job-name-taken",
        f'There is a job "{name}" already.',
        hint="Leave the name out to get a new one.",
        place="name",
    )


def _checked(workspace: Workspace, document: PipelineDocument) -> Graph:
    graph, found = resolve(document, DatabaseCatalogue(workspace))
    diagnostics = [*found, *(check(graph) if graph is not None else ())]
    if graph is None or has_errors(diagnostics):
        raise invalid([one.as_dict() for one in diagnostics])
    return graph


def invalid(diagnostics: Sequence[Mapping[str, Any]]) -> Invalid:
    errors = [one for one in diagnostics if one["severity"] == "error"]
    first = errors[0]["message"] if errors else "It could not be resolved."
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Invalid(
        "invalid-pipeline",
        f"The pipeline has errors: {first}{more}",
        diagnostics=[dict(one) for one in diagnostics],
    )
