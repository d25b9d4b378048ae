"""The list of drafts: search, copy, delete; and a pipeline that comes and goes as YAML."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

YAML = """
$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
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


def test_drafts_are_found_copied_and_deleted(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        steps.new_draft(client, "Quarterly churn", steps.two_steps("x"))
    page.goto(f"{live_studio.url}/drafts")
    page.get_by_role("searchbox", name="Search drafts").fill("quarterly")
    rows = page.get_by_role("row").filter(has_text="Quarterly churn")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Actions for Quarterly churn").click()
    page.get_by_role("menuitem", name="Copy").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Actions for Quarterly churn", exact=True).click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)


def test_yaml_comes_in_is_arranged_and_goes_out(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "As YAML")
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="YAML: export and import").click()
    page.get_by_role("tab", name="Import").click()
    page.get_by_label("YAML to import").fill(YAML)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(steps.node(page, "second")).to_be_visible()
    above, below = (
        steps.node(page, "first").bounding_box(),
        steps.node(page, "second").bounding_box(),
    )
    assert above and below and above["y"] + above["height"] < below["y"]

    page.get_by_role("button", name="YAML: export and import").click()
    written = page.get_by_label("YAML of this draft")
    expect(written).to_have_value(re.compile(r"text: \$\{\{parent\.jobs\.first\.outputs\.text\}\}"))
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Undo import YAML").click()
    expect(steps.node(page, "second")).to_have_count(0)


def test_a_yaml_file_makes_a_draft(page: Page, live_studio: LiveStudio) -> None:
    page.goto(f"{live_studio.url}/drafts")
    page.get_by_role("button", name="New pipeline").first.wait_for()
    page.get_by_label("Pipeline file").set_input_files(
        {"name": "mine.yml", "mimeType": "application/yaml", "buffer": YAML.encode()}
    )
    expect(steps.node(page, "second")).to_be_visible()
