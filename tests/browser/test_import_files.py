"""Files that are brought in: what did not come with them, and all that was found in them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

PIPELINE = """\
type: pipeline
display_name: With neighbours
settings: {default_compute: azureml:cpu-cluster}
jobs:
  speak:
    component: ./parts/speak.yml
  count:
    command: python count.py
    code: ./src
    environment: {image: python}
"""
SPEAK = """\
type: command
name: speak
command: echo hello
environment: {image: python}
"""
TWICE = """\
type: pipeline
display_name: Twice
settings: {default_compute: azureml:cpu-cluster}
colour: red
jobs:
  train: {command: echo a, environment: {image: python}}
  train: {command: echo b, environment: {image: python}}
  other:
    comand: echo c
"""


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pipeline with its files, deep inside what is chosen."""
    mine = tmp_path / "project" / "mine"
    for path, text in {
        "pipeline.yml": PIPELINE,
        "parts/speak.yml": SPEAK,
        "src/count.py": "print(1)",
    }.items():
        (mine / path).parent.mkdir(parents=True, exist_ok=True)
        (mine / path).write_text(text)
    return tmp_path / "project"


def new_pipeline(page: Page, studio: LiveStudio) -> None:
    page.goto(f"{studio.url}/drafts/new?from=yaml")
    page.get_by_role("textbox", name="YAML of the new pipeline").wait_for()


def choose(around: Page | Locator, label: str, path: Path) -> None:
    around.locator(f'input[aria-label="{label}"]').set_input_files(path)


def test_yaml_whose_files_are_elsewhere_takes_them_from_a_folder(
    page: Page, live_studio: LiveStudio, folder: Path, axe: Callable[[], list[str]]
) -> None:
    new_pipeline(page, live_studio)
    page.get_by_role("textbox", name="YAML of the new pipeline").fill(PIPELINE)
    findings = page.get_by_role("region", name="Findings")
    expect(findings.get_by_text("file not found: ./parts/speak.yml.")).to_be_visible()
    expect(findings.get_by_text("pipeline.yml:6:5")).to_be_visible()
    expect(page.get_by_text("2 files or folders beside the YAML did not come")).to_be_visible()
    assert axe() == []
    choose(page, "Choose the folder", folder)
    expect(steps.node(page, "speak")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_enabled()


def test_a_file_without_its_neighbours_offers_the_folder(
    page: Page, live_studio: LiveStudio, folder: Path, axe: Callable[[], list[str]]
) -> None:
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", folder / "mine" / "pipeline.yml")
    dialog = page.get_by_role("dialog", name="2 errors in pipeline.yml")
    expect(dialog.get_by_text("pipeline.yml:9:5")).to_be_visible()
    assert axe() == []
    choose(dialog, "Choose the folder", folder)
    expect(steps.node(page, "speak")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_enabled()


def test_a_draft_without_its_files_takes_them_later(
    page: Page, live_studio: LiveStudio, folder: Path
) -> None:
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", folder / "mine" / "pipeline.yml")
    page.get_by_role("dialog").get_by_role("button", name="Create the draft all the same").click()
    expect(steps.node(page, "speak")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_disabled()
    page.get_by_role("button", name="Problems").click()
    panel = page.get_by_role("region", name="Problems")
    expect(panel.get_by_text("code: folder ./src is not here.")).to_be_visible()
    choose(panel, "Choose the folder", folder)
    expect(panel.get_by_text("Nothing stands in the way.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo bring files")).to_be_enabled()


def test_all_that_was_found_in_a_file_is_read_before_it_is_a_draft(
    page: Page, live_studio: LiveStudio, tmp_path: Path
) -> None:
    (tmp_path / "twice.yml").write_text(TWICE)
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", tmp_path / "twice.yml")
    dialog = page.get_by_role("dialog", name="errors in twice.yml")
    for words, place in (
        ("Unknown key colour.", "twice.yml:4:1"),
        ('"train" is defined twice; first on line 6.', "twice.yml:7:3"),
        ("Unknown key comand. Did you mean command?", "twice.yml:9:5"),
    ):
        expect(dialog.get_by_role("listitem").filter(has_text=words)).to_contain_text(place)
    expect(page.locator("[data-node]")).to_have_count(0)
    dialog.get_by_role("button", name="Create the draft all the same").click()
    expect(steps.node(page, "train")).to_be_visible()
    page.get_by_role("button", name="Show the YAML").click()
    expect(page.get_by_role("textbox", name="YAML of this draft")).to_contain_text("comand: echo c")


def test_findings_of_typed_yaml_are_reached_from_the_draft(
    page: Page, live_studio: LiveStudio
) -> None:
    new_pipeline(page, live_studio)
    page.get_by_role("textbox", name="YAML of the new pipeline").fill(TWICE)
    findings = page.get_by_role("region", name="Findings")
    expect(findings.get_by_text("Unknown key colour.")).to_be_visible()
    page.get_by_role("button", name="Create the draft").click()
    page.get_by_role("link", name="Show them in the YAML").click()
    expect(page.get_by_role("textbox", name="YAML of this draft")).to_contain_text("colour: red")
