"""Whether the computes and datastores that a resolved pipeline names are there, and whether its
outputs go where a step can write."""

from collections.abc import Iterator, Mapping, Sequence

from designer.graph import references
from designer.graph.assets import unknown
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.document import OutputSettings
from designer.graph.model import Graph, Step
from designer.graph.report import Report

Path = tuple[str, ...]


def check_places(report: Report, graph: Graph, catalogue: Catalogue) -> None:
    _computes(report, graph, catalogue)
    written = graph.settings.default_datastore
    if written is not None:
        name = references.compute_name(written)
        _datastore(report, name, ("settings", "default_datastore"), catalogue)
    for path, text in _output_paths(graph):
        _output(report, path, text, catalogue)


def _datastore(report: Report, name: str, path: Path, catalogue: Catalogue) -> None:
    known = catalogue.datastores()
    if known is not UNKNOWN and name not in known and "${{" not in name:
        report.error("unknown-datastore", unknown("datastore", name, known), *path)


def _output_paths(graph: Graph, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """(key path, what is written there) of every output that says where it goes."""
    yield from _told((*path, "outputs"), graph.outputs)
    for key, step in graph.steps.items():
        here = (*path, "jobs", key)
        yield from _told((*here, "outputs"), step.outputs)
        if step.graph is not None:
            yield from _output_paths(step.graph, (*here, "component"))


def _told(path: Path, outputs: Mapping[str, OutputSettings]) -> Iterator[tuple[Path, str]]:
    for name, one in outputs.items():
        if one.path:
            yield (*path, name, "path"), one.path


def _output(report: Report, path: Path, text: str, catalogue: Catalogue) -> None:
    """Steps write into datastores only: an input may lie anywhere, an output may not."""
    store = references.datastore_of(text)
    if store is not None:
        _datastore(report, store, path, catalogue)
        return
    report.error(
        "output-place",
        f'An output cannot be written to "{text}"; it goes to a path in a datastore.',
        *path,
        hint="Write azureml://datastores/NAME/paths/PATH, or leave `path` out; "
        "`studio job download` brings outputs to your machine.",
    )


def _computes(report: Report, graph: Graph, catalogue: Catalogue) -> None:
    known = catalogue.computes()
    if known is UNKNOWN:
        return
    defaults = set()
    for path, step in leaves(graph):
        name = step.compute if step.control is None else None
        if name is None or _is_known(name, known):
            continue
        if step.has_own_compute:
            report.error("unknown-compute", unknown("compute", name, known), *path, "compute")
        else:
            defaults.add(name)
    for name in sorted(defaults):
        place = ("settings", "default_compute")
        here = place if report.is_in_file(*place) else ("compute",)
        report.error("unknown-compute", unknown("compute", name, known), *here)


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
