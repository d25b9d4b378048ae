"""Which type of value may feed which: the one table, also run by the front end's tests.

"no" is refused, "warn" is said and let through (real pipelines mix files, folders and tables).
``tests/graphs/port_cases.json`` holds every pair.
"""

from typing import Final, Literal

from designer.graph.document import DATA_TYPES, PRIMITIVE_TYPES

Verdict = Literal["ok", "warn", "no"]

_WIDER: Final = frozenset({("integer", "number")})


def may_feed(source_type: str, target_type: str) -> Verdict:
    """Whether an output or input of ``source_type`` may be bound to an input of ``target_type``."""
    if source_type == target_type:
        return "ok"
    if is_data(source_type) and is_data(target_type):
        return "ok" if "path" in (source_type, target_type) else "warn"
    if is_data(source_type) or is_data(target_type):
        return "no"
    if target_type == "string" or (source_type, target_type) in _WIDER:
        return "ok"
    return "warn"


def is_data(port_type: str) -> bool:
    return port_type in DATA_TYPES


def keeps_shape(declared: str, told: str) -> bool:
    """Whether an output declared as the one type can be kept as the other: the component writes
    one file, or a folder, whatever is said of it outside."""
    if not is_data(declared) or not is_data(told):
        return declared == told
    return (declared == "uri_file") == (told == "uri_file")


def is_primitive(port_type: str) -> bool:
    return port_type in PRIMITIVE_TYPES
