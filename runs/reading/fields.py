"""Fields that several shapes share."""

import math
from datetime import datetime

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from designer.graph.document import PipelineDocument
from studio.lib import clock


class MomentField(serializers.DateTimeField):
    """ISO 8601 with zone, and microseconds even when they are zero."""

    def to_representation(self, value: datetime) -> str | None:
        return clock.iso(value)


@extend_schema_field({"type": "object", "additionalProperties": {}})
class MappingField(serializers.JSONField):
    """A mapping whose keys nobody fixes."""


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class TextMappingField(serializers.JSONField):
    """Names to text: tags, properties, parameters. Stored JSON, given out as it is."""


@extend_schema_field(PipelineDocument)
class DocumentField(serializers.JSONField):
    """A PipelineDocument as it was stored."""


Number = float | str


def number(text: str) -> Number:
    """A metric's stored text as JSON can hold it: NaN and infinities stay text."""
    try:
        value = float(text)
    except ValueError:
        return text
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


MOST_TAGS = 100
MOST_TAG_CHARACTERS = 1000


def checked_tags(value: object) -> dict[str, str]:
    """Tags as people send them; numbers and booleans become text. Raises ValidationError."""
    if not isinstance(value, dict) or len(value) > MOST_TAGS:
        raise serializers.ValidationError(f"A mapping of at most {MOST_TAGS} tags is needed.")
    tags = {}
    for name, one in value.items():
        if not isinstance(one, str | int | float | bool) or not name:
            raise serializers.ValidationError(f'Tag "{name}" is not text.')
        text = str(one)
        if len(name) > MOST_TAG_CHARACTERS or len(text) > MOST_TAG_CHARACTERS:
            raise serializers.ValidationError(
                f'Tag "{name[:40]}" has more than {MOST_TAG_CHARACTERS} signs.'
            )
        tags[name] = text
    return tags
