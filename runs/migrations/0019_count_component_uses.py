"""Counts for each component the jobs that use it; those that are being deleted count no more."""

from django.db import migrations

COUNT = (
    "UPDATE designer_component SET jobs_count = ("
    " SELECT COUNT(*) FROM runs_componentuse one JOIN runs_job root ON root.id = one.root_id"
    " WHERE one.component_id = designer_component.id AND root.deleted_at IS NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("designer", "0008_jobs_count"), ("runs", "0018_saved_view")]

    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
