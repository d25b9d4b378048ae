"""The schemas that editors use: made from the language's own tables, true for real files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from designer.graph import components, environments, kinds, others, parallel, pipelines, steps
from designer.graph.language_schema import KINDS, language_schema
from tests.support.json_schema import problems

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted([*ROOT.glob("studio/samples/**/*.yml"), *ROOT.glob("designer/templates/**/*.yml")])


def described(schema: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each key of the schema, and whether it says what it means."""
    properties = schema.get("properties", {})
    for key, found in properties.items():
        yield key, "description" in found
    further = schema.get("additionalProperties")
    inner = [*properties.values(), *schema.get("anyOf", []), *schema.get("$defs", {}).values()]
    for one in [*inner, further]:
        if isinstance(one, dict):
            yield from described(one)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_means(kind: str) -> None:
    assert [key for key, is_said in described(language_schema(kind)) if not is_said] == []


def test_the_keys_are_those_that_the_checks_know() -> None:
    job = language_schema("pipeline job")
    assert set(job["properties"]) == set(pipelines.KEYS["pipeline job"])
    assert set(language_schema("command component")["properties"]) == set(components.KEYS)
    step = job["$defs"]["step"]
    assert set(step["properties"]) >= set(steps.KEYS["component"]) | set(steps.KEYS["inline"])
    assert step["properties"]["type"]["enum"] == list(kinds.NODE_TYPES)


def test_parallel_steps_and_the_other_files_have_their_keys() -> None:
    step = language_schema("pipeline job")["$defs"]["step"]["properties"]
    assert set(step) >= {*parallel.SETTINGS, "task"}
    assert set(language_schema("parallel component")["properties"]) == set(parallel.KEYS)
    for kind, keys in {**others.KEYS, "environment": environments.KEYS}.items():
        assert set(language_schema(kind)["properties"]) == set(keys)


BATCH = """\
type: parallel
inputs: {images: {type: uri_folder}}
outputs: {rows: {type: uri_file}}
input_data: ${{inputs.images}}
mini_batch_size: "5"
retry_settings: {max_retries: 3, timeout: 120}
task:
  type: run_function
  code: ./src
  entry_script: score.py
  environment: azureml:py:3
"""
NIGHTLY = """\
name: nightly
trigger:
  type: recurrence
  frequency: day
  interval: 1
  schedule: {hours: [2], minutes: [0, 30]}
create_job: {type: pipeline, job: ./pipeline.yml, inputs: {tag: "${{name}}"}}
"""


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("parallel component", BATCH, []),
        ("parallel component", BATCH.replace("run_function", "run"), ["task.type"]),
        ("schedule", NIGHTLY, []),
        ("schedule", NIGHTLY.replace("day", "fortnight"), ["trigger.frequency"]),
        ("data", "name: d\ntype: uri_file\npath: ./a.csv\n", []),
        ("model", "name: m\ntype: onnx\npath: ./m\n", ["type"]),
        ("environment", "name: e\nimage: python:3.11\nconda_file: {dependencies: [pip]}\n", []),
        ("compute", "name: c\ntype: amlcompute\nmax_instances: many\n", ["max_instances"]),
        ("datastore", "name: s\ntype: azure_blob\naccount_name: a\ncontainer_name: c\n", []),
    ],
)
def test_other_files_fit_as_they_should(kind: str, text: str, wrong: list[str]) -> None:
    assert problems(language_schema(kind), yaml.safe_load(text)) == wrong


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_ships_fits_its_schema(path: Path) -> None:
    raw = yaml.safe_load(path.read_text())
    kind = kinds.decide(raw)
    if kind in KINDS:
        assert problems(language_schema(kind), raw) == []


def test_what_does_not_fit_is_seen() -> None:
    schema = language_schema("pipeline job")
    wrong = {"type": "pipeline", "jobs": {"train": {"limits": 3, "type": "commnd"}}}
    assert problems(schema, wrong) == ["jobs.train.limits", "jobs.train.type"]
