"""Loops and conditions made on an empty canvas, without a line of YAML."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

FLIP = {
    "name": "flip_coin",
    "display_name": "Flip a coin",
    "type": "command",
    "inputs": {"seed": {"type": "integer", "default": 1}},
    "outputs": {"heads": {"type": "boolean"}, "next": {"type": "integer"}},
    "environment": {"image": "python"},
    "command": "echo true > ${{outputs.heads}}; echo $((${{inputs.seed}} + 1)) > ${{outputs.next}}",
}


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": FLIP}).raise_for_status()


def quick_add(page: Page, words: str, option: str) -> None:
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill(words)
    page.get_by_role("option", name=option).wait_for()
    search.press("Enter")


def test_a_condition_and_a_loop_are_built_from_nothing(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Control")
    steps.open_draft(page, live_studio, draft)
    library = page.get_by_role("region", name="Asset library")
    steps.drag_from_library(page, "flip_coin", 300, 100)
    steps.drag_from_library(page, "if_else", 300, 260)
    panel = page.get_by_role("region", name="Properties")
    expect(panel.get_by_role("heading", name="decide")).to_be_visible()
    assert axe() == []
    # The condition is joined to what a step found out, like any other port.
    steps.connect(page, ("flip_coin", "heads"), ("decide", "condition"))
    panel.get_by_role("button", name="New step: When true, run").click()
    quick_add(page, "make_text", "Make text make_text:")
    expect(panel.get_by_role("combobox", name="When true, run")).to_have_text("make_text")

    library.get_by_role("button", name="Add While").click(force=True)
    panel.get_by_role("button", name="New step: Runs").click()
    quick_add(page, "flip", "Flip a coin")
    panel.get_by_label("Goes on while").select_option(label="Output heads is true")
    panel.get_by_label("seed in the next iteration").select_option(label="Output next")
    expect(page.get_by_role("group", name=re.compile("^repeat; Loop, at most 10"))).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = steps.document_of(client, draft)
    nodes = document["nodes"]
    assert nodes["decide"]["type"] == "if_else"
    assert nodes["decide"]["extra"] == {"true_block": ["${{parent.jobs.make_text}}"]}
    assert nodes["repeat"]["extra"] == {
        "body": "${{parent.jobs.flip_coin_2}}",
        "condition": "heads",
        "mapping": {"next": ["seed"]},
    }
    assert {(one["source"]["node"], one["target"]["port"]) for one in document["bindings"]} == {
        ("flip_coin", "condition")
    }
    problems = page.get_by_role("region", name="Problems")
    expect(problems.get_by_text("none")).to_be_visible()


def test_a_step_is_put_into_a_loop_by_its_menu(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Wrapped", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    steps.press_node(page, "make_text")
    page.get_by_role("menuitem", name="Control flow").click()
    page.get_by_role("menuitem", name="Run it for each item").click()
    expect(page.get_by_role("button", name="Undo let for_each run make_text")).to_be_enabled()
    expect(page.get_by_role("combobox", name="Runs", exact=True)).to_have_value("make_text")
