"""Connections, ports and what is joined to them, with the keyboard and by the menus."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import choose, to_node
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    """make_text -> show_text, open in the designer."""
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Connections", steps.two_steps("Report"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").wait_for()
    return draft


def joined(live_studio: LiveStudio, draft: int) -> set[tuple[str, str]]:
    with live_studio.client() as client:
        bindings = steps.document_of(client, draft)["bindings"]
    ends = [(one["source"], one["target"]) for one in bindings]
    return {(source["node"], target["node"] or target["port"]) for source, target in ends}


def test_a_connection_is_chosen_filled_and_cut_by_keyboard(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    to_node(page, steps.node(page, "make_text"))
    page.keyboard.press("c")
    hint = page.locator("[data-graph]").get_by_role("status")
    expect(hint).to_have_text("Connection 1 of 1: make_text → show_text.text")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Go to its target, show_text")).to_be_visible()
    assert axe() == []
    choose(page, "Insert a component here…")
    search = page.get_by_role("combobox", name="Search components and data")
    expect(search).to_be_focused()
    page.keyboard.type("trim text")
    page.get_by_role("option", name="Trim text").wait_for()
    page.keyboard.press("Enter")
    expect(steps.node(page, "trim_text")).to_be_visible()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "trim_text"), ("trim_text", "show_text")}

    to_node(page, steps.node(page, "trim_text"))
    page.keyboard.press("c")
    page.keyboard.press("c")
    expect(hint).to_have_text("Connection 2 of 2: trim_text → show_text.text")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Properties")).to_contain_text("show_text.text")
    to_node(page, steps.node(page, "trim_text"))
    page.keyboard.press("Delete")
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "trim_text")}


def test_the_next_step_is_added_by_keyboard_at_the_free_port(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    to_node(page, steps.node(page, "make_text"))
    page.keyboard.press("a")
    search = page.get_by_role("combobox", name="Search components and data")
    expect(search).to_have_attribute("placeholder", "Add what fits uri_folder")
    page.keyboard.type("trim text")
    page.get_by_role("option", name="Trim text").wait_for()
    page.keyboard.press("Enter")
    expect(steps.node(page, "trim_text")).to_be_focused()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "show_text"), ("make_text", "trim_text")}
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run a command").fill("add a component")
    page.keyboard.press("Enter")
    expect(search).to_have_attribute("placeholder", "Add what fits uri_folder")


def test_a_port_has_a_menu_of_its_own(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    page.mouse.click(*steps.port(page, "show_text", "text", "target"), button="right")
    expect(page.get_by_text("Input text (folder)")).to_be_visible()
    assert axe() == []
    page.get_by_role("menuitem", name="Disconnect").click()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == set()
    page.mouse.click(*steps.port(page, "make_text", "text", "source"), button="right")
    page.get_by_role("menuitem", name="Connect to").click()
    page.get_by_role("menuitem", name="show_text.text").click()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "show_text")}
    # By keyboard, the card's menu leads to the same.
    to_node(page, steps.node(page, "show_text"))
    page.keyboard.press("Shift+F10")
    choose(page, "Ports", re.compile("^Output report"), "Make it a pipeline output")
    expect(steps.node(page, "outputs.report")).to_be_visible()


def test_another_step_makes_a_pipeline_output(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    panel = page.get_by_role("region", name="Properties")
    panel.get_by_role("button", name="Add output").click()
    page.get_by_role("menuitem", name="uri_folder").click()
    panel.get_by_label("Source of output").select_option(label="make_text.text")
    steps.wait_saved(page)
    assert ("make_text", "output") in joined(live_studio, draft)
    panel.get_by_label("Source of output").select_option(label="show_text.report")
    steps.wait_saved(page)
    assert ("show_text", "output") in joined(live_studio, draft)
    assert ("make_text", "output") not in joined(live_studio, draft)


def test_a_note_is_made_larger_by_keyboard(page: Page, live_studio: LiveStudio) -> None:
    note = {"id": "n", "text": "Read me", "x": 300, "y": 0, "width": 240, "height": 120}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Note", steps.two_steps("x") | {"notes": [note]})
    steps.open_draft(page, live_studio, draft)
    to_node(page, steps.node(page, "note:n"))
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+ArrowDown")
    steps.wait_saved(page)
    with live_studio.client() as client:
        (kept,) = steps.document_of(client, draft)["notes"]
    assert (kept["width"], kept["height"]) == (256, 136)


def test_the_view_follows_what_is_dragged_to_its_border(page: Page, draft: int) -> None:
    canvas = page.get_by_role("group", name="Pipeline graph").bounding_box()
    assert canvas
    before = steps.node(page, "show_text").bounding_box()
    assert before
    page.mouse.move(*steps.middle(page, "make_text"))
    page.mouse.down()
    page.mouse.move(canvas["x"] + canvas["width"] - 4, canvas["y"] + 200, steps=6)
    page.wait_for_function(
        """left => document.querySelector('[data-node="show_text"]')
            .getBoundingClientRect().x < left - 150""",
        arg=before["x"],
    )
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo move make_text")).to_be_enabled()
    # It was let go under the pointer.
    box = steps.node(page, "make_text").bounding_box()
    assert box
    assert box["x"] < canvas["x"] + canvas["width"] < box["x"] + box["width"] + 40


def test_readers_have_a_menu_too(page: Page, live_studio: LiveStudio, draft: int) -> None:
    """A registered pipeline is only looked at: what changes it is not offered."""
    nested = {
        "name": "two_texts",
        "type": "pipeline",
        "jobs": {"make_text": {"type": "command", "component": "azureml:make_text:1"}},
    }
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": nested}).raise_for_status()
        node = steps.step("two_texts") | {"type": "pipeline"}
        other = steps.new_draft(client, "Read", steps.blank() | {"nodes": {"inner": node}})
    page.goto(f"{live_studio.url}/drafts/{other}?inside=inner")
    steps.node(page, "make_text").wait_for()
    steps.press_node(page, "make_text")
    expect(page.get_by_role("menuitem", name="Copy as YAML")).to_be_visible()
    for name in ("Delete", "Cut", "Rename"):
        expect(page.get_by_role("menuitem", name=name)).to_have_count(0)
    page.keyboard.press("Escape")
