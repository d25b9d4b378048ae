"""What is said of a name that leads nowhere: which one may have been meant, and what there is."""

from collections.abc import Mapping
from typing import Final

from designer.graph.catalogue import UNKNOWN, Catalogue, Family
from designer.graph.names import did_you_mean, listed
from designer.graph.references import Reference
from designer.graph.report import Report

_WORDS: Final[Mapping[Family, str]] = {
    "component": "Component",
    "environment": "Environment",
    "data": "Data asset",
    "model": "Model",
}


def is_reachable(
    report: Report, catalogue: Catalogue, family: Family, found: Reference, *path: str
) -> bool:
    """Whether the registry that a reference names leads anywhere; says so where it does not."""
    known = catalogue.registries()
    if found.registry is None or known is UNKNOWN or found.registry in known:
        return True
    word = _WORDS[family].lower()
    meant = did_you_mean(found.registry, known)
    message = f'Registry "{found.registry}" is not configured; '
    message += f"import the {word} or map the registry.{meant}"
    hint = f"Configured: {listed(known)}. STUDIO_REGISTRIES maps a registry to a workspace."
    report.error("unknown-registry", message, *path, hint=hint)
    return False


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
    where = f'in registry "{found.registry}"' if found.registry else "here"
    message = f'{word} "{found.name}{version}" is not defined {where}.{meant or ""}'
    report.error(f"unknown-{family}", message, *path, hint=hint)
