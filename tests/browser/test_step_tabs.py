"""What a step's panel tells beside its log: use of its machine, images, environment, why it ran."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import jobs, misfits, samples
from tests.support.live_studio import LiveStudio

Axe = Callable[[], list[str]]

# Uses its processor and 60 MB until it is canceled.
BUSY = "python - <<'END'\nheld = bytearray(60_000_000)\nwhile True: sum(range(1000))\nEND\n"
DRAW = """python - <<'END'
import os, struct, urllib.request, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
header = struct.pack(">IIBBBBB", 40, 20, 8, 0, 0, 0, 0)
rows = b"".join(bytes([0, *range(0, 240, 6)]) for _ in range(20))
png = (b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
       + chunk(b"IEND", b""))
place = "/".join((os.environ["MLFLOW_TRACKING_URI"], "api/2.0/mlflow-artifacts/artifacts",
                  os.environ["MLFLOW_EXPERIMENT_ID"], os.environ["MLFLOW_RUN_ID"], "artifacts"))
headers = {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"]}
for name in ("plots/curve.png", "matrix.png"):
    request = urllib.request.Request(f"{place}/{name}", data=png, headers=headers, method="PUT")
    urllib.request.urlopen(request).read()
END
"""


def pipeline(name: str, **step: Any) -> dict[str, Any]:
    """One step called ``only``."""
    return {
        "type": "pipeline",
        "display_name": name,
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {"only": {"environment": {"image": "python"}, **step}},
    }


def opened(page: Page, studio: LiveStudio, job: str, tab: str) -> Locator:
    page.goto(f"{studio.url}/jobs/{job}?node=only&tab={tab}")
    return page.get_by_role("complementary", name="Details of only")


def in_both_themes(page: Page, axe: Axe) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe() == []
    assert misfits.at_each_size(page) == []


def test_use_of_the_machine_is_drawn_while_a_step_runs_and_afterwards(
    page: Page, live_studio: LiveStudio, axe: Axe
) -> None:
    with live_studio.client() as client:
        name = jobs.submitted_spec(client, pipeline("Busy", command=BUSY))
    panel = opened(page, live_studio, name, "monitoring")
    for title in ("CPU, of one core", "Memory", "Processes"):
        expect(panel.get_by_role("figure", name=title)).to_be_visible()
    expect(panel.get_by_text("of one core", exact=False).first).to_be_visible()
    drawn = panel.get_by_role("figure", name="Memory").get_attribute("aria-label")
    # More samples come by themselves.
    expect(panel.get_by_role("figure", name="Memory")).not_to_have_attribute(
        "aria-label", drawn or ""
    )
    in_both_themes(page, axe)
    with live_studio.client() as client:
        client.post(f"{jobs.API}/jobs/{name}/cancel").raise_for_status()
        jobs.ended(client, name)
    expect(panel.get_by_text("Canceled", exact=True)).to_be_visible()
    page.reload()
    memory = panel.get_by_role("definition").filter(has_text="MB")
    expect(memory).to_be_visible()
    expect(panel.get_by_role("figure", name="CPU, of one core")).to_be_visible()


@pytest.mark.parametrize("tab", ["monitoring", "images", "metrics"])
def test_a_step_that_left_nothing_says_so(page: Page, live_studio: LiveStudio, tab: str) -> None:
    with live_studio.client() as client:
        name = jobs.submitted_spec(client, pipeline("Leaves nothing", command="true"))
        jobs.ended(client, name)
    panel = opened(page, live_studio, name, tab)
    expect(panel.get_by_role("heading", level=2, name="No ")).to_be_visible()


def test_logged_images_are_looked_at_and_downloaded(
    page: Page, live_studio: LiveStudio, axe: Axe
) -> None:
    with live_studio.client() as client:
        name = jobs.submitted_spec(client, pipeline("Draws", command=DRAW))
        assert jobs.ended(client, name)["status"] == "Completed"
    panel = opened(page, live_studio, name, "images")
    for path in ("matrix.png", "plots/curve.png"):
        image = panel.get_by_role("img", name=path)
        expect(image).to_be_visible()
        expect(image).to_have_js_property("naturalWidth", 40)
    in_both_themes(page, axe)
    panel.get_by_role("button", name="plots/curve.png").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="plots/curve.png")
    expect(dialog.get_by_role("img", name="plots/curve.png")).to_be_visible()
    assert axe() == []
    with page.expect_download() as got:
        dialog.get_by_role("link", name="Download").click()
    assert got.value.suggested_filename == "curve.png"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(panel.get_by_role("button", name="plots/curve.png")).to_be_focused()


def test_the_environment_of_a_step_leads_to_its_page(
    page: Page, live_studio: LiveStudio, axe: Axe
) -> None:
    with live_studio.client() as client:
        sample = samples.job(client)
        jobs.ended(client, sample["name"])
    page.goto(f"{live_studio.url}/jobs/{sample['name']}?node=train&tab=environment")
    panel = page.get_by_role("complementary", name="Details of Train model")
    expect(panel.get_by_role("region", name="Definition")).to_contain_text("scikit-learn")
    expect(panel.get_by_role("region", name="What the studio did")).to_contain_text("Attempt 1 on")
    in_both_themes(page, axe)
    tabs = panel.get_by_role("tab")
    for tab in tabs.all():
        expect(tab).to_be_in_viewport(ratio=1)
    tops = {box["y"] for tab in tabs.all() if (box := tab.bounding_box())}
    assert len(tops) == 1, "the tabs stand on one line"
    page.evaluate("localStorage.setItem('studio.job.panel', '360')")
    page.reload()
    panel.get_by_role("tab", name="Environment", selected=True).focus()
    page.keyboard.press("ArrowRight")
    last = panel.get_by_role("tab", name="JSON")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport(ratio=1)
    panel.get_by_role("link", name="sklearn:").click()
    expect(page.get_by_role("heading", level=1, name="sklearn")).to_be_visible()


def test_a_step_says_why_it_ran_again_or_did_not(
    page: Page, live_studio: LiveStudio, axe: Axe
) -> None:
    def submitted(name: str, word: str, command: str) -> str:
        step = {"command": command, "inputs": {"word": word}}
        with live_studio.client() as client:
            job = jobs.submitted_spec(client, pipeline(name, **step))
            assert jobs.ended(client, job)["status"] == "Completed"
        return job

    plain, longer = "echo ${{inputs.word}}", "echo ${{inputs.word}}\necho and more"
    first = submitted("Why first", "one", plain)
    second = submitted("Why second", "two", plain)
    third = submitted("Why third", "two", longer)
    reused = submitted("Why fourth", "two", longer)

    panel = opened(page, live_studio, second, "overview")
    why = panel.get_by_role("region", name="Why did it run again?")
    expect(why).to_contain_text("Parameter word was one, and is two now.")
    in_both_themes(page, axe)
    why.get_by_role("link", name=first).click()
    expect(page.get_by_role("heading", level=1, name="Why first")).to_be_visible()
    expect(panel).to_be_visible()

    why = opened(page, live_studio, third, "overview").get_by_role(
        "region", name="Why did it run again?"
    )
    expect(why.get_by_text("+echo and more")).to_be_visible()
    in_both_themes(page, axe)

    why = opened(page, live_studio, reused, "overview").get_by_role(
        "region", name="Why was it not run?"
    )
    expect(why.get_by_role("link", name=third)).to_be_visible()
    assert axe() == []
