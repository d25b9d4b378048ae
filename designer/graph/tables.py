"""Whether what ``partition_keys`` split can be a table: a folder with an MLTable file."""

from typing import Final

from designer.graph import given, parallel, references
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.given import Given, Place
from designer.graph.model import Data, FromStep, Graph
from designer.graph.report import Report

TABLE: Final = "mltable"
_FILES: Final = ("uri_file", "uri_folder")
_HINT: Final = (
    "Give a folder with an MLTable file as `type: mltable`, or split files by `mini_batch_size`."
)


def check_tables(report: Report, graph: Graph, catalogue: Catalogue) -> None:
    """Data given in this pipeline and in those inside it, as far as it is known."""
    for place in given.places(report, graph):
        settings = place.step.parallel
        if settings.get("partition_keys"):
            name = parallel.input_name(settings)
            declared = place.step.component.inputs.get(name)
            # Inputs that are declared as something else are refused by the step's own rules.
            if declared is not None and declared.type == TABLE:
                for one in given.given_to(place, name):
                    _check(place, name, one, catalogue)


def _check(place: Place, name: str, one: Given, catalogue: Catalogue) -> None:
    why = _why_none(one, catalogue)
    if why is None:
        return
    report = one.report
    if isinstance(one.value, Data) and report.is_in_file("path"):
        report = report.below("path")
    report.error(
        "partition-keys",
        f'partition_keys of step "{place.key}" split a table, and input "{name}" gets none: {why}.',
        hint=_HINT,
    )


def _why_none(one: Given, catalogue: Catalogue) -> str | None:
    """Why the data is no table; None when it is one, or nobody can know."""
    value = one.value
    if isinstance(value, FromStep):
        # A step may write an MLTable file into its folder: only a file is known to be no table.
        is_file = given.made_as(one.graph, value) == "uri_file"
        return f'output "{value.output}" of step "{value.step}" is a file' if is_file else None
    if not isinstance(value, Data):
        return None
    found = catalogue.is_table(value.uri)
    if found is not UNKNOWN:
        return None if found else f"{_shown(value)} has no MLTable file"
    known = _registered_as(value, catalogue)
    if known in _FILES:
        return f"{value.asset} is registered as {known}"
    is_said = known is None and value.type in _FILES
    return f"it is given as {value.type}" if is_said else None


def _registered_as(value: Data, catalogue: Catalogue) -> str | None:
    """The type of a data asset in the catalogue."""
    wanted = references.parse(f"azureml:{value.asset}") if value.asset else None
    found = catalogue.data(wanted) if wanted is not None else None
    return None if found is None or found is UNKNOWN else found.type


def _shown(value: Data) -> str:
    return value.asset or references.not_uploaded_path(value.uri) or value.uri
