"""Undo of everything that a person can do to a draft: the graph on screen and the saved draft are
what they were, the button says what will be taken back, and redo brings it again.

Each gesture starts from the same draft and is taken back to it, so the order does not matter.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.browser.keyboard import choose, to_node
from tests.support.live_studio import LiveStudio

TOLD = {
    "name": "back_told",
    "display_name": "Told",
    "type": "command",
    "inputs": {"loud": {"type": "boolean", "default": False}, "how": {"type": "string"}},
    "environment": {"image": "python"},
    "command": "echo ${{inputs.loud}} ${{inputs.how}}",
}
NOTE = {"id": "why", "text": "Why", "x": 0, "y": 432, "width": 200, "height": 96}
INPUT = {"type": "integer", "value": 3}
GROUND = (12, 60)
LOOKS = 200


def start() -> dict[str, Any]:
    """make_text -> show_text -> the output report, and one of everything else there is."""
    document: dict[str, Any] = steps.two_steps("Report")
    document["nodes"] |= {
        "trim_text": steps.step("trim_text"),
        "told": steps.step("back_told", {"how": "softly"}),
        "decide": {
            "kind": "step",
            "type": "if_else",
            "component": {"type": "if_else"},
            "extra": {"false_block": ["${{parent.jobs.told}}"]},
        },
        "inner": {
            "kind": "step",
            "type": "pipeline",
            "component": {
                "type": "pipeline",
                "jobs": {
                    "make_text": {"type": "command", "component": "azureml:make_text:1"},
                    "trim_text": {
                        "type": "command",
                        "component": "azureml:trim_text:1",
                        "inputs": {"whole": "${{parent.jobs.make_text.outputs.text}}"},
                    },
                },
            },
        },
        "letters": {"kind": "data", "path": "azureml:back_letters:1", "type": "uri_folder"},
    }
    document["bindings"].append(
        {
            "source": {"node": "show_text", "port": "report"},
            "target": {"node": None, "port": "report"},
        }
    )
    places = {
        "decide": (288, 0),
        "told": (288, 160),
        "letters": (288, 288),
        "trim_text": (288, 384),
        "inner": (288, 512),
        "inner/make_text": (0, 0),
        "inner/trim_text": (0, 160),
        "outputs.report": (0, 320),
    }
    document["layout"]["nodes"] |= {key: {"x": x, "y": y} for key, (x, y) in places.items()}
    ends = {"inputs": {"rows": INPUT}, "outputs": {"report": {"type": "uri_file"}}}
    return document | {"interface": ends, "notes": [NOTE]}


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        for version in ("1", "2"):
            spec = TOLD | {"version": version}
            client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
            file = {"files": ("a.txt", version.encode())}
            form = {"name": "back_letters", "type": "uri_folder"}
            client.post(steps.api("data/upload"), data=form, files=file).raise_for_status()
        draft = steps.new_draft(client, "Taken back", start())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "inner").wait_for()
    return draft


def graph(page: Page) -> Locator:
    return page.get_by_role("group", name="Pipeline graph")


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Properties")


#: What stands on the screen: each box with all that is said of it, and the drawing of the lines.
SEEN = """async () => {
  const graph = document.querySelector('[data-graph]');
  const { x, y } = graph.getBoundingClientRect();
  const boxes = [...graph.querySelectorAll('[data-node]')].map(one => {
    const box = one.getBoundingClientRect();
    const name = one.getAttribute('aria-label').replace(/; selected$/, '');
    const place = [box.x - x, box.y - y, box.width, box.height].map(Math.round).join(' ');
    return `${one.dataset.node} at ${place}: ${name}`;
  });
  const drawn = await new Promise(done => graph.querySelector('canvas').toBlob(done));
  const hash = await crypto.subtle.digest('SHA-1', await drawn.arrayBuffer());
  return [...boxes.sort(), [...new Uint8Array(hash)].join(' ')];
}"""


def seen(page: Page) -> list[str]:
    """The whole graph in view, nothing selected, the pointer on the ground."""
    page.mouse.click(*place(page, *GROUND))
    page.keyboard.press("Shift+Digit1")
    return list(page.evaluate(SEEN))


def seen_at_rest(page: Page) -> list[str]:
    """With its findings."""
    checked = page.get_by_role("region", name="Problems").get_by_text("Checking…")
    before: list[str] = []
    same = 0
    for _ in range(LOOKS):
        expect(checked).to_have_count(0)
        now = seen(page)
        # Twice may still be before what was found is drawn.
        same = same + 1 if now == before else 0
        if same == 3:
            return now
        before = now
    raise AssertionError("The graph does not come to rest.")


def wait_seen(page: Page, wanted: list[str], words: str) -> None:
    for _ in range(LOOKS):
        if seen(page) == wanted:
            return
    assert seen(page) == wanted, words


@dataclass
class Taken:
    """One draft in the designer, and what it was at the start."""

    page: Page
    studio: LiveStudio
    draft: int

    def saved(self) -> dict[str, Any]:
        steps.wait_saved(self.page)
        with self.studio.client() as client:
            return steps.document_of(client, self.draft)

    def wait_saved_as(self, wanted: dict[str, Any], words: str) -> None:
        for _ in range(LOOKS):
            if self.saved() == wanted:
                return
        assert self.saved() == wanted, words

    def wait_saved_other(self, than: dict[str, Any], words: str) -> dict[str, Any]:
        for _ in range(LOOKS):
            saved = self.saved()
            if saved != than:
                return saved
        raise AssertionError(f"{words}: nothing was saved.")

    def check(self, gesture: "Gesture", redo: str) -> None:
        page, words = self.page, gesture.words
        before, was = seen_at_rest(page), self.saved()
        expect(steps.undo_button(page)).to_be_disabled()

        for do in gesture.does:
            do(page)
        undo = page.get_by_role("button", name=f"Undo {words}", exact=True)
        expect(undo).to_be_enabled()
        after = seen_at_rest(page)
        became = self.wait_saved_other(was, words)
        assert gesture.is_unseen or after != before, f"{words}: nothing is seen of it"

        page.keyboard.press("Control+z")
        expect(steps.undo_button(page)).to_be_disabled()
        expect(page.get_by_role("button", name=f"Redo {words}", exact=True)).to_be_enabled()
        wait_seen(page, before, f"Undo {words}")
        self.wait_saved_as(was, f"Undo {words}")

        page.keyboard.press(redo)
        expect(undo).to_be_enabled()
        wait_seen(page, after, f"Redo {words}")
        self.wait_saved_as(became, f"Redo {words}")

        page.keyboard.press("Control+z")
        wait_seen(page, before, f"Undo {words} again")


class Gesture:
    """What a person does, one thing after the other; one step of the history with these words."""

    def __init__(
        self, words: str, *does: Callable[[Page], object], is_unseen: bool = False
    ) -> None:
        self.words = words
        self.does = does
        #: It changes what runs, and nothing on the canvas.
        self.is_unseen = is_unseen


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """A place of the page, from the top left corner of the canvas."""
    box = graph(page).bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


def between(page: Page) -> tuple[float, float]:
    """The middle of make_text -> show_text."""
    x, above = steps.port(page, "make_text", "text", "source")
    _, below = steps.port(page, "show_text", "text", "target")
    return x, (above + below) / 2


def drag(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=6)
    page.mouse.up()


def find_asset(page: Page, name: str, tab: str = "Components", words: str = "") -> Locator:
    library = page.get_by_role("region", name="Asset library")
    library.get_by_role("tab", name=tab).click()
    search = library.get_by_role("searchbox")
    search.fill(words or name)
    item = library.locator(f'[data-asset="{name}"]')
    expect(item).to_have_count(1)
    return item


def drop(
    page: Page,
    name: str,
    at: tuple[float, float],
    tab: str = "Components",
    words: str = "",
) -> None:
    find_asset(page, name, tab, words)
    x, y = place(page, 0, 0)
    steps.drag_from_library(page, name, at[0] - x, at[1] - y)


def add_by_enter(page: Page) -> None:
    find_asset(page, "make_text")
    page.get_by_role("region", name="Asset library").get_by_role("searchbox").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def quick_add(page: Page, words: str, option: str) -> None:
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill(words)
    page.get_by_role("option", name=option).first.wait_for()
    search.press("Enter")


def select(page: Page, *keys: str) -> None:
    first, *others = keys
    steps.node(page, first).click()
    for key in others:
        steps.node(page, key).click(modifiers=["Shift"])


def by_menu(page: Page, key: str, *names: str) -> None:
    steps.press_node(page, key)
    for name in names:
        page.get_by_role("menuitem", name=name).click()


def press(page: Page, key: str, *keys: str) -> None:
    """Selects a node, then presses keys."""
    steps.node(page, key).click()
    for one in keys:
        page.keyboard.press(one)


def rename_here(page: Page, key: str, to: str) -> None:
    press(page, key, "F2")
    page.keyboard.press("Control+a")
    page.keyboard.type(to)
    page.keyboard.press("Enter")


def fill(page: Page, key: str | None, label: str, text: str) -> None:
    """Types into a field of the right pane: of a node, or of the pipeline."""
    if key is not None:
        steps.node(page, key).click()
    field = panel(page).get_by_role("textbox", name=label, exact=True)
    field.or_(panel(page).get_by_role("spinbutton", name=label, exact=True)).fill(text)


def take(page: Page, key: str | None, label: str, option: str) -> None:
    if key is not None:
        steps.node(page, key).click()
    panel(page).get_by_label(label, exact=True).select_option(option)


def of_parameter(page: Page, key: str, name: str, item: str) -> None:
    steps.node(page, key).click()
    panel(page).get_by_role("button", name=f"More for {name}").click()
    page.get_by_role("menuitem", name=item).click()


def new_end(page: Page, button: str, kind: str) -> None:
    panel(page).get_by_role("button", name=button).click()
    page.get_by_role("menuitem", name=kind, exact=True).click()


def rename_end(page: Page, field: str, to: str) -> None:
    name = panel(page).locator(f'[data-field="{field}"]').get_by_label("Name", exact=True)
    name.fill(to)
    name.press("Enter")


def write_note(page: Page) -> None:
    steps.node(page, "note:why").dblclick()
    page.get_by_role("textbox", name="Text of the note").fill("**Because**")
    page.keyboard.press("Control+Enter")


def widen_note(page: Page) -> None:
    box = steps.node(page, "note:why").bounding_box()
    assert box
    drag(page, (box["x"] + box["width"] - 4, box["y"] + box["height"] - 4), (60, 32))


def alt_drag(page: Page) -> None:
    page.keyboard.down("Alt")
    drag(page, steps.middle(page, "trim_text"), (0, 120))
    page.keyboard.up("Alt")


def copy_and_paste(page: Page) -> None:
    press(page, "trim_text", "Control+c")
    page.mouse.click(*place(page, *GROUND))
    page.keyboard.press("Control+v")


def group(page: Page) -> None:
    select(page, "make_text", "show_text")
    page.keyboard.press("Control+g")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("both")
    dialog.get_by_role("button", name="Group", exact=True).click()
    expect(dialog).to_have_count(0)


def cut_connection(page: Page) -> None:
    page.mouse.click(*between(page))
    page.keyboard.press("Delete")


def cut_line(page: Page) -> None:
    to_node(page, steps.node(page, "decide"))
    page.keyboard.press("c")
    page.keyboard.press("Delete")


def wire_to_ground(page: Page) -> None:
    steps.pull_wire(page, steps.port(page, "trim_text", "part", "source"), place(page, 200, 710))
    page.mouse.up()
    quick_add(page, "trim_text", "Trim text")


def run_by_line(page: Page) -> None:
    start = steps.port(page, "decide", "true", "source")
    steps.pull_wire(page, start, steps.middle(page, "trim_text"))
    page.mouse.up()


def publish_by_keys(page: Page) -> None:
    to_node(page, steps.node(page, "trim_text"))
    page.keyboard.press("Shift+F10")
    choose(page, "Ports", re.compile("^Output part"), "Make it a pipeline output")


def write_yaml(page: Page) -> None:
    page.get_by_role("button", name="Show the YAML").click()
    pane = page.get_by_role("region", name="YAML")
    expect(pane).to_have_attribute("data-sync", "same")
    pane.get_by_text("softly").click()
    # The editor may still have been finding its lines' heights: who sees that clicks again.
    if "softly" not in pane.locator(".cm-activeLine").inner_text():
        pane.get_by_text("softly").click()
    page.keyboard.press("End")
    page.keyboard.type("er")
    expect(pane).to_have_attribute("data-sync", "same")
    page.get_by_role("button", name="Hide the YAML").click()


IMPORTED = """
type: pipeline
jobs:
  brought:
    type: command
    component: azureml:make_text:1
"""


def import_file(page: Page) -> None:
    page.get_by_role("button", name="Show the YAML").click()
    page.get_by_role("button", name="Export and import").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Import a YAML, JSON or zip file").click()
    file = {"name": "brought.yml", "mimeType": "text/plain", "buffer": IMPORTED.encode()}
    chooser.value.set_files(file)  # type: ignore[arg-type]
    steps.node(page, "brought").wait_for()
    page.get_by_role("button", name="Hide the YAML").click()


def register_group(page: Page) -> None:
    by_menu(page, "inner", "Register as a component…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("back_inner")
    dialog.get_by_role("button", name="Register", exact=True).click()
    expect(dialog).to_have_count(0)


FAMILIES: dict[str, list[Gesture]] = {
    "adding": [
        Gesture("add trim_text_2", lambda page: drop(page, "trim_text", place(page, 200, 710))),
        Gesture("add make_text_2", add_by_enter),
        Gesture(
            "add make_text_2",
            lambda page: page.mouse.dblclick(*place(page, 200, 710)),
            lambda page: quick_add(page, "make_text", "Make text"),
        ),
        Gesture("add trim_text_2", wire_to_ground),
        Gesture(
            "insert trim_text_2 between make_text and show_text",
            lambda page: drop(page, "trim_text", between(page)),
        ),
        Gesture(
            "add back_letters",
            lambda page: drop(page, "back_letters", place(page, 200, 710), "Data"),
        ),
        Gesture(
            "add repeat", lambda page: drop(page, "do_while", place(page, 200, 710), words="While")
        ),
        Gesture("duplicate trim_text_2", lambda page: press(page, "trim_text", "Control+d")),
        Gesture("duplicate trim_text_2", alt_drag),
        Gesture("paste trim_text_2", copy_and_paste),
    ],
    "moving": [
        Gesture(
            "move trim_text",
            lambda page: drag(page, steps.middle(page, "trim_text"), (40, 60)),
        ),
        Gesture("move trim_text", lambda page: press(page, "trim_text", "ArrowDown", "ArrowDown")),
        Gesture(
            "align left",
            lambda page: select(page, "make_text", "told"),
            lambda page: by_menu(page, "told", "Align left"),
        ),
        Gesture(
            "arrange", lambda page: page.get_by_role("button", name="Arrange automatically").click()
        ),
    ],
    "nodes": [
        Gesture("rename make_text to words", lambda page: rename_here(page, "make_text", "words")),
        Gesture(
            "rename report to paper", lambda page: rename_here(page, "outputs.report", "paper")
        ),
        Gesture("delete make_text", lambda page: press(page, "make_text", "Delete")),
        Gesture(
            "delete 2 nodes",
            lambda page: select(page, "show_text", "inner"),
            lambda page: page.keyboard.press("Backspace"),
        ),
        Gesture("delete trim_text", lambda page: press(page, "trim_text", "Control+x")),
        Gesture(
            "replace show_text with Trim text",
            lambda page: by_menu(page, "show_text", "Replace with another component"),
            lambda page: quick_add(page, "trim_text", "Trim text"),
        ),
        Gesture(
            "change the version of told",
            lambda page: take(page, "told", "Version of back_told", "Version 2 (latest)"),
        ),
        Gesture("group 2 nodes into both", group),
        Gesture("ungroup inner", lambda page: press(page, "inner", "Control+Shift+g")),
        Gesture("comment on told", lambda page: fill(page, "told", "Comment", "Look here")),
        Gesture(
            "set display name of told", lambda page: fill(page, "told", "Display name", "Says it")
        ),
    ],
    "connections": [
        Gesture(
            "connect letters → trim_text",
            lambda page: steps.connect(page, ("letters", "data"), ("trim_text", "whole")),
        ),
        Gesture(
            "connect letters → show_text",
            lambda page: steps.connect(page, ("letters", "data"), ("show_text", "text")),
        ),
        Gesture("delete connection", cut_connection),
        Gesture(
            "disconnect show_text.text",
            lambda page: take(page, "show_text", "Source of text", "Not connected"),
        ),
        Gesture(
            "promote trim_text.whole to a pipeline input",
            lambda page: by_menu(page, "trim_text", "Promote whole to a pipeline input"),
        ),
        Gesture("make trim_text.part a pipeline output", publish_by_keys),
        Gesture("let decide run trim_text when true", run_by_line),
        Gesture("let decide no longer run told", cut_line),
        Gesture(
            "let for_each run make_text",
            lambda page: by_menu(page, "make_text", "Control flow", "Run it for each item"),
        ),
    ],
    "parameters": [
        Gesture(
            "set make_text.words",
            lambda page: fill(page, "make_text", "words", "bye"),
            is_unseen=True,
        ),
        Gesture(
            "set make_text.times",
            lambda page: fill(page, "make_text", "times", "5"),
            is_unseen=True,
        ),
        Gesture(
            "set told.loud",
            lambda page: steps.node(page, "told").click(),
            lambda page: panel(page).get_by_role("switch", name="loud").click(),
            is_unseen=True,
        ),
        Gesture("clear told.how", lambda page: of_parameter(page, "told", "how", "Clear")),
        Gesture(
            "connect rows → make_text",
            lambda page: of_parameter(page, "make_text", "times", "Take pipeline input rows"),
            is_unseen=True,
        ),
        Gesture(
            "promote make_text.words to a pipeline input",
            lambda page: of_parameter(page, "make_text", "words", "Promote to a pipeline input"),
            is_unseen=True,
        ),
        Gesture(
            "set compute of told",
            lambda page: take(page, "told", "Compute", "cpu-cluster"),
            is_unseen=True,
        ),
        Gesture(
            "set limits of told",
            lambda page: fill(page, "told", "Time limit in seconds", "60"),
            is_unseen=True,
        ),
        Gesture(
            "set environment variables of told",
            lambda page: steps.node(page, "told").click(),
            lambda page: panel(page).get_by_role("button", name="Add variable").click(),
            is_unseen=True,
        ),
        Gesture(
            "make told a sweep",
            lambda page: steps.node(page, "told").click(),
            lambda page: (
                panel(page).get_by_role("button", name="Sweep over its parameters").click()
            ),
        ),
    ],
    "the pipeline": [
        Gesture("add pipeline input data", lambda page: new_end(page, "Add input", "uri_folder")),
        Gesture(
            "change pipeline input rows",
            lambda page: fill(page, None, "Value", "7"),
            is_unseen=True,
        ),
        Gesture(
            "rename rows to lines",
            lambda page: rename_end(page, "inputs.rows", "lines"),
            is_unseen=True,
        ),
        Gesture(
            "delete pipeline input rows",
            lambda page: (
                panel(page).get_by_role("button", name="Delete pipeline input rows").click()
            ),
            is_unseen=True,
        ),
        Gesture("add pipeline output output", lambda page: new_end(page, "Add output", "mltable")),
        Gesture(
            "change pipeline output report",
            lambda page: (
                panel(page)
                .locator('[data-field="outputs.report"]')
                .get_by_label("Register as data asset")
                .fill("paper")
            ),
            is_unseen=True,
        ),
        Gesture("rename report to paper", lambda page: rename_end(page, "outputs.report", "paper")),
        Gesture(
            "delete pipeline output report",
            lambda page: (
                panel(page).get_by_role("button", name="Delete pipeline output report").click()
            ),
        ),
        Gesture(
            "change settings",
            lambda page: panel(page).get_by_label("Continue when a step fails").click(),
            is_unseen=True,
        ),
        Gesture(
            "change experiment name",
            lambda page: fill(page, None, "Experiment", "undone"),
            is_unseen=True,
        ),
        Gesture(
            "change tags",
            lambda page: panel(page).get_by_role("button", name="Add tag").click(),
            is_unseen=True,
        ),
    ],
    "data and notes": [
        Gesture(
            "change data letters",
            lambda page: take(page, "letters", "Version of back_letters", "2"),
        ),
        Gesture("rename letters to post", lambda page: rename_here(page, "letters", "post")),
        Gesture(
            "add note",
            lambda page: page.mouse.click(*place(page, 200, 710), button="right"),
            lambda page: page.get_by_role("menuitem", name="Add a note").click(),
            lambda page: page.get_by_role("textbox", name="Text of the note").press("Escape"),
        ),
        Gesture("edit note", write_note),
        Gesture("edit note", widen_note),
        Gesture("delete note", lambda page: press(page, "note:why", "Delete")),
    ],
    "inside a step": [
        Gesture(
            "rename make_text to words in inner",
            lambda page: rename_here(page, "make_text", "words"),
        ),
        Gesture("delete trim_text in inner", lambda page: press(page, "trim_text", "Delete")),
        Gesture(
            "delete connection in inner",
            lambda page: to_node(page, steps.node(page, "trim_text")),
            lambda page: page.keyboard.press("c"),
            lambda page: page.keyboard.press("Delete"),
        ),
        Gesture(
            "promote make_text.words to a pipeline input in inner",
            lambda page: of_parameter(page, "make_text", "words", "Promote to a pipeline input"),
            is_unseen=True,
        ),
    ],
    "text": [Gesture("edit YAML", write_yaml, is_unseen=True)],
    "what comes and goes": [
        Gesture("import", import_file),
        Gesture("register inner as back_inner:1", register_group),
    ],
}


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_done_is_taken_back_and_done_again(
    page: Page, live_studio: LiveStudio, draft: int, family: str
) -> None:
    taken = Taken(page, live_studio, draft)
    if family == "inside a step":
        with page.expect_response(lambda answer: answer.url.endswith("/validate")):
            steps.node(page, "inner").dblclick()
        expect(steps.node(page, "told")).to_have_count(0)
        steps.node(page, "trim_text").wait_for()
    for i, gesture in enumerate(FAMILIES[family]):
        taken.check(gesture, "Control+y" if i % 2 else "Control+Shift+z")


def test_the_keys_take_back_where_a_list_or_a_switch_has_the_focus(page: Page, draft: int) -> None:
    """Neither has anything of its own to take back, as a text field has."""
    take(page, "told", "Compute", "azureml:cpu-cluster")
    page.keyboard.press("Control+z")
    expect(panel(page).get_by_label("Compute", exact=True)).to_have_value("")
    loud = panel(page).get_by_role("switch", name="loud")
    loud.click()
    expect(loud).to_be_checked()
    page.keyboard.press("Control+z")
    expect(loud).not_to_be_checked()
    page.keyboard.press("Control+y")
    expect(loud).to_be_checked()
