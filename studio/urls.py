"""The only file that joins the apps' addresses together."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from designer.api import drafts
from runs.api import job
from studio.api import errors, front_end

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("studio.api.urls")),
    path("api/jobs/<str:name>/workspace", job.JobWhereabouts.as_view()),
    path("api/drafts/<int:name>/workspace", drafts.DraftWhereabouts.as_view()),
    path("api/workspaces/<slug:workspace>/", include("designer.api.urls")),
    path("api/workspaces/<slug:workspace>/", include("runs.api.urls")),
    re_path(r"^.*$", front_end.page),
]

handler400 = errors.handler400
handler403 = errors.handler403
handler404 = errors.handler404
handler500 = errors.handler500
