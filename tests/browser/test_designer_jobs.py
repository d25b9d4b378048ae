"""Submitting a draft, many times; and what became of it, on the canvas itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        other = {"name": "other-cluster", "type": "amlcompute", "max_instances": 1}
        client.post(steps.api("computes"), json={"spec": other}).raise_for_status()


def with_input() -> dict[str, object]:
    document = steps.two_steps("x")
    bindings = document["bindings"]
    assert isinstance(bindings, list)
    return document | {
        "interface": {
            "inputs": {
                "words": {"type": "string", "value": "hello"},
                "times": {"type": "integer", "value": 2, "min": 1, "max": 9},
            }
        },
        "bindings": [
            *bindings,
            {"source": {"port": "words"}, "target": {"node": "make_text", "port": "words"}},
            {"source": {"port": "times"}, "target": {"node": "make_text", "port": "times"}},
        ],
    }


def test_a_job_is_seen_on_the_canvas_and_its_log_is_one_click_away(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Seen on the canvas", steps.two_steps("Seen on the canvas"))
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    show = steps.node(page, "show_text")
    expect(show).to_have_accessible_name(re.compile("Completed"))

    page.reload()
    expect(show).to_have_accessible_name(re.compile("Completed"))
    assert axe() == []
    page.get_by_role("button", name="Jobs (1)").click()
    page.get_by_role("menuitemcheckbox", name="Show the last job on the canvas").click()
    page.keyboard.press("Escape")
    expect(show).not_to_have_accessible_name(re.compile("Completed"))
    page.reload()
    expect(page.get_by_role("button", name="Jobs (1)")).to_be_visible()
    expect(show).to_be_visible()
    expect(show).not_to_have_accessible_name(re.compile("Completed"))

    show.click()
    expect(page.get_by_role("textbox", name="title", exact=True)).to_be_visible()
    last = page.get_by_role("region", name="In the last job")
    expect(last).to_contain_text("Completed")
    steps.press_node(page, "show_text")
    expect(page.get_by_role("menuitem", name="Last log")).to_be_visible()
    page.keyboard.press("Escape")
    last.get_by_role("link", name="Last log").click()
    expect(page).to_have_url(re.compile(r"/jobs/.*node=show_text&tab=logs"))
    expect(page.get_by_text("hello 2")).to_be_visible()


def test_it_is_submitted_again_with_other_values(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Many times", with_input())
    steps.open_draft(page, live_studio, draft)
    for words in ("first", "second"):
        page.get_by_role("button", name="Submit").click()
        dialog = page.get_by_role("dialog")
        if words == "second":
            expect(dialog.get_by_label("words")).to_have_value("first")
        dialog.get_by_label("words").fill(words)
        if words == "first":
            # What is out of its range is said at its field, and does not stand in the way.
            times = dialog.get_by_label("times")
            times.fill("12")
            expect(times).to_have_accessible_description("12 is above the maximum 9.")
            times.fill("")
            expect(times).to_have_accessible_description("")
        dialog.get_by_label("Compute of steps that name none").select_option("other-cluster")
        dialog.get_by_role("button", name="Submit").click()
        expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Jobs (2)").click()
    both = page.get_by_role("menuitem").filter(has_text="Many times")
    expect(both).to_contain_text(["words second", "words first"])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Submit").click()
    dialog.get_by_role("button", name="Values of the draft").click()
    expect(dialog.get_by_label("words")).to_have_value("hello")
    dialog.get_by_label("words").fill("")
    expect(dialog.get_by_placeholder("Default: hello")).to_be_visible()
    with live_studio.client() as client:
        jobs = client.get(steps.api("jobs"), params={"draft": draft}).json()["items"]
        found = [client.get(steps.api(f"jobs/{job['name']}")).json() for job in jobs]
        steps_of = client.get(steps.api(f"jobs/{jobs[0]['name']}/children")).json()
    assert [job["inputs"]["words"]["value"] for job in found] == ["second", "first"]
    assert {step["compute"] for step in steps_of["items"]} == {"other-cluster"}
