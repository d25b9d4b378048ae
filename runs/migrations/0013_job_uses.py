"""Which steps name outputs of other jobs by their address."""

import json
import re
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

NOT_ENDED = (
    "NotStarted",
    "Preparing",
    "Queued",
    "Running",
    "Finalizing",
    "CancelRequested",
)
OF_A_JOB = re.compile(r'azureml://jobs/([^/"]+)/outputs/')


def note(apps: Any, schema_editor: Any) -> None:
    """Of jobs that go on; of those that have ended nobody asks."""
    jobs, uses = apps.get_model("runs", "Job"), apps.get_model("runs", "JobUse")
    rows = jobs.objects.filter(status__in=NOT_ENDED).exclude(type="pipeline")
    for job in rows.only("pk", "workspace", "plan").iterator(chunk_size=500):
        for name in sorted(set(OF_A_JOB.findall(json.dumps(job.plan)))):
            uses.objects.create(workspace_id=job.workspace_id, job=job, producer=name)


class Migration(migrations.Migration):
    dependencies = [
        ("runs", "0012_waiting_and_open"),
        ("studio", "0003_clean_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="JobUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("producer", models.CharField(max_length=255)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="job_uses",
                        to="runs.job",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="studio.workspace",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "producer"], name="uses_of_a_job")],
            },
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
