"""A request to run something, in its three forms, as a submitted job."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from designer.api.wire import Body
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.document import DataValue, Scalar
from designer.graph.load import load_pipeline
from designer.graph.source import Source
from designer.graph.source import read as source_of
from designer.operations.plain import plain
from runs.models import Job
from runs.operations.begin import Request, same_request
from runs.operations.submit import invalid, submit
from runs.operations.submit_draft import Overrides, submit_draft
from runs.reading.fields import Tags
from studio.lib.errors import Invalid
from studio.models import User, Workspace

MOST_KEY_CHARACTERS = 100
Short = Annotated[str, Field(max_length=255)]


class JobCreation(Body):
    """One of ``spec`` (the YAML language as JSON), ``yaml`` (its text), ``draft`` (an id).

    ``revision`` and all after it belong to ``draft``: its revision as the sender saw it, and what
    shall differ this time. inputs: name to a value, or to data given by path.
    """

    spec: dict[str, Any] | None = None
    yaml: str | None = None
    draft: int | None = None
    name: Short | None = None
    source: Annotated[str, Field(max_length=32)] = "cli"
    revision: int | None = None
    display_name: Short | None = None
    experiment_name: Short | None = None
    description: str | None = None
    tags: Tags | None = None
    inputs: dict[str, Scalar | DataValue | None] = {}
    settings: dict[str, Any] = {}

    @model_validator(mode="after")
    def _is_one_form(self) -> Self:
        if [self.spec, self.yaml, self.draft].count(None) != 2:
            raise ValueError("give exactly one of spec, yaml and draft")
        if self.draft is not None and self.revision is None:
            raise ValueError("revision is needed with draft")
        return self


def submitted(workspace: Workspace, user: User, asked: JobCreation, key: str) -> Job:
    """Raises Invalid with diagnostics, and Conflict for a taken name or a stale revision."""
    if len(key) > MOST_KEY_CHARACTERS:
        raise Invalid(
            "bad-idempotency-key", f"An Idempotency-Key has at most {MOST_KEY_CHARACTERS} signs."
        )
    request = Request(workspace, user, asked.name, asked.source, None, key)
    if earlier := same_request(request):
        return earlier
    if asked.draft is not None:
        return submit_draft(
            workspace, user, asked.draft, asked.revision or 0, _overrides(asked), key
        )
    spec, source, found = _wire_form(asked)
    document = None
    if not has_errors(found):
        document, more = load_pipeline(spec, source)
        found = [*found, *more]
    if document is None or has_errors(found):
        raise invalid([one.as_dict() for one in found])
    given = spec.get("name")
    name = asked.name or (given if isinstance(given, str) else None)
    return submit(
        workspace,
        user,
        document,
        name=name,
        source=asked.source,
        idempotency_key=key,
        places=source,
    )


def _wire_form(asked: JobCreation) -> tuple[Mapping[str, Any], Source | None, list[Diagnostic]]:
    if asked.yaml is None:
        return plain(asked.spec or {}, "pipeline"), None, []
    source, found = source_of(asked.yaml, None)
    if source is None or not isinstance(source.data, dict):
        return {}, source, found
    return plain(source.data, "pipeline"), source, found


def _overrides(asked: JobCreation) -> Overrides:
    return Overrides(
        name=asked.name,
        display_name=asked.display_name,
        experiment_name=asked.experiment_name,
        description=asked.description,
        tags=asked.tags,
        inputs=asked.inputs,
        settings=asked.settings,
    )
