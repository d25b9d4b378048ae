"""The history of a draft: what changed, on the canvas and as a list; and the way back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    """Three revisions: two steps; another title; only one step left."""
    steps.prepare(live_studio)
    with live_studio.client() as client:
        draft = steps.new_draft(client, "With a past", steps.two_steps("first title"))
        for number, document in enumerate((steps.two_steps("second title"), alone()), start=1):
            body = {"name": "With a past", "document": document}
            match = {"If-Match": f'"{number}"'}
            client.put(steps.api(f"drafts/{draft}"), json=body, headers=match).raise_for_status()
    return draft


def alone() -> dict[str, object]:
    whole = steps.two_steps("second title")
    nodes = whole["nodes"]
    assert isinstance(nodes, dict)
    return whole | {"nodes": {"make_text": nodes["make_text"]}, "bindings": []}


def outline(page: Page, box: str) -> str:
    return page.locator(f'[data-outline="{box}"]').inner_text()


def test_what_changed_is_seen_and_taken_back(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="History").click()
    revisions = page.get_by_role("list", name="Revisions")
    expect(revisions.get_by_role("button")).to_have_count(3)
    expect(revisions).to_contain_text("Removed show_text, changed 1 connection")
    revisions.get_by_role("button", name=re.compile("Revision 1 ")).click()
    changes = page.get_by_role("list", name="Changes")
    expect(changes).to_contain_text("Removed step show_text")
    expect(page).to_have_url(re.compile("history="))
    assert outline(page, "show_text") == "removed"
    expect(page.locator('[data-outline="make_text"]')).to_have_count(0)
    assert axe() == []

    page.goto(f"{live_studio.url}/drafts/{draft}?history=1..2")
    expect(page.get_by_role("heading", name="Revision 1 compared with revision 2")).to_be_visible()
    expect(page.get_by_role("list", name="Changes")).to_contain_text("first title")
    assert outline(page, "show_text") == "changed"

    page.get_by_role("button", name="Restore revision 1").click()
    expect(steps.node(page, "show_text")).to_be_visible()
    in_graph = page.get_by_role("group", name="Pipeline graph").locator("*:focus")
    expect(in_graph).to_have_count(1)
    steps.wait_saved(page)
    with live_studio.client() as client:
        kept = client.get(steps.api(f"drafts/{draft}/revisions")).json()["items"]
        assert (kept[0]["number"], kept[0]["restored_from"]) == (4, 1)
    steps.undo_button(page).click()
    expect(steps.node(page, "show_text")).to_have_count(0)
    steps.wait_saved(page)


def test_the_way_back_stands_beside_the_title_in_a_small_window(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"{live_studio.url}/drafts/{draft}?history=1")
    back = page.get_by_role("button", name="Back to the draft")
    title = page.get_by_role("heading", name="Revision 1 compared with now")
    here, there = back.bounding_box(), title.bounding_box()
    assert here and there
    assert abs(here["y"] + here["height"] / 2 - there["y"] - there["height"] / 2) < 3


def test_what_was_chosen_far_down_the_list_is_in_sight(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    with live_studio.client() as client:
        for number in range(3, 30):
            body = {"name": f"With a past of {number}", "document": alone()}
            match = {"If-Match": f'"{number}"'}
            client.put(steps.api(f"drafts/{draft}"), json=body, headers=match).raise_for_status()
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"{live_studio.url}/drafts/{draft}?history=all")
    revisions = page.get_by_role("list", name="Revisions")
    expect(revisions).to_contain_text("Renamed the draft")
    first = revisions.get_by_role("button", name=re.compile("Revision 1 "))
    first.click()
    expect(page.get_by_role("button", name="Restore revision 1")).to_be_in_viewport()
    changes = page.get_by_role("list", name="Changes")
    expect(changes.get_by_text("Removed step show_text")).to_be_in_viewport()
    expect(first).to_be_in_viewport()


def test_others_are_seen_with_what_they_select(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    other = page.context.new_page()
    steps.open_draft(page, live_studio, draft)
    steps.open_draft(other, live_studio, draft)
    here = page.get_by_role("list", name="Also here").get_by_role("button")
    expect(here).to_have_count(1)
    steps.node(other, "make_text").click()
    expect(page.locator('[data-outline="make_text"]')).to_be_visible()
    expect(here).to_have_accessible_name(re.compile("in another tab.*at make_text"))
    assert axe() == []
    other.close()
    expect(here).to_have_count(0)
    expect(page.locator('[data-outline="make_text"]')).to_have_count(0)


def test_others_are_seen_inside_a_nested_pipeline_too(page: Page, live_studio: LiveStudio) -> None:
    inner = {"type": "pipeline", "jobs": {"make_text": {"component": "azureml:make_text:1"}}}
    group = {"kind": "step", "type": "pipeline", "component": inner}
    document = steps.blank() | {"nodes": {"group": group}}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Together inside", document)
    other = page.context.new_page()
    steps.open_draft(page, live_studio, draft)
    other.goto(f"{live_studio.url}/drafts/{draft}?inside=group")
    steps.node(other, "make_text").click()
    expect(page.locator('[data-outline="group"]')).to_contain_text("inside")
    page.get_by_role("list", name="Also here").get_by_role("button").click()
    expect(page).to_have_url(re.compile("inside=group"))
    expect(page.locator('[data-outline="make_text"]')).to_be_visible()
    expect(page.locator('[data-outline="make_text"]')).not_to_contain_text("inside")
    other.close()
