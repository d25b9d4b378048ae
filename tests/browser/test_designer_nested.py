"""Steps grouped into a pipeline component, gone into, edited there, registered, and taken apart."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

NESTED = {
    "name": "two_texts",
    "display_name": "Two texts",
    "type": "pipeline",
    "inputs": {"title": {"type": "string"}},
    "outputs": {"report": {"type": "uri_file"}},
    "jobs": steps.INNER_JOBS,
}


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": NESTED}).raise_for_status()


def three_steps() -> dict[str, object]:
    """make_text -> trim_text -> show_text"""
    document = steps.two_steps("Report")
    nodes = document["nodes"]
    assert isinstance(nodes, dict)
    nodes["trim_text"] = steps.step("trim_text")
    bindings = [
        (("make_text", "text"), ("trim_text", "whole")),
        (("trim_text", "part"), ("show_text", "text")),
    ]
    places = {"make_text": 0, "trim_text": 160, "show_text": 320}
    return document | {
        "bindings": [
            {"source": {"node": a, "port": b}, "target": {"node": c, "port": d}}
            for (a, b), (c, d) in bindings
        ],
        "layout": {"nodes": {key: {"x": 0, "y": y} for key, y in places.items()}},
    }


def test_steps_are_grouped_gone_into_edited_and_ungrouped(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Groups", three_steps())
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "make_text").click()
    page.keyboard.down("Shift")
    steps.node(page, "show_text").click()
    page.keyboard.up("Shift")
    page.keyboard.press("Control+g")
    reason = page.get_by_text("trim_text has to be in it too: it stands on the way").last
    expect(reason).to_be_visible()
    assert axe() == []
    page.get_by_role("button", name="Dismiss").click()
    expect(reason).to_have_count(0)

    steps.node(page, "trim_text").click()
    page.keyboard.down("Shift")
    steps.node(page, "show_text").click()
    page.keyboard.up("Shift")
    page.keyboard.press("Control+g")
    dialog = page.get_by_role("dialog")
    # The name that is offered is selected: typing takes its place.
    expect(dialog.get_by_label("Name")).to_be_focused()
    page.keyboard.type("report_it")
    expect(dialog.get_by_label("Name")).to_have_value("report_it")
    assert axe() == []
    dialog.get_by_role("button", name="Group", exact=True).click()
    expect(steps.node(page, "trim_text")).to_have_count(0)
    expect(page.get_by_label("Source of whole")).to_have_value('{"node":"make_text","port":"text"}')
    expect(page.get_by_role("button", name="Undo group 2 nodes into report_it")).to_be_enabled()

    steps.node(page, "report_it").dblclick()
    crumbs = page.get_by_role("navigation", name="Nested pipelines")
    expect(crumbs).to_contain_text("report_it")
    assert page.url.endswith("inside=report_it")
    steps.node(page, "show_text").click()
    title = page.get_by_role("textbox", name="title")
    expect(title).to_have_value("Report")
    title.fill("Changed inside")
    expect(page.get_by_role("button", name="Undo set show_text.title in report_it")).to_be_enabled()
    assert axe() == []
    steps.wait_saved(page)

    page.reload()
    steps.node(page, "show_text").click()
    expect(title).to_have_value("Changed inside")
    page.keyboard.press("Escape")
    crumbs.get_by_role("button", name="Groups").click()
    expect(steps.node(page, "make_text")).to_be_visible()
    steps.node(page, "report_it").click()
    page.keyboard.press("Control+Shift+g")
    expect(steps.node(page, "show_text")).to_be_visible()
    expect(page.get_by_role("button", name="Undo ungroup report_it")).to_be_enabled()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = steps.document_of(client, draft)
    assert document["nodes"]["show_text"]["values"] == {"title": "Changed inside"}
    assert {(one["source"]["node"], one["target"]["node"]) for one in document["bindings"]} == {
        ("make_text", "trim_text"),
        ("trim_text", "show_text"),
    }
    assert not [key for key in document["layout"]["nodes"] if "/" in key]


def run_anew() -> dict[str, object]:
    """The three steps; none is taken from another test's job, as such a step has no log."""
    document = three_steps()
    settings = document["settings"]
    assert isinstance(settings, dict)
    return document | {"settings": settings | {"force_rerun": True}}


def test_a_group_runs_as_it_was_drawn(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "A group that runs", run_anew())
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+g")
    page.get_by_role("dialog").get_by_role("button", name="Group", exact=True).click()
    expect(steps.node(page, "group")).to_be_visible()
    steps.wait_saved(page)
    problems = page.get_by_role("region", name="Problems")
    expect(problems.get_by_text("none")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    page.get_by_role("link", name="Open the job").click()
    page.get_by_text("Completed").first.wait_for()
    page.goto(f"{live_studio.url}/drafts/{draft}?inside=group")
    show_text = steps.node(page, "show_text")
    expect(show_text).to_have_accessible_name(re.compile("Completed"))
    show_text.click()
    page.get_by_role("link", name="Last log").click()
    expect(page).to_have_url(re.compile("graph=group&node=show_text&tab=logs"))
    expect(page.get_by_text("hello 2")).to_be_visible()


def test_a_group_is_registered_for_others(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "To register", three_steps())
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "trim_text").click()
    page.keyboard.press("Control+g")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("shortened")
    dialog.get_by_role("radio", name="As a registered component", exact=False).check()
    dialog.get_by_role("button", name="Group", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("Version of shortened")).to_have_value("1")
    expect(page.locator('[data-asset="shortened"]').last).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = steps.document_of(client, draft)
        component = client.get(steps.api("components/shortened/versions/1")).json()
    assert document["nodes"]["shortened"]["component"] == "azureml:shortened:1"
    assert [one["name"] for one in component["inputs"]] == ["whole"]
    assert [one["name"] for one in component["outputs"]] == ["part"]


def test_a_registered_pipeline_is_looked_at_and_copied_to_be_edited(
    page: Page, live_studio: LiveStudio
) -> None:
    document = steps.blank() | {
        "nodes": {"both": steps.step("two_texts", {"title": "x"}) | {"type": "pipeline"}},
        "layout": {"nodes": {"both": {"x": 0, "y": 0}}},
    }
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Registered", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "both").dblclick()
    expect(page.get_by_text("two_texts:1, read only")).to_be_visible()
    steps.node(page, "make_text").click()
    expect(page.get_by_role("spinbutton", name="times")).to_be_disabled()
    page.get_by_role("button", name="Edit a copy here").click()
    expect(page.get_by_role("button", name="Undo copy two_texts:1 into both")).to_be_enabled()
    steps.node(page, "make_text").click()
    page.get_by_role("spinbutton", name="times").fill("5")
    steps.wait_saved(page)
    with live_studio.client() as client:
        inner = steps.document_of(client, draft)["nodes"]["both"]["component"]
    assert inner["jobs"]["make_text"]["inputs"] == {"times": 5}
    page.keyboard.press("Escape")
    page.go_back()
    expect(steps.node(page, "both")).to_be_visible()
    page.go_forward()
    expect(steps.node(page, "make_text")).to_be_visible()
