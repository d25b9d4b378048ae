"""WebSocket addresses."""

from typing import Any

from django.urls import path

from runs.consumers import LiveConsumer

websocket_urlpatterns: list[Any] = [path("ws/<slug:workspace>", LiveConsumer.as_asgi())]
