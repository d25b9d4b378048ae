"""Addresses below ``/mlflow/``, the tracking address of MLflow clients."""

from django.urls import URLPattern, URLResolver, path

from runs.mlflow import views

ARTIFACTS = "api/2.0/mlflow-artifacts/artifacts"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.ui),
    path("api/2.0/mlflow/<path:endpoint>", views.api),
    path(ARTIFACTS, views.artifact_list),
    path(f"{ARTIFACTS}/<path:path>", views.artifact),
    path("<path:rest>", views.unknown),
]
