"""Who is asking: a person's token, or the session cookie with a CSRF token on writes."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from studio.lib import clock, secret
from studio.models import ApiToken, User

SCHEME = "Bearer"


def user_of_token(token: str) -> User | None:
    """The active person whose unexpired, unrevoked token this is.

    The lookup is by SHA-256 of the token, so that its timing tells nothing about stored tokens.
    """
    found = (
        active_tokens()
        .filter(digest=secret.digest(token), user__is_active=True)
        .select_related("user")
        .first()
    )
    return None if found is None else found.user


def active_tokens() -> "QuerySet[ApiToken]":
    """Those neither expired nor revoked."""
    is_young = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return ApiToken.objects.filter(is_young, revoked_at=None)


def issue_token(user: User, name: str) -> str:
    """Make a token for ``user``; only now can it be read."""
    return new_token(user, name)[1]


def new_token(user: User, name: str, days: int | None = None) -> tuple[ApiToken, str]:
    """The same, as the row that is kept and the secret that is not."""
    token = secret.new()
    expires_at = None if days is None else clock.now() + timedelta(days=days)
    row = ApiToken.objects.create(
        user=user, name=name, digest=secret.digest(token), expires_at=expires_at
    )
    return row, token


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Bearer <token>``."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        scheme, _, token = header.partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        user = user_of_token(token.strip())
        if user is None:
            raise exceptions.AuthenticationFailed("The token is unknown, expired or revoked.")
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class SessionAuthentication(authentication.SessionAuthentication):
    """The cookie that signing in sets; writes need ``X-CSRFToken``."""

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "studio.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "studio.api.authentication.SessionAuthentication"
    name = "session"
    priority = 1

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "studio_session"}
