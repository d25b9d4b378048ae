"""What is pasted: steps as they were copied out of a file, each finding at its line of the text."""

from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from designer.graph.diagnostics import Diagnostic
from designer.graph.document import PipelineDocument
from designer.graph.fragments import read_pasted
from designer.graph.load import load_pipeline
from tests.unit.graph.memory import Memory

PATH = PurePosixPath("pasted.yml")
STEPS = """\
  # fits
  train:
    type: command
    component: azureml:train:1
    inputs:
      data: ${{parent.jobs.prep.outputs.data}}
  score:
    component: azureml:score:1
"""


def pasted(text: str) -> tuple[PipelineDocument | None, list[Diagnostic]]:
    source, found = read_pasted(PATH, Memory({str(PATH): text}))
    if source is None:
        return None, found
    document, loading = load_pipeline(source.data, source)
    return document, [*found, *loading]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (STEPS, ["train", "score"]),
        (dedent(STEPS), ["train", "score"]),
        (f"\n---\n{STEPS}", ["train", "score"]),
        # The mouse began at the first letter: that line alone stands at the left.
        (dedent(STEPS)[7:].replace("\n", "\n  "), ["train", "score"]),
        ("train:\n      type: command\n      component: azureml:train:1\n", ["train"]),
        (f"jobs:\n{STEPS}", ["train", "score"]),
        ("train: {component: azureml:train:1}", ["train"]),
        ("build:\n  command: make\n  environment: azureml:e:1\n", ["build"]),
        ("  type: command\n  component: azureml:My-Train@latest\n", ["my_train"]),
        ("again:\n  type: do_while\n  body: ${{parent.jobs.train}}\n  limits: {}\n", ["again"]),
    ],
)
def test_steps_are_read_as_they_were_copied(text: str, keys: list[str]) -> None:
    document, found = pasted(text)
    assert document is not None, found
    assert [*document.nodes, *document.unread] == keys
    assert [one.code for one in found if one.code in ("kind-unknown", "type-missing")] == []


def test_what_feeds_a_step_is_read_though_it_was_not_copied() -> None:
    document, _ = pasted(STEPS)
    assert document is not None
    (binding,) = document.bindings
    assert (binding.source.node, binding.target.node) == ("prep", "train")


@pytest.mark.parametrize("text", [STEPS, f"jobs:\n{STEPS}", dedent(STEPS)])
def test_a_finding_stands_at_its_line(text: str) -> None:
    wrong = text.replace("azureml:score:1", "[]")
    _, found = pasted(wrong)
    at = next(one.line for one in found if one.code == "wrong-kind")
    assert at is not None
    assert "component: []" in wrong.splitlines()[at - 1]


@pytest.mark.parametrize(
    "text",
    [
        "raw:\n  type: uri_folder\n  description: rows\n",
        "inputs:\n  raw: {type: uri_folder}\n",
        "- train\n- score\n",
        "some text",
        "note: this\nand: that\n",
    ],
)
def test_what_is_no_step_says_what_can_be_pasted(text: str) -> None:
    document, found = pasted(text)
    assert document is None
    assert [one.code for one in found] == ["not-to-paste"]
    assert "`train:` and the lines below it" in str(found[0].hint)


def test_a_text_that_is_no_yaml_says_where() -> None:
    document, found = pasted("train:\n    type: command\n  score: [\n")
    assert document is None
    assert found
    assert found[0].line is not None
