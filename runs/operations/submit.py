"""Submission: the document is checked with all diagnostics, then its job begins."""

from collections.abc import Mapping, Sequence
from typing import Any

from designer.catalogue import DatabaseCatalogue
from designer.graph import references
from designer.graph.diagnostics import has_errors
from designer.graph.document import PipelineDocument
from designer.graph.model import Graph
from designer.graph.not_here import at_submission
from designer.graph.pinning import pinned
from designer.graph.places import leaves
from designer.graph.resolve import check, resolve
from designer.graph.source import Source
from designer.models import Draft
from runs.models import Job
from runs.operations import begin
from runs.operations.begin import Request
from studio.lib.errors import Invalid
from studio.models import User, Workspace


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
    keeps: Mapping[str, str] | None = None,
    forced: frozenset[str] = frozenset(),
    places: Source | None = None,
    given: Mapping[str, str] | None = None,
) -> Job:
    """The new job; with an idempotency key that was seen before, the job of that time.

    Raises Invalid ("invalid-pipeline" with all diagnostics) and Conflict ("job-name-taken").
    keeps: {path of a step: name of the completed step whose outputs it takes}. forced: paths of
    steps that take no earlier outputs. places: the text that the document was read from, for the
    lines of what is found. given: what differs from the draft, as the job keeps it.
    """
    request = Request(
        workspace,
        user,
        name,
        source,
        draft,
        idempotency_key,
        cloned_from,
        keeps or {},
        forced,
        given or {},
    )
    earlier = begin.same_request(request)
    if earlier is not None:
        return earlier
    begin.check_name(name)
    catalogue = DatabaseCatalogue(workspace)
    frozen = pinned(document, catalogue)
    graph = _checked(frozen, catalogue, places)
    catalogue.bring_code(_snapshots_of(graph))
    return begin.begin(request, frozen, graph)


def _checked(
    document: PipelineDocument, catalogue: DatabaseCatalogue, places: Source | None
) -> Graph:
    graph, found = resolve(document, catalogue, places)
    diagnostics = at_submission([*found, *(check(graph, places) if graph is not None else ())])
    if graph is None or has_errors(diagnostics):
        raise invalid([one.as_dict() for one in diagnostics])
    return graph


def _snapshots_of(graph: Graph) -> set[str]:
    """Digests of the code and of the build folders of all steps."""
    texts = set()
    for _, step in leaves(graph):
        build = step.component.environment.get("build")
        texts.add(step.component.code)
        texts.add(build.get("path") if isinstance(build, Mapping) else None)
    found = (references.SNAPSHOT.fullmatch(one) for one in texts if isinstance(one, str))
    return {one.group(1) for one in found if one}


def invalid(diagnostics: Sequence[Mapping[str, Any]]) -> Invalid:
    errors = [one for one in diagnostics if one["severity"] == "error"]
    first = errors[0]["message"] if errors else "It could not be resolved."
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Invalid(
        "invalid-pipeline",
        f"The pipeline has errors: {first}{more}",
        diagnostics=[dict(one) for one in diagnostics],
    )
