"""Run by ``deletions``: deletes jobs of so many steps while another thread writes all the time."""

import sys
import threading
import time
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from runs.models import Experiment, Job, JobEvent, LatestMetric, MetricPoint  # noqa: E402
from runs.operations import delete, removal  # noqa: E402
from studio.lib import clock  # noqa: E402
from studio.models import Workspace  # noqa: E402
from studio.transaction import writing  # noqa: E402
from tests.bench.measure import elapsed_ms  # noqa: E402
from tests.factories import make_workspace  # noqa: E402
from tests.support.job_rows import make_job  # noqa: E402

EVENTS = POINTS = 5
PAUSE_SECONDS = 0.002


class Writer(threading.Thread):
    """A step that logs, say: one small transaction after the other. longest_ms: it waited once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest_ms = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(PAUSE_SECONDS):
            self.longest_ms = max(self.longest_ms, elapsed_ms(self._write))
        connection.close()

    def end(self) -> None:
        self._ended.set()
        self.join()

    @staticmethod
    def _write() -> None:
        with writing():
            Experiment.objects.update(archived=False)


def filled(workspace: Workspace, steps: int) -> Job:
    root = make_job(workspace, f"all-{steps}", status="Completed", steps_total=steps)
    with writing():
        below = Job.objects.bulk_create(
            Job(
                workspace=workspace,
                experiment=root.experiment,
                name=f"{root.name}-{number}",
                root=root,
                parent=root,
                path=f"s{number}",
                type="command",
                status="Completed",
                created_at=clock.now(),
                plan={"command": "x" * 2000},
                outputs={
                    "out": {
                        "type": "uri_file",
                        "uri": f"azureml://datastores/workspaceblobstore/paths/azureml/{root.name}-{number}/out",
                    }
                },
            )
            for number in range(steps)
        )
        JobEvent.objects.bulk_create(
            JobEvent(root=root, job=job, sequence=place * EVENTS + n, kind="status", at=clock.now())
            for place, job in enumerate(below)
            for n in range(EVENTS)
        )
        LatestMetric.objects.bulk_create(
            LatestMetric(job=job, key="loss", timestamp_ms=1, value="1") for job in below
        )
        MetricPoint.objects.bulk_create(
            MetricPoint(job=job, key="loss", step=n, timestamp_ms=1, value="1")
            for job in below
            for n in range(POINTS)
        )
    return root


def whole(root: Job) -> None:
    """What is left when who has asked has waited long enough is the keepers'."""
    delete.delete(root)
    removal.go_on(600)


def main(sizes: list[int]) -> None:
    call_command("migrate", verbosity=0)
    workspace = make_workspace()
    for steps in sizes:
        root = filled(workspace, steps)
        writer = Writer()
        writer.start()
        time.sleep(0.5)
        took = elapsed_ms(partial(whole, root))
        writer.end()
        assert not Job.objects.exists()
        print(f"{steps:,} steps: the longest that another writer waits, ms", writer.longest_ms)
        print(f"{steps:,} steps: deletion, ms", took)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]])
