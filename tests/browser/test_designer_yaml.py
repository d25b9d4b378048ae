"""The draft as text beside its canvas, edited either way."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

YAML = """\
# What we run every night
$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
settings:
  default_compute: azureml:cpu-cluster
jobs:
  # Makes the words
  make_text:
    component: azureml:make_text:1
  show_text:
    component: azureml:show_text:1
    inputs:
      title: by hand  # see the wiki
      text: ${{parent.jobs.make_text.outputs.text}}
"""


BY_STORE = """\
type: pipeline
settings:
  default_compute: azureml:cpu-cluster
inputs:
  sales:
    type: uri_folder
    path: azureml://datastores/workspaceblobstore/paths/nowhere/
jobs:
  split:
    type: parallel
    component:
      type: parallel
      inputs:
        table: {type: mltable}
      input_data: ${{inputs.table}}
      partition_keys: [Store]
      task:
        type: run_function
        code: azureml:snapshot:NOBODY_SENT_IT
        entry_script: score.py
        environment: {image: python}
    inputs:
      table: ${{parent.inputs.sales}}
"""


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Side by side", steps.two_steps("first"))
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Show the YAML").click()
    expect(text(page)).to_contain_text("title: first")
    return draft


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="YAML of this draft")


def in_step(page: Page) -> None:
    expect(page.get_by_role("region", name="YAML")).to_have_attribute("data-sync", "same")


def test_text_and_canvas_follow_each_other_and_comments_stay(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    text(page).fill(YAML)
    in_step(page)
    steps.node(page, "show_text").click()
    title = page.get_by_role("textbox", name="title", exact=True)
    expect(title).to_have_value("by hand")
    title.fill("on the canvas")
    expect(text(page)).to_contain_text("title: on the canvas  # see the wiki")
    expect(text(page)).to_contain_text("# What we run every night")
    in_step(page)
    assert axe() == []

    steps.node(page, "make_text").click()
    page.keyboard.press("Delete")
    expect(text(page)).not_to_contain_text("Makes the words")
    expect(text(page)).to_contain_text("# What we run every night")
    steps.undo_button(page).click()
    expect(text(page)).to_contain_text("azureml:make_text:1")
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = client.get(steps.api(f"drafts/{draft}")).json()["document"]
    assert document["layout"]["nodes"]["show_text"] == {"x": 0, "y": 160}, "places are kept"


def test_comments_are_there_again_and_text_and_canvas_have_one_past(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    def expect_text(*parts: str) -> None:
        for part in parts:
            expect(text(page)).to_contain_text(part)
        in_step(page)

    text(page).fill(YAML)
    in_step(page)
    steps.node(page, "make_text").click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type("write_text")
    page.keyboard.press("Enter")
    expect_text("# Makes the words  write_text:", "parent.jobs.write_text.outputs", "the wiki")

    page.get_by_role("button", name="Close the YAML").click()
    page.get_by_role("button", name="Show the YAML").click()
    expect_text("# Makes the words  write_text:", "title: by hand  # see the wiki")
    steps.wait_saved(page)
    page.reload()
    expect_text("# Makes the words  write_text:", "title: by hand  # see the wiki")

    text(page).fill(YAML.replace("see the wiki", "said by all"))
    in_step(page)
    steps.node(page, "make_text").click()
    page.keyboard.press("Delete")
    expect(text(page)).not_to_contain_text("Makes the words")
    in_step(page)
    text(page).click()
    page.keyboard.press("Control+z")
    expect_text("# Makes the words  make_text:", "# said by all")
    expect(steps.node(page, "make_text")).to_be_visible()
    page.keyboard.press("Control+z")
    expect_text("# Makes the words  write_text:", "# see the wiki")
    for _ in range(2):
        page.keyboard.press("Control+y")
    expect(text(page)).not_to_contain_text("Makes the words")
    expect_text("# What we run every night", "# said by all")


def test_a_text_that_cannot_be_read_leaves_the_canvas_as_it_is(page: Page, draft: int) -> None:
    text(page).fill("jobs: [")
    pane = page.get_by_role("region", name="YAML")
    expect(pane).to_have_attribute("data-sync", "wrong")
    expect(pane).to_contain_text("The canvas stays as it is")
    expect(pane.locator(".cm-lintRange-error")).to_have_count(1)
    for key in ("make_text", "show_text"):
        expect(steps.node(page, key)).to_be_visible()
    text(page).fill(YAML.replace("component: azureml:show_text:1", "componnt: azureml:show_text:1"))
    expect(pane).to_contain_text("Line 11")
    expect(steps.node(page, "show_text")).to_be_visible()
    pane.get_by_role("button", name="Write it anew from the canvas").click()
    expect(text(page)).to_contain_text("title: first")
    in_step(page)


def test_a_text_that_cannot_be_read_is_there_again_when_the_page_is(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    pane = page.get_by_role("region", name="YAML")
    text(page).fill(f"{YAML}oops: [")
    expect(pane).to_have_attribute("data-sync", "wrong")
    # The canvas goes on meanwhile, and is saved.
    steps.node(page, "make_text").click()
    page.get_by_role("textbox", name="words", exact=True).fill("on the canvas")
    steps.wait_saved(page)
    page.reload()
    expect(text(page)).to_contain_text("oops: [")
    expect(pane).to_have_attribute("data-sync", "wrong")
    expect(text(page)).to_contain_text("# What we run every night")

    # Left at once, in the middle of typing.
    text(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("# more")
    page.reload()
    expect(text(page)).to_contain_text("# more")
    # Once it can be read, both are merged, and nothing is kept any longer.
    text(page).fill(YAML)
    in_step(page)
    expect(text(page)).to_contain_text("words: on the canvas")
    expect(text(page)).to_contain_text("title: by hand")
    steps.wait_saved(page)
    page.reload()
    in_step(page)
    expect(text(page)).to_contain_text("words: on the canvas")
    expect(text(page)).not_to_contain_text("# more")


def test_texts_that_cannot_be_read_of_two_tabs_are_both_kept(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    address = f"{live_studio.url}/drafts/{draft}?yaml=true"
    other = page.context.new_page()
    other.goto(address)
    in_step(other)
    tabs = ((page, "oops: [first"), (other, "oops: [second"))
    for tab, words in tabs:
        text(tab).fill(f"{YAML}{words}")
        expect(tab.get_by_role("region", name="YAML")).to_have_attribute("data-sync", "wrong")
    for tab, words in tabs:
        tab.reload()
        expect(text(tab)).to_contain_text(words)
    for tab, _ in tabs:
        tab.close()

    # A new tab shows the newest, and offers the other.
    later = page.context.new_page()
    later.goto(address)
    pane = later.get_by_role("region", name="YAML")
    offer = pane.get_by_role("button", name="Show it instead")
    expect(offer).to_be_visible()
    expect(text(later)).to_contain_text("oops")
    shown = text(later).inner_text()
    newest, older = sorted((words for _, words in tabs), key=lambda words: words not in shown)
    offer.click()
    expect(text(later)).to_contain_text(older)
    # Once it can be read, the other one is still there.
    text(later).fill(YAML)
    in_step(later)
    offer.click()
    expect(text(later)).to_contain_text(newest)
    expect(offer).to_have_count(0)
    later.reload()
    expect(text(later)).to_contain_text(newest)
    expect(offer).to_have_count(0)
    pane.get_by_role("button", name="Write it anew from the canvas").click()
    in_step(later)
    later.reload()
    in_step(later)
    expect(text(later)).to_contain_text("title: by hand")
    expect(text(later)).not_to_contain_text("oops")


def test_what_is_pasted_into_a_long_text_is_pasted_there_alone(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    """The lines that it takes the place of are gone when the canvas hears of it."""
    keys = [f"many_{i}" for i in range(120)]
    more = "".join(f"  {key}:\n    component: azureml:make_text:1\n" for key in keys)
    text(page).fill(f"{YAML}{more}")
    expect(text(page)).to_contain_text(keys[-1])
    in_step(page)
    for key in ("Control+Home", "Control+a", "Control+c", "Control+a", "Control+v"):
        page.keyboard.press(key)
    page.keyboard.type("# the end")
    in_step(page)
    steps.wait_saved(page)
    with live_studio.client() as client:
        assert set(steps.document_of(client, draft)["nodes"]) == {"make_text", "show_text", *keys}
    # A node that is selected on the canvas has its lines in view.
    lines = page.locator(".cm-chosenLine")
    expect(page.get_by_text("# the end")).to_be_in_viewport()
    steps.node(page, "make_text").click()
    expect(lines).to_have_text(["  make_text:", "    component: azureml:make_text:1"])
    expect(lines.first).to_be_in_viewport()


def test_undo_in_a_text_that_was_just_opened_leaves_it_as_it_is(page: Page, draft: int) -> None:
    text(page).click()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+End")
    page.keyboard.type("# more")
    expect(text(page)).to_contain_text("title: first")
    in_step(page)


def test_findings_stand_at_their_line(page: Page, draft: int) -> None:
    text(page).fill(YAML.replace("azureml:show_text:1", "azureml:nobody:1"))
    in_step(page)
    mark = page.locator(".cm-lintRange-error")
    expect(mark).to_contain_text("component: azureml:nobody:1")
    mark.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("nobody")


def test_data_that_is_no_table_is_marked_where_it_is_given(page: Page, draft: int) -> None:
    text(page).fill(BY_STORE)
    in_step(page)
    mark = page.locator(".cm-lintRange-error").filter(has_text="path:")
    expect(mark).to_have_text("path: azureml://datastores/workspaceblobstore/paths/nowhere/")
    mark.hover(position={"x": 8, "y": 4})
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("split a table")


def test_keys_names_and_meanings_are_offered(page: Page, draft: int) -> None:
    text(page).fill(YAML + "    com")
    text(page).press("Control+End")
    text(page).press("Control+Space")
    choices = page.get_by_role("listbox", name="Completions")
    expect(choices.get_by_role("option").filter(has_text="compute")).to_be_visible()
    text(page).press("Escape")
    text(page).fill(YAML + "    compute: ")
    text(page).press("Control+End")
    text(page).press("Control+Space")
    choices.get_by_role("option").filter(has_text="cpu-cluster").click()
    expect(text(page)).to_contain_text("compute: cpu-cluster")
    in_step(page)
    page.locator(".cm-line").filter(has_text=re.compile("^jobs:")).get_by_text("jobs").hover()
    expect(page.locator(".cm-word")).to_contain_text("The steps, by key.")


def choose(page: Page, item: str, what: Path) -> None:
    page.get_by_role("button", name="Export and import").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name=item).click()
    chooser.value.set_files(what)


def test_it_goes_out_and_comes_in_as_files(page: Page, draft: int, tmp_path: Path) -> None:
    menu = page.get_by_role("button", name="Export and import")
    for item, name in (("Download as YAML", "draft.yml"), ("Download as JSON", "draft.json")):
        menu.click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=item).click()
        download.value.save_as(tmp_path / name)
    assert "title: first" in (tmp_path / "draft.yml").read_text()
    whole = json.loads((tmp_path / "draft.json").read_text())
    whole["nodes"]["show_text"]["values"]["title"] = "from JSON"
    (tmp_path / "draft.json").write_text(json.dumps(whole))
    choose(page, "Import a YAML, JSON or zip file", tmp_path / "draft.json")
    expect(text(page)).to_contain_text("title: from JSON")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pipeline.yml").write_text(
        "type: pipeline\njobs:\n  alone:\n    component: ./part.yml\n"
    )
    (folder / "part.yml").write_text(
        "type: command\nname: part\ncommand: echo\nenvironment: {image: python}\n"
    )
    choose(page, "Import a folder", folder)
    expect(steps.node(page, "alone")).to_be_visible()
    expect(text(page)).to_contain_text("command: echo")
    steps.undo_button(page).click()
    expect(steps.node(page, "alone")).to_have_count(0)
    page.get_by_role("button", name="Fit the graph").click()
    expect(steps.node(page, "show_text")).to_be_visible()


DROP = """({name, text}) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text], name));
  const target = document.querySelector('[data-graph]');
  const { x, y } = target.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, clientX: x + 40, clientY: y + 40 };
  const event = new DragEvent('drop', { dataTransfer: dropped, ...at });
  target.dispatchEvent(new DragEvent('dragover', { dataTransfer: dropped, ...at }));
  target.dispatchEvent(event);
  return event.defaultPrevented;
}"""


def test_a_file_dropped_on_the_canvas_comes_in_or_is_refused_with_a_reason(
    page: Page, draft: int
) -> None:
    messages = page.get_by_role("region", name="Messages")
    other = {"name": "iris.csv", "text": "a,b"}
    assert page.evaluate(DROP, other), "the browser must not open it"
    expect(messages.get_by_text("iris.csv is no pipeline")).to_be_visible()
    expect(steps.node(page, "show_text")).to_be_visible()
    yaml = (
        "type: pipeline\njobs:\n  dropped:\n    type: command\n    command: echo\n"
        "    environment: {image: python}\n"
    )
    assert page.evaluate(DROP, {"name": "pipeline.yml", "text": yaml})
    expect(steps.node(page, "dropped")).to_be_visible()
    expect(page.get_by_role("button", name="Undo import")).to_be_enabled()
    assert page.evaluate(DROP, {"name": "package.json", "text": '{"name": "x"}'})
    expect(messages.get_by_text("This JSON is no draft")).to_be_visible()
    expect(steps.node(page, "dropped")).to_be_visible()
