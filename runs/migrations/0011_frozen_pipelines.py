import django.db.models.deletion
from django.db import migrations, models

import studio.models.ordered_json

SOME = 200


def move(apps, schema_editor):
    Job = apps.get_model("runs", "Job")
    Frozen = apps.get_model("runs", "FrozenPipeline")
    rows = Job.objects.exclude(document=None).only("document", "plan")
    for job in rows.iterator(chunk_size=SOME):
        components = job.plan.pop("components", None) or {}
        Frozen.objects.create(job=job, document=job.document, components=components)
        job.save(update_fields=["plan"])


def move_back(apps, schema_editor):
    for frozen in apps.get_model("runs", "FrozenPipeline").objects.iterator(chunk_size=SOME):
        job = frozen.job
        job.document = frozen.document
        job.plan["components"] = frozen.components
        job.save(update_fields=["document", "plan"])


class Migration(migrations.Migration):
    dependencies = [("runs", "0010_asset_uses")]

    operations = [
        migrations.CreateModel(
            name="FrozenPipeline",
            fields=[
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="frozen",
                        serialize=False,
                        to="runs.job",
                    ),
                ),
                ("document", studio.models.ordered_json.OrderedJSONField()),
                ("components", studio.models.ordered_json.OrderedJSONField(default=dict)),
            ],
        ),
        migrations.RunPython(move, move_back),
        migrations.RemoveField("job", "document"),
    ]
