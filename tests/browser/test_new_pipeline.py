"""The ways to begin a pipeline: templates with their graphs, YAML, files, a job that ran."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

PIPELINE = """\
type: pipeline
display_name: Brought along
settings: {default_compute: azureml:cpu-cluster}
jobs:
  first: {type: command, component: azureml:make_text:1}
  second:
    type: command
    component: azureml:show_text:1
    inputs:
      text: ${{parent.jobs.first.outputs.text}}
      title: From a file
"""


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def test_a_template_is_chosen_by_its_picture(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/drafts/new")
    card = page.get_by_role("button", name="Train three, keep the best")
    expect(card.locator("svg rect").first).to_be_visible()
    assert card.locator("svg path").count() >= 7
    assert axe() == []
    card.press("Enter")
    expect(steps.node(page, "choose")).to_be_visible()
    expect(page.get_by_role("heading", name="Train three, keep the best")).to_be_attached()


def test_yaml_is_written_with_its_findings(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/drafts/new")
    page.get_by_role("tab", name="YAML or files").click()
    expect(page).to_have_url(re.compile("from=yaml"))
    editor = page.get_by_role("textbox", name="YAML of the new pipeline")
    editor.fill("jobs: [")
    create = page.get_by_role("button", name="Create the draft")
    expect(create).to_be_disabled()
    editor.fill(PIPELINE)
    page.get_by_role("tab", name="From a job").click()
    page.get_by_role("tab", name="YAML or files").click()
    expect(editor).to_contain_text("Brought along")
    expect(page.get_by_role("status").filter(has_text="No findings.")).to_be_visible()
    assert axe() == []
    create.click()
    expect(steps.node(page, "second")).to_be_visible()


def test_a_file_and_a_folder_become_drafts(
    page: Page, live_studio: LiveStudio, tmp_path: Path
) -> None:
    (tmp_path / "pipeline.yml").write_text(PIPELINE)
    for label, chosen in (
        ("Choose a YAML, JSON or zip file", tmp_path / "pipeline.yml"),
        ("Choose a folder", tmp_path),
    ):
        page.goto(f"{live_studio.url}/drafts/new?from=yaml")
        page.locator(f'input[aria-label="{label}"]').set_input_files(chosen)
        expect(steps.node(page, "second")).to_be_visible()
        expect(page.get_by_role("heading", name="Brought along")).to_be_attached()


def test_a_job_that_ran_is_begun_from(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Ran before", steps.two_steps("x"))
        job = {"draft": draft, "revision": 1, "display_name": "Ran before"}
        client.post(steps.api("jobs"), json=job).raise_for_status()
    page.goto(f"{live_studio.url}/drafts/new?from=job")
    page.get_by_role("searchbox", name="Search jobs").fill("Ran before")
    row = page.get_by_role("row").filter(has_text="Ran before").first
    row.wait_for()
    assert axe() == []
    row.click()
    expect(steps.node(page, "show_text")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/drafts/\d+$"))
    assert not page.url.endswith(f"/{draft}")


def test_a_downloaded_draft_becomes_a_draft_again(
    page: Page, live_studio: LiveStudio, tmp_path: Path
) -> None:
    (tmp_path / "kept.json").write_text(json.dumps(steps.two_steps("kept")))
    page.goto(f"{live_studio.url}/drafts/new?from=yaml")
    chosen = page.locator('input[aria-label="Choose a YAML, JSON or zip file"]')
    chosen.set_input_files(tmp_path / "kept.json")
    expect(steps.node(page, "show_text")).to_be_visible()
