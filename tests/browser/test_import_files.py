"""Files that are brought in: what did not come with them, and all that was found in them."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

PIPELINE = """\
type: pipeline
display_name: With neighbours
settings: {default_compute: azureml:cpu-cluster}
jobs:
  speak:
    component: ./parts/speak.yml
  count:
    command: python count.py
    code: ./src
    environment: {image: python}
"""
SPEAK = """\
type: command
name: speak
command: echo hello
environment: {image: python}
"""
TWICE = """\
type: pipeline
display_name: Twice
settings: {default_compute: azureml:cpu-cluster}
colour: red
jobs:
  train: {command: echo a, environment: {image: python}}
  train: {command: echo b, environment: {image: python}}
  other:
    comand: echo c
"""


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pipeline with its files, deep inside what is chosen."""
    mine = tmp_path / "project" / "mine"
    for path, text in {
        "pipeline.yml": PIPELINE,
        "parts/speak.yml": SPEAK,
        "src/count.py": "print(1)",
    }.items():
        (mine / path).parent.mkdir(parents=True, exist_ok=True)
        (mine / path).write_text(text)
    return tmp_path / "project"


def new_pipeline(page: Page, studio: LiveStudio) -> None:
    page.goto(f"{studio.url}/drafts/new?from=yaml")
    page.get_by_role("textbox", name="YAML of the new pipeline").wait_for()


def choose(around: Page | Locator, label: str, path: Path) -> None:
    around.locator(f'input[aria-label="{label}"]').set_input_files(path)


def test_yaml_whose_files_are_elsewhere_takes_them_from_a_folder(
    page: Page, live_studio: LiveStudio, folder: Path, axe: Callable[[], list[str]]
) -> None:
    new_pipeline(page, live_studio)
    page.get_by_role("textbox", name="YAML of the new pipeline").fill(PIPELINE)
    findings = page.get_by_role("region", name="Findings")
    expect(findings.get_by_text("file not found: ./parts/speak.yml.")).to_be_visible()
    expect(findings.get_by_text("pipeline.yml:6:5")).to_be_visible()
    expect(page.get_by_text("2 files or folders beside the YAML did not come")).to_be_visible()
    assert axe() == []
    choose(page, "Choose the folder", folder)
    expect(steps.node(page, "speak")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_enabled()


def test_a_file_without_its_neighbours_offers_the_folder(
    page: Page, live_studio: LiveStudio, folder: Path, axe: Callable[[], list[str]]
) -> None:
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", folder / "mine" / "pipeline.yml")
    dialog = page.get_by_role("dialog", name="2 errors in pipeline.yml")
    expect(dialog.get_by_text("pipeline.yml:9:5")).to_be_visible()
    assert axe() == []
    choose(dialog, "Choose the folder", folder)
    expect(steps.node(page, "speak")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_enabled()


def test_a_draft_without_its_files_takes_them_later(
    page: Page, live_studio: LiveStudio, folder: Path
) -> None:
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", folder / "mine" / "pipeline.yml")
    page.get_by_role("dialog").get_by_role("button", name="Create the draft all the same").click()
    expect(steps.node(page, "speak")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_be_disabled()
    page.get_by_role("button", name="Problems").click()
    panel = page.get_by_role("region", name="Problems")
    expect(panel.get_by_text("code: folder ./src is not here.")).to_be_visible()
    choose(panel, "Choose the folder", folder)
    expect(panel.get_by_text("Nothing stands in the way.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo bring files")).to_be_enabled()


def test_what_comes_later_is_taken_though_something_is_still_missing(
    page: Page, live_studio: LiveStudio, folder: Path
) -> None:
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", folder / "mine" / "pipeline.yml")
    page.get_by_role("dialog").get_by_role("button", name="Create the draft all the same").click()
    page.get_by_role("button", name="Problems").click()
    shutil.rmtree(folder / "mine" / "src")
    choose(page.get_by_role("region", name="Problems"), "Choose the folder", folder)
    dialog = page.get_by_role("dialog", name="1 error in draft.yml")
    expect(dialog.get_by_text("Folder ./src does not exist")).to_be_visible()
    dialog.get_by_role("button", name="Take what came").click()
    expect(page.get_by_role("button", name="Undo bring files")).to_be_enabled()


def test_all_that_was_found_in_a_file_is_read_before_it_is_a_draft(
    page: Page, live_studio: LiveStudio, tmp_path: Path
) -> None:
    (tmp_path / "twice.yml").write_text(TWICE)
    new_pipeline(page, live_studio)
    choose(page, "Choose a YAML, JSON or zip file", tmp_path / "twice.yml")
    dialog = page.get_by_role("dialog", name="errors in twice.yml")
    for words, place in (
        ("Unknown key colour.", "twice.yml:4:1"),
        ('"train" is defined twice; first on line 6.', "twice.yml:7:3"),
        ("Unknown key comand. Did you mean command?", "twice.yml:9:5"),
    ):
        expect(dialog.get_by_role("listitem").filter(has_text=words)).to_contain_text(place)
    expect(page.locator("[data-node]")).to_have_count(0)
    dialog.get_by_role("button", name="Create the draft all the same").click()
    expect(steps.node(page, "train")).to_be_visible()
    page.get_by_role("button", name="Show the YAML").click()
    expect(page.get_by_role("textbox", name="YAML of this draft")).to_contain_text("comand: echo c")


def test_findings_of_typed_yaml_are_reached_from_the_draft(
    page: Page, live_studio: LiveStudio
) -> None:
    new_pipeline(page, live_studio)
    page.get_by_role("textbox", name="YAML of the new pipeline").fill(TWICE)
    findings = page.get_by_role("region", name="Findings")
    expect(findings.get_by_text("Unknown key colour.")).to_be_visible()
    page.get_by_role("button", name="Create the draft").click()
    page.get_by_role("link", name="Show them in the YAML").click()
    expect(page.get_by_role("textbox", name="YAML of this draft")).to_contain_text("colour: red")


def write_pipelines(folder: Path, count: int) -> None:
    """``a0/pipeline.yml`` and so on: each runs a file that lies beside it."""
    for index in range(count):
        place = folder / f"a{index}"
        place.mkdir(parents=True)
        text = PIPELINE.replace("With neighbours", f"Number {index}").partition("  count:")[0]
        (place / "pipeline.yml").write_text(
            text.replace("./parts", ".") + "  more:\n    component: ./speak.yml\n"
        )
        (place / "speak.yml").write_text(SPEAK)


def test_one_or_more_of_a_folders_pipelines_are_chosen(
    page: Page, live_studio: LiveStudio, tmp_path: Path, axe: Callable[[], list[str]]
) -> None:
    write_pipelines(tmp_path / "many", 14)
    (tmp_path / "many" / "cut.yml").write_text("jobs: [")
    new_pipeline(page, live_studio)
    choose(page, "Choose a folder", tmp_path / "many")
    dialog = page.get_by_role("dialog", name="14 pipelines in many")
    table = dialog.get_by_role("grid", name="Pipelines to import")
    row = table.get_by_role("row").filter(has_text="a3/pipeline.yml")
    expect(row.get_by_role("gridcell").last).to_have_text("2")
    expect(dialog.get_by_text("cut.yml:2:1")).to_be_visible()
    assert axe() == []
    search = dialog.get_by_role("searchbox", name="Search the pipelines")
    search.fill("number 3")
    row.click()
    search.fill("a12")
    table.get_by_role("checkbox", name="Select all").check()
    search.fill("")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if "/documents/" in one.url else None)
    dialog.get_by_role("button", name="Create 2 drafts").click()
    expect(page).to_have_url(re.compile(r"/drafts$"))
    assert len(sent) == 1, "the folder is sent once for all that are chosen"
    for name in ("Number 3", "Number 12"):
        expect(page.get_by_role("row").filter(has_text=name)).to_have_count(1)


def test_one_of_a_zips_pipelines_comes_onto_the_canvas(
    page: Page, live_studio: LiveStudio, tmp_path: Path
) -> None:
    write_pipelines(tmp_path / "many", 3)
    shutil.make_archive(str(tmp_path / "many"), "zip", tmp_path / "many")
    with live_studio.client() as client:
        draft = steps.new_draft(client, "New pipeline", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Show the YAML").click()
    page.get_by_role("button", name="Export and import").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Import a YAML, JSON or zip file").click()
    chooser.value.set_files(tmp_path / "many.zip")
    dialog = page.get_by_role("dialog", name="3 pipelines in many.zip")
    dialog.get_by_role("row").filter(has_text="a0/").click()
    dialog.get_by_role("row").filter(has_text="a2/").click()
    dialog.get_by_role("button", name="Import it").click()
    for key in ("speak", "more"):
        expect(steps.node(page, key)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", name="Number 2")).to_be_attached()
    steps.wait_saved(page)
    with live_studio.client() as client:
        document = steps.document_of(client, draft)
    assert document["details"]["display_name"] == "Number 2", "one canvas takes one"
    assert set(document["nodes"]) == {"speak", "more"}
    steps.undo_button(page).click()
    expect(page.get_by_role("heading", name="New pipeline")).to_be_attached()
