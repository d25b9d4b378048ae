"""Addresses of the floor: session, sign-in, health, the API's description."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularJSONAPIView

from studio.api import health, members, session, settings, tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.HealthView.as_view()),
    path("readyz", health.ReadyView.as_view()),
    path("sign-in", session.sign_in),
    path("api/session", session.SessionView.as_view()),
    path("api/session/links", session.SignInLinkView.as_view()),
    path("api/session/tokens", tokens.TokensView.as_view()),
    path("api/session/tokens/<int:token>", tokens.TokenView.as_view()),
    path("api/workspaces/<slug:workspace>/members", members.MembersView.as_view()),
    path("api/workspaces/<slug:workspace>/members/<str:username>", members.MemberView.as_view()),
    path("api/workspaces/<slug:workspace>/settings", settings.WorkspaceSettingsView.as_view()),
    path("api/openapi.json", SpectacularJSONAPIView.as_view()),
]
