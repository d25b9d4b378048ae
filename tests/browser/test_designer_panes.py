"""The panes of the designer by keyboard: F6 from one to the next, and one Tab stop for the library.

Only real keys: no test here clicks, or gives the focus to an element.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import focused_words, is_focused, pane_of_focus, tab_to
from tests.support.live_studio import LiveStudio

PANES = ("library", "canvas", "yaml", "properties", "problems", "toolbar")


@pytest.fixture(scope="module")
def live_studio() -> Iterator[LiveStudio]:
    """One of our own: what stands in the library, and where, is what these tests are about."""
    with LiveStudio.started("--empty") as running:
        yield running


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    """make_text -> show_text with the YAML beside, where all panes have room."""
    steps.prepare(live_studio)
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Panes", steps.two_steps("x"))
    page.set_viewport_size({"width": 1720, "height": 900})
    page.goto(f"{live_studio.url}/drafts/{draft}?yaml=true")
    page.get_by_role("list", name="Components").wait_for()
    page.get_by_role("region", name="YAML").get_by_text("The same as the canvas").wait_for()
    return draft


def around_focus(page: Page) -> FloatRect:
    box = page.evaluate(
        """() => {
            const { x, y, width, height } = document.activeElement.getBoundingClientRect();
            return { x: x - 6, y: y - 6, width: width + 12, height: height + 12 };
        }"""
    )
    return FloatRect(
        x=max(0, box["x"]), y=max(0, box["y"]), width=box["width"], height=box["height"]
    )


def test_f6_goes_round_the_panes_and_shows_where_the_focus_is(page: Page, draft: int) -> None:
    for name in PANES:
        page.keyboard.press("F6")
        page.wait_for_function(
            "name => document.activeElement.closest(`[data-pane=${name}]`) !== null", arg=name
        )
        assert page.evaluate("document.activeElement.matches(':focus-visible')"), name
        where = around_focus(page)
        with_focus = page.screenshot(clip=where)
        page.keyboard.press("F6")
        assert page.screenshot(clip=where) != with_focus, f"the focus does not show in {name}"
        page.keyboard.press("Shift+F6")
        assert pane_of_focus(page) == name
    page.keyboard.press("F6")
    assert pane_of_focus(page) == "library"
    page.keyboard.press("Shift+F6")
    assert pane_of_focus(page) == "toolbar"


def test_f6_comes_back_to_where_one_was(page: Page, draft: int) -> None:
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    expect(steps.node(page, "make_text")).to_be_focused()
    page.keyboard.press("Control+ArrowDown")
    expect(steps.node(page, "show_text")).to_be_focused()
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    title = page.get_by_role("textbox", name="title")
    tab_to(page, title)
    page.keyboard.press("Shift+F6")
    assert pane_of_focus(page) == "yaml"
    page.keyboard.press("Shift+F6")
    expect(steps.node(page, "show_text")).to_be_focused()
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    expect(title).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("F6")
    expect(page.get_by_role("combobox", name="Search or run a command")).to_be_focused()


def test_a_node_out_of_sight_is_brought_back_when_the_keyboard_comes(
    page: Page, draft: int
) -> None:
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    graph = page.get_by_role("group", name="Pipeline graph").bounding_box()
    assert graph
    page.mouse.move(graph["x"] + 200, graph["y"] + 300)
    page.mouse.wheel(0, 3000)
    expect(steps.node(page, "make_text")).not_to_be_in_viewport()
    page.keyboard.press("F6")
    page.keyboard.press("Shift+F6")
    expect(steps.node(page, "make_text")).to_be_focused()
    expect(steps.node(page, "make_text")).to_be_in_viewport(ratio=1)


def test_tab_goes_through_the_panes_as_they_stand(page: Page, draft: int) -> None:
    panes: list[str] = []
    stops: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        pane = pane_of_focus(page)
        if pane is None and panes:
            break
        if pane is not None and pane not in panes:
            panes.append(pane)
        if page.evaluate("document.activeElement.closest('[data-pane-entry]') !== null"):
            stops.append(focused_words(page))
    assert panes == ["toolbar", "library", "canvas", "yaml", "properties", "problems"]
    assert len(stops) == 1, "the library's list is one stop"


def test_the_library_is_walked_with_the_arrow_keys(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    library = page.get_by_role("region", name="Asset library")
    listed = library.get_by_role("list", name="Components").get_by_role("listitem")
    names = [str(one).splitlines()[0] for one in listed.all_inner_texts()]
    assert names == sorted(names, key=str.casefold)

    page.keyboard.press("F6")
    page.keyboard.press("Home")
    assert focused_words(page).startswith("SUMMARY Control flow")
    page.keyboard.press("ArrowLeft")
    expect(library.get_by_role("list", name="Control flow")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    assert focused_words(page).startswith("SUMMARY All")
    page.keyboard.press("ArrowDown")
    first = listed.first.locator("[data-asset]")
    assert is_focused(first)
    page.keyboard.press("ArrowRight")
    assert is_focused(listed.first.get_by_role("button", name="Add "))
    page.keyboard.press("ArrowRight")
    star = listed.first.get_by_role("button", name="Favourite")
    assert is_focused(star)
    expect(star).to_have_css("opacity", "1")
    assert axe() == []
    page.keyboard.press("ArrowDown")
    assert is_focused(listed.nth(1).locator("[data-asset]"))
    page.keyboard.press("End")
    assert is_focused(listed.last.locator("[data-asset]"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert is_focused(listed.last.locator("[data-asset]"))

    search = library.get_by_role("searchbox", name="Search components")
    tab_to(page, search, back=True)
    page.keyboard.type("trim")
    expect(listed).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert is_focused(listed.first.locator('[data-asset="trim_text"]'))
    page.keyboard.press("Enter")
    expect(steps.node(page, "trim_text")).to_be_focused()


def test_the_shortcuts_say_how_to_go_from_pane_to_pane(page: Page, draft: int) -> None:
    page.keyboard.press("F6")
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Keyboard shortcuts")
    panes = overlay.get_by_role("region", name="Panes").get_by_role("listitem")
    expect(panes.filter(has_text="Next pane")).to_contain_text("F6")
    expect(panes.filter(has_text="Pane before")).to_contain_text("ShiftF6")


def test_a_long_name_has_the_whole_width_and_its_version_is_seen(
    page: Page, live_studio: LiveStudio
) -> None:
    spec = steps.MAKE_TEXT | {
        "name": "zz_long_normalisation_of_quarterly_transactions_with_outliers",
        "display_name": "Zz long normalisation of quarterly transactions, with outliers",
        "version": "2.10.3",
    }
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
        draft = steps.new_draft(client, "Long names")
    steps.open_draft(page, live_studio, draft)
    library = page.get_by_role("region", name="Asset library")
    library.get_by_role("searchbox").fill("zz_long")
    row = library.get_by_role("listitem").filter(has_text="Zz long").last
    # What was found is there, and moves no more.
    expect(library.get_by_role("listitem")).to_have_count(1)
    title = row.get_by_text("Zz long normalisation")
    version = row.get_by_text(":2.10.3", exact=True)
    expect(version).to_be_in_viewport(ratio=1)
    row.hover()
    for tool in ("Add Zz long", "Favourite Zz long"):
        expect(row.get_by_role("button", name=tool)).to_be_visible()
    boxes = [one.bounding_box() for one in (row, title, version, row.get_by_role("button").nth(1))]
    whole, words, number, tool_box = [box for box in boxes if box is not None]
    assert words["x"] + words["width"] > whole["x"] + whole["width"] - 12
    assert number["x"] + number["width"] <= tool_box["x"]
    middles = [box["y"] + box["height"] / 2 for box in (number, tool_box)]
    assert abs(middles[0] - middles[1]) < 4
