"""An index on where data lies."""

from django.db import migrations, models

from studio.storage import place_keys


def fill(apps, schema_editor):
    versions = apps.get_model("designer", "DataVersion").objects
    for pk, path, workspace in versions.values_list("pk", "path", "asset__workspace").iterator():
        versions.filter(pk=pk).update(place=place_keys.of(workspace, path))


class Migration(migrations.Migration):
    dependencies = [("designer", "0006_draft_revisions")]

    operations = [
        migrations.AddField(
            "dataversion",
            "place",
            models.CharField(db_index=True, default="", max_length=600),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
