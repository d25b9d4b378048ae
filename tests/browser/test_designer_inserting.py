"""A step of the canvas put into a connection, with the mouse and with the keyboard."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import choose, to_node
from tests.support.live_studio import LiveStudio

PUT_IN = "Undo insert shorten between make_text and show_text"
HINT = "Drop here to insert it into this connection"


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    """make_text -> show_text with little room between them; beside it steps joined to nothing."""
    steps.prepare(live_studio)
    document: dict[str, Any] = steps.two_steps("Report")
    document["nodes"] |= {"shorten": steps.step("trim_text"), "maker": steps.step("make_text")}
    document["layout"]["nodes"] |= {
        "show_text": {"x": 0, "y": 120},
        "shorten": {"x": 320, "y": 0},
        "maker": {"x": 320, "y": 200},
    }
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Insert what is here", document)
    steps.open_draft(page, live_studio, draft)
    steps.wait_still(page, "shorten")
    return draft


def joined(live_studio: LiveStudio, draft: int) -> set[tuple[str, str]]:
    with live_studio.client() as client:
        bindings = steps.document_of(client, draft)["bindings"]
    return {(one["source"]["node"], one["target"]["node"]) for one in bindings}


def hold_over_connection(page: Page, key: str) -> None:
    """Drags a step to the wire between the two; the button is still down afterwards."""
    x, above = steps.port(page, "make_text", "text", "source")
    _, below = steps.port(page, "show_text", "text", "target")
    page.mouse.move(*steps.middle(page, key))
    page.mouse.down()
    page.mouse.move(x + 60, below, steps=6)
    page.mouse.move(x, (above + below) / 2, steps=6)


def test_a_loose_step_dropped_on_a_connection_goes_into_it(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    hint = page.locator("[data-graph]").get_by_role("status")
    hold_over_connection(page, "shorten")
    expect(hint).to_have_text(HINT)
    expect(steps.node(page, "shorten")).to_have_attribute("data-into", "")
    page.mouse.up()
    undo = page.get_by_role("button", name=PUT_IN)
    expect(undo).to_be_enabled()
    expect(hint).to_have_count(0)
    expect(steps.node(page, "shorten")).not_to_have_attribute("data-into", "")
    expect(steps.node(page, "shorten")).to_be_focused()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "shorten"), ("shorten", "show_text")}
    boxes = [steps.node(page, key).bounding_box() for key in ("make_text", "shorten", "show_text")]
    for upper, lower in pairwise(boxes):
        assert upper and lower and upper["y"] + upper["height"] < lower["y"]
    # One step of the history: places, too.
    undo.click()
    expect(steps.undo_button(page)).to_be_disabled()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "show_text")}
    with live_studio.client() as client:
        places = steps.document_of(client, draft)["layout"]["nodes"]
    assert (places["shorten"], places["show_text"]) == ({"x": 320, "y": 0}, {"x": 0, "y": 120})


def test_what_does_not_fit_or_is_joined_already_only_moves(page: Page, draft: int) -> None:
    hint = page.locator("[data-graph]").get_by_role("status")
    hold_over_connection(page, "maker")
    expect(hint).to_have_text("Make text has no input that takes uri_folder.")
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo move maker")).to_be_enabled()
    page.keyboard.press("Control+z")
    expect(steps.undo_button(page)).to_be_disabled()
    # With Ctrl it is put where it is held.
    hold_over_connection(page, "shorten")
    expect(hint).to_have_text(HINT)
    x, y = steps.port(page, "make_text", "text", "source")
    page.keyboard.down("Control")
    page.mouse.move(x + 4, y + 24)
    expect(hint).to_have_count(0)
    page.mouse.up()
    page.keyboard.up("Control")
    expect(page.get_by_role("button", name="Undo move shorten")).to_be_enabled()
    page.keyboard.press("Control+z")
    # Escape leaves it where it was.
    hold_over_connection(page, "shorten")
    expect(hint).to_have_text(HINT)
    page.keyboard.press("Escape")
    expect(hint).to_have_count(0)
    page.mouse.up()
    expect(steps.undo_button(page)).to_be_disabled()
    # What is joined to something stays out of other connections.
    steps.connect(page, ("make_text", "text"), ("shorten", "whole"))
    expect(page.get_by_role("button", name="Undo connect make_text → shorten")).to_be_enabled()
    hold_over_connection(page, "shorten")
    expect(hint).to_have_count(0)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo move shorten")).to_be_enabled()


def test_a_loose_step_is_put_into_a_connection_by_keyboard(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    to_node(page, steps.node(page, "make_text"))
    page.keyboard.press("c")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Insert a component here…")).to_be_visible()
    choose(page, "Insert a step that is joined to nothing", "shorten")
    expect(page.get_by_role("button", name=PUT_IN)).to_be_enabled()
    expect(steps.node(page, "shorten")).to_be_focused()
    steps.wait_saved(page)
    assert joined(live_studio, draft) == {("make_text", "shorten"), ("shorten", "show_text")}
