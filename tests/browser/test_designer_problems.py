"""Findings about a draft: shown, counted on the node, and one click from their field."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def test_a_missing_input_is_said_and_leads_to_its_field(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Problems", steps.two_steps())
    steps.open_draft(page, live_studio, draft)
    problems = page.get_by_role("region", name="Problems")
    expect(problems.get_by_text("1 error")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("group", name="show_text").first).to_have_accessible_name(
        steps_mentioning("title")
    )

    problems.get_by_role("button", name="Problems").click()
    problems.get_by_role("listitem").get_by_role("button").click()
    field = page.get_by_role("textbox", name="title")
    expect(field).to_be_focused()
    page.keyboard.type("Report")
    expect(problems.get_by_text("none")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).not_to_have_attribute("aria-disabled", "true")


def steps_mentioning(word: str) -> re.Pattern[str]:
    return re.compile(word)


def test_a_number_out_of_range_is_said_at_once(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Range", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "make_text").click()
    times = page.get_by_role("spinbutton", name="times")
    times.fill("12")
    expect(page.get_by_text("At most 9.")).to_be_visible()
    page.get_by_role("button", name="More for times").click()
    page.get_by_role("menuitem", name="Restore 2").click()
    expect(times).to_have_value("")
    expect(times).to_have_attribute("placeholder", "Default: 2")


def test_a_parameter_becomes_a_pipeline_input(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Promote", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "make_text").click()
    page.get_by_role("button", name="More for words").click()
    page.get_by_role("menuitem", name="Promote to a pipeline input").click()
    expect(page.get_by_text("Pipeline input words")).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = client.get(steps.api(f"drafts/{draft}")).json()["document"]
    assert document["interface"]["inputs"]["words"]["value"] == "hello"


def test_a_problem_inside_a_group_leads_inside(page: Page, live_studio: LiveStudio) -> None:
    inner = {
        "type": "pipeline",
        "jobs": {
            "make_text": {"type": "command", "component": "azureml:make_text:1"},
            "show_text": {
                "type": "command",
                "component": "azureml:show_text:1",
                "inputs": {"text": "${{parent.jobs.make_text.outputs.text}}"},
            },
        },
    }
    document = steps.blank() | {
        "nodes": {"group": {"kind": "step", "type": "pipeline", "component": inner}}
    }
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Problems inside", document)
    steps.open_draft(page, live_studio, draft)
    problems = page.get_by_role("region", name="Problems")
    problems.get_by_role("button", name="Problems").click()
    problems.get_by_role("listitem").filter(has_text="title").get_by_role("button").click()
    expect(page).to_have_url(re.compile("inside=group"))
    expect(page.get_by_role("textbox", name="title", exact=True)).to_be_focused()
