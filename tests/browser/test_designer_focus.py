"""Where the keyboard is decides what a key does; and what is being typed is never lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Focus", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    return draft


def test_a_long_value_is_typed_without_losing_the_field(page: Page, draft: int) -> None:
    steps.node(page, "make_text").click()
    words = page.get_by_role("textbox", name="words")
    long = "a sentence of more than sixty letters " * 2
    words.press_sequentially(long)
    expect(words).to_be_focused()
    expect(words).to_have_value(long)
    page.keyboard.press("Backspace")
    expect(words).to_have_value(long[:-1])
    expect(steps.node(page, "make_text")).to_be_visible()


def test_delete_deletes_only_where_the_selection_is(page: Page, draft: int) -> None:
    steps.node(page, "make_text").click()
    make_text = steps.node(page, "make_text")
    for name in ("Arrange automatically", "Hide the properties", "Show the properties"):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Delete")
        page.keyboard.press("Backspace")
        page.keyboard.press("Control+x")
        expect(make_text).to_be_visible()
        if name != "Arrange automatically":
            page.keyboard.press("Enter")
    page.locator('[data-asset="make_text"]').last.focus()
    page.keyboard.press("Delete")
    expect(make_text).to_be_visible()
    make_text.focus()
    page.keyboard.press("Delete")
    expect(make_text).to_have_count(0)
    expect(page.get_by_role("button", name="Undo delete make_text")).to_be_enabled()


def test_no_key_edits_behind_the_history(page: Page, live_studio: LiveStudio, draft: int) -> None:
    steps.node(page, "make_text").click()
    page.get_by_role("button", name="History").click()
    page.get_by_role("heading", name="History").first.click()
    page.keyboard.press("Delete")
    page.keyboard.press("Control+d")
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Back to the draft").click()
    expect(steps.node(page, "make_text")).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        assert set(steps.document_of(client, draft)["nodes"]) == {"make_text", "show_text"}


def test_what_is_typed_on_a_note_goes_with_the_view_and_stays(page: Page, draft: int) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("Add a note")
    page.keyboard.press("Enter")
    text = page.get_by_role("textbox", name="Text of the note")
    text.fill("half a thought")
    before = text.bounding_box()
    graph = page.get_by_role("group", name="Pipeline graph").bounding_box()
    assert before and graph
    page.mouse.move(graph["x"] + 20, graph["y"] + 20)
    page.mouse.wheel(0, 120)
    page.wait_for_function(
        "y => document.querySelector('textarea[aria-label=\"Text of the note\"]')"
        ".getBoundingClientRect().y < y - 50",
        arg=before["y"],
    )
    expect(text).to_be_focused()
    expect(text).to_have_value("half a thought")
    page.get_by_role("button", name="History").click()
    page.get_by_role("button", name="Back to the draft").click()
    expect(page.locator("[data-node^='note:']")).to_contain_text("half a thought")


def test_a_name_typed_in_the_panel_is_taken_when_another_step_is_pressed(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    steps.node(page, "make_text").click()
    page.get_by_role("textbox", name="Name in the pipeline").fill("words")
    steps.node(page, "show_text").click()
    expect(steps.node(page, "words")).to_be_visible()
    expect(page.get_by_role("textbox", name="Name in the pipeline")).to_have_value("show_text")
    steps.wait_saved(page)
    with live_studio.client() as client:
        assert set(steps.document_of(client, draft)["nodes"]) == {"words", "show_text"}


def test_what_is_pressed_while_a_name_is_typed_on_a_node_stays_selected(
    page: Page, draft: int
) -> None:
    steps.node(page, "make_text").click()
    page.keyboard.press("F2")
    page.get_by_role("textbox", name="New name of make_text").fill("words")
    steps.node(page, "show_text").click()
    expect(steps.node(page, "words")).to_be_visible()
    expect(page.get_by_role("textbox", name="Name in the pipeline")).to_have_value("show_text")


def test_nothing_is_cut_that_could_not_be_copied(page: Page, draft: int) -> None:
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
            document.execCommand = () => false;
        }"""
    )
    steps.node(page, "make_text").click(button="right")
    page.get_by_role("menuitem", name="Cut").click()
    expect(page.get_by_text("The browser did not allow copying", exact=True)).to_be_visible()
    expect(steps.node(page, "make_text")).to_be_visible()


def test_the_arrow_keys_keep_what_they_choose_in_sight(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    with live_studio.client() as client:
        for i in range(12):
            spec = steps.MAKE_TEXT | {"name": f"scrolled_{i}", "display_name": f"Scrolled {i}"}
            client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
    steps.node(page, "make_text").click(button="right")
    page.get_by_role("menuitem", name="Replace with another component").click()
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill("scrolled")
    expect(page.get_by_role("option", name="Scrolled")).to_have_count(12)
    for _ in range(11):
        search.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_be_in_viewport()
    listed = page.get_by_role("listbox", name="What fits").bounding_box()
    box = chosen.bounding_box()
    assert listed and box
    assert box["y"] + box["height"] <= listed["y"] + listed["height"] + 1


def test_the_keyboard_stays_in_the_graph_when_its_node_goes(page: Page, draft: int) -> None:
    steps.node(page, "show_text").click()
    page.keyboard.press("Delete")
    expect(steps.node(page, "show_text")).to_have_count(0)
    expect(steps.node(page, "make_text")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Delete")
    expect(page.get_by_role("group", name="Pipeline graph")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(steps.node(page, "make_text")).to_be_focused()


def test_escape_keeps_what_was_typed_on_a_note(page: Page, draft: int) -> None:
    graph = page.get_by_role("group", name="Pipeline graph")
    graph.click(button="right", position={"x": 40, "y": 500})
    page.get_by_role("menuitem", name="Add a note").click()
    page.get_by_role("textbox", name="Text of the note").fill("For the review")
    page.keyboard.press("Escape")
    note = graph.get_by_role("group", name="For the review")
    expect(note).to_be_focused()
    page.keyboard.press("Control+z")
    expect(note).to_have_count(0)
