"""A graph that was arranged once has its places at once when it is opened again."""

from playwright.sync_api import Page, Worker, expect

from tests.browser import jobs
from tests.support.live_studio import LiveStudio

ARE_KEPT = """() => new Promise(done => {
  const opening = indexedDB.open('pipeline-studio-places', 1);
  opening.onsuccess = () => {
    const kept = opening.result.transaction('kept-work').objectStore('kept-work');
    const asked = kept.count();
    asked.onsuccess = () => { opening.result.close(); done(asked.result > 0); };
  };
})"""
STEP = {"command": "echo", "environment": {"image": "python"}}


def test_the_worker_is_not_asked_again(page: Page, live_studio: LiveStudio) -> None:
    spec = {
        "type": "pipeline",
        "display_name": "Arranged once",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {f"say_{number}": STEP for number in range(4)},
    }
    with live_studio.client() as client:
        name = jobs.submitted_spec(client, spec)
        jobs.ended(client, name)
    workers: list[Worker] = []
    page.on("worker", lambda worker: workers.append(worker))

    def opened() -> list[object]:
        """Where the nodes stand."""
        page.goto(f"{live_studio.url}/jobs/{name}")
        graph = page.get_by_role("group", name="Graph of Arranged once")
        nodes = [graph.get_by_role("group", name=f"say_{number};") for number in range(4)]
        for node in nodes:
            expect(node).to_be_visible()
        return [node.bounding_box() for node in nodes]

    first = opened()
    assert len(workers) == 1
    # The places are written behind the graph, which does not wait for it.
    page.wait_for_function(ARE_KEPT)
    assert opened() == first
    assert len(workers) == 1
