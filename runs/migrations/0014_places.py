"""An index on where models lie. Copies of the first generation, which lay in a folder of the
studio's own, get a place in the default datastore like all others."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import migrations, models

from studio.storage import place_keys


def fill(apps, schema_editor):
    versions = apps.get_model("runs", "ModelVersion").objects
    for one in versions.select_related("registered").only("path", "version", "registered"):
        path = one.path or moved(apps, one)
        place = place_keys.of(one.registered.workspace_id, path)
        versions.filter(pk=one.pk).update(path=path, place=place)


def moved(apps, version):
    stores = apps.get_model("studio", "Datastore").objects.select_related("workspace")
    store = stores.filter(workspace=version.registered.workspace_id, is_default=True).first()
    if store is None:
        return ""
    home = Path(settings.STUDIO_HOME)
    below = f"azureml/models/{version.registered_id}/{version.version}"
    own = home / "datastores" / store.workspace.name / store.name
    old = home / "models" / "registered" / str(version.pk)
    new = Path(store.config.get("folder") or own) / below
    if old.exists() and not new.exists():
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(old, new)
    return f"azureml://datastores/{store.name}/paths/{below}/"


class Migration(migrations.Migration):
    dependencies = [("runs", "0013_job_uses"), ("studio", "0003_clean_up")]

    operations = [
        migrations.AddField(
            "modelversion",
            "place",
            models.CharField(db_index=True, default="", max_length=600),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("modelversion", "path", models.TextField()),
    ]
