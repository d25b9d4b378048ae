"""Runs a draft as the sender saw it, with what shall differ this time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError

from designer.graph.document import DataValue, PipelineDocument, Scalar, Settings
from designer.graph.scalars import literal_text
from designer.operations import drafts
from runs.models import Job
from runs.operations.submit import submit
from studio.lib.errors import Conflict, Invalid
from studio.models import User, Workspace

# A list shows these with each job: more than anybody reads there is not kept for it.
MOST_GIVEN: Final = 20
MOST_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class Overrides:
    """None and empty mean "as the draft has it"."""

    name: str | None = None
    display_name: str | None = None
    experiment_name: str | None = None
    description: str | None = None
    tags: Mapping[str, str] | None = None
    inputs: Mapping[str, Scalar | DataValue | None] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def submit_draft(
    workspace: Workspace,
    user: User,
    draft_id: int,
    revision: int,
    overrides: Overrides,
    idempotency_key: str = "",
) -> Job:
    """Raises Conflict("draft-changed") when the draft is not at ``revision`` any more."""
    draft = drafts.get(workspace, draft_id)
    if draft.revision != revision:
        raise Conflict(
            "draft-changed",
            f"The draft is at revision {draft.revision} now, yours was {revision}.",
            hint="Load it again before you submit it.",
            place=str(draft.revision),
        )
    own = PipelineDocument.model_validate(draft.document)
    document = overridden(own, overrides)
    return submit(
        workspace,
        user,
        document,
        name=overrides.name,
        source="designer",
        draft=draft,
        idempotency_key=idempotency_key,
        given=given(own, overrides),
    )


def given(document: PipelineDocument, overrides: Overrides) -> dict[str, str]:
    """Inputs whose value is not the document's, as one line of a list can show them."""
    told: dict[str, str] = {}
    for name, value in overrides.inputs.items():
        if value is not None and value != document.interface.inputs[name].value:
            text = value.path if isinstance(value, DataValue) else literal_text(value)
            told[name] = text[:MOST_TEXT]
    return dict(islice(told.items(), MOST_GIVEN))


def overridden(document: PipelineDocument, overrides: Overrides) -> PipelineDocument:
    """A copy; the given one stays as it was. Raises Invalid for inputs that it does not have."""
    changed = document.model_copy(deep=True)
    details = changed.details
    for name in ("display_name", "experiment_name", "description"):
        if (value := getattr(overrides, name)) is not None:
            setattr(details, name, value)
    if overrides.tags is not None:
        details.tags = dict(overrides.tags)
    for name, value in overrides.inputs.items():
        if name not in changed.interface.inputs:
            raise Invalid(
                "unknown-input",
                f'The pipeline has no input "{name}".',
                hint=f"It has: {', '.join(changed.interface.inputs) or 'none'}.",
                place=f"inputs.{name}",
            )
        changed.interface.inputs[name].value = value
    changed.settings = _settings(changed.settings, overrides.settings)
    return changed


def _settings(settings: Settings, more: Mapping[str, Any]) -> Settings:
    try:
        return Settings.model_validate(settings.model_dump() | dict(more))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        place = ".".join(("settings", *(str(part) for part in first["loc"])))
        raise Invalid("bad-setting", f"{place}: {first['msg']}.", place=place) from None
