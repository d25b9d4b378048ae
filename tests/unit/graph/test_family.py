"""Job or component, where ``$schema`` does not say it."""

from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from designer.graph import kinds
from designer.graph.check import Checked, check_file
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory

COMMAND = {"type": "command", "command": "echo", "environment": "azureml:py:3"}
PIPELINE = {"type": "pipeline", "jobs": {"a": {"component": "azureml:prepare:3"}}}
VALUE = {"inputs": {"x": 5}}
DECLARED = {"inputs": {"x": {"type": "integer", "default": 5}}}
FOLDER = {"inputs": {"x": {"type": "uri_folder"}}}
SETTINGS = {"settings": {"default_compute": "azureml:cpu"}}
VERSION = {"version": 1, "is_deterministic": False}
JOB = "https://azuremlschemas.azureedge.net/latest/commandJob.schema.json"


@pytest.mark.parametrize(
    ("raw", "kind", "because"),
    [
        ({**COMMAND, **VERSION, **VALUE}, "command job", "input `x` has a value"),
        ({**COMMAND, **VERSION, "inputs": {"x": {"path": "a:b"}}}, "command job", "has a value"),
        ({**COMMAND, **VERSION, "outputs": {"o": None}}, "command job", "output `o`"),
        ({**COMMAND, **VERSION, "experiment_name": "x"}, "command job", "`experiment_name`"),
        ({**COMMAND, **VERSION, "$schema": JOB}, "command job", "its `$schema` says so"),
        ({**PIPELINE, **VERSION, **SETTINGS}, "pipeline job", "it has `settings` and no name"),
        ({**COMMAND, **VERSION, "compute": "cpu", **DECLARED}, "command component", "is declared"),
        (
            {**PIPELINE, **VERSION, **SETTINGS, "name": "x"},
            "pipeline component",
            "it has a name and `version` and `is_deterministic`",
        ),
        ({**PIPELINE, **SETTINGS, **DECLARED, "name": "x"}, "pipeline component", "is declared"),
        ({**PIPELINE, **SETTINGS, **DECLARED}, "pipeline job", "it has `settings`"),
    ],
)
def test_what_else_a_file_has_decides_and_is_told(
    raw: dict[str, Any], kind: str, because: str
) -> None:
    checked = check(raw)
    assert checked.kind == kind
    others = {"version", "is_deterministic"} if kind.endswith("job") else {"settings", "compute"}
    told = [one for one in checked.diagnostics if "is read as" in str(one.hint)]
    assert others & set(raw) <= {one.path for one in told} <= {*others, "inputs.x"}
    assert {one.severity for one in told} == {"error" if kind.endswith("job") else "warning"}
    assert all(because in str(one.hint) for one in told)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({**COMMAND, **VERSION}, "command component"),
        ({**COMMAND, **VERSION, **FOLDER}, "command component"),
        ({**COMMAND, "name": "x"}, "command component"),
        ({**COMMAND, **FOLDER}, "command component"),
        ({**COMMAND, "compute": "cpu"}, "command job"),
        (COMMAND, "command job"),
        ({**PIPELINE, "name": "x"}, "pipeline job"),
    ],
)
def test_without_a_contradiction_nothing_is_told(raw: dict[str, Any], kind: str) -> None:
    checked = check(raw)
    assert checked.kind == kind
    assert not [one for one in checked.diagnostics if "is read as" in str(one.hint)]


@pytest.mark.parametrize(
    ("raw", "wanted", "kind"),
    [
        ({**COMMAND, "name": "x"}, "job", "command job"),
        (COMMAND, "component", "command component"),
        ({**PIPELINE, **VERSION, **SETTINGS}, "component", "pipeline component"),
        ({**COMMAND, **VALUE}, "component", "command job"),
        ({**COMMAND, **DECLARED}, "job", "command component"),
        ({**COMMAND, **VERSION}, "job", "command component"),
    ],
)
def test_a_command_decides_what_the_file_leaves_open(
    raw: dict[str, Any], wanted: str, kind: str
) -> None:
    assert kinds.taken_for(raw, wanted) == kind


def check(raw: dict[str, Any]) -> Checked:
    text = yaml.safe_dump(raw, sort_keys=False)
    return check_file(PurePosixPath("f.yml"), Memory({"f.yml": text}), Small())
