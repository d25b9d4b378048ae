"""A pipeline built with the mouse, from an empty canvas to a job that has completed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def test_a_pipeline_is_built_by_dragging_submitted_and_found_again(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/drafts")
    page.get_by_role("link", name="New pipeline").first.click()
    page.get_by_role("button", name="Blank").click()
    page.get_by_role("list", name="Components").wait_for()

    steps.drag_from_library(page, "make_text", 280, 140)
    steps.drag_from_library(page, "show_text", 280, 400)
    steps.connect(page, ("make_text", "text"), ("show_text", "text"))
    expect(page.get_by_label("Source of text")).to_have_value('{"node":"make_text","port":"text"}')
    page.get_by_role("textbox", name="title").fill("Report")
    steps.wait_saved(page)
    assert axe() == []

    page.get_by_role("button", name="Submit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Experiment").fill("by-hand")
    dialog.get_by_label("Job display name").fill("Built by hand")
    assert axe() == []
    dialog.get_by_role("button", name="Submit").click()
    toast = page.get_by_role("link", name="Open the job")
    expect(toast).to_have_attribute("href", re.compile(r"^/jobs/\w+$"))
    toast.click()
    expect(page.get_by_role("heading", name="Built by hand")).to_be_visible()
    with live_studio.client() as client:
        found = client.get(steps.api("jobs"), params={"experiment": "by-hand"}).json()["items"]
    assert [job["display_name"] for job in found] == ["Built by hand"]
    page.get_by_text("Completed").first.wait_for()

    page.go_back()
    expect(page.get_by_role("button", name="Jobs (1)")).to_be_visible()
    page.reload()
    expect(steps.node(page, "make_text")).to_be_visible()
    steps.node(page, "show_text").click()
    expect(page.get_by_role("textbox", name="title")).to_have_value("Report")
    expect(page.get_by_role("button", name="Jobs (1)")).to_be_visible()


def test_undo_and_redo_say_what_they_do(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Undo")
    steps.open_draft(page, live_studio, draft)
    steps.drag_from_library(page, "make_text", 280, 140)
    steps.drag_from_library(page, "show_text", 280, 400)
    steps.connect(page, ("make_text", "text"), ("show_text", "text"))

    expect(page.get_by_role("button", name="Undo connect make_text → show_text")).to_be_enabled()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Redo connect make_text → show_text")).to_be_enabled()
    page.keyboard.press("Control+z")
    expect(steps.node(page, "show_text")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(steps.node(page, "make_text")).to_have_count(0)
    expect(steps.undo_button(page)).to_be_disabled()
    for _ in range(3):
        page.keyboard.press("Control+Shift+Z")
    expect(steps.node(page, "show_text")).to_be_visible()
    expect(steps.redo_button(page)).to_be_disabled()


def test_a_wire_let_go_on_empty_canvas_offers_what_fits(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Quick add")
    steps.open_draft(page, live_studio, draft)
    steps.drag_from_library(page, "make_text", 280, 140)
    x, y = steps.port(page, "make_text", "text", "source")
    steps.pull_wire(page, (x, y), (x + 20, y + 160))
    page.mouse.up()
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill("show")
    page.get_by_role("option", name="Show text").wait_for()
    search.press("Enter")
    expect(steps.node(page, "show_text")).to_be_visible()
    expect(page.get_by_label("Source of text")).to_have_value('{"node":"make_text","port":"text"}')
    page.keyboard.press("Control+z")
    expect(steps.node(page, "show_text")).to_have_count(0)


def test_what_does_not_fit_says_why_and_is_not_drawn(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Refusals", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    start = steps.port(page, "show_text", "text", "target")
    steps.pull_wire(page, start, steps.port(page, "show_text", "report", "source"))
    expect(page.get_by_text("A node cannot feed itself.")).to_be_visible()
    page.mouse.up()
    expect(steps.undo_button(page)).to_be_disabled()


def test_copies_go_from_one_draft_to_another(page: Page, live_studio: LiveStudio) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with live_studio.client() as client:
        first = steps.new_draft(client, "From", steps.two_steps("x"))
        second = steps.new_draft(client, "To")
    steps.open_draft(page, live_studio, first)
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    steps.open_draft(page, live_studio, second)
    page.get_by_role("group", name="Pipeline graph").focus()
    page.keyboard.press("Control+v")
    expect(steps.node(page, "show_text")).to_be_visible()
    page.keyboard.press("Control+d")
    expect(steps.node(page, "show_text_2")).to_be_visible()
    page.keyboard.press("Delete")
    expect(steps.node(page, "show_text_2")).to_have_count(0)
    expect(steps.node(page, "show_text")).to_be_visible()
