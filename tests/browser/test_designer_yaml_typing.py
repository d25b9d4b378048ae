"""A pipeline typed into the pane beside the canvas, from nothing, as a person types."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Typed by hand")
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Show the YAML").click()
    expect(text(page)).to_contain_text("type: pipeline")
    text(page).press("Control+a")
    text(page).press("Delete")
    return draft


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="YAML of this draft")


def written(page: Page) -> str:
    """The text as it stands there, with the spaces before each line."""
    return "\n".join(page.locator(".cm-line").all_inner_texts())


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_enter_goes_to_the_level_where_the_next_line_belongs(page: Page, draft: int) -> None:
    choices = page.get_by_role("listbox", name="Completions")
    page.keyboard.type("type: pipeline")
    # What the list offers stands there already: Enter ends the line.
    expect(choices.get_by_role("option", selected=True)).to_have_text("pipeline")
    press(page, "Enter")
    for line in ("jobs:", "make_text:", "component: azureml:make_text:1"):
        page.keyboard.type(line)
        press(page, "Escape", "Enter")
    press(page, "Backspace")
    page.keyboard.type("show_text:")
    press(page, "Enter")
    page.keyboard.type("type: command")
    assert written(page) == (
        "type: pipeline\njobs:\n  make_text:\n    component: azureml:make_text:1\n"
        "  show_text:\n    type: command"
    )


def pick(page: Page, name: str) -> None:
    """Takes what the list offers first, which is to be this."""
    first = page.get_by_role("listbox", name="Completions").get_by_role("option", selected=True)
    expect(first).to_contain_text(name)
    # By mouse: the list takes no key in the moment that it opens, so that none is taken by mistake.
    first.click()


def test_what_a_key_may_hold_is_offered_next(page: Page, draft: int) -> None:
    page.keyboard.type("ty")
    pick(page, "type")
    pick(page, "pipeline")
    press(page, "Enter")
    page.keyboard.type("jo")
    pick(page, "jobs")
    page.keyboard.type("make:")
    press(page, "Enter")
    page.keyboard.type("compo")
    pick(page, "component")
    page.keyboard.type("make_t")
    pick(page, "azureml:make_text:1")
    press(page, "Enter", "Backspace")
    page.keyboard.type("show:")
    press(page, "Enter")
    page.keyboard.type("component: azureml:show_text:")
    pick(page, "azureml:show_text:1")
    press(page, "Enter")
    # Nothing of this step is on the canvas while it is half typed.
    page.keyboard.type("inp")
    pick(page, "inputs")
    pick(page, "text")
    pick(page, "${{parent.jobs.make.outputs.text}}")
    press(page, "Enter")
    page.keyboard.type("title: hello")
    assert written(page) == (
        "type: pipeline\njobs:\n  make:\n    component: azureml:make_text:1\n"
        "  show:\n    component: azureml:show_text:1\n    inputs:\n"
        "      text: ${{parent.jobs.make.outputs.text}}\n      title: hello"
    )
    expect(page.get_by_role("region", name="YAML")).to_have_attribute("data-sync", "same")
    # Once the text rests what is new is in view, below what feeds it; the cursor stays in the text.
    for key in ("make", "show"):
        expect(steps.node(page, key)).to_be_in_viewport(ratio=1)
    assert steps.middle(page, "show")[1] > steps.middle(page, "make")[1]
    expect(text(page)).to_be_focused()


def test_what_is_said_of_a_text_moves_no_line_and_stays_while_it_is_typed(
    page: Page, draft: int
) -> None:
    pane = page.get_by_role("region", name="YAML")
    bar = pane.get_by_text("The canvas stays as it is")
    many = "\n".join(f"# line {i}" for i in range(80))
    text(page).fill(f"type: pipeline\n{many}\ndescription: the end")
    expect(pane).to_have_attribute("data-sync", "same")
    text(page).press("Control+End")
    written = page.locator(".cm-line").filter(has_text="description:")
    expect(written).to_be_in_viewport()
    page.keyboard.type(": of")
    expect(bar).to_be_visible()
    here, above = written.bounding_box(), bar.bounding_box()
    assert here and above
    assert here["y"] + here["height"] <= above["y"], "the line that is written stays in view"

    # It does not come and go while one types on.
    page.keyboard.type(" it")
    expect(pane).to_have_attribute("data-sync", "checking")
    expect(bar).to_be_visible()
    for _ in range(len(": of it")):
        page.keyboard.press("Backspace")
    expect(bar).to_have_count(0)

    # Somewhere above, nothing moves at all.
    text(page).press("Control+Home")
    page.keyboard.press("End")
    written = page.locator(".cm-line").filter(has_text="type: pipeline")
    before = written.bounding_box()
    page.keyboard.type(": of")
    expect(bar).to_be_visible()
    after = written.bounding_box()
    assert before and after
    assert after["y"] == before["y"]
