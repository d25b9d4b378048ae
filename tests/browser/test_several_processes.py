"""Somebody looks at the processes of a step, and says how many a step has."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.live_studio import LiveStudio
from tests.worker.waiting import until

API = "/api/workspaces/default"
RANKS = """
type: pipeline
display_name: Two ranks
settings: {default_compute: azureml:cpu-cluster}
jobs:
  train:
    command: echo I am $RANK of $WORLD_SIZE
    environment: {image: "python:3.11"}
    distribution: {type: pytorch, process_count_per_instance: 2}
"""


def test_each_rank_has_a_log_of_its_own(
    page: Page, live_studio: LiveStudio, tmp_path: Path
) -> None:
    file = tmp_path / "ranks.yml"
    file.write_text(RANKS)
    live_studio.studio("job", "create", "-f", str(file), "--stream", "-o", "none")
    page.goto(f"{live_studio.url}/jobs")
    page.get_by_role("link", name="Two ranks").first.click()
    steps = page.get_by_role("complementary", name="Steps")
    steps.get_by_role("button", name="train").click()
    panel = page.get_by_role("complementary", name="Details of train")
    panel.get_by_role("tab", name="Outputs and logs").click()
    files = panel.get_by_role("combobox", name="Log file")
    expect(files).to_contain_text("Rank 0")
    expect(panel.get_by_role("log")).to_contain_text("I am 0 of 2")
    files.click()
    page.get_by_role("option", name="Rank 1").click()
    expect(panel.get_by_role("log")).to_contain_text("I am 1 of 2")


def test_the_distribution_of_a_step_is_set_in_the_designer(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        made = client.post(f"{API}/drafts", json={"name": "Ranks", "yaml": RANKS}).json()
    page.goto(f"{live_studio.url}/drafts/{made['id']}")
    page.get_by_text("train", exact=True).first.click()
    kind = page.get_by_role("combobox", name="Distribution")
    expect(kind).to_have_value("pytorch")
    kind.select_option("TensorFlow")
    page.get_by_label("Parameter servers").last.fill("1")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    def saved() -> object:
        with live_studio.client() as client:
            draft = client.get(f"{API}/drafts/{made['id']}").json()
        return draft["document"]["nodes"]["train"]["distribution"]

    until(lambda: saved() == {"type": "tensorflow", "parameter_server_count": 1})
