"""A stored step's inputs once its producers have ended: texts, places and what identifies them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runs.plan import values

EVALUATED = ("eval_mount", "eval_download")
Outputs = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ready:
    """What goes into the reuse key."""

    parameters: dict[str, str]
    variables: dict[str, str]
    data: dict[str, str]


def text_of(given: Mapping[str, Any], made: Mapping[str, Outputs]) -> str:
    """The text of a primitive input; made: {job name: its outputs}."""
    if "parts" in given:
        return "".join(text_of(one, made) for one in given["parts"])
    if "from" in given:
        found = made.get(given["from"], {}).get(given["output"], {})
        return str(found.get("value", found.get("uri", "")))
    return str(given.get("text", given.get("uri", "")))


def is_absent(given: Mapping[str, Any], made: Mapping[str, Outputs]) -> bool:
    """An optional input whose producer was skipped and so has made nothing."""
    if not given.get("optional"):
        return False
    sources = [one for one in given.get("parts", (given,)) if "from" in one and "uri" not in one]
    kept = ("artifacts",)
    return any(
        one["output"] not in made.get(one["from"], {}) and one["output"] not in kept
        for one in sources
    )


def ready(plan: Mapping[str, Any], made: Mapping[str, Outputs]) -> Ready:
    """Raises KeyError when an output that is used has not been made."""
    parameters, data = {}, {}
    for name, given in plan["inputs"].items():
        if is_absent(given, made):
            continue
        if values.is_data(given["type"]):
            data[name] = _identity(given, made) + _seen_as(given)
        else:
            parameters[name] = text_of(given, made)
    variables = {name: text_of(one, made) for name, one in plan["variables"].items()}
    return Ready(parameters, variables, data)


def _seen_as(given: Mapping[str, Any]) -> str:
    """The same data is another input where a step sees it otherwise than as a path to it."""
    mode = given.get("mode")
    if mode == "direct":
        return ", as its address"
    return ", as its files" if mode in EVALUATED and given["type"] == "mltable" else ""


def _identity(given: Mapping[str, Any], made: Mapping[str, Outputs]) -> str:
    """The content's digest; an output of the same bytes is the same input, whoever made it."""
    if "from" in given:
        digest = str(made[given["from"]][given["output"]]["digest"])
        return f"{digest}/{given['below']}" if given.get("below") else digest
    return str(given.get("digest") or given.get("uri") or given.get("text"))
