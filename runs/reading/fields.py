"""What several shapes share: statuses by name, numbers of metrics, tags as people send them."""

import math
from typing import Annotated

from pydantic import BeforeValidator, Field

Number = float | str
MOST_TAGS = 100
MOST_TAG_CHARACTERS = 1000


def number(text: str) -> Number:
    """A metric's stored text as JSON can hold it: NaN and infinities stay text."""
    try:
        value = float(text)
    except ValueError:
        return text
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def _texts(value: object) -> object:
    """YAML's numbers and booleans become text; what is no scalar is left for the check."""
    if not isinstance(value, dict):
        return value
    return {
        name: str(one) if isinstance(one, int | float | bool) else one
        for name, one in value.items()
    }


TagText = Annotated[str, Field(max_length=MOST_TAG_CHARACTERS)]
TagName = Annotated[str, Field(min_length=1, max_length=MOST_TAG_CHARACTERS)]
Tags = Annotated[dict[TagName, TagText], Field(max_length=MOST_TAGS), BeforeValidator(_texts)]
