"""How many jobs use a component; ``runs`` fills it (its 0019)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("designer", "0007_places")]

    operations = [
        migrations.AddField("component", "jobs_count", models.IntegerField(default=0)),
    ]
