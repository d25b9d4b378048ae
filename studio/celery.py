"""The Celery application. A message is only a hint: the database is the truth."""

from celery import Celery

app = Celery("studio")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["runs"])
