"""Is it alive, and is it ready: for people who start it, for supervisors and for tests.

What only the roof knows (is a worker running?) is registered here by it, so that the floor asks
without importing ``runs``.
"""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

Check = Callable[[], bool]


class Checks:
    """The questions that /readyz asks, by name; each answers at once."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def add(self, name: str, check: Check) -> None:
        self._checks[name] = check

    def results(self) -> dict[str, bool]:
        return {name: check() for name, check in self._checks.items()}


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


class _Migrations:
    """Whether all migrations are applied; once they are, that stays so while this code runs."""

    def __init__(self) -> None:
        self._applied = False

    def applied(self) -> bool:
        try:
            self._applied = self._applied or not pending_migrations()
        except DatabaseError:
            return False
        return self._applied


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


checks = Checks()
checks.add("database", database_answers)
checks.add("migrations", _Migrations().applied)
checks.add("worker", lambda: False)


class HealthSerializer(serializers.Serializer[dict[str, str]]):
    status = serializers.CharField()

    class Meta:
        ref_name = "Health"


class ReadySerializer(serializers.Serializer[dict[str, Any]]):
    status = serializers.CharField(help_text='"ready" or "not-ready".')
    checks = serializers.DictField(child=serializers.BooleanField())

    class Meta:
        ref_name = "Readiness"


class _OpenView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)


class HealthView(_OpenView):
    @extend_schema(operation_id="healthz", responses=HealthSerializer, auth=[])
    def get(self, request: Request) -> Response:
        """Alive: the process answers."""
        return Response({"status": "alive"})


class ReadyView(_OpenView):
    @extend_schema(
        operation_id="readyz", responses={200: ReadySerializer, 503: ReadySerializer}, auth=[]
    )
    def get(self, request: Request) -> Response:
        """Ready: the database answers, it is migrated, a worker runs."""
        results = checks.results()
        ready = all(results.values())
        body = {"status": "ready" if ready else "not-ready", "checks": results}
        return Response(body, status=200 if ready else 503)
