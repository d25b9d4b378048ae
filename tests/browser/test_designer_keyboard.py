"""A pipeline built and submitted without the mouse; and pages that screen readers can read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import choose, is_focused, tab_to, to_node, to_pane
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def test_three_steps_are_built_and_submitted_by_keyboard_alone(
    page: Page, live_studio: LiveStudio
) -> None:
    """Keys alone, once the draft is open: nothing is clicked, nothing given the focus."""
    with live_studio.client() as client:
        draft = steps.new_draft(client, "By keyboard")
    steps.open_draft(page, live_studio, draft)
    library = page.get_by_role("region", name="Asset library")
    listed = library.get_by_role("list", name="Components").get_by_role("listitem")
    search = library.get_by_role("searchbox", name="Search components")
    for name in ("make_text", "trim_text", "show_text"):
        to_pane(page, "library")
        if not is_focused(search):
            tab_to(page, search, back=True)
        page.keyboard.press("Control+a")
        page.keyboard.type(name)
        item = library.locator(f'[data-asset="{name}"]')
        expect(item).to_be_visible()
        expect(listed).to_have_count(1)
        page.keyboard.press("ArrowDown")
        expect(item).to_be_focused()
        page.keyboard.press("Enter")
        expect(steps.node(page, name)).to_be_focused()
    page.keyboard.press("Control+ArrowUp")
    expect(steps.node(page, "trim_text")).to_be_focused()
    page.keyboard.press("Enter")
    source = page.get_by_label("Source of whole")
    to_pane(page, "properties")
    tab_to(page, source)
    page.keyboard.press("m")  # a list forgets the letters of a slow typist; one is enough here
    expect(source).to_have_value('{"node":"make_text","port":"text"}')

    to_node(page, steps.node(page, "show_text"))
    page.keyboard.press("Enter")
    to_pane(page, "properties")
    tab_to(page, page.get_by_role("textbox", name="title"))
    page.keyboard.type("Report")
    source = page.get_by_label("Source of text")
    tab_to(page, source)
    page.keyboard.press("t")
    expect(source).to_have_value('{"node":"trim_text","port":"part"}')

    to_node(page, steps.node(page, "make_text"))
    page.keyboard.press("F2")
    page.keyboard.type("words")
    page.keyboard.press("Enter")
    expect(steps.node(page, "words")).to_be_focused()
    page.keyboard.press("Shift+F10")
    choose(page, re.compile("^Duplicate"))
    expect(steps.node(page, "words_2")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(steps.node(page, "words_2")).to_have_count(0)
    steps.wait_saved(page)
    expect(page.get_by_role("region", name="Problems").get_by_text("none")).to_be_visible()

    to_pane(page, "toolbar")
    tab_to(page, page.get_by_role("button", name="Submit"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    tab_to(page, dialog.get_by_label("Job display name"))
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Jobs (1)")).to_be_visible()


def test_arrow_keys_move_what_is_selected(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Arrows", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    to_node(page, steps.node(page, "make_text"))
    page.keyboard.press("Space")
    before = steps.node(page, "make_text").bounding_box()
    assert before
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    steps.wait_at(page, "make_text", x=before["x"] + 32)
    expect(page.get_by_role("button", name="Undo move make_text")).to_be_enabled()
    page.keyboard.press("Control+z")
    expect(steps.undo_button(page)).to_be_disabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]], scheme: str
) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    with live_studio.client() as client:
        draft = steps.new_draft(client, f"Axe {scheme}", steps.two_steps())
    page.goto(f"{live_studio.url}/drafts")
    page.get_by_text(f"Axe {scheme}").first.wait_for()
    assert axe() == []
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Problems").click()
    assert axe() == []
    steps.node(page, "show_text").click()
    page.get_by_role("textbox", name="title").wait_for()
    assert axe() == []


def test_the_shortcuts_and_the_palette_name_all_that_there_is(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "All that there is", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("group", name="Pipeline graph").press("?")
    overlay = page.get_by_role("dialog", name="Keyboard shortcuts")
    for text in (
        "Open the focused node",
        "Select nothing",
        "First or last node",
        "Node before or after",
        "Zoom in or out",
        "Menu of the focused node",
        "Redo",
        "Delete",
        "Zoom to the pointer",
    ):
        expect(overlay.get_by_role("listitem").filter(has_text=text).first).to_be_visible()
    for label, key in (("Redo", "Y"), ("Delete", "Backspace")):
        row = overlay.get_by_role("listitem").filter(has_text=re.compile(f"^{label}"))
        expect(row).to_contain_text(key)
    assert axe() == []
    page.keyboard.press("Escape")

    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Command palette")
    for text in (
        "Submit…",
        "Validate",
        "Show the history",
        "Show the YAML",
        "Hide the asset library",
        "Hide the properties",
        "Show the problems",
        "Zoom in",
        "Zoom out",
        "Import a YAML, JSON or zip file…",
        "Download as YAML",
        "Download as JSON",
    ):
        palette.get_by_role("combobox").fill(text)
        expect(palette.get_by_role("option").first).to_contain_text(text)
    palette.get_by_role("combobox").fill("Go out")
    expect(palette.get_by_text("Go out to the pipeline around")).to_have_count(0)
    palette.get_by_role("combobox").fill("validate")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Problems")).to_contain_text("Nothing stands in the way")


def test_the_shortcuts_of_the_designer_fit_into_a_small_window(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Small window", steps.two_steps("x"))
    page.set_viewport_size({"width": 1024, "height": 768})
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("group", name="Pipeline graph").press("?")
    overlay = page.get_by_role("dialog", name="Keyboard shortcuts")
    # The last of the list, and those of the view come first.
    expect(overlay.get_by_text("Command palette")).to_be_in_viewport(ratio=1)
    assert overlay.get_by_role("heading", level=3).all_inner_texts()[-1] == "General"
    hidden = "one => one.scrollHeight - one.clientHeight"
    assert overlay.locator('[tabindex="0"]').first.evaluate(hidden) <= 0


def test_a_job_is_worked_with_from_the_palette(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Job by keyboard", steps.two_steps("x"))
        body = {"draft": draft, "revision": 1, "display_name": "Job by keyboard"}
        job = client.post(steps.api("jobs"), json=body).raise_for_status().json()["name"]
    page.goto(f"{live_studio.url}/jobs/{job}")
    page.get_by_role("group", name="Graph of Job by keyboard").press("?")
    overlay = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(overlay.get_by_role("listitem").filter(has_text="Walk along")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Command palette")
    palette.get_by_role("combobox").fill("clone the job")
    page.keyboard.press("Enter")
    expect(steps.node(page, "show_text")).to_be_visible()
