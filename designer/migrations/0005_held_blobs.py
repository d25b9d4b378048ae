"""Which workspace holds which bytes. What snapshots name was sent by their workspace."""

import django.db.models.deletion
from django.db import migrations, models


def hold_what_snapshots_name(apps, schema_editor):
    held = apps.get_model("designer", "HeldBlob")
    for snapshot in apps.get_model("designer", "Snapshot").objects.iterator(200):
        digests = {one["sha256"] for one in snapshot.files}
        rows = [held(workspace_id=snapshot.workspace_id, sha256=one) for one in digests]
        held.objects.bulk_create(rows, 500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("studio", "0001_initial"),
        ("designer", "0004_ordered_json"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldBlob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held_blobs",
                        to="studio.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "sha256"), name="one_holder_a_blob"
                    )
                ],
            },
        ),
        migrations.RunPython(hold_what_snapshots_name, migrations.RunPython.noop),
    ]
