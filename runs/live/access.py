"""Who is behind a socket, and whether they still may look.

A socket lives long: a token may be revoked, a session ended, a membership taken away. Each
subscription asks again at its next look, at most once in ``LOOK_SECONDS``.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from runs.live.threads import in_thread
from studio.access import membership
from studio.api.authentication import user_of_token
from studio.api.errors import Unauthenticated
from studio.models import Role, User, Workspace

LOOK_SECONDS = 2.0


@dataclass(slots=True)
class Caller:
    """What a socket was opened with: a bearer token, or a session of Django's."""

    workspace_name: str
    token: str | None
    session: Any
    user: User | None = None
    role: Role | None = None
    _checked_at: float = field(default=float("-inf"))

    async def workspace(self) -> Workspace:
        """Raises Unauthenticated, and NotFound for a stranger to the workspace."""
        found = await in_thread(self._look)
        self._checked_at = time.monotonic()
        return found

    async def still(self) -> None:
        """Raises as ``workspace`` does once the right is gone."""
        if time.monotonic() - self._checked_at >= LOOK_SECONDS:
            await self.workspace()

    def _look(self) -> Workspace:
        user = user_of_token(self.token) if self.token is not None else _signed_in(self.session)
        if user is None:
            raise Unauthenticated(
                "unauthenticated", "You are not signed in any more.", hint="Sign in."
            )
        member = membership(user, self.workspace_name)
        self.user, self.role = user, Role(member.role)
        return member.workspace


def caller(scope: Mapping[str, Any]) -> Caller:
    """From an ASGI scope that passed Channels' session middleware. A header wins over a cookie."""
    kind, _, token = header(scope, b"authorization").partition(" ")
    return Caller(
        workspace_name=scope["url_route"]["kwargs"]["workspace"],
        token=token.strip() if kind.lower() == "bearer" else None,
        session=scope.get("session"),
    )


def is_own_origin(scope: Mapping[str, Any]) -> bool:
    """Browsers say which page opens a socket; only our own may. Programs say nothing."""
    origin = header(scope, b"origin")
    if not origin:
        return True
    allowed = {urlsplit(settings.PUBLIC_URL).netloc, header(scope, b"host")}
    allowed |= {urlsplit(one).netloc for one in settings.CSRF_TRUSTED_ORIGINS}
    return urlsplit(origin).netloc in allowed - {""}


def header(scope: Mapping[str, Any], name: bytes) -> str:
    found = next((value for key, value in scope["headers"] if key.lower() == name), b"")
    return bytes(found).decode("latin-1")


def _signed_in(session: Any) -> User | None:
    """Read from the store anew: the scope's copy would outlive a sign-out.

    Django looks at the rest: whether the person is active, and has the same password still.
    """
    key = getattr(session, "session_key", None)
    if not key:
        return None
    request = HttpRequest()
    request.session = type(session._wrapped if hasattr(session, "_wrapped") else session)(key)
    user = get_user(request)
    return user if isinstance(user, User) else None
