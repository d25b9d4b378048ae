"""The reuse key changes with everything that matters and with nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from runs.plan import inputs, reuse
from tests.worker.graphs import component

BASE = component(
    "python a.py ${{inputs.x}}",
    {"x": "uri_folder", "n": "integer"},
    {"out": "uri_folder"},
    name="train",
    version="1",
    code="azureml:snapshot:aa",
    environment={"image": "python:3.11", "conda_file": {"dependencies": ["numpy"]}, "name": "e"},
)


def key(changed: Any = BASE, **more: Any) -> str:
    given = {
        "parameters": {"n": "1"},
        "variables": {},
        "data": {"x": "d1"},
        "resources": {},
        "distribution": {},
        "outputs": {"out": "azureml://datastores/s/paths/${{name}}|"},
    } | more
    static = reuse.static_parts(
        changed, given["resources"], given["distribution"], given["outputs"]
    )
    return reuse.key_of(
        reuse.parts_of(static, given["parameters"], given["variables"], given["data"])
    )


@pytest.mark.parametrize(
    "same",
    [
        replace(BASE, name="other", version="7", reference="azureml:other:7"),
        replace(BASE, display_name="Nice", description="Words"),
        replace(BASE, environment={**BASE.environment, "name": "f", "version": "9"}),
    ],
    ids=["name", "display", "environment's name"],
)
def test_what_only_shows_does_not_count(same: Any) -> None:
    assert key(same) == key()


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, command="python b.py"),
        replace(BASE, code="azureml:snapshot:bb"),
        replace(BASE, environment={"image": "python:3.12"}),
        replace(BASE, inputs={}),
    ],
    ids=["command", "code", "environment", "inputs"],
)
def test_what_runs_counts(other: Any) -> None:
    assert key(other) != key()


@pytest.mark.parametrize(
    "more",
    [
        {"parameters": {"n": "2"}},
        {"variables": {"A": "1"}},
        {"data": {"x": "d2"}},
        {"resources": {"instance_count": 2}},
        {"distribution": {"type": "mpi"}},
        {"outputs": {"out": "elsewhere|"}},
    ],
    ids=str,
)
def test_what_it_runs_with_counts(more: dict[str, Any]) -> None:
    assert key(**more) != key()


PLAN = {
    "inputs": {
        "x": {"type": "uri_file", "from": "job1", "output": "out", "below": ""},
        "y": {"type": "uri_folder", "from": "job1", "output": "out", "below": "sub"},
        "z": {"type": "uri_file", "uri": "azureml://datastores/s/paths/a", "digest": "dz"},
        "w": {"type": "uri_file", "uri": "https://example.org/a", "digest": None},
        "n": {"type": "integer", "from": "job1", "output": "n"},
        "t": {"type": "string", "parts": [{"text": "a-"}, {"from": "job1", "output": "n"}]},
    },
    "variables": {"V": {"text": "v"}},
}
MADE = {"job1": {"out": {"digest": "d1", "uri": "u"}, "n": {"value": "7", "digest": "dn"}}}


def test_ready_inputs_are_known_by_content_and_text() -> None:
    found = inputs.ready(PLAN, MADE)
    assert found.data == {
        "x": "d1",
        "y": "d1/sub",
        "z": "dz",
        "w": "https://example.org/a",
    }
    assert found.parameters == {"n": "7", "t": "a-7"}
    assert found.variables == {"V": "v"}


def test_an_input_that_was_never_made_is_an_error() -> None:
    with pytest.raises(KeyError):
        inputs.ready(PLAN, {})
