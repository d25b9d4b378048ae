"""Names that lead nowhere, with a guess at what was meant; labels as versions."""

from typing import Any

import pytest
import yaml

from designer.graph.check import check_text, check_wire
from designer.graph.document import DataValue, StepNode
from designer.graph.in_registry import qualified
from designer.graph.load import load_pipeline
from designer.graph.model import Data
from designer.graph.pinning import pinned
from designer.graph.resolve import resolve
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
        (
            inline("azureml:AzureML-skleran-1.5@latest"),
            "unknown-environment",
            'Did you mean "AzureML-sklearn-1.5"?',
        ),
        (
            inline("azureml://registries/azureml/environments/nosuch/labels/latest"),
            "unknown-environment",
            'No environment "nosuch" is known here',
        ),
        (
            inline("azureml://registries/azuremll/environments/py/versions/3"),
            "unknown-registry",
            'Registry "azuremll" is not configured; import the environment or map the registry.'
            ' Did you mean "azureml"?',
        ),
        (
            pipeline(component="azureml://registries/R/components/prepare/versions/3"),
            "unknown-registry",
            'Registry "R" is not configured; import the component',
        ),
        (
            inline("azureml:py:3", d={"path": "azureml://registries/R/data/iris/versions/1"}),
            "unknown-registry",
            'Registry "R" is not configured; import the data asset',
        ),
        (
            inline("azureml:py:3", d={"path": "azureml://jobs/nope/outputs/x"}),
            "unknown-job",
            'Job "nope" does not exist here.',
        ),
        (
            inline("azureml:py:3", d={"path": "azureml://jobs/calm_fox/outputs/cleann"}),
            "unknown-job-output",
            'no output "cleann" (it has: clean). Did you mean "clean"?',
        ),
        (
            inline("azureml:py:3", d={"path": "runs:/nope/model"}),
            "unknown-job",
            'Job "nope" does not exist here.',
        ),
        (
            inline("azureml:py:3", d={"path": "s3://bucket/key"}),
            "data-unreachable",
            "there is no client for s3://",
        ),
        (
            inline("azureml:py:3", d={"path": "azureml://datastores/far/paths/x/"}),
            "data-unreachable",
            'Datastore "far" (azure_blob) cannot be read here.',
        ),
    ],
)
def test_a_slip_gets_a_guess(wire: dict[str, Any], code: str, words: str) -> None:
    _, found = check_wire(wire, Small())
    messages = [one.message for one in found if one.code == code]
    assert len(messages) == 1
    assert words in messages[0]


@pytest.mark.parametrize(
    "wire",
    [
        inline("azureml:AzureML-sklearn-1.5:30"),
        inline("azureml://registries/azureml/environments/model-evaluation/labels/latest"),
        pipeline(component="azureml://registries/azureml/components/prepare/versions/3")
        | {"jobs": {"a": {"component": "azureml:prepare:3", "inputs": {"raw": IRIS}}}},
        inline("azureml:py:3", d={"path": "azureml://jobs/calm_fox/outputs/clean/paths/a"}),
        inline("azureml:py:3", d={"path": "azureml://jobs/calm_fox/outputs/artifacts/paths/a"}),
        inline("azureml:py:3", d={"path": "azureml://jobs/busy_bee/outputs/later"}),
        inline("azureml:py:3", d={"path": "s3://bucket/key", "mode": "direct"}),
        inline("azureml:py:3", d={"path": "wasbs://c@acc.blob.core.windows.net/a.csv"}),
        inline("azureml:py:3", d={"path": "https://example.org/a.csv"}),
    ],
)
def test_what_can_be_found_is_no_slip(wire: dict[str, Any]) -> None:
    _, found = check_wire(wire, Small())
    assert [one.message for one in found if one.severity == "error"] == []


def test_an_unknown_default_compute_is_found_once_at_its_key() -> None:
    step = {"type": "command", "command": "ls", "environment": "azureml:py:3"}
    wire = {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:gpuu"},
        "jobs": {"a": step, "b": step, "c": {**step, "compute": "azureml:gpuu"}},
    }
    found = [(one.code, one.path) for one in check_wire(wire, Small())[1]]
    once = ("unknown-compute", "settings.default_compute")
    assert sorted(found) == [("unknown-compute", "jobs.c.compute"), once]
    text = yaml.safe_dump({**wire, "settings": {}, "compute": "azureml:gpuu"})
    paths = {one.path for one in check_text(text, Small())[1]}
    assert paths == {"compute", "jobs.c.compute"}


def test_a_default_compute_that_no_step_takes_is_not_looked_up() -> None:
    wire = pipeline(component="azureml:prepare:3", compute="cpu", inputs={"raw": IRIS})
    assert check_wire({**wire, "settings": {"default_compute": "azureml:gpuu"}}, Small())[1] == []


def test_data_given_to_the_pipeline_is_looked_at_where_it_stands() -> None:
    """Once, and only when some step reads it: ``direct`` hands over the text."""
    wire = pipeline() | {
        "inputs": {"far": {"type": "uri_folder", "path": "s3://bucket/key"}},
        "jobs": {
            key: {
                "type": "command",
                "command": "ls ${{inputs.d}}",
                "environment": "azureml:py:3",
                "inputs": {
                    "d": {"type": "uri_folder", "path": "${{parent.inputs.far}}", "mode": mode}
                },
            }
            for key, mode in (("a", "direct"), ("b", "download"), ("c", "download"))
        },
    }
    _, found = check_wire(wire, Small())
    assert [one.path for one in found if one.code == "data-unreachable"] == ["inputs.far.path"]
    wire["jobs"] = {"a": wire["jobs"]["a"]}
    assert check_wire(wire, Small())[1] == []


def test_a_run_is_its_jobs_artifacts() -> None:
    wire = inline("azureml:py:3", d={"path": "runs:/calm_fox/model/data"})
    document, _ = load_pipeline(wire)
    assert document is not None
    graph, _ = resolve(document, Small())
    assert graph is not None
    value = graph.steps["a"].inputs["d"]
    assert value == Data("azureml://jobs/calm_fox/outputs/artifacts/paths/model/data", "uri_folder")


def test_what_a_registrys_component_names_lies_in_the_registry() -> None:
    spec = {
        "type": "pipeline",
        "jobs": {
            "a": {"component": "azureml:prep:3", "inputs": {"raw": "azureml:iris:1"}},
            "b": {"trial": {"command": "ls", "environment": "azureml:py@latest"}},
            "c": {"component": {"task": {"environment": "azureml://registries/x/environments/y"}}},
        },
    }
    jobs = qualified(spec, "shared")["jobs"]
    assert jobs["a"]["component"] == "azureml://registries/shared/components/prep/versions/3"
    address = "azureml://registries/shared/environments/py/labels/latest"
    assert jobs["b"]["trial"]["environment"] == address
    assert jobs["c"] == spec["jobs"]["c"]  # type: ignore[index]


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
