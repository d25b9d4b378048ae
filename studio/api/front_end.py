"""The front end's page, for every address that is not the API's: the browser routes from there."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from studio.api.errors import handler404

PAGE = Path(__file__).resolve().parents[1] / "web" / "index.html"
# Fluent UI writes its styles into the page; layout and editors run in workers made from blobs.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "worker-src 'self' blob:",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://{host} wss://{host}",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
NOT_BUILT = (
    "The studio runs, but its front end is not built.\n"
    "Run `make run` (it builds it), or `npm run build` in frontend/.\n"
)
NOT_PAGES = ("/api/", "/mlflow/", "/assets/", "/ws/")


@require_safe
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """index.html, never cached: it names the assets of the current build."""
    if request.path.startswith(NOT_PAGES):
        return handler404(request, Exception())
    try:
        response = HttpResponse(PAGE.read_bytes(), content_type="text/html; charset=utf-8")
    except FileNotFoundError:
        response = HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = POLICY.format(host=request.get_host())
    return response
