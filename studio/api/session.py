"""Signing in and out: with a password, or with a link that works once."""

from datetime import timedelta
from importlib import metadata
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.api import front_end, sign_in_tries
from studio.api.errors import Unauthenticated
from studio.api.views import person
from studio.lib import clock, secret
from studio.models import Member, Role, SignInLink, User

BACKEND = "django.contrib.auth.backends.ModelBackend"
LINK_LIFE = timedelta(hours=12)
VERSION = metadata.version("pipeline-studio")


class PersonSerializer(serializers.Serializer[dict[str, Any]]):
    username = serializers.CharField()
    display_name = serializers.CharField()

    class Meta:
        ref_name = "Person"


class WorkspaceRoleSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField()
    display_name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)

    class Meta:
        ref_name = "WorkspaceRole"


class SessionSerializer(serializers.Serializer[dict[str, Any]]):
    user = PersonSerializer()
    workspaces = WorkspaceRoleSerializer(many=True)
    version = serializers.CharField()

    class Meta:
        ref_name = "Session"


class CredentialsSerializer(serializers.Serializer[dict[str, str]]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1024, trim_whitespace=False)

    class Meta:
        ref_name = "Credentials"


class SignInLinkSerializer(serializers.Serializer[dict[str, Any]]):
    url = serializers.CharField()
    expires_at = serializers.DateTimeField()

    class Meta:
        ref_name = "SignInLink"


def session_of(user: User) -> dict[str, Any]:
    """Who is signed in, and the workspaces that they see, by name."""
    members = Member.objects.filter(user=user).select_related("workspace")
    return {
        "user": {
            "username": user.username,
            "display_name": user.get_full_name() or user.username,
        },
        "workspaces": [
            {
                "name": member.workspace.name,
                "display_name": member.workspace.display_name or member.workspace.name,
                "role": member.role,
            }
            for member in members.order_by("workspace__created_at", "workspace_id")
        ],
        "version": VERSION,
    }


@method_decorator(ensure_csrf_cookie, name="dispatch")
class SessionView(APIView):
    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request.method == "POST" else [IsAuthenticated()]

    @extend_schema(operation_id="session_show", responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        """Who is signed in."""
        return Response(session_of(person(request)))

    @extend_schema(
        operation_id="session_create", request=CredentialsSerializer, responses=SessionSerializer
    )
    @method_decorator(csrf_protect)
    def post(self, request: Request) -> Response:
        """Sign in with a password."""
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = _password_user(request, **given.validated_data)
        login(request._request, user, backend=BACKEND)
        return Response(session_of(user))

    @extend_schema(operation_id="session_delete", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out."""
        logout(request._request)
        return Response(status=204)


def _password_user(request: Request, username: str, password: str) -> User:
    address = str(request.META.get("REMOTE_ADDR", ""))
    wait = sign_in_tries.wait_seconds(username, address)
    if wait > 0:
        raise exceptions.Throttled(wait)
    user = authenticate(request._request, username=username, password=password)
    if not isinstance(user, User):
        raise Unauthenticated("unauthenticated", "The name or the password is wrong.")
    sign_in_tries.forget(username, address)
    return user


class SignInLinkView(APIView):
    @extend_schema(operation_id="session_link", request=None, responses={201: SignInLinkSerializer})
    def post(self, request: Request) -> Response:
        """Make a link that signs the asker in once, in another browser."""
        link, expires_at = new_link(person(request))
        return Response({"url": link, "expires_at": clock.iso(expires_at)}, status=201)


def new_link(user: User, url: str | None = None) -> tuple[str, Any]:
    """A link that signs ``user`` in once, and when it stops working. Only its hash is kept.

    url: where the studio is found, if not where the settings say.
    """
    token = secret.new()
    expires_at = clock.now() + LINK_LIFE
    SignInLink.objects.create(user=user, digest=secret.digest(token), expires_at=expires_at)
    return f"{url or settings.PUBLIC_URL}/sign-in?token={token}", expires_at


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """``/sign-in?token=&next=``: sign in and go on. Without a token it is the front end's page.

    A used link does no harm to somebody who is signed in: it leads on.
    """
    token = request.GET.get("token")
    if not token:
        return front_end.page(request)
    way = _way_on(request)
    user = _use_link(token)
    if user is not None:
        login(request, user, backend=BACKEND)
    elif not request.user.is_authenticated:
        query = {"expired": "1"} | ({"next": way} if way != "/" else {})
        return HttpResponseRedirect(f"/sign-in?{urlencode(query)}")
    response = HttpResponseRedirect(way)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _way_on(request: HttpRequest) -> str:
    """Where to go once signed in: an address of this studio, or home."""
    way = request.GET.get("next", "")
    is_own = way.startswith("/") and url_has_allowed_host_and_scheme(way, allowed_hosts=None)
    return way if is_own else "/"


def _use_link(token: str) -> User | None:
    """The person whose link this is, if it was neither used nor expired; it is used up now.

    One conditional update decides, so that of two tries at once one loses. The lookup is by hash,
    so that its timing tells nothing.
    """
    now = clock.now()
    links = SignInLink.objects.filter(digest=secret.digest(token), user__is_active=True)
    won = links.filter(used_at=None, expires_at__gt=now).update(used_at=now)
    if not won:
        return None
    return links.select_related("user").get().user
