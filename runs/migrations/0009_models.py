"""Registered models are models of the language, too: a label, a type, a place."""

import studio.models.ordered_json
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Cast


def label_by_number(apps, schema_editor):
    versions = apps.get_model("runs", "ModelVersion").objects
    versions.update(label=Cast(F("version"), models.CharField(max_length=255)), type="mlflow_model")


class Migration(migrations.Migration):
    dependencies = [("runs", "0008_clean_up")]

    operations = [
        migrations.AddField("registeredmodel", "archived", models.BooleanField(default=False)),
        migrations.AddField("modelversion", "label", models.CharField(default="", max_length=255)),
        migrations.AddField(
            "modelversion", "type", models.CharField(default="custom_model", max_length=32)
        ),
        migrations.AddField("modelversion", "path", models.TextField(blank=True)),
        migrations.AddField("modelversion", "is_copy", models.BooleanField(default=True)),
        migrations.AddField("modelversion", "properties", models.JSONField(default=dict)),
        migrations.AddField(
            "modelversion", "flavors", studio.models.ordered_json.OrderedJSONField(default=dict)
        ),
        migrations.AddField("modelversion", "archived", models.BooleanField(default=False)),
        migrations.RunPython(label_by_number, migrations.RunPython.noop),
        migrations.AlterField("modelversion", "label", models.CharField(max_length=255)),
        migrations.AddConstraint(
            "modelversion",
            models.UniqueConstraint(fields=("registered", "label"), name="one_model_a_label"),
        ),
        migrations.AddIndex(
            "registeredmodel",
            models.Index(fields=["workspace", "-modified_at"], name="models_by_modified"),
        ),
    ]
