"""What is inside a nested pipeline as text beside its canvas, edited either way."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

INSIDE = {
    "type": "pipeline",
    "is_deterministic": False,
    "inputs": {"title": {"type": "string"}},
    "outputs": {"report": {"type": "uri_file", "early_available": True}},
    "jobs": steps.INNER_JOBS,
}


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    """The draft of one step, whose pipeline is shown with its text beside it."""
    steps.prepare(live_studio)
    learn = {"kind": "step", "type": "pipeline", "component": INSIDE, "values": {"title": "x"}}
    document = steps.blank() | {
        "nodes": {"learn": learn},
        "layout": {"nodes": {"learn": {"x": 0, "y": 0}}},
    }
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Inside as text", document)
    page.goto(f"{live_studio.url}/drafts/{draft}?inside=learn&yaml=true")
    expect(text(page)).to_contain_text("azureml:make_text:1")
    in_step(page)
    return draft


def pane(page: Page) -> Locator:
    return page.get_by_role("region", name="YAML", exact=True)


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="YAML inside learn")


def in_step(page: Page) -> None:
    expect(pane(page)).to_have_attribute("data-sync", "same")


def written(page: Page, title: str, extra: str = "") -> str:
    return f"""\
# What learning is
type: pipeline
is_deterministic: false
{extra}inputs:
  title: {{type: string}}
outputs:
  report: {{type: uri_file, early_available: true}}
jobs:
  make_text:
    component: azureml:make_text:1
    inputs:
      words: {title}
  show_text:
    component: azureml:show_text:1
    inputs:
      title: ${{{{parent.inputs.title}}}}
      text: ${{{{parent.jobs.make_text.outputs.text}}}}
    outputs:
      report: ${{{{parent.outputs.report}}}}
"""


def inner(live_studio: LiveStudio, draft: int) -> dict[str, object]:
    with live_studio.client() as client:
        return dict(steps.document_of(client, draft)["nodes"]["learn"]["component"])


def wait_until(page: Page, is_true: Callable[[], bool], at_most_s: float = 30) -> None:
    """What was saved shows on no screen."""
    end = time.monotonic() + at_most_s
    while not is_true():
        assert time.monotonic() < end, "It was not saved."
        page.wait_for_timeout(100)


def words(component: dict[str, object]) -> object:
    jobs = component["jobs"]
    assert isinstance(jobs, dict)
    return jobs["make_text"].get("inputs", {}).get("words")


def test_text_and_canvas_inside_follow_each_other(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    expect(page.get_by_role("heading", name="YAML inside learn")).to_be_visible()
    expect(text(page)).not_to_contain_text("learn")
    text(page).fill(written(page, "typed"))
    in_step(page)
    steps.node(page, "make_text").click()
    field = page.get_by_role("textbox", name="words", exact=True)
    expect(field).to_have_value("typed")
    expect(page.get_by_role("button", name="Undo edit YAML in learn")).to_be_enabled()
    field.fill("on the canvas")
    expect(text(page)).to_contain_text("words: on the canvas")
    expect(text(page)).to_contain_text("# What learning is")
    in_step(page)
    assert axe() == []
    for undone in ("Undo set make_text.words in learn", "Undo edit YAML in learn"):
        page.get_by_role("button", name=undone).click()
    expect(steps.undo_button(page)).to_be_disabled()
    expect(text(page)).not_to_contain_text("words")
    steps.redo_button(page).click()
    expect(text(page)).to_contain_text("words: typed")
    text(page).fill(written(page, "typed", "version: 3\n"))
    wait_until(page, lambda: inner(live_studio, draft).get("version") == 3)
    steps.node(page, "make_text").click()
    field.fill("again")
    wait_until(page, lambda: words(inner(live_studio, draft)) == "again")
    component = inner(live_studio, draft)
    assert (component["version"], component["is_deterministic"]) == (3, False)
    assert component["outputs"] == {"report": {"type": "uri_file", "early_available": True}}
    page.get_by_role("navigation", name="Nested pipelines").get_by_text("Inside as text").click()
    outer = page.get_by_role("textbox", name="YAML of this draft")
    expect(outer).to_contain_text("learn:")
    expect(outer).to_contain_text("words: again")


def test_findings_and_words_inside_are_those_of_a_component(page: Page, draft: int) -> None:
    unknown = written(page, "x").replace("azureml:show_text:1", "azureml:nobody:1")
    text(page).fill(unknown)
    in_step(page)
    mark = page.locator(".cm-lintRange-error")
    expect(mark).to_have_count(1)
    expect(mark).to_contain_text("component: azureml:nobody:1")
    text(page).fill(written(page, "x").replace("title: {type: string}", "title: hello"))
    expect(pane(page)).to_have_attribute("data-sync", "wrong")
    expect(pane(page)).to_contain_text("Line 5: A declaration must be a mapping")
    text(page).fill(written(page, "x", "ver\n"))
    text(page).press("Control+Home")
    for _ in range(3):
        text(page).press("ArrowDown")
    text(page).press("End")
    text(page).press("Control+Space")
    choices = page.get_by_role("listbox", name="Completions")
    expect(choices.get_by_role("option").filter(has_text="version")).to_be_visible()
    text(page).press("Escape")


def test_what_is_typed_last_is_not_lost(page: Page, live_studio: LiveStudio, draft: int) -> None:
    crumbs = page.get_by_role("navigation", name="Nested pipelines")
    text(page).fill(written(page, "before going out"))
    crumbs.get_by_text("Inside as text").click()
    outer = page.get_by_role("textbox", name="YAML of this draft")
    expect(outer).to_contain_text("words: before going out")
    steps.node(page, "learn").dblclick()
    text(page).fill(written(page, "before closing"))
    page.get_by_role("button", name="Close the YAML").click()
    steps.node(page, "make_text").click()
    field = page.get_by_role("textbox", name="words", exact=True)
    expect(field).to_have_value("before closing")

    page.get_by_role("button", name="Show the YAML").click()
    expect(text(page)).to_contain_text("words: before closing")
    text(page).fill("jobs: [")
    expect(pane(page)).to_have_attribute("data-sync", "wrong")
    crumbs.get_by_text("Inside as text").click()
    expect(outer).to_contain_text("words: before closing")
    steps.node(page, "learn").dblclick()
    expect(text(page)).to_have_text("jobs: [")
    expect(pane(page)).to_have_attribute("data-sync", "wrong")

    text(page).fill(written(page, "before leaving"))
    page.get_by_role("link", name="Home").first.click()
    expect(page).to_have_url(re.compile("/$"))
    wait_until(page, lambda: words(inner(live_studio, draft)) == "before leaving")


def test_a_registered_pipeline_is_shown_as_it_was_registered(
    page: Page, live_studio: LiveStudio
) -> None:
    steps.prepare(live_studio)
    spec = INSIDE | {"name": "as_text", "display_name": "As text"}
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
        both = steps.step("as_text", {"title": "x"}) | {"type": "pipeline"}
        draft = steps.new_draft(
            client, "Registered text", steps.blank() | {"nodes": {"both": both}}
        )
    page.goto(f"{live_studio.url}/drafts/{draft}?inside=both&yaml=true")
    shown = page.get_by_role("textbox", name="YAML inside both")
    expect(shown).to_contain_text("name: as_text")
    expect(shown).to_have_attribute("aria-readonly", "true")
    expect(pane(page)).to_contain_text("Read only")
