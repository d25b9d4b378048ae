"""Looking around and selecting with mouse, wheel and touch pad: none of it changes the draft."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

NOTE = {"id": "why", "text": "Why", "x": 300, "y": 0, "width": 160, "height": 96}


@pytest.fixture
def graph(page: Page, live_studio: LiveStudio) -> Page:
    """make_text -> show_text and a note, open in the designer."""
    steps.prepare(live_studio)
    with live_studio.client() as client:
        document = steps.two_steps("Report") | {"notes": [NOTE]}
        draft = steps.new_draft(client, "Mouse", document)
    steps.open_draft(page, live_studio, draft)
    steps.wait_still(page, "show_text")
    return page


def rect(page: Page, key: str) -> FloatRect:
    box = steps.node(page, key).bounding_box()
    assert box
    return box


def ground(page: Page) -> tuple[float, float]:
    """A place where nothing stands, with room around it."""
    box = rect(page, "make_text")
    return box["x"] - 60, box["y"] + box["height"] + 40


def wait_moved(page: Page, before: FloatRect, x: float, y: float) -> None:
    """Until make_text stands so far from where it was, as large as before."""
    page.wait_for_function(
        """([x, y, width]) => {
            const one = document.querySelector('[data-node="make_text"]').getBoundingClientRect();
            return Math.abs(one.x - x) <= 1 && Math.abs(one.y - y) <= 1
                && Math.abs(one.width - width) <= 1;
        }""",
        arg=[before["x"] + x, before["y"] + y, before["width"]],
    )


def unchanged(page: Page) -> None:
    expect(steps.undo_button(page)).to_be_disabled()


@pytest.mark.parametrize(
    ("wheel", "moved", "key"),
    [
        ((0, 120), (0, -120), None),
        ((70, 30), (-70, -30), None),
        ((0, 90), (-90, 0), "Shift"),
    ],
    ids=["a wheel", "two fingers on a touch pad", "a wheel with Shift"],
)
def test_a_wheel_moves_the_view(
    graph: Page, wheel: tuple[int, int], moved: tuple[int, int], key: str | None
) -> None:
    before = rect(graph, "make_text")
    graph.mouse.move(*ground(graph))
    if key:
        graph.keyboard.down(key)
    graph.mouse.wheel(*wheel)
    if key:
        graph.keyboard.up(key)
    wait_moved(graph, before, *moved)
    unchanged(graph)


def test_a_wheel_with_ctrl_zooms_to_the_pointer(graph: Page) -> None:
    before = rect(graph, "make_text")
    x, y = ground(graph)
    graph.mouse.move(x, y)
    graph.keyboard.down("Control")
    graph.mouse.wheel(0, -40)
    graph.keyboard.up("Control")
    graph.wait_for_function(
        """width => document.querySelector('[data-node="make_text"]')
            .getBoundingClientRect().width > width * 1.2""",
        arg=before["width"],
    )
    after = rect(graph, "make_text")
    grown = after["width"] / before["width"]
    # What is under the pointer stays there.
    assert abs(after["x"] - x - grown * (before["x"] - x)) < 2
    assert abs(after["y"] - y - grown * (before["y"] - y)) < 2
    # The page itself was not zoomed.
    assert graph.evaluate("window.visualViewport.scale") == 1
    unchanged(graph)


def drag(page: Page, start: tuple[float, float], by: tuple[float, float], button: str) -> None:
    page.mouse.move(*start)
    page.mouse.down(button="middle" if button == "middle" else "left")
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=6)
    page.mouse.up(button="middle" if button == "middle" else "left")


@pytest.mark.parametrize("where", ["the ground", "a node"])
@pytest.mark.parametrize("how", ["middle", "space"])
def test_the_middle_button_and_space_move_the_view(graph: Page, how: str, where: str) -> None:
    """Over a node too: it stays where it is in the graph."""
    before = rect(graph, "make_text")
    apart = rect(graph, "show_text")["y"] - before["y"]
    start = ground(graph) if where == "the ground" else steps.middle(graph, "make_text")
    if how == "space":
        graph.mouse.move(*start)
        graph.keyboard.down("Space")
        expect(graph.locator("[data-graph]")).to_have_css("cursor", "grab")
    drag(graph, start, (110, -60), how)
    if how == "space":
        graph.keyboard.up("Space")
    wait_moved(graph, before, 110, -60)
    assert abs(rect(graph, "show_text")["y"] - rect(graph, "make_text")["y"] - apart) < 1
    expect(graph.locator("[data-selected]")).to_have_count(0)
    unchanged(graph)


def selected(page: Page) -> Callable[[set[str]], None]:
    def check(keys: set[str]) -> None:
        expect(page.locator("[data-node][data-selected]")).to_have_count(len(keys))
        for key in keys:
            expect(steps.node(page, key)).to_have_attribute("data-selected", "true")

    return check


def test_a_frame_selects_what_it_touches_and_shift_adds(graph: Page) -> None:
    are_selected = selected(graph)
    first, last = rect(graph, "make_text"), rect(graph, "show_text")
    note = rect(graph, "note:why")
    start = (first["x"] - 40, first["y"] - 40)
    # Both steps, each only in part.
    end = (last["x"] + 20, last["y"] + 10)
    drag(graph, start, (end[0] - start[0], end[1] - start[1]), "left")
    are_selected({"make_text", "show_text"})

    # Another frame selects anew; with Shift it adds.
    around = (note["x"] + 30, note["y"] - 40)
    drag(graph, around, (60, 60), "left")
    are_selected({"note:why"})
    graph.keyboard.down("Shift")
    drag(graph, start, (60, 60), "left")
    graph.keyboard.up("Shift")
    are_selected({"note:why", "make_text"})

    # What is selected is dragged together, in one step.
    x = rect(graph, "note:why")["x"]
    drag(graph, steps.middle(graph, "make_text"), (0, -64), "left")
    graph.get_by_role("button", name="Undo move 2 nodes").click()
    steps.wait_at(graph, "note:why", x)
    unchanged(graph)

    # Escape takes back a frame that is being drawn, and no more; a click on the ground lets go.
    steps.node(graph, "note:why").click()
    graph.mouse.move(*start)
    graph.mouse.down()
    graph.mouse.move(*end, steps=4)
    graph.keyboard.press("Escape")
    graph.mouse.up()
    are_selected({"note:why"})
    graph.mouse.click(*ground(graph))
    are_selected(set())


def test_escape_leaves_a_node_where_it_was(graph: Page) -> None:
    box = rect(graph, "show_text")
    x, y = steps.middle(graph, "show_text")
    graph.mouse.move(x, y)
    graph.mouse.down()
    graph.mouse.move(x + 90, y + 50, steps=5)
    graph.wait_for_function(
        """x => document.querySelector('[data-node="show_text"]').getBoundingClientRect().x > x""",
        arg=box["x"] + 60,
    )
    graph.keyboard.press("Escape")
    steps.wait_at(graph, "show_text", box["x"])
    graph.mouse.up()
    steps.wait_at(graph, "show_text", box["x"])
    unchanged(graph)


def test_a_double_click_on_the_ground_adds_there(graph: Page) -> None:
    box = rect(graph, "show_text")
    x, y = box["x"] + box["width"] / 2, box["y"] + 160
    graph.mouse.dblclick(x, y)
    search = graph.get_by_role("combobox", name="Search components and data")
    expect(search).to_be_focused()
    graph.keyboard.type("trim text")
    graph.get_by_role("option", name="Trim text").wait_for()
    graph.keyboard.press("Enter")
    undo = graph.get_by_role("button", name="Undo add trim_text")
    expect(undo).to_be_enabled()
    box = rect(graph, "trim_text")
    assert abs(box["x"] + box["width"] / 2 - x) < 40
    assert abs(box["y"] + box["height"] / 2 - y) < 60
    undo.click()
    expect(steps.node(graph, "trim_text")).to_have_count(0)
    # Escape asks for nothing.
    graph.mouse.dblclick(x, y)
    expect(search).to_be_focused()
    graph.keyboard.press("Escape")
    expect(search).to_have_count(0)
    unchanged(graph)


def test_a_drag_in_the_small_map_moves_the_view(graph: Page) -> None:
    # It is there once something is out of sight.
    graph.mouse.move(*ground(graph))
    graph.keyboard.down("Control")
    graph.mouse.wheel(0, -60)
    graph.mouse.wheel(0, -60)
    graph.keyboard.up("Control")
    expect(graph.locator("[data-minimap]")).to_be_visible()
    before = rect(graph, "make_text")
    small = graph.locator("[data-minimap]").bounding_box()
    assert small
    middle = (small["x"] + small["width"] / 2, small["y"] + small["height"] / 2)
    # The view goes to where one looks in the map: to the right, so the nodes go to the left.
    graph.mouse.move(*middle)
    graph.mouse.down()
    graph.mouse.move(middle[0] + small["width"] / 4, middle[1], steps=5)
    graph.mouse.up()
    graph.wait_for_function(
        """x => {
            const one = document.querySelector('[data-node="make_text"]');
            return one === null || one.getBoundingClientRect().x < x - 60;
        }""",
        arg=before["x"],
    )
    expect(graph.locator("[data-selected]")).to_have_count(0)
    unchanged(graph)
