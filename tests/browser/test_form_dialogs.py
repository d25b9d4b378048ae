"""Dialogs that are filled in: Enter does it, and the keyboard goes on where it was."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import designer_steps as steps
from tests.browser import samples
from tests.browser.jobs import ended, submitted
from tests.support.live_studio import LiveStudio

ONE_STEP = """
type: command
display_name: For dialogs
command: echo hello
environment: {image: "python:3.11"}
compute: azureml:cpu-cluster
"""


def open_draft(page: Page, studio: LiveStudio) -> None:
    with studio.client() as client:
        draft = steps.new_draft(client, "For dialogs", steps.two_steps("x"))
    steps.open_draft(page, studio, draft)


def draft_in_list(page: Page, studio: LiveStudio) -> str:
    """A draft's name, in the list that holds only it."""
    name = f"For dialogs {uuid.uuid4().hex[:6]}"
    with studio.client() as client:
        steps.new_draft(client, name)
    page.goto(f"{studio.url}/drafts?search={name.replace(' ', '+')}")
    return name


def open_job(page: Page, studio: LiveStudio) -> None:
    with studio.client() as client:
        job = submitted(client, ONE_STEP)
        ended(client, job)
    page.goto(f"{studio.url}/jobs/{job}")


def from_menu(page: Page, opener: Locator, item: str) -> Locator:
    """Opens a menu and takes what it offers, by keyboard; gives what opened it."""
    opener.focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name=item).press("Enter")
    return opener


def group(page: Page, studio: LiveStudio) -> Locator:
    open_draft(page, studio)
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+g")
    return steps.node(page, "make_text")


def group_from_the_menu(page: Page, studio: LiveStudio) -> Locator:
    open_draft(page, studio)
    steps.press_node(page, "make_text")
    page.get_by_role("menuitem", name="Group into a pipeline component").click()
    return steps.node(page, "make_text")


def submit(page: Page, studio: LiveStudio) -> Locator:
    open_draft(page, studio)
    opener = page.get_by_role("button", name="Submit", exact=True)
    opener.click()
    return opener


def submit_from_the_palette(page: Page, studio: LiveStudio) -> Locator:
    open_draft(page, studio)
    steps.node(page, "make_text").click()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run a command").fill("submit…")
    expect(page.get_by_role("option", name="Submit…")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    return steps.node(page, "make_text")


def delete_draft(page: Page, studio: LiveStudio) -> Locator:
    name = draft_in_list(page, studio)
    return from_menu(page, page.get_by_role("button", name=f"Actions for {name}"), "Delete")


def delete_job(page: Page, studio: LiveStudio) -> Locator:
    open_job(page, studio)
    more = page.get_by_role("button", name="More actions")
    return from_menu(page, more, "Delete with its data")


def compare(page: Page, studio: LiveStudio) -> Locator:
    open_job(page, studio)
    return from_menu(page, page.get_by_role("button", name="More actions"), "Compare with…")


@pytest.mark.parametrize(
    ("opened", "title"),
    [
        (group, "Group into a pipeline component"),
        (group_from_the_menu, "Group into a pipeline component"),
        (submit, "Submit a job"),
        (submit_from_the_palette, "Submit a job"),
        (delete_draft, "Delete For dialogs"),
        (delete_job, "Delete For dialogs"),
        (compare, "Compare with another job"),
    ],
)
def test_escape_leaves_a_dialog_to_where_the_keyboard_was(
    page: Page,
    live_studio: LiveStudio,
    axe: Callable[[], list[str]],
    opened: Callable[[Page, LiveStudio], Locator],
    title: str,
) -> None:
    steps.prepare(live_studio)
    opener = opened(page, live_studio)
    dialog = page.get_by_role("dialog", name=title).or_(page.get_by_role("alertdialog", name=title))
    expect(dialog).to_be_visible()
    expect(dialog.locator(":focus")).to_have_count(1)
    assert axe() == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_enter_groups_and_the_new_step_has_the_keyboard(
    page: Page, live_studio: LiveStudio
) -> None:
    steps.prepare(live_studio)
    group(page, live_studio)
    name = page.get_by_role("dialog").get_by_role("textbox", name="Name")
    name.fill("grouped")
    name.press("Enter")
    expect(steps.node(page, "grouped")).to_be_focused()
    steps.wait_saved(page)


def test_enter_submits_and_the_button_has_the_keyboard(page: Page, live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)
    opener = submit(page, live_studio)
    page.get_by_role("textbox", name="Job display name").press("Enter")
    expect(page.get_by_role("link", name="Open the job")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_enter_at_a_question_keeps_what_would_be_deleted(
    page: Page, live_studio: LiveStudio
) -> None:
    opener = delete_draft(page, live_studio)
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_deleted_row_hands_the_keyboard_to_the_next(page: Page, live_studio: LiveStudio) -> None:
    word = uuid.uuid4().hex[:8]
    with live_studio.client() as client:
        for number in (1, 2):
            steps.new_draft(client, f"{word} {number}.")
    page.goto(f"{live_studio.url}/drafts?search={word}")
    rows = page.get_by_role("grid", name="Drafts").get_by_role("row")
    from_menu(page, page.get_by_role("button", name=f"Actions for {word} 2."), "Delete")
    page.get_by_role("button", name="Delete for good").click()
    expect(rows.filter(has_text=f"{word} 2.")).to_have_count(0)
    expect(rows.filter(has_text=f"{word} 1.")).to_be_focused()


def test_enter_creates_a_compute_which_is_changed_and_deleted(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    name = f"typed-{uuid.uuid4().hex[:6]}"
    page.goto(f"{live_studio.url}/computes")
    opener = page.get_by_role("button", name="Create compute")
    opener.click()
    dialog = page.get_by_role("dialog", name="Create compute")
    field = dialog.get_by_role("textbox", name="Name")
    field.press("Enter")  # nothing is filled in yet
    expect(dialog).to_be_visible()
    field.fill(name)
    dialog.get_by_role("spinbutton", name="Most instances").fill("3")
    assert axe() == []
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    row = page.get_by_role("row", name=name)
    expect(row).to_contain_text("3")
    expect(opener).to_be_focused()

    row.get_by_role("button", name=f"Change {name}").click()
    page.get_by_role("spinbutton", name="Most instances").fill("5")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("0 of 5")
    row.get_by_role("button", name=f"Delete {name}").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(row).to_have_count(0)


def test_escape_leaves_and_several_lines_stay_lines(page: Page, live_studio: LiveStudio) -> None:
    page.goto(f"{live_studio.url}/environments")
    opener = page.get_by_role("button", name="Create an environment")
    opener.click()
    dialog = page.get_by_role("dialog", name="Create an environment")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("lines")
    packages = dialog.get_by_role("textbox", name="Packages")
    packages.fill("pandas")
    packages.press("Enter")
    packages.press_sequentially("numpy")
    expect(packages).to_have_value("pandas\nnumpy")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_job_is_renamed_from_its_menu_by_keyboard(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = samples.draft(client, "Nested fan-out")
        body = {"draft": draft["id"], "revision": draft["revision"]}
        job = client.post("/api/workspaces/default/jobs", json=body).json()["name"]
    page.goto(f"{live_studio.url}/jobs/{job}")
    more = page.get_by_role("button", name="More actions")
    more.focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Edit name, description, tags").press("Enter")
    dialog = page.get_by_role("dialog", name="Edit job")
    dialog.get_by_role("textbox", name="Display name").fill("Called otherwise")
    # Enter in the line of tags adds a tag; it does not save yet.
    dialog.get_by_role("textbox", name="Tag", exact=True).fill("kept")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("kept")).to_be_visible()
    dialog.get_by_role("textbox", name="Display name").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Called otherwise")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(more).to_be_focused()
