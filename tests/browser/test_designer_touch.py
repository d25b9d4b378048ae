"""The designer by touch: a tap selects, one finger pans, drags and draws wires, two zoom."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

Point = tuple[float, float]


@pytest.fixture
def tablet(browser: Browser, live_studio: LiveStudio) -> Iterator[Page]:
    steps.prepare(live_studio)
    context = browser.new_context(
        viewport={"width": 1180, "height": 820}, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(live_studio.new_sign_in_link())
    page.get_by_role("navigation").first.wait_for()
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Touch", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").wait_for()
    yield page
    context.close()


def touch(session: CDPSession, kind: str, *points: Point) -> None:
    fingers = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def swipe(session: CDPSession, start: Point, end: Point, lift: bool = True) -> None:
    """One finger from here to there, a little at a time."""
    touch(session, "touchStart", start)
    for i in range(1, 9):
        here = (start[0] + (end[0] - start[0]) * i / 8, start[1] + (end[1] - start[1]) * i / 8)
        touch(session, "touchMove", here)
    if lift:
        touch(session, "touchEnd")


def tap(session: CDPSession, at: Point) -> None:
    touch(session, "touchStart", at)
    touch(session, "touchEnd")


def between(page: Page) -> Point:
    """The middle of the wire between the two steps."""
    x, above = steps.port(page, "make_text", "text", "source")
    _, below = steps.port(page, "show_text", "text", "target")
    return x, (above + below) / 2


def test_a_tap_selects_and_a_tap_on_the_ground_lets_go(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    x, y = steps.middle(tablet, "show_text")
    tap(session, (x, y))
    expect(steps.node(tablet, "show_text")).to_have_attribute("data-selected", "true")
    expect(tablet.get_by_label("Name in the pipeline")).to_have_value("show_text")
    tap(session, (x + 200, y))
    expect(tablet.locator("[data-node][data-selected]")).to_have_count(0)
    tap(session, between(tablet))
    expect(tablet.get_by_role("region", name="Properties")).to_contain_text("show_text.text")
    expect(steps.undo_button(tablet)).to_be_disabled()


def test_two_taps_on_the_ground_ask_what_to_add(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    x, y = steps.middle(tablet, "show_text")
    for _ in range(2):
        tap(session, (x, y + 150))
    expect(tablet.get_by_role("combobox", name="Search components and data")).to_be_visible()


def test_a_wire_is_drawn_by_finger(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    tap(session, between(tablet))
    tablet.keyboard.press("Delete")
    expect(tablet.get_by_role("button", name="Undo delete connection")).to_be_enabled()
    start = steps.port(tablet, "make_text", "text", "source")
    end = steps.port(tablet, "show_text", "text", "target")
    swipe(session, start, end, lift=False)
    marks = steps.node(tablet, "show_text").locator('[data-port="text"]')
    expect(marks).to_have_attribute("data-fit", "yes")
    touch(session, "touchEnd")
    expect(tablet.get_by_role("button", name="Undo connect make_text → show_text")).to_be_enabled()


def test_a_component_is_dragged_from_the_library_by_finger(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    item = tablet.locator('[data-asset="trim_text"]').last
    item.scroll_into_view_if_needed()
    box = item.bounding_box()
    assert box
    start = (box["x"] + 30, box["y"] + box["height"] / 2)
    x, y = steps.middle(tablet, "show_text")
    swipe(session, start, (x, y + 140))
    expect(steps.node(tablet, "trim_text")).to_be_visible()
    tablet.get_by_role("button", name="Undo add trim_text").tap()
    expect(steps.node(tablet, "trim_text")).to_have_count(0)
    # Onto a connection: it goes into it, as with the mouse.
    item.scroll_into_view_if_needed()
    box = item.bounding_box()
    assert box
    start = (box["x"] + 30, box["y"] + box["height"] / 2)
    swipe(session, start, between(tablet), lift=False)
    hint = tablet.locator("[data-graph]").get_by_role("status")
    expect(hint).to_have_text("Drop here to insert it into this connection")
    touch(session, "touchEnd")
    undo = "Undo insert trim_text between make_text and show_text"
    expect(tablet.get_by_role("button", name=undo)).to_be_enabled()


def test_the_library_scrolls_under_a_finger(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    item = tablet.locator('[data-asset="make_text"]').last
    box = item.bounding_box()
    assert box
    start = (box["x"] + 30, box["y"] + box["height"] / 2)
    swipe(session, start, (start[0], start[1] - 250))
    tablet.wait_for_function(
        """y => document.querySelector('[data-asset="make_text"]')
            .getBoundingClientRect().y < y - 50""",
        arg=box["y"],
    )
    expect(steps.undo_button(tablet)).to_be_disabled()


def test_one_finger_pans_the_ground_and_drags_a_node(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    before = steps.middle(tablet, "make_text")
    ground = (before[0] + 200, before[1] - 120)
    touch(session, "touchStart", ground)
    for i in range(1, 6):
        touch(session, "touchMove", (ground[0] - i * 10, ground[1] + i * 8))
    touch(session, "touchEnd")
    box = steps.node(tablet, "make_text").bounding_box()
    assert box
    steps.wait_at(tablet, "make_text", before[0] - box["width"] / 2 - 50)
    expect(steps.undo_button(tablet)).to_be_disabled()

    start = steps.middle(tablet, "make_text")
    touch(session, "touchStart", start)
    for i in range(1, 6):
        touch(session, "touchMove", (start[0] + i * 20, start[1]))
    touch(session, "touchEnd")
    expect(tablet.get_by_role("button", name="Undo move make_text")).to_be_enabled()


def test_two_fingers_zoom_around_their_middle(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    before = steps.node(tablet, "make_text").bounding_box()
    assert before
    x, y = before["x"] + before["width"] / 2, before["y"] - 90
    touch(session, "touchStart", (x - 40, y), (x + 40, y))
    for i in range(1, 9):
        touch(session, "touchMove", (x - 40 - i * 5, y), (x + 40 + i * 5, y))
    touch(session, "touchEnd")
    tablet.wait_for_function(
        """width => {
            const node = document.querySelector('[data-node="make_text"]');
            return Math.abs(node.getBoundingClientRect().width - width) < 2;
        }""",
        arg=before["width"] * 2,
    )
    steps.wait_at(tablet, "make_text", x - 2 * (x - before["x"]))
    expect(steps.undo_button(tablet)).to_be_disabled()


def test_a_long_press_opens_the_menu_of_a_node(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    touch(session, "touchStart", steps.middle(tablet, "show_text"))
    expect(tablet.get_by_role("menuitem", name="Rename")).to_be_visible()
    touch(session, "touchEnd")
    expect(tablet.get_by_role("menuitem", name="Replace with another component")).to_be_visible()
    tablet.keyboard.press("Escape")
    expect(tablet.get_by_role("menuitem")).to_have_count(0)
    expect(steps.node(tablet, "show_text")).to_have_attribute("data-selected", "true")


def test_a_long_press_on_a_connection_opens_its_menu(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    touch(session, "touchStart", between(tablet))
    expect(tablet.get_by_role("menuitem", name="Insert a component here…")).to_be_visible()
    touch(session, "touchEnd")
    tablet.get_by_role("menuitem", name="Insert a component here…").tap()
    expect(tablet.get_by_role("combobox", name="Search components and data")).to_be_visible()


def test_several_are_selected_by_fingers_in_a_mode_of_its_own(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    tablet.get_by_role("button", name="Select several").tap()
    for key in ("make_text", "show_text"):
        touch(session, "touchStart", steps.middle(tablet, key))
        touch(session, "touchEnd")
    expect(steps.node(tablet, "make_text")).to_have_attribute("data-selected", "true")
    expect(steps.node(tablet, "show_text")).to_have_attribute("data-selected", "true")
    done = tablet.get_by_role("button", name="Done, 2 selected")
    touch(session, "touchStart", steps.middle(tablet, "make_text"))
    touch(session, "touchEnd")
    expect(steps.node(tablet, "make_text")).not_to_have_attribute("data-selected", "true")
    expect(tablet.get_by_role("button", name="Done, 1 selected")).to_be_visible()
    expect(done).to_have_count(0)
    tablet.get_by_role("button", name="Done, 1 selected").tap()
    expect(tablet.get_by_role("button", name="Select several")).to_be_visible()


def test_a_finger_draws_a_frame_while_several_are_selected(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    tablet.get_by_role("button", name="Select several").tap()
    first, last = (steps.node(tablet, key).bounding_box() for key in ("make_text", "show_text"))
    assert first and last
    swipe(session, (first["x"] - 40, first["y"] - 30), (last["x"] + 60, last["y"] + 20))
    expect(tablet.get_by_role("button", name="Done, 2 selected")).to_be_visible()


def test_a_finger_beside_a_port_still_takes_it(tablet: Page) -> None:
    session = tablet.context.new_cdp_session(tablet)
    x, y = steps.port(tablet, "make_text", "text", "source")
    touch(session, "touchStart", (x + 14, y + 12))
    for i in range(1, 6):
        touch(session, "touchMove", (x + 14 + 30 * i, y + 12))
    touch(session, "touchEnd")
    expect(tablet.get_by_role("combobox", name="Search components and data")).to_be_visible()


def test_the_library_adds_by_a_tap(tablet: Page) -> None:
    tablet.get_by_role("button", name="Add Trim text").last.tap()
    expect(steps.node(tablet, "trim_text")).to_be_visible()
