"""The canvas by touch: two fingers zoom, one pans or drags, a long press opens the menu."""

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
