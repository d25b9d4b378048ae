"""Whether the computes and datastores that a resolved pipeline names are there."""

from collections.abc import Sequence

from designer.graph import references
from designer.graph.assets import unknown
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.model import Graph, Step
from designer.graph.report import Report

Path = tuple[str, ...]


def check_places(report: Report, graph: Graph, catalogue: Catalogue) -> None:
    _computes(report, graph, catalogue)
    written = graph.settings.default_datastore
    datastores = catalogue.datastores()
    if written is None or datastores is UNKNOWN:
        return
    name = references.compute_name(written)
    if name not in datastores:
        message = unknown("datastore", name, datastores)
        report.error("unknown-datastore", message, "settings", "default_datastore")


def _computes(report: Report, graph: Graph, catalogue: Catalogue) -> None:
    known = catalogue.computes()
    if known is UNKNOWN:
        return
    for path, step in leaves(graph):
        is_run = step.control is None and step.compute is not None
        if is_run and step.compute is not None and not _is_known(step.compute, known):
            message = unknown("compute", step.compute, known)
            report.error("unknown-compute", message, *path, "compute")


def _is_known(name: str, known: Sequence[str]) -> bool:
    return name in known or name in references.ANY_COMPUTE or "${{" in name


def leaves(graph: Graph, path: Path = ()) -> list[tuple[Path, Step]]:
    """The steps that run something, nested ones too, each with its key path."""
    found: list[tuple[Path, Step]] = []
    for key, step in graph.steps.items():
        here = (*path, "jobs", key)
        if step.graph is not None:
            found.extend(leaves(step.graph, (*here, "component")))
        else:
            found.append((here, step))
    return found
