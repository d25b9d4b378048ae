"""What a reader sees of a draft: all that is there, why it is read only, nothing that fails."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import designer_steps as steps
from tests.browser.conftest import AXE, WAIT_MS
from tests.support.live_studio import LiveStudio


@pytest.fixture
def reader(browser: Browser, live_studio: LiveStudio) -> Iterator[Page]:
    """Somebody who reads in the workspace, signed in."""
    steps.prepare(live_studio)
    printed = live_studio.studio("admin", "create-user", "rita", "--role", "reader").stdout
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto(printed.split()[-1])
    page.get_by_role("navigation").first.wait_for()
    yield page
    context.close()


def test_an_empty_draft_says_who_may_fill_it(reader: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Nothing yet")
    steps.open_draft(reader, live_studio, draft)
    canvas = reader.locator('[data-pane="canvas"]')
    expect(canvas.get_by_text("This draft is still empty")).to_be_visible()
    expect(canvas.get_by_text("You are a reader here")).to_be_visible()
    expect(reader.get_by_text("Drag a component here")).to_have_count(0)
    for name in ("Add a component", "Import a file"):
        expect(reader.get_by_role("button", name=name)).to_have_count(0)

    expect(reader.get_by_text("Add one, or choose")).to_have_count(0)

    reader.get_by_role("button", name="Read only").click()
    why = reader.get_by_label("Why this draft is read only")
    expect(why.get_by_text("You are a reader of the workspace default")).to_be_visible()
    expect(why.get_by_text("An owner of the workspace can make you a contributor")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(why).to_have_count(0)
    expect(reader.get_by_role("button", name="Read only")).to_be_focused()


CONTRAST = """field => {
  const light = text => {
    const [r, g, b] = text.match(/[0-9.]+/g).slice(0, 3).map(Number).map(part => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = getComputedStyle(document.querySelector('[data-panel]')).backgroundColor;
  const [less, more] = [getComputedStyle(field).color, ground].map(light).sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_reader_cannot_change_can_be_read(
    reader: Page, live_studio: LiveStudio, scheme: str
) -> None:
    reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Only read", steps.two_steps("to be read"))
    steps.open_draft(reader, live_studio, draft)
    steps.node(reader, "show_text").click()
    for name in ("title", "Name of the draft"):
        field = reader.get_by_role("textbox", name=name, exact=True)
        expect(field).to_be_disabled()
        assert field.evaluate(CONTRAST) >= 4.5


def test_the_library_of_a_reader_leads_to_the_pages_of_what_it_lists(
    reader: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Looked at", steps.two_steps("x"))
    steps.open_draft(reader, live_studio, draft)
    steps.node(reader, "make_text").wait_for()
    expect(reader.get_by_role("list", name="Control flow")).to_have_count(0)
    item = reader.locator('[data-asset="trim_text"]').last
    expect(item).not_to_have_attribute("draggable", "true")
    item.dblclick()
    expect(reader.get_by_role("heading", name="Trim text")).to_be_visible()


def test_a_graph_that_is_being_arranged_says_so(page: Page, live_studio: LiveStudio) -> None:
    """The layout worker may take seconds to come on a loaded machine."""
    steps.prepare(live_studio)
    document = steps.two_steps("x") | {"layout": {"nodes": {}}}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "To be placed", document)
    held: list[Route] = []
    page.context.route("**/elk-worker*", lambda route: held.append(route))
    page.goto(f"{live_studio.url}/drafts/{draft}")
    expect(page.get_by_text("Arranging the graph…")).to_be_visible()
    expect(steps.node(page, "make_text")).to_have_count(0)
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    expect(steps.node(page, "make_text")).to_be_visible()
    expect(page.get_by_text("Arranging the graph…")).to_have_count(0)
