"""What a person does in the designer with a real mouse, and the components they do it with."""

import re
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.support.live_studio import LiveStudio

MAKE_TEXT = {
    "name": "make_text",
    "display_name": "Make text",
    "type": "command",
    "inputs": {
        "words": {"type": "string", "default": "hello"},
        "times": {"type": "integer", "default": 2, "min": 1, "max": 9},
    },
    "outputs": {"text": {"type": "uri_folder"}},
    "environment": {"image": "python"},
    "command": "echo ${{inputs.words}} ${{inputs.times}} > ${{outputs.text}}/out.txt",
}
SHOW_TEXT = {
    "name": "show_text",
    "display_name": "Show text",
    "type": "command",
    "inputs": {"text": {"type": "uri_folder"}, "title": {"type": "string"}},
    "outputs": {"report": {"type": "uri_file"}},
    "environment": {"image": "python"},
    "command": "(echo ${{inputs.title}}; cat ${{inputs.text}}/*) | tee ${{outputs.report}}",
}


TRIM_TEXT = {
    "name": "trim_text",
    "display_name": "Trim text",
    "type": "command",
    "tags": {"stage": "clean"},
    "inputs": {"whole": {"type": "uri_folder"}},
    "outputs": {"part": {"type": "uri_folder"}},
    "environment": {"image": "python"},
    "command": "head -c 100 ${{inputs.whole}}/* > ${{outputs.part}}/out.txt",
}


# Of a pipeline component with the input title and the output report.
INNER_JOBS = {
    "make_text": {"type": "command", "component": "azureml:make_text:1"},
    "show_text": {
        "type": "command",
        "component": "azureml:show_text:1",
        "inputs": {
            "text": "${{parent.jobs.make_text.outputs.text}}",
            "title": "${{parent.inputs.title}}",
        },
        "outputs": {"report": "${{parent.outputs.report}}"},
    },
}


def prepare(studio: LiveStudio) -> None:
    """Registers the components and a compute; both calls may be repeated."""
    with studio.client() as client:
        for spec in (MAKE_TEXT, SHOW_TEXT, TRIM_TEXT):
            client.post(api("components"), json={"spec": spec}).raise_for_status()
        compute = {"name": "cpu-cluster", "type": "amlcompute", "max_instances": 4}
        client.post(api("computes"), json={"spec": compute}).raise_for_status()


def api(path: str) -> str:
    return f"/api/workspaces/default/{path}"


def new_draft(client: httpx.Client, name: str, document: dict[str, object] | None = None) -> int:
    answer = client.post(api("drafts"), json={"name": name, "document": document or blank()})
    answer.raise_for_status()
    return int(answer.json()["id"])


def blank() -> dict[str, object]:
    return {"format": 1, "settings": {"default_compute": "azureml:cpu-cluster"}}


def step(component: str, values: dict[str, str] | None = None) -> dict[str, object]:
    return {"kind": "step", "component": f"azureml:{component}:1", "values": values or {}}


def two_steps(title: str | None = None) -> dict[str, object]:
    """make_text -> show_text; without a title there is one error."""
    values = {} if title is None else {"title": title}
    return blank() | {
        "nodes": {
            "make_text": step("make_text"),
            "show_text": step("show_text", values),
        },
        "bindings": [
            {
                "source": {"node": "make_text", "port": "text"},
                "target": {"node": "show_text", "port": "text"},
            }
        ],
        "layout": {"nodes": {"make_text": {"x": 0, "y": 0}, "show_text": {"x": 0, "y": 160}}},
    }


def open_draft(page: Page, studio: LiveStudio, draft: int) -> None:
    page.goto(f"{studio.url}/drafts/{draft}")
    page.get_by_role("group", name="Pipeline graph").wait_for()
    page.get_by_role("list", name="Components").wait_for()


def node(page: Page, key: str) -> Locator:
    return page.locator(f'[data-node="{key}"]')


def wait_at(page: Page, key: str, x: float) -> None:
    """Waits until a node's left edge is drawn at ``x``: the canvas draws with the next frame."""
    page.wait_for_function(
        """([key, x]) => {
            const node = document.querySelector(`[data-node="${key}"]`);
            return node !== null && Math.abs(node.getBoundingClientRect().x - x) <= 1;
        }""",
        arg=[key, x],
    )


def wait_still(page: Page, key: str) -> None:
    """Waits until a node stays where it is: what is drawn first may be fitted to the view next."""
    node(page, key).wait_for()
    page.evaluate(
        """key => new Promise(done => {
            let last = '';
            let frames = 0;
            const look = () => {
                const one = document.querySelector(`[data-node="${key}"]`);
                const now = JSON.stringify(one?.getBoundingClientRect() ?? null);
                frames = now === last ? frames + 1 : 0;
                last = now;
                if (one !== null && frames >= 20) done();
                else requestAnimationFrame(look);
            };
            look();
        })""",
        key,
    )


def drag_from_library(page: Page, component: str, x: float, y: float) -> None:
    """Drags a component onto a place of the canvas, given from its top left corner."""
    canvas = page.get_by_role("group", name="Pipeline graph").bounding_box()
    # What was used before stands among the recent ones too.
    item = page.locator(f'[data-asset="{component}"]').last
    item.scroll_into_view_if_needed()
    box = item.bounding_box()
    assert canvas and box
    page.mouse.move(box["x"] + 60, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 40, steps=4)
    page.mouse.move(canvas["x"] + x, canvas["y"] + y, steps=8)
    page.mouse.up()


def port(page: Page, key: str, name: str, side: str) -> tuple[float, float]:
    mark = node(page, key).locator(f'[data-port="{name}"][data-side="{side}"]')
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull_wire(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Presses on a port and moves to another place; the button is still down afterwards."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)


def connect(page: Page, source: tuple[str, str], target: tuple[str, str]) -> None:
    pull_wire(page, port(page, *source, "source"), port(page, *target, "target"))
    page.mouse.up()


def middle(page: Page, key: str) -> tuple[float, float]:
    box = node(page, key).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press_node(page: Page, key: str) -> None:
    """A right click on a node."""
    page.mouse.click(*middle(page, key), button="right")


def document_of(client: httpx.Client, draft: int) -> dict[str, Any]:
    """The draft as it is saved."""
    return dict(client.get(api(f"drafts/{draft}")).json()["document"])


def wait_saved(page: Page) -> None:
    expect(page.locator("[data-save]")).to_have_attribute("data-save", "saved")


def undo_button(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Undo"))


def redo_button(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^Redo"))
