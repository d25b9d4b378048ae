"""Whether what a step reads by address can be read. ``mode: direct`` hands over the text alone."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from designer.graph import references
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.model import Data, FromInput, Graph, ParallelFor, Step, Template, Value
from designer.graph.ports import is_data
from designer.graph.report import Report

_WEB: Final = ("http://", "https://")
_AZURE: Final = re.compile(
    r"(?:wasbs?|abfss?)://(?P<container>[^@/]+)@(?P<account>[^./]+)\.(?:blob|dfs)"
    r"\.(?P<rest>[^/]+)/(?P<path>.+)"
)
LOCAL: Final = "local_folder"
_INSTEAD: Final = (
    "Copy it to a local datastore or give an http(s) address; `mode: direct` hands the address "
    "to the command as it is."
)


def web_address(uri: str) -> str | None:
    """Where ``uri`` can be fetched from, if from anywhere: http(s), and what Azure's storage
    shows to everybody."""
    if uri.startswith(_WEB):
        return uri
    found = _AZURE.fullmatch(uri)
    if found is None:
        return None
    path = quote(found["path"], safe="/%")
    return f"https://{found['account']}.blob.{found['rest']}/{found['container']}/{path}"


def check_readable(report: Report, graph: Graph, catalogue: Catalogue) -> None:
    """Data given in this pipeline and in those inside it."""
    asked: set[str] = set()
    for key, step in graph.steps.items():
        here = report.below("jobs", key)
        for name, value in step.inputs.items():
            if isinstance(value, FromInput):
                given, place = graph.values.get(value.name), report.below("inputs", value.name)
            else:
                given, place = value, here.below("inputs", name)
            if given is None or (isinstance(value, FromInput) and value.name in asked):
                continue
            if _is_read(graph, step, name, given):
                asked |= {value.name} if isinstance(value, FromInput) else set()
                _check(place, given, catalogue)
        if isinstance(step.control, ParallelFor):
            _check_items(here.below("items"), graph, step.control, catalogue)
        if step.graph is not None:
            check_readable(here.below("component"), step.graph, catalogue)


def _check_items(report: Report, graph: Graph, loop: ParallelFor, catalogue: Catalogue) -> None:
    for number, item in enumerate(loop.items or ()):
        place = report.below(item.key if loop.is_mapping else number)
        for name, value in item.values.items():
            if _is_read(graph, graph.steps[loop.body], name, value):
                _check(place.below(name), value, catalogue)


def _is_read(graph: Graph, step: Step, name: str, value: Value) -> bool:
    own = value.mode if isinstance(value, Data) else None
    return any(mode != "direct" for mode in _modes(step, name, own))


def _modes(step: Step, name: str, given: str | None) -> Iterator[str | None]:
    """How the input is read: by the step, or by the steps of the pipeline that it is."""
    declared = step.component.inputs.get(name)
    if declared is None or not is_data(declared.type):
        return
    if step.graph is None:
        yield step.modes.get(name) or given or declared.mode
        return
    for inner in step.graph.steps.values():
        for port, value in inner.inputs.items():
            if isinstance(value, FromInput) and value.name == name:
                yield from _modes(inner, port, given)


def _check(report: Report, value: Value, catalogue: Catalogue) -> None:
    if isinstance(value, Data):
        here = report.below("path") if report.is_in_file("path") else report
        _check_uri(here, value.uri, catalogue)
    elif isinstance(value, Template) and isinstance(value.parts[0], str):
        _check_uri(report, value.parts[0], catalogue)


def _check_uri(report: Report, uri: str, catalogue: Catalogue) -> None:
    datastore = references.datastore_of(uri)
    known = catalogue.datastores()
    if datastore is not None and known is not UNKNOWN:
        kind = known.get(datastore, LOCAL)
        if kind != LOCAL:
            message = f'Datastore "{datastore}" ({kind}) cannot be read here.'
            report.error("data-unreachable", message, hint=_INSTEAD)
    elif references.data_kind(uri) == "remote" and web_address(uri) is None:
        report.error("data-unreachable", f"{uri} cannot be read here: {_why(uri)}.", hint=_INSTEAD)


def _why(uri: str) -> str:
    scheme = uri.partition("://")[0]
    if scheme.startswith(("wasb", "abfs")):
        return "of Azure's storage, single files that everybody may read are fetched"
    return f"there is no client for {scheme}://"
