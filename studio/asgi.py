"""The ASGI application: HTTP to Django, built assets from disk, MLflow clients to their own
handlers, WebSockets to Channels.
"""

import asyncio
import os
from pathlib import Path
from typing import Any, cast

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.core.asgi import get_asgi_application
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings")
django.setup(set_prefix=False)
django_application = get_asgi_application()

import runs.tasks  # noqa: E402, F401  (announces the work that requests queue)
from runs.mlflow.asgi import application as mlflow  # noqa: E402
from runs.routing import websocket_urlpatterns  # noqa: E402  (needs the app registry)
from studio import live  # noqa: E402
from studio.api.access_first import access_first  # noqa: E402
from studio.api.body_limit import Application, limited  # noqa: E402
from studio.api.request_threads import RequestThreads, in_request_threads  # noqa: E402
from studio.api.turns import in_turn  # noqa: E402

FOR_EVER = b"public, max-age=31536000, immutable"
ASSETS = Path(__file__).resolve().parent / "web" / "assets"
threads = RequestThreads(settings.REQUEST_THREADS)
django_pages = access_first(in_turn(cast(Application, django_application)))
pages = limited(in_request_threads(django_pages, threads))
# A file that is not there any more (an old tab after a new build) is a 404, not a fault.
assets = ExceptionMiddleware(GZipMiddleware(StaticFiles(directory=ASSETS, check_dir=False)))


async def http(scope: Any, receive: Any, send: Any) -> None:
    """Files under /assets carry a content hash in their name and may be kept for ever."""
    if scope["path"] == "/mlflow" or scope["path"].startswith("/mlflow/"):
        await mlflow(scope, receive, send)
        return
    if not scope["path"].startswith("/assets/"):
        await pages(scope, receive, send)
        return

    async def send_cached(message: Any) -> None:
        if message["type"] == "http.response.start":
            message["headers"].append((b"x-content-type-options", b"nosniff"))
            if message["status"] == 200:
                message["headers"].append((b"cache-control", FOR_EVER))
        await send(message)

    await assets(scope | {"path": scope["path"].removeprefix("/assets")}, receive, send_cached)


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Hints from worker threads are handed to the loop that serves the WebSockets."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            live.use_loop(asyncio.get_running_loop())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return


application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": SessionMiddlewareStack(URLRouter(websocket_urlpatterns)),
        "lifespan": lifespan,
    }
)
