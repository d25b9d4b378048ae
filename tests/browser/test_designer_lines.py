"""Which steps a condition and a loop run, said by dragging from their ports, and by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import choose, to_node
from tests.support.live_studio import LiveStudio


def control(kind: str, **extra: str) -> dict[str, object]:
    limits = {"max_iteration_count": 3} if kind == "do_while" else {}
    node = {"kind": "step", "type": kind, "component": {"type": kind}}
    return {**node, "extra": extra, "limits": limits}


@pytest.fixture
def draft(live_studio: LiveStudio) -> int:
    """A condition and a loop beside two steps; nothing is run by them yet."""
    steps.prepare(live_studio)
    document = steps.two_steps("x")
    nodes = {"decide": control("if_else"), "repeat": control("do_while")}
    places = {
        "make_text": {"x": 0, "y": 200},
        "show_text": {"x": 0, "y": 400},
        "decide": {"x": -320, "y": 0},
        "repeat": {"x": 320, "y": 0},
    }
    document |= {"nodes": {**document["nodes"], **nodes}, "layout": {"nodes": places}}  # type: ignore[dict-item]
    with live_studio.client() as client:
        return steps.new_draft(client, "Lines", document)


def hint(page: Page) -> Locator:
    return page.locator("[data-graph] > [role=status]").first


def runs(live_studio: LiveStudio, draft: int, key: str) -> dict[str, object]:
    with live_studio.client() as client:
        return dict(steps.document_of(client, draft)["nodes"][key].get("extra", {}))


def test_steps_are_put_into_branches_and_loops_by_dragging(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    steps.open_draft(page, live_studio, draft)
    # A step that fits lights up; one that does not says why.
    steps.pull_wire(
        page, steps.port(page, "decide", "true", "source"), steps.middle(page, "show_text")
    )
    expect(steps.node(page, "show_text")).to_have_attribute("data-fit", "yes")
    page.mouse.up()
    undo = page.get_by_role("button", name="Undo let decide run show_text when true")
    expect(undo).to_be_enabled()
    expect(steps.node(page, "show_text")).not_to_have_attribute("data-fit", "yes")

    steps.pull_wire(
        page, steps.port(page, "repeat", "runs", "source"), steps.middle(page, "show_text")
    )
    expect(hint(page)).to_have_text(
        "decide decides about show_text: let decide run repeat instead."
    )
    expect(steps.node(page, "show_text")).to_have_attribute("data-fit", "no")
    page.mouse.up()
    expect(undo).to_be_enabled()

    steps.pull_wire(
        page, steps.port(page, "repeat", "runs", "source"), steps.middle(page, "make_text")
    )
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo let repeat run make_text")).to_be_enabled()
    steps.wait_saved(page)
    assert runs(live_studio, draft, "repeat")["body"] == "${{parent.jobs.make_text}}"

    # One step of the history each.
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(steps.undo_button(page)).to_be_disabled()
    page.keyboard.press("Control+Shift+z")
    expect(undo).to_be_enabled()
    steps.wait_saved(page)
    assert runs(live_studio, draft, "decide") == {"true_block": ["${{parent.jobs.show_text}}"]}
    assert runs(live_studio, draft, "repeat") == {}


def test_a_line_let_go_on_empty_ground_offers_a_new_step(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    steps.open_draft(page, live_studio, draft)
    x, y = steps.port(page, "decide", "false", "source")
    steps.pull_wire(page, (x, y), (x - 40, y + 170))
    page.mouse.up()
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill("trim")
    page.get_by_role("option", name="Trim text").click()
    undo = page.get_by_role("button", name="Undo let decide run trim_text when false")
    expect(undo).to_be_enabled()
    box = steps.node(page, "trim_text").bounding_box()
    assert box
    assert abs(box["y"] + box["height"] / 2 - y - 170) < 60
    undo.click()
    expect(steps.node(page, "trim_text")).to_have_count(0)
    expect(steps.undo_button(page)).to_be_disabled()


def test_a_line_is_pressed_and_cut(page: Page, live_studio: LiveStudio, draft: int) -> None:
    steps.open_draft(page, live_studio, draft)
    x, y = steps.port(page, "decide", "true", "source")
    steps.pull_wire(page, (x, y), steps.middle(page, "show_text"))
    page.mouse.up()
    box = steps.node(page, "show_text").bounding_box()
    assert box
    # Half way between its ends, beside the word that stands there.
    page.mouse.click((x + box["x"] + 16) / 2, (y + box["y"]) / 2)
    panel = page.get_by_role("region", name="Properties")
    expect(panel.get_by_text("decide runs show_text when true")).to_be_visible()
    page.keyboard.press("Delete")
    undo = page.get_by_role("button", name="Undo let decide no longer run show_text")
    expect(undo).to_be_enabled()
    steps.wait_saved(page)
    assert runs(live_studio, draft, "decide") == {}


def test_a_branch_is_filled_by_keyboard(page: Page, live_studio: LiveStudio, draft: int) -> None:
    steps.open_draft(page, live_studio, draft)
    decide = steps.node(page, "decide")
    to_node(page, decide)
    page.keyboard.press("Shift+F10")
    choose(page, "Ports", "Steps to run when false", "Run", "show_text")
    undo = page.get_by_role("button", name="Undo let decide run show_text when false")
    expect(undo).to_be_enabled()
    # C goes to the line, Delete cuts it.
    expect(decide).to_be_focused()
    page.keyboard.press("c")
    expect(hint(page)).to_have_text("Connection 1 of 1: decide runs show_text when false")
    page.keyboard.press("Delete")
    cut = page.get_by_role("button", name="Undo let decide no longer run show_text")
    expect(cut).to_be_enabled()
