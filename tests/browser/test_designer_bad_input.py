"""Whatever comes in, it is said clearly, nothing is lost, and the canvas goes on."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
  document.querySelector('[data-graph]').dispatchEvent(event);
}"""

MANY = """() => {
  const nodes = {};
  for (let i = 0; i < 50000; i++) nodes[`n${i}`] = {component: 'azureml:make_text:1'};
  const at = i => ({x: (i % 250) * 260, y: Math.floor(i / 250) * 140});
  const places = Object.fromEntries(Object.keys(nodes).map((key, i) => [key, at(i)]));
  return JSON.stringify({format: 1, nodes, layout: {nodes: places}});
}"""


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def open_new(page: Page, studio: LiveStudio, document: dict[str, object] | None = None) -> int:
    with studio.client() as client:
        draft = steps.new_draft(client, "Bad input", document or steps.two_steps("x"))
    steps.open_draft(page, studio, draft)
    return draft


def still_works(page: Page) -> None:
    steps.node(page, "make_text").click()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Undo move make_text")).to_be_enabled()
    page.keyboard.press("Control+z")
    expect(steps.undo_button(page)).to_be_disabled()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"some": "json"}', "The clipboard holds no nodes."),
        ('{"format": 2, "nodes": {}}', "This was written by a newer version of the studio"),
        ('{"format": 1, "nodes": {"a": 5}}', "nodes.a has to be a mapping."),
        ("type: pipeline\njobs:\n  a: [", "This YAML cannot be pasted"),
    ],
)
def test_what_cannot_be_pasted_says_why(
    page: Page, live_studio: LiveStudio, text: str, reason: str
) -> None:
    open_new(page, live_studio)
    page.evaluate(PASTE, text)
    expect(page.get_by_text(reason).last).to_be_visible()
    still_works(page)


DROP = """(graph, [name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  graph.dispatchEvent(new DragEvent('drop', options));
}"""

BROKEN_FILES = (
    ("cut.json", b'{"format": 1, "nod', "cut.json is not JSON that can be read"),
    ("other.json", b'{"some": "json"}', "This JSON is no draft"),
    ("cut.yml", b"type: pipeline\njobs:\n  a: [", "cut.yml is not a pipeline"),
    ("empty.yml", b"", "empty.yml is not a pipeline: The file is empty."),
    ("data.yml", b"type: uri_file\npath: ./x.csv\n", "It describes a data asset. Register it"),
    ("picture.yml", b"\x89PNG\r\n\x1a\n", "picture.yml is not a pipeline"),
    ("renamed.zip", b"no zip at all", "This is not a zip file, or it is damaged."),
    ("notes.txt", b"words", "notes.txt is no pipeline"),
)


def test_what_cannot_be_imported_says_why(browser: Browser, live_studio: LiveStudio) -> None:
    # A page of its own: the browser writes the refusals of the server to the console.
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(live_studio.new_sign_in_link())
    page.get_by_role("navigation").first.wait_for()
    open_new(page, live_studio)
    for name, content, reason in BROKEN_FILES:
        graph = page.get_by_role("group", name="Pipeline graph")
        graph.evaluate(DROP, [name, list(content)])
        expect(page.get_by_text(reason).last).to_be_visible()
        if name.endswith(".yml"):
            # What was found in a file stays until it was read.
            page.get_by_role("dialog").get_by_role("button", name="Close").click()
        still_works(page)
    page.close()


def test_ten_megabytes_are_not_pasted(page: Page, live_studio: LiveStudio) -> None:
    open_new(page, live_studio)
    page.evaluate(f"() => ({PASTE})('x'.repeat(10_500_000))")
    expect(page.get_by_text("The clipboard holds 10.5 MB").last).to_be_visible()
    still_works(page)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"format": 2}, "This was written by a newer version of the studio"),
        ({"format": 1, "nodes": []}, "nodes has to be a mapping."),
        ("a text", "document has to be a mapping."),
    ],
)
def test_a_draft_that_cannot_be_read_says_so(
    page: Page, live_studio: LiveStudio, document: object, reason: str
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Newer", steps.two_steps("x"))

    def answer(route: Route) -> None:
        body = route.fetch().json() | {"document": document}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    page.route(f"**/drafts/{draft}", lambda route: _api_only(route, answer))
    page.goto(f"{live_studio.url}/drafts/{draft}")
    expect(page.get_by_text(reason)).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(steps.node(page, "make_text")).to_be_visible()


def _api_only(route: Route, answer: Callable[[Route], None]) -> None:
    if "/api/" in route.request.url:
        answer(route)
    else:
        route.continue_()


def test_fifty_thousand_nodes_are_shown_though_they_cannot_be_saved(
    browser: Browser, live_studio: LiveStudio
) -> None:
    # A page of its own: the browser writes the refusal of the save to the console.
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(240_000)
    page.goto(live_studio.new_sign_in_link())
    page.get_by_role("navigation").first.wait_for()
    open_new(page, live_studio)
    page.evaluate(f"() => ({PASTE})(({MANY})())")
    undo = page.get_by_role("button", name="Undo paste 50000 nodes")
    expect(undo).to_be_enabled(timeout=240_000)
    status = page.locator("[data-save]")
    expect(status).to_have_attribute("data-save", "refused", timeout=240_000)
    expect(status).to_contain_text("MB are allowed")
    page.keyboard.press("Shift+1")
    undo.click()
    expect(status).to_have_attribute("data-save", "saved", timeout=240_000)
    expect(steps.undo_button(page)).to_be_disabled()
    page.close()


def test_names_of_any_script_are_shown_and_found(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    document = steps.two_steps("x")
    nodes = document["nodes"]
    assert isinstance(nodes, dict)
    nodes["make_text"]["display_name"] = "הכנת נתונים"
    nodes["show_text"]["display_name"] = "显示 “文本” 🎉"
    draft = open_new(page, live_studio, document)
    hebrew = steps.node(page, "make_text").get_by_text("הכנת נתונים")
    expect(hebrew).to_have_attribute("dir", "auto")
    assert hebrew.evaluate("element => getComputedStyle(element).direction") == "rtl"
    expect(page.get_by_role("group", name="显示 “文本” 🎉")).to_be_visible()
    page.get_by_role("textbox", name="Name of the draft").fill("مسودة")
    page.keyboard.press("Enter")
    steps.wait_saved(page)
    steps.node(page, "make_text").click()
    page.keyboard.press("F2")
    page.keyboard.type("נתונים")
    expect(page.get_by_role("alert")).to_contain_text("name begins with a letter")
    page.keyboard.press("Escape")
    assert axe() == []
    with live_studio.client() as client:
        assert client.get(steps.api(f"drafts/{draft}")).json()["name"] == "مسودة"


def test_a_component_that_is_lost_or_archived_keeps_its_settings(
    page: Page, live_studio: LiveStudio
) -> None:
    spec = steps.TRIM_TEXT | {"name": "old_trim", "display_name": "Old trim"}
    document = steps.two_steps("x")
    nodes, bindings = document["nodes"], document["bindings"]
    assert isinstance(nodes, dict) and isinstance(bindings, list)
    nodes["gone"] = steps.step("never_was", {"depth": "5"})
    nodes["old"] = steps.step("old_trim")
    bindings.append(
        {
            "source": {"node": "make_text", "port": "text"},
            "target": {"node": "gone", "port": "data"},
        }
    )
    places = {"gone": {"x": 300, "y": 160}, "old": {"x": 300, "y": 0}}
    document["layout"] = {
        "nodes": {"make_text": {"x": 0, "y": 0}, "show_text": {"x": 0, "y": 160}, **places}
    }
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
        client.patch(steps.api("components/old_trim"), json={"archived": True}).raise_for_status()
    draft = open_new(page, live_studio, document)
    steps.node(page, "old").click()
    expect(page.get_by_text("This component is archived")).to_be_visible()
    steps.node(page, "gone").click()
    panel = page.get_by_role("region", name="Properties")
    expect(panel.get_by_role("alert")).to_contain_text("never_was:1 is not in this workspace")
    page.keyboard.press("ArrowRight")
    steps.wait_saved(page)
    with live_studio.client() as client:
        saved = steps.document_of(client, draft)
    assert saved["nodes"]["gone"]["values"] == {"depth": "5"}
    assert len(saved["bindings"]) == 2
    panel.get_by_role("button", name="Replace").click()
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill("trim")
    page.get_by_role("option", name="Trim text").wait_for()
    expect(page.get_by_role("option", name="Old trim")).to_have_count(0)
    search.press("Enter")
    expect(panel.get_by_role("alert")).to_have_count(0)
