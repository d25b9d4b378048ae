"""Addresses of the floor: session, sign-in, health, the API's description."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularJSONAPIView

from studio.api import health, session, settings

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.HealthView.as_view()),
    path("readyz", health.ReadyView.as_view()),
    path("sign-in", session.sign_in),
    path("api/session", session.SessionView.as_view()),
    path("api/session/links", session.SignInLinkView.as_view()),
    path("api/workspaces/<slug:workspace>/settings", settings.WorkspaceSettingsView.as_view()),
    path("api/openapi.json", SpectacularJSONAPIView.as_view()),
]
