"""What a person does with nodes, connections and notes beyond adding and joining them."""

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    """make_text -> show_text, open in the designer."""
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Editing", steps.two_steps("Report"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").wait_for()
    return draft


def test_a_component_dropped_on_a_connection_goes_into_it(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    canvas = page.get_by_role("group", name="Pipeline graph").bounding_box()
    assert canvas
    x, above = steps.port(page, "make_text", "text", "source")
    _, below = steps.port(page, "show_text", "text", "target")
    steps.drag_from_library(page, "trim_text", x - canvas["x"], (above + below) / 2 - canvas["y"])
    undo = page.get_by_role("button", name="Undo insert trim_text between make_text and show_text")
    expect(undo).to_be_enabled()
    steps.wait_saved(page)
    with live_studio.client() as client:
        bindings = steps.document_of(client, draft)["bindings"]
    joined = {(one["source"]["node"], one["target"]["node"]) for one in bindings}
    assert joined == {("make_text", "trim_text"), ("trim_text", "show_text")}
    above_it, it, below_it = (
        steps.middle(page, key)[1] for key in ("make_text", "trim_text", "show_text")
    )
    assert above_it + 64 < it < below_it - 64
    undo.click()
    expect(steps.node(page, "trim_text")).to_have_count(0)


def test_what_does_not_fit_a_connection_stands_beside_it_and_says_why(
    page: Page, draft: int
) -> None:
    canvas = page.get_by_role("group", name="Pipeline graph").bounding_box()
    assert canvas
    x, above = steps.port(page, "make_text", "text", "source")
    _, below = steps.port(page, "show_text", "text", "target")
    steps.drag_from_library(page, "make_text", x - canvas["x"], (above + below) / 2 - canvas["y"])
    expect(
        page.get_by_text("Make text has no input that takes uri_folder.", exact=True)
    ).to_be_visible()
    expect(page.get_by_role("button", name="Undo add make_text_2")).to_be_enabled()


def test_another_component_takes_a_steps_place_and_its_connections(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    steps.press_node(page, "show_text")
    assert axe() == []
    page.get_by_role("menuitem", name="Replace with another component").click()
    search = page.get_by_role("combobox", name="Search components and data")
    search.fill("trim")
    page.get_by_role("option", name="Trim text").wait_for()
    assert axe() == []
    search.press("Enter")
    undo = page.get_by_role("button", name="Undo replace show_text with Trim text")
    expect(undo).to_be_enabled()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = steps.document_of(client, draft)
    assert document["nodes"]["show_text"]["component"] == "azureml:trim_text:1"
    assert [one["target"] for one in document["bindings"]] == [
        {"node": "show_text", "port": "whole"}
    ]
    undo.click()
    expect(page.get_by_role("textbox", name="title")).to_have_value("Report")


def test_a_node_is_renamed_where_it_stands(page: Page, live_studio: LiveStudio, draft: int) -> None:
    steps.node(page, "make_text").click()
    page.keyboard.press("F2")
    name = page.get_by_role("textbox", name="New name of make_text")
    expect(name).to_be_focused()
    name.fill("show_text")
    expect(page.get_by_role("alert")).to_have_text("The name show_text is taken.")
    name.fill("words")
    name.press("Enter")
    expect(steps.node(page, "words")).to_be_focused()
    steps.node(page, "show_text").click()
    expect(page.get_by_label("Source of text")).to_have_value('{"node":"words","port":"text"}')
    expect(page.get_by_role("button", name="Undo rename make_text to words")).to_be_enabled()

    steps.press_node(page, "words")
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("textbox", name="New name of words").fill("other")
    page.keyboard.press("Escape")
    expect(steps.node(page, "words")).to_be_focused()


def test_boxes_line_up_by_guide_and_by_command(page: Page, draft: int) -> None:
    start = steps.middle(page, "show_text")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 60, start[1] + 40, steps=5)
    # Three pixels beside the line of the other box: the guide holds it.
    page.mouse.move(start[0] + 3, start[1] + 60, steps=5)
    page.mouse.up()
    box = steps.node(page, "make_text").bounding_box()
    assert box
    steps.wait_at(page, "show_text", box["x"])

    start = steps.middle(page, "show_text")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 90, start[1] + 10, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Undo move show_text").wait_for()
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+a")
    steps.press_node(page, "make_text")
    page.get_by_role("menuitem", name="Align left").click()
    expect(page.get_by_role("button", name="Undo align left")).to_be_enabled()
    steps.wait_at(page, "show_text", box["x"])
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Undo move show_text")).to_be_enabled()
    page.get_by_role("heading", name="selected").wait_for()
    page.get_by_role("button", name="Align left", exact=True).click()
    steps.wait_at(page, "show_text", box["x"])


def test_a_free_input_is_promoted_from_the_menu_and_from_the_panel(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    steps.node(page, "show_text").click()
    page.get_by_label("Source of text").select_option(label="A new pipeline input (promote)")
    expect(steps.node(page, "inputs.text")).to_be_visible()
    steps.drag_from_library(page, "trim_text", 500, 120)
    steps.press_node(page, "trim_text")
    page.get_by_role("menuitem", name="Promote whole to a pipeline input").click()
    expect(steps.node(page, "inputs.whole")).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        inputs = steps.document_of(client, draft)["interface"]["inputs"]
    assert {name: one["type"] for name, one in inputs.items()} == {
        "text": "uri_folder",
        "whole": "uri_folder",
    }
    page.keyboard.press("Control+z")
    expect(steps.node(page, "inputs.whole")).to_have_count(0)


def test_a_promoted_input_comes_into_view(page: Page, draft: int) -> None:
    """Its step is at the upper border: what is promoted stands above it."""
    view = page.locator("[data-graph]").bounding_box()
    box = steps.node(page, "show_text").bounding_box()
    assert view and box
    page.mouse.move(view["x"] + 20, view["y"] + 20)
    page.mouse.wheel(0, box["y"] - view["y"] - 30)
    steps.node(page, "show_text").click()
    page.get_by_label("Source of text").select_option(label="A new pipeline input (promote)")
    new, step = steps.node(page, "inputs.text"), steps.node(page, "show_text")
    expect(new).to_be_visible()
    steps.wait_still(page, "inputs.text")
    new_box, step_box = new.bounding_box(), step.bounding_box()
    assert new_box and step_box
    assert view["y"] < new_box["y"] < step_box["y"] - new_box["height"]
    # What fed the step stands above it: the new one stands beside that.
    aside = abs(new_box["x"] - step_box["x"])
    assert aside < 1.2 * step_box["width"]
    assert view["x"] < new_box["x"] < view["x"] + view["width"] - new_box["width"]


def test_a_note_is_written_as_markdown_and_made_larger(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    canvas = page.get_by_role("group", name="Pipeline graph").bounding_box()
    assert canvas
    page.mouse.click(canvas["x"] + 60, canvas["y"] + 60, button="right")
    page.get_by_role("menuitem", name="Add a note").click()
    text = page.get_by_role("textbox", name="Text of the note")
    expect(text).to_be_focused()
    text.fill("# Why\n\n- **one** <script>alert(1)</script>\n- two")
    text.press("Control+Enter")
    note = page.locator("[data-node^='note:']")
    expect(note.locator("strong")).to_have_text("one")
    expect(note.locator("li")).to_have_count(2)
    expect(note.locator("script")).to_have_count(0)
    assert axe() == []

    before = note.bounding_box()
    assert before
    page.mouse.move(before["x"] + before["width"] - 5, before["y"] + before["height"] - 5)
    page.mouse.down()
    page.mouse.move(
        before["x"] + before["width"] + 75, before["y"] + before["height"] + 43, steps=5
    )
    page.mouse.up()
    steps.wait_saved(page)
    with live_studio.client() as client:
        kept = steps.document_of(client, draft)["notes"][0]
    assert (kept["width"], kept["height"]) == (320, 168)

    note.dblclick()
    expect(text).to_have_value("# Why\n\n- **one** <script>alert(1)</script>\n- two")
    page.keyboard.press("Escape")


def test_a_comment_shows_on_its_node(page: Page, draft: int) -> None:
    steps.node(page, "make_text").click()
    page.get_by_role("textbox", name="Comment").fill("Needs a look")
    expect(steps.node(page, "make_text").locator("[data-comment]")).to_have_attribute(
        "title", "Needs a look"
    )
    expect(page.get_by_role("group", name="comment: Needs a look")).to_be_visible()


def test_alt_drag_leaves_the_original_and_copies(page: Page, draft: int) -> None:
    start = steps.middle(page, "make_text")
    page.mouse.move(*start)
    page.mouse.down()
    page.keyboard.down("Alt")
    page.mouse.move(start[0] + 260, start[1], steps=6)
    page.mouse.up()
    page.keyboard.up("Alt")
    expect(steps.node(page, "make_text_2")).to_be_visible()
    assert steps.middle(page, "make_text") == start
    expect(page.get_by_role("button", name="Undo duplicate make_text_2")).to_be_enabled()


def test_yaml_goes_out_and_comes_in_by_the_clipboard(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+a")
    steps.press_node(page, "make_text")
    page.get_by_role("menuitem", name="Copy as YAML").click()
    page.get_by_text("Copied as YAML").last.wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "text: ${{parent.jobs.make_text.outputs.text}}" in text
    with live_studio.client() as client:
        second = steps.new_draft(client, "Pasted YAML")
    steps.open_draft(page, live_studio, second)
    page.get_by_role("group", name="Pipeline graph").focus()
    page.keyboard.press("Control+v")
    expect(steps.node(page, "show_text")).to_be_visible()
    assert steps.middle(page, "make_text")[1] < steps.middle(page, "show_text")[1]
    steps.wait_saved(page)
    with live_studio.client() as client:
        mine, theirs = (steps.document_of(client, one) for one in (draft, second))
    assert theirs["nodes"] == mine["nodes"]
    assert theirs["bindings"] == mine["bindings"]

    # From the middle of a file: without `jobs:`, and of something else, which is said.
    step = text[text.index("  show_text:") :].replace("show_text:", "again:")
    page.evaluate("text => navigator.clipboard.writeText(text)", step)
    page.keyboard.press("Control+v")
    expect(steps.node(page, "again")).to_be_visible()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = steps.document_of(client, second)
    joined = {one["source"]["node"] for one in document["bindings"]}
    assert joined == {"make_text"}, "joined to what is there"
    for one, other in itertools.combinations(document["layout"]["nodes"].values(), 2):
        assert abs(one["x"] - other["x"]) > 220 or abs(one["y"] - other["y"]) > 64, "over another"
    page.evaluate("navigator.clipboard.writeText('raw:\\n  type: uri_folder')")
    page.keyboard.press("Control+v")
    expect(page.get_by_text("This is neither a pipeline nor steps of one.").last).to_be_visible()


def test_the_palette_does_what_the_designer_can(page: Page, draft: int) -> None:
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run a command").fill("rename")
    page.get_by_role("option", name="Rename").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="New name of make_text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog")
    expect(overlay.get_by_text("Rename where it stands, or edit a note")).to_be_visible()
    page.keyboard.press("Escape")


def test_the_graph_goes_out_as_a_picture(page: Page, draft: int) -> None:
    page.get_by_role("group", name="Pipeline graph").focus()
    for label, ending, start in (("SVG", "svg", b"<svg "), ("PNG", "png", b"\x89PNG")):
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name="Search or run a command").fill(f"export as {label}")
        page.get_by_role("option", name=f"Export as {label}").wait_for()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == f"Editing.{ending}"
        content = download.value.path().read_bytes()
        assert content.startswith(start)
    # Twice as large as on the screen: what is written is sharp. Its width stands in its head.
    assert int.from_bytes(content[16:20]) == 2 * (220 + 2 * 32)


def test_the_library_knows_favourites_what_was_used_last_and_tags(page: Page, draft: int) -> None:
    library = page.get_by_role("region", name="Asset library")
    steps.drag_from_library(page, "trim_text", 500, 120)
    expect(library.get_by_role("list", name="Recently used")).to_contain_text("Trim text")
    library.get_by_role("button", name="Favourite Show text").first.click()
    expect(library.get_by_role("list", name="Favourites")).to_contain_text("Show text")
    library.get_by_label("Group by tag").select_option("stage")
    expect(library.get_by_role("list", name="clean")).to_contain_text("Trim text")
    page.reload()
    expect(library.get_by_role("list", name="Favourites")).to_contain_text("Show text")
    expect(library.get_by_role("list", name="clean")).to_be_visible()


def test_a_data_node_shows_its_first_rows_and_changes_its_version(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        for rows in ("name,age\nAda,36\n", "name,age\nGrace,85\n"):
            file = {"files": ("people.csv", rows.encode())}
            form = {"name": "people", "type": "uri_file"}
            client.post(steps.api("data/upload"), data=form, files=file).raise_for_status()
        node = {"kind": "data", "path": "azureml:people:1", "type": "uri_file"}
        document = steps.blank() | {
            "nodes": {"people": node},
            "layout": {"nodes": {"people": {"x": 0, "y": 0}}},
        }
        draft = steps.new_draft(client, "Data", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "people").click()
    panel = page.get_by_role("region", name="Properties")
    expect(panel.get_by_text("Ada")).to_be_visible()
    assert axe() == []
    panel.get_by_label("Version of people").select_option("2")
    expect(panel.get_by_text("Grace")).to_be_visible()
    expect(page.get_by_role("button", name="Undo change data people")).to_be_enabled()


def test_arranging_keeps_the_order_that_people_gave(page: Page, live_studio: LiveStudio) -> None:
    names = ("c", "a", "b")
    document = steps.blank() | {
        "nodes": {"start": steps.step("make_text")}
        | {name: steps.step("trim_text") for name in sorted(names)},
        "bindings": [
            {
                "source": {"node": "start", "port": "text"},
                "target": {"node": name, "port": "whole"},
            }
            for name in sorted(names)
        ],
        "layout": {
            "nodes": {"start": {"x": 0, "y": 0}}
            | {name: {"x": i * 500, "y": 300 + i * 90} for i, name in enumerate(names)}
        },
    }
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Order", document)
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Arrange automatically").click()
    expect(page.get_by_role("button", name="Undo arrange")).to_be_enabled()
    steps.wait_saved(page)
    with live_studio.client() as client:
        places = steps.document_of(client, draft)["layout"]["nodes"]
    assert sorted(names, key=lambda name: places[name]["x"]) == list(names)
    assert len({places[name]["y"] for name in names}) == 1


def test_a_wide_graph_without_places_is_shown_soon(page: Page, live_studio: LiveStudio) -> None:
    """The layout worker would need the better part of a minute for it, at each opening."""
    keys = [f"n{i}" for i in range(1000)]
    document = steps.blank() | {
        "nodes": {key: steps.step("trim_text") for key in keys},
        "bindings": [
            {
                "source": {"node": keys[i // 2], "port": "part"},
                "target": {"node": keys[i], "port": "whole"},
            }
            for i in range(1, len(keys))
        ],
    }
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Wide", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "n0").wait_for(state="attached", timeout=15_000)


def test_what_is_added_without_pointing_stands_on_free_ground(
    page: Page, live_studio: LiveStudio
) -> None:
    """The middle of the view is the gap between two steps: a wire's room, not a step's."""
    document = steps.two_steps("x")
    document["layout"] = {"nodes": {"make_text": {"x": 0, "y": 0}, "show_text": {"x": 0, "y": 136}}}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Free ground", document)
    steps.open_draft(page, live_studio, draft)
    steps.wait_still(page, "show_text")
    page.locator('[data-asset="trim_text"]').last.dblclick()
    added, last = (steps.node(page, key) for key in ("trim_text", "show_text"))
    added.wait_for()
    steps.wait_still(page, "trim_text")
    one, other = added.bounding_box(), last.bounding_box()
    assert one and other and one["y"] > other["y"] + other["height"]
