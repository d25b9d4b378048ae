"""Whatever comes in, diagnostics come out: any text, any damage to a good file or document."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.graph.check import check_document, check_file, check_text, check_wire, parse_document
from designer.graph.document import PipelineDocument
from designer.graph.load import load_component, load_pipeline
from designer.graph.package import pack
from designer.graph.source import read
from designer.graph.write import component_yaml, to_yaml
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory, Uploads

GRAPHS = Path(__file__).parents[2] / "graphs"
TEXTS = {
    str(path.relative_to(GRAPHS)): path.read_text()
    for path in sorted([*GRAPHS.rglob("*.yml"), *GRAPHS.rglob("*.py"), *GRAPHS.rglob("*.csv")])
}
GOOD = [name for name in TEXTS if name.endswith(".yml") and "bad/" not in name]
EXPRESSIONS = (
    "${{parent.inputs.raw}}",
    "${{parent.jobs.train.outputs.model}}",
    "${{parent.jobs.prep.inputs.raw}}",
    "${{parent.outputs.model}}",
    "${{parent.jobs.train}}",
    "${{parent.jobs.refine}}",
    "${{parent.jobs.loop}}",
    '[{"lr": 0.1}]',
    "${{inputs.x}} ${{",
    "$[[ ${{inputs.x}}",
    "azureml:py:3",
    "file:./parts/train.yml",
    "./parts",
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(EXPRESSIONS),
    st.sampled_from(["pipeline", "command", "sweep", "type", "uri_folder", "integer", "enum"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _places(inner, (*path, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            found += _places(inner, (*path, index))
    return found


@st.composite
def damaged(draw: Callable[..., Any], originals: list[Any], values: Any) -> Any:
    """A good thing with up to three of its parts replaced, removed or added to."""
    result = copy.deepcopy(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 3))):
        places = _places(result)
        if not places:
            break
        path = draw(st.sampled_from(places))
        holder = result
        for part in path[:-1]:
            holder = holder[part]
        what = draw(st.sampled_from(["replace", "remove", "add"]))
        if what == "replace":
            holder[path[-1]] = draw(values)
        elif what == "remove":
            del holder[path[-1]]
        elif isinstance(holder, dict):
            holder[draw(st.text(max_size=6))] = draw(values)
    return result


DATA = [read(TEXTS[name])[0].data for name in GOOD]  # type: ignore[union-attr]
WIRES = [
    wire
    for name in GOOD
    if (wire := pack(PurePosixPath(name), Memory(TEXTS), Uploads(), {})[0]) is not None
]
DOCUMENTS = [
    document.model_dump() for wire in WIRES if (document := load_pipeline(wire)[0]) is not None
]


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    check_text(text, Small())
    check_file(PurePosixPath("a.yml"), Memory({"a.yml": text}), Small())


@given(st.binary())
@settings(max_examples=100, deadline=None)
def test_any_bytes(raw: bytes) -> None:
    source, found = read(raw)
    assert (source is not None) or found


@given(st.sampled_from(GOOD), st.data())
@settings(max_examples=150, deadline=None)
def test_a_good_file_with_damaged_text(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    put = data.draw(
        st.text(max_size=5) | st.sampled_from(["\t", "{", "[", ": ", "&a ", "*a", "- "])
    )
    check_file(
        PurePosixPath(name), Memory({**TEXTS, name: text[:start] + put + text[end:]}), Small()
    )


@given(damaged(DATA, VALUES | st.dates()))
@settings(max_examples=300, deadline=None)
def test_a_damaged_mapping_in_a_file(raw: Any) -> None:
    try:
        text = yaml.safe_dump(raw, allow_unicode=True)
    except (yaml.YAMLError, UnicodeError):
        return
    files = Memory({**TEXTS, "x.yml": text})
    check_file(PurePosixPath("x.yml"), files, Small())
    pack(PurePosixPath("x.yml"), files, Uploads(), {"jobs.a.compute": "gpu"})


@pytest.mark.parametrize("value", [True, "0", ["0"]], ids=repr)
def test_each_mapping_of_a_wire_form_may_be_something_else(value: Any) -> None:
    for wire in WIRES:
        for path in _places(wire):
            damaged_wire = copy.deepcopy(wire)
            holder = damaged_wire
            for part in path[:-1]:
                holder = holder[part]
            if not isinstance(holder[path[-1]], dict):
                continue
            holder[path[-1]] = value
            document, _ = check_wire(damaged_wire, Small())
            load_component(damaged_wire)
            if document is not None:
                to_yaml(document)


@given(damaged(WIRES, VALUES))
@settings(max_examples=300, deadline=None)
def test_a_damaged_wire_form(wire: Any) -> None:
    document, _ = check_wire(wire, Small())
    load_component(wire)
    if document is not None:
        to_yaml(document)
    component_yaml(wire)


@given(damaged(DOCUMENTS, VALUES))
@settings(max_examples=300, deadline=None)
def test_a_damaged_document(raw: Any) -> None:
    document, found = parse_document(raw)
    if document is None:
        assert found
        return
    check_document(document, Small())
    to_yaml(document)


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_any_json(value: Any) -> None:
    check_wire(value, Small())
    load_pipeline(value)
    load_component(value)
    parse_document(value)


def test_a_date_everywhere_is_no_crash() -> None:
    for raw in DATA:
        for path in _places(raw):
            damaged_raw = copy.deepcopy(raw)
            holder = damaged_raw
            for part in path[:-1]:
                holder = holder[part]
            holder[path[-1]] = date(2024, 1, 1)
            files = Memory({**TEXTS, "x.yml": yaml.safe_dump(damaged_raw)})
            wire, _ = pack(PurePosixPath("x.yml"), files, Uploads(), {})
            json.dumps(wire)
            check_file(PurePosixPath("x.yml"), files, Small())


def test_the_good_ones_are_really_there() -> None:
    assert len(DOCUMENTS) > 10
    assert all(
        isinstance(PipelineDocument.model_validate(one), PipelineDocument) for one in DOCUMENTS
    )
