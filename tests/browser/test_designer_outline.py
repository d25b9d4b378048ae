"""Nodes of a large draft are found by name: in the list beside the canvas and in the palette."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

COUNT = 600


def many() -> dict[str, object]:
    places = {f"step_{i}": {"x": i % 20 * 300, "y": i // 20 * 160} for i in range(COUNT)}
    return steps.blank() | {
        "nodes": {key: steps.step("make_text") for key in places},
        "layout": {"nodes": places},
    }


def test_a_node_is_found_in_the_outline_and_by_the_palette(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Many", many())
    steps.open_draft(page, live_studio, draft)
    library = page.get_by_role("region", name="Asset library")
    library.get_by_role("tab", name="Outline").click()
    nodes = library.get_by_role("list", name="Nodes of the pipeline")
    expect(library.get_by_text(f"{COUNT} nodes")).to_be_visible()
    assert nodes.get_by_role("listitem").count() < 100, "only what is seen is on the page"
    assert axe() == []
    nodes.get_by_role("button").first.focus()
    page.keyboard.press("End")
    last = nodes.get_by_role("button", name=f"step_{COUNT - 1}", exact=False)
    expect(last).to_be_focused()
    page.keyboard.press("Enter")
    expect(steps.node(page, f"step_{COUNT - 1}")).to_be_focused()
    library.get_by_role("searchbox", name="Find a node").fill("step_321")
    expect(nodes.get_by_role("listitem")).to_have_count(1)
    nodes.get_by_role("button").click()
    expect(steps.node(page, "step_321")).to_have_attribute("data-selected", "true")

    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run a command").fill("step_77")
    page.get_by_role("option", name="step_77").first.wait_for()
    page.keyboard.press("Enter")
    expect(steps.node(page, "step_77")).to_be_focused()
