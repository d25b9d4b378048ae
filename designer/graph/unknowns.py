"""What is said of a name that leads nowhere: which one may have been meant, and what there is."""

from collections.abc import Mapping
from typing import Final

from designer.graph.catalogue import Catalogue, Family
from designer.graph.names import did_you_mean
from designer.graph.references import Reference
from designer.graph.report import Report

_WORDS: Final[Mapping[Family, str]] = {
    "component": "Component",
    "environment": "Environment",
    "data": "Data asset",
    "model": "Model",
}


def report_unknown(
    report: Report, catalogue: Catalogue, family: Family, found: Reference, *path: str
) -> None:
    """The error ``unknown-…``. Known by another version only, it says so."""
    word = _WORDS[family]
    version = f":{found.version}" if found.version else f"@{found.label or 'latest'}"
    near = catalogue.similar(family, found.name)
    hint = meant = None
    if found.name in near:
        hint = f'{word} "{found.name}" has other versions; `@latest` is the newest.'
    else:
        meant = did_you_mean(found.name, near)
    message = f'{word} "{found.name}{version}" is not defined here.{meant or ""}'
    report.error(f"unknown-{family}", message, *path, hint=hint)
