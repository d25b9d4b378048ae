"""A deleted compute keeps its row: jobs name it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("designer", "0008_jobs_count")]

    operations = [
        migrations.AddField("compute", "deleted_at", models.DateTimeField(null=True)),
    ]
