"""A request to run something, in its three forms, as a submitted job."""

from collections.abc import Callable, Mapping
from typing import Any

from designer.graph.load import load_pipeline
from rest_framework import serializers

from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.document import PipelineDocument
from designer.graph.source import read
from runs.models import Job
from runs.operations.submit import submit
from runs.operations.submit_draft import Overrides, submit_draft
from runs.reading.fields import MappingField, TextMappingField, checked_tags
from studio.lib.errors import Invalid
from studio.models import User, Workspace

FORMS = ("spec", "yaml", "draft")
MOST_KEY_CHARACTERS = 100


class CreateJobSerializer(serializers.Serializer[Any]):
    """One of ``spec`` (the YAML language as JSON), ``yaml`` (its text), ``draft`` (an id).

    The rest belongs to ``draft``: its revision as the sender saw it, and what shall differ.
    """

    spec = MappingField(required=False)
    yaml = serializers.CharField(required=False, trim_whitespace=False)
    draft = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False, max_length=255)
    source = serializers.CharField(required=False, max_length=32)
    revision = serializers.IntegerField(required=False)
    display_name = serializers.CharField(required=False, allow_blank=True, max_length=255)
    experiment_name = serializers.CharField(required=False, max_length=255)
    description = serializers.CharField(required=False, allow_blank=True)
    tags = TextMappingField(required=False)
    inputs = MappingField(required=False, help_text="Name to a value, or to {path, type} for data.")
    settings = MappingField(required=False)

    def validate_spec(self, value: Any) -> dict[str, Any]:
        return _mapping(value)

    def validate_inputs(self, value: Any) -> dict[str, Any]:
        return _mapping(value)

    def validate_settings(self, value: Any) -> dict[str, Any]:
        return _mapping(value)

    def validate_tags(self, value: Any) -> dict[str, str]:
        return checked_tags(value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(form in attrs for form in FORMS) != 1:
            raise serializers.ValidationError("Give exactly one of spec, yaml and draft.")
        if "draft" in attrs and "revision" not in attrs:
            raise serializers.ValidationError({"revision": "Needed with draft."})
        return attrs


def submitted(workspace: Workspace, user: User, asked: Mapping[str, Any], key: str) -> Job:
    """Raises Invalid with diagnostics, and Conflict for a taken name or a stale revision."""
    if len(key) > MOST_KEY_CHARACTERS:
        raise Invalid(
            "bad-idempotency-key", f"An Idempotency-Key has at most {MOST_KEY_CHARACTERS} signs."
        )
    if "draft" in asked:
        return submit_draft(
            workspace, user, asked["draft"], asked["revision"], overrides(asked), key
        )
    make = _FROM["yaml" if "yaml" in asked else "spec"]
    document, found = make(asked)
    if document is None or has_errors(found):
        raise Invalid(
            "invalid-pipeline",
            "The pipeline cannot run as it is.",
            diagnostics=[one.as_dict() for one in found],
        )
    return submit(
        workspace,
        user,
        document,
        name=asked.get("name"),
        source=asked.get("source", "cli"),
        idempotency_key=key,
    )


def overrides(asked: Mapping[str, Any]) -> Overrides:
    names = Overrides.__dataclass_fields__
    return Overrides(**{name: asked[name] for name in names if name in asked})


Made = tuple[PipelineDocument | None, list[Diagnostic]]


def _from_yaml(asked: Mapping[str, Any]) -> Made:
    source, found = read(asked["yaml"], None)
    if source is None:
        return None, found
    document, more = load_pipeline(source.data, source)
    return document, [*found, *more]


def _from_spec(asked: Mapping[str, Any]) -> Made:
    return load_pipeline(asked["spec"])


_FROM: Mapping[str, Callable[[Mapping[str, Any]], Made]] = {"yaml": _from_yaml, "spec": _from_spec}


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise serializers.ValidationError("A mapping is needed.")
    return value
