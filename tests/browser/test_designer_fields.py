"""What the right pane says of a pipeline's ends, of a step's resources and of data."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def saved(page: Page, live_studio: LiveStudio, draft: int) -> dict[str, Any]:
    steps.wait_saved(page)
    with live_studio.client() as client:
        return steps.document_of(client, draft)


def test_a_pipelines_ends_are_said_in_full(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Ends", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    panel = page.get_by_role("region", name="Properties")
    panel.get_by_role("button", name="Add input").click()
    page.get_by_role("menuitem", name="integer").click()
    panel.get_by_text("Description and limits").click()
    panel.get_by_label("Description").first.fill("How often")
    panel.get_by_label("Least").fill("1")
    panel.get_by_label("Most").fill("9")
    panel.get_by_label("Optional: steps may go without it").check()
    panel.get_by_role("button", name="Add output").click()
    page.get_by_role("menuitem", name="uri_folder").click()
    output = panel.locator('[data-field="outputs.output"]')
    output.get_by_label("Register as data asset").fill("report")
    output.get_by_label("Version").fill("3")
    output.get_by_label("Mode").select_option("mount")
    output.get_by_label("Description").fill("What came of it")
    assert axe() == []
    ends = saved(page, live_studio, draft)["interface"]
    given = ends["inputs"]["input"]
    assert (given["description"], given["min"], given["max"]) == ("How often", 1, 9)
    assert given["optional"] is True
    made = ends["outputs"]["output"]
    assert (made["type"], made["name"], made["version"]) == ("uri_folder", "report", "3")
    assert (made["mode"], made["description"]) == ("mount", "What came of it")


def test_resources_and_modes_that_came_from_yaml_are_shown_and_kept(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    document = steps.two_steps("x")
    nodes: Any = document["nodes"]
    resources = {"instance_count": 1, "docker_args": ["--ipc=host"], "properties": {"a": 1}}
    nodes["show_text"] |= {"resources": resources}
    bindings: Any = document["bindings"]
    bindings[0]["mode"] = "eval_mount"
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Resources", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").click()
    panel = page.get_by_role("region", name="Properties")
    mode = panel.locator('[data-field="show_text.text"]').get_by_label("Mode")
    expect(mode).to_have_value("eval_mount")
    panel.get_by_text("More resources: docker args, properties").click()
    expect(panel.get_by_label("More options for the container")).to_have_value("--ipc=host")
    panel.get_by_label("Shared memory").fill("4g")
    panel.get_by_label("Instance type").fill("small")
    others = panel.get_by_label("Other resources")
    others.fill('{"properties": {"a": 2')
    expect(panel.get_by_text("This is no mapping in JSON yet")).to_be_visible()
    others.fill('{"properties": {"a": 2}}')
    panel.get_by_label("Priority in the queue").select_option("high")
    assert axe() == []
    step = saved(page, live_studio, draft)["nodes"]["show_text"]
    assert step["resources"] == {
        "instance_count": 1,
        "docker_args": ["--ipc=host"],
        "shm_size": "4g",
        "instance_type": "small",
        "properties": {"a": 2},
    }
    assert step["extra"] == {"queue_settings": {"priority": "high"}}


def test_data_is_chosen_from_the_assets_and_carries_a_comment(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        file = {"files": ("a.txt", b"a")}
        form = {"name": "letters", "type": "uri_folder"}
        client.post(steps.api("data/upload"), data=form, files=file).raise_for_status()
        document = steps.two_steps("x")
        nodes: Any = document["nodes"]
        nodes["letters"] = {"kind": "data", "path": "azureml:letters:1", "type": "uri_folder"}
        places: Any = document["layout"]
        places["nodes"]["letters"] = {"x": 300, "y": 0}
        draft = steps.new_draft(client, "Chosen", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").click()
    panel = page.get_by_role("region", name="Properties")
    panel.get_by_label("Source of text").select_option("path")
    field = panel.get_by_role("combobox", name="Path or data asset")
    field.fill("lett")
    page.get_by_role("option", name="letters:1").wait_for()
    assert axe() == []
    page.get_by_role("option", name="letters:1").click()
    expect(field).to_have_value("azureml:letters:1")
    steps.node(page, "letters").click()
    panel.get_by_label("Comment").fill("From the archive")
    expect(steps.node(page, "letters").locator("[data-comment]")).to_be_visible()
    kept = saved(page, live_studio, draft)["nodes"]
    assert kept["show_text"]["values"]["text"]["path"] == "azureml:letters:1"
    assert kept["letters"]["comment"] == "From the archive"


def test_a_step_written_in_the_pipeline_shows_and_changes_what_it_runs(
    page: Page, live_studio: LiveStudio
) -> None:
    component = {
        "type": "command",
        "command": "echo Hello > ${{outputs.greeting}}",
        "environment": {"image": "pipeline-studio/python"},
        "outputs": {"greeting": {"type": "uri_file"}},
    }
    greet = {"kind": "step", "type": "command", "component": component}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Written inside", {"format": 1, "nodes": {"greet": greet}})
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "greet").click()
    panel = page.get_by_role("region", name="Properties")
    command = panel.get_by_role("textbox", name="Command")
    image = panel.get_by_role("textbox", name="Environment: image")
    expect(command).to_have_value("echo Hello > ${{outputs.greeting}}")
    command.fill("echo brief > ${{outputs.greeting}}")
    image.fill("python")
    found = saved(page, live_studio, draft)["nodes"]["greet"]["component"]
    changed = {"command": "echo brief > ${{outputs.greeting}}", "environment": {"image": "python"}}
    assert found == component | changed
    for words in ("environment", "command"):
        page.get_by_role("button", name=f"Undo set {words} of greet").click()
    expect(command).to_have_value("echo Hello > ${{outputs.greeting}}")
    expect(image).to_have_value("pipeline-studio/python")


def test_another_version_keeps_what_fits_and_says_what_does_not(
    page: Page, live_studio: LiveStudio
) -> None:
    steps.prepare(live_studio)
    folder = {"type": "uri_folder"}
    common = {
        "name": "two_faced",
        "type": "command",
        "environment": {"image": "python"},
        "command": "echo",
        "outputs": {"made": folder},
    }
    first = {"given": folder, "aside": folder | {"optional": True}, "depth": {"type": "integer"}}
    with live_studio.client() as client:
        for version, inputs in (("1", first), ("2", {"given": folder})):
            spec = common | {"version": version, "inputs": inputs}
            client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
        document = steps.blank() | {
            "nodes": {
                "source": steps.step("make_text"),
                "faced": steps.step("two_faced", {"depth": "3"}),
                "after": steps.step("trim_text"),
            },
            "bindings": [
                {
                    "source": {"node": one, "port": port},
                    "target": {"node": other, "port": end},
                }
                for one, port, other, end in (
                    ("source", "text", "faced", "given"),
                    ("source", "text", "faced", "aside"),
                    ("faced", "made", "after", "whole"),
                )
            ],
        }
        draft = steps.new_draft(client, "Two versions", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "faced").click()
    picker = page.get_by_label("Version of two_faced")
    picker.select_option("2")
    lost = "No longer there: aside (from source.text), the value of depth. Undo brings it back."
    expect(page.get_by_text("faced is version 2 now", exact=True)).to_be_visible()
    expect(page.get_by_text(lost, exact=True)).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        ends = [one["target"] for one in steps.document_of(client, draft)["bindings"]]
    assert ends == [{"node": "faced", "port": "given"}, {"node": "after", "port": "whole"}]
    page.get_by_role("button", name="Undo change the version of faced").click()
    expect(picker).to_have_value("1")
    expect(page.get_by_label("Source of aside")).to_have_value(re.compile("source"))
