"""Names that lead nowhere, with a guess at what was meant; labels as versions."""

from typing import Any

import pytest

from designer.graph.check import check_wire
from designer.graph.document import DataValue, StepNode
from designer.graph.load import load_pipeline
from designer.graph.pinning import pinned
from tests.unit.graph.catalogue import Small

SETTINGS = {"default_compute": "azureml:cpu"}
IRIS = {"type": "uri_folder", "path": "azureml:iris:1"}


def pipeline(**step: Any) -> dict[str, Any]:
    return {"type": "pipeline", "settings": SETTINGS, "jobs": {"a": step}}


def inline(environment: str, **given: Any) -> dict[str, Any]:
    return pipeline(type="command", command="ls", environment=environment, inputs=given)


@pytest.mark.parametrize(
    ("wire", "code", "words"),
    [
        (
            pipeline(component="azureml:prepair:3", inputs={"raw": IRIS}),
            "unknown-component",
            'Component "prepair:3" is not defined here. Did you mean "prepare"?',
        ),
        (
            pipeline(component="azureml:prepare:9", inputs={"raw": IRIS}),
            "unknown-component",
            'Component "prepare:9" is not defined here.',
        ),
        (
            inline("azureml:pi@latest"),
            "unknown-environment",
            'Environment "pi@latest" is not defined here. Did you mean "py"?',
        ),
        (
            inline("azureml:py:3", d={"type": "uri_folder", "path": "azureml:irsi@latest"}),
            "unknown-data",
            'Data asset "irsi@latest" is not defined here. Did you mean "iris"?',
        ),
        (
            inline("azureml:py:3", d={"type": "custom_model", "path": "azureml:churm:1"}),
            "unknown-model",
            'Model "churm:1" is not defined here. Did you mean "churn"?',
        ),
        (
            pipeline(component="azureml:prepare:3", compute="cpuu", inputs={"raw": IRIS}),
            "unknown-compute",
            'Did you mean "cpu"?',
        ),
    ],
)
def test_a_slip_gets_a_guess(wire: dict[str, Any], code: str, words: str) -> None:
    _, found = check_wire(wire, Small())
    messages = [one.message for one in found if one.code == code]
    assert len(messages) == 1
    assert words in messages[0]


def test_another_version_is_named() -> None:
    wire = pipeline(component="azureml:prepare:9", inputs={"raw": IRIS})
    _, found = check_wire(wire, Small())
    assert [one.hint for one in found if one.code == "unknown-component"] == [
        'Component "prepare" has other versions; `@latest` is the newest.'
    ]


def test_labels_become_versions() -> None:
    wire = {
        "type": "pipeline",
        "settings": SETTINGS,
        "inputs": {"d": {"type": "uri_folder", "path": "azureml:iris@latest"}},
        "jobs": {
            "a": {"component": "azureml:prepare@latest", "inputs": {"raw": "${{parent.inputs.d}}"}},
            "b": {
                "type": "command",
                "command": "ls ${{inputs.m}}",
                "environment": "azureml:py@latest",
                "inputs": {"m": {"type": "custom_model", "path": "azureml:churn@latest"}},
            },
            "c": {"component": "azureml:prepare:3", "inputs": {"raw": IRIS}},
            "d": {
                "type": "command",
                "command": "ls",
                "environment": "azureml://registries/azureml/environments/x/labels/latest",
            },
        },
    }
    document, found = load_pipeline(wire)
    assert document is not None, found
    frozen = pinned(document, Small())
    a, b, c, d = (frozen.nodes[key] for key in "abcd")
    assert all(isinstance(one, StepNode) for one in (a, b, c, d))
    assert a.component == c.component == "azureml:prepare:3"  # type: ignore[union-attr]
    assert b.component["environment"] == "azureml:py:3"  # type: ignore[union-attr,index]
    assert b.values["m"].path == "azureml:churn:1"  # type: ignore[union-attr]
    assert "labels/latest" in d.component["environment"]  # type: ignore[union-attr,index]
    value = frozen.interface.inputs["d"].value
    assert isinstance(value, DataValue)
    assert value.path == "azureml:iris:1"
    assert document.nodes["a"].component == "azureml:prepare@latest"  # type: ignore[union-attr]
