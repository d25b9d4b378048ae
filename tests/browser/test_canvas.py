"""The canvas itself: its colours, what its gestures leave in the history, what it lets go of."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import to_node
from tests.support.live_studio import LiveStudio

NOTE = {"id": "why", "text": "Why", "x": 300, "y": 0, "width": 160, "height": 96}

# The corner of the canvas, as bright as it is: 0 to 255.
IS_LIGHT = """wanted => {
  const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  copy.drawImage(document.querySelector('[data-graph] canvas'), 0, 0);
  const [red, green, blue] = copy.getImageData(2, 2, 1, 1).data;
  return red + green + blue > 3 * 128 === wanted;
}"""


@pytest.fixture
def graph(page: Page, live_studio: LiveStudio) -> Page:
    """make_text -> show_text and a note, open in the designer."""
    steps.prepare(live_studio)
    with live_studio.client() as client:
        document = steps.two_steps("Report") | {"notes": [NOTE]}
        draft = steps.new_draft(client, "Canvas", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").wait_for()
    return page


def drag(page: Page, key: str, x: float) -> None:
    start = steps.middle(page, key)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + x, start[1], steps=5)
    page.mouse.up()


def test_another_theme_has_other_colours_on_the_canvas(graph: Page) -> None:
    graph.wait_for_function(IS_LIGHT, arg=True)
    graph.emulate_media(color_scheme="dark")
    graph.wait_for_function(IS_LIGHT, arg=False)
    graph.emulate_media(color_scheme="light")
    graph.wait_for_function(IS_LIGHT, arg=True)


def test_two_drags_are_two_steps_of_the_history(graph: Page) -> None:
    box = steps.node(graph, "show_text").bounding_box()
    assert box
    drag(graph, "show_text", 120)
    drag(graph, "show_text", 120)
    graph.keyboard.press("Control+z")
    graph.keyboard.press("Control+z")
    steps.wait_at(graph, "show_text", box["x"])
    expect(steps.undo_button(graph)).to_be_disabled()


def test_select_all_takes_notes_along(graph: Page) -> None:
    steps.node(graph, "make_text").click()
    graph.keyboard.press("Control+a")
    for key in ("make_text", "show_text", "note:why"):
        expect(steps.node(graph, key)).to_have_attribute("data-selected", "true")


def test_space_let_go_in_another_window_ends_panning(graph: Page) -> None:
    root = graph.locator("[data-graph]")
    graph.keyboard.down("Space")
    expect(root).to_have_css("cursor", "grab")
    graph.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(root).not_to_have_css("cursor", "grab")
    graph.keyboard.up("Space")


def test_nothing_but_the_view_itself_moves_what_is_drawn(graph: Page) -> None:
    """A browser's search scrolls what it finds into sight, also where no bar scrolls back."""
    box = steps.node(graph, "make_text").bounding_box()
    view = graph.locator("[data-graph]").bounding_box()
    assert box and view
    graph.mouse.move(view["x"] + 20, view["y"] + 20)
    graph.mouse.wheel(box["x"] - view["x"] + box["width"] / 2 - view["width"], 0)
    left = view["x"] + view["width"] - box["width"] / 2
    steps.wait_at(graph, "make_text", left)
    steps.node(graph, "make_text").evaluate("one => one.scrollIntoView()")
    steps.wait_at(graph, "make_text", left)
    assert graph.locator("[data-graph]").evaluate("one => one.scrollLeft") == 0


def test_a_wire_to_what_stands_above_goes_up_beside_the_boxes(
    page: Page, live_studio: LiveStudio
) -> None:
    steps.prepare(live_studio)
    document = steps.two_steps("Report")
    document["layout"] = {"nodes": {"make_text": {"x": 0, "y": 200}, "show_text": {"x": 0, "y": 0}}}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Upwards", document)
    steps.open_draft(page, live_studio, draft)
    steps.wait_still(page, "show_text")
    upper = steps.node(page, "show_text").bounding_box()
    assert upper
    # The lane stands a little to the left of both.
    zoom = upper["width"] / 220
    page.mouse.click(upper["x"] - 24 * zoom, upper["y"] + 130 * zoom)
    panel = page.get_by_role("region", name="Properties")
    expect(panel).to_contain_text("make_text.text")
    expect(panel).to_contain_text("show_text.text")


def test_a_note_lies_behind_steps_and_wires(page: Page, live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)
    paper = {"id": "paper", "text": "All of it", "x": -80, "y": 20, "width": 400, "height": 240}
    with live_studio.client() as client:
        document = steps.two_steps("Report") | {"notes": [paper]}
        draft = steps.new_draft(client, "Paper", document)
    steps.open_draft(page, live_studio, draft)
    steps.wait_still(page, "note:paper")
    x, above = steps.port(page, "make_text", "text", "source")
    _, below = steps.port(page, "show_text", "text", "target")
    page.mouse.click(x, (above + below) / 2)
    panel = page.get_by_role("region", name="Properties")
    expect(panel).to_contain_text("show_text.text")
    page.mouse.click(*steps.middle(page, "show_text"))
    expect(steps.node(page, "show_text")).to_have_attribute("data-selected", "true")
    page.mouse.click(x + 60, (above + below) / 2)
    expect(steps.node(page, "note:paper")).to_have_attribute("data-selected", "true")
    # A selected note stays behind.
    page.mouse.click(*steps.middle(page, "make_text"))
    expect(steps.node(page, "make_text")).to_have_attribute("data-selected", "true")


def test_full_size_is_where_something_is(page: Page, live_studio: LiveStudio) -> None:
    """The middle of the view is empty: two steps stand far apart."""
    steps.prepare(live_studio)
    document = steps.two_steps("Report")
    places = {"make_text": {"x": 0, "y": 0}, "show_text": {"x": 0, "y": 9000}}
    document["layout"] = {"nodes": places}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Far apart", document)
    steps.open_draft(page, live_studio, draft)
    to_node(page, steps.node(page, "make_text"))
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("Shift+Digit0")
    wait_full_size(page, "make_text")
    # What is selected comes first.
    page.keyboard.press("PageDown")
    page.keyboard.press("Space")
    expect(steps.node(page, "show_text")).to_have_attribute("data-selected", "true")
    page.keyboard.press("PageUp")
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("Shift+Digit0")
    wait_full_size(page, "show_text")


def wait_full_size(page: Page, key: str) -> None:
    """Until a node is in view, at 100 %."""
    page.wait_for_function(
        """key => {
            const one = document.querySelector(`[data-node="${key}"]`)?.getBoundingClientRect();
            const view = document.querySelector('[data-graph]').getBoundingClientRect();
            return one && Math.abs(one.width - 220) < 1
                && one.top > view.top && one.bottom < view.bottom;
        }""",
        arg=key,
    )
