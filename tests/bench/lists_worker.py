"""Run by ``lists``: fills a database with so many jobs and asks the API; prints "name ms" lines."""

import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from runs.models import Experiment, Job  # noqa: E402
from studio.lib import clock  # noqa: E402
from studio.models import Role  # noqa: E402
from tests.bench.measure import median_ms  # noqa: E402
from tests.factories import make_member, make_user, make_workspace  # noqa: E402

BATCH = 5_000
ADDRESSES = {
    "the list": "jobs",
    "the list of failed ones": "jobs?status=Failed",
    "a search": "jobs?search=pipeline 7",
    "one job": "jobs/job-50",
    "home": "home",
    "the last days": "home/trends",
    "experiments": "experiments",
}


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    user, workspace = make_user("alice"), make_workspace()
    make_member(workspace, user, Role.OWNER)
    names = [Experiment(workspace=workspace, name=f"bench {number}") for number in range(50)]
    experiments = Experiment.objects.bulk_create(names)
    began = clock.now() - timedelta(seconds=count)
    for start in range(0, count, BATCH):
        Job.objects.bulk_create(
            Job(
                workspace=workspace,
                experiment=experiments[number % len(experiments)],
                created_by=user,
                name=f"job-{number}",
                display_name=f"pipeline {number}",
                type="pipeline",
                status="Failed" if number % 50 == 0 else "Completed",
                created_at=began + timedelta(seconds=number),
                steps_total=5,
                steps_done=5,
                plan={"steps": ["x" * 2000]},
            )
            for number in range(start, min(start + BATCH, count))
        )
    client = APIClient()
    client.force_authenticate(user)
    for name, address in ADDRESSES.items():
        path = f"/api/workspaces/default/{address}"
        assert client.get(path).status_code == 200, name
        print(name, median_ms(lambda path=path: client.get(path)))  # type: ignore[misc]


if __name__ == "__main__":
    main(int(sys.argv[1]))
