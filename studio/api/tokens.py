"""A person's own tokens: for the command line, the SDK and MLflow clients."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.api.authentication import active_tokens, new_token
from studio.api.views import person
from studio.lib import clock
from studio.lib.errors import NotFound
from studio.models import ApiToken

MOST_DAYS = 3650


class TokenCreationSerializer(serializers.Serializer[dict[str, Any]]):
    """days: how long it works; null: until it is revoked."""

    name = serializers.CharField(max_length=100)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, allow_null=True, default=None)

    class Meta:
        ref_name = "TokenCreation"


class TokenSerializer(serializers.Serializer[ApiToken]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "Token"


class NewTokenSerializer(TokenSerializer):
    """token: the secret itself. No later answer has it."""

    token = serializers.CharField()

    class Meta:
        ref_name = "NewToken"


class TokensView(APIView):
    @extend_schema(operation_id="tokens_list", responses=TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The asker's tokens that work, the newest first, without their secrets."""
        mine = active_tokens().filter(user=person(request)).order_by("-created_at", "-pk")
        return Response([TokenSerializer(each).data for each in mine])

    @extend_schema(
        operation_id="tokens_create",
        request=TokenCreationSerializer,
        responses={201: NewTokenSerializer},
    )
    def post(self, request: Request) -> Response:
        """Make a token. Its secret is in this answer, and nowhere else."""
        given = TokenCreationSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        row, secret = new_token(person(request), **given.validated_data)
        answer = Response(TokenSerializer(row).data | {"token": secret}, status=201)
        answer["Cache-Control"] = "no-store"
        return answer


class TokenView(APIView):
    @extend_schema(operation_id="tokens_revoke", responses={204: None})
    def delete(self, request: Request, token: int) -> Response:
        """Revoke one of the asker's tokens: from now on it opens nothing."""
        mine = ApiToken.objects.filter(user=person(request), pk=token, revoked_at=None)
        if not mine.update(revoked_at=clock.now()):
            raise NotFound("token-not-found", "You have no such token.")
        return Response(status=204)
