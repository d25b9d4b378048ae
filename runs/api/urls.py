"""Addresses of jobs and of what they leave behind."""

from django.urls import URLPattern, URLResolver, path

from designer.api.archiving import NameView
from runs.api import (
    comparing,
    files,
    graph,
    home,
    job,
    jobs,
    lineage,
    logged,
    logs,
    models,
    saved_views,
    trials,
)

_MODEL = "models/<str:name>/versions/<str:version>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("home", home.HomeView.as_view()),
    path("home/trends", home.TrendsView.as_view()),
    path("experiments", home.ExperimentsView.as_view()),
    path("compare", comparing.SideBySideView.as_view()),
    path("views", saved_views.SavedViewsView.as_view()),
    path("views/<path:name>", saved_views.SavedViewView.as_view()),
    path("jobs", jobs.JobsView.as_view()),
    path("jobs/<str:name>", job.JobView.as_view()),
    path("jobs/<str:name>/cancel", job.CancelView.as_view()),
    path("jobs/<str:name>/resubmit", job.ResubmitView.as_view()),
    path("jobs/<str:name>/clone", job.CloneView.as_view()),
    path("jobs/<str:name>/children", job.ChildrenView.as_view()),
    path("jobs/<str:name>/trials", trials.TrialsView.as_view()),
    path("jobs/<str:name>/graph", graph.GraphView.as_view()),
    path("jobs/<str:name>/events", graph.EventsView.as_view()),
    path("jobs/<str:name>/compare", comparing.CompareView.as_view()),
    path("jobs/<str:name>/deletion", job.DeletionView.as_view()),
    path("jobs/<str:name>/steps", graph.StepsView.as_view()),
    path("jobs/<str:name>/images", logged.ImagesView.as_view()),
    path("jobs/<str:name>/logged", logged.LoggedView.as_view()),
    path("jobs/<str:name>/why", comparing.WhyView.as_view()),
    path("jobs/<str:name>/metrics", logged.MetricsView.as_view()),
    path("jobs/<str:name>/monitor", logs.MonitorView.as_view()),
    path("jobs/<str:name>/logs", logs.LogsView.as_view()),
    path("jobs/<str:name>/logs/content", logs.LogContentView.as_view()),
    path("jobs/<str:name>/logs/download", logs.LogDownloadView.as_view()),
    path("jobs/<str:name>/files", files.FileListView.as_view()),
    path("jobs/<str:name>/preview", files.FilePreviewView.as_view()),
    path("jobs/<str:name>/file", files.FileView.as_view()),
    path("jobs/<str:name>/zip", files.FileZipView.as_view()),
    path("models", models.ModelList.as_view()),
    path("models/upload", models.ModelUpload.as_view()),
    path("models/<str:name>", NameView.as_view(archive=models.archive)),
    path(_MODEL, models.ModelVersionView.as_view()),
    path(f"{_MODEL}/lineage", lineage.ModelLineage.as_view()),
    path("data/<str:name>/versions/<str:version>/lineage", lineage.DataLineage.as_view()),
    path(f"{_MODEL}/files", models.ModelFiles.as_view()),
    path(f"{_MODEL}/preview", models.ModelPreview.as_view()),
    path(f"{_MODEL}/file", models.ModelFile.as_view()),
    path(f"{_MODEL}/zip", models.ModelZip.as_view()),
]
