"""A job with everything that its page shows."""

from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from runs.models import Attempt, Job, JobEvent, Status
from runs.reading.fields import MappingField, MomentField, Number, TextMappingField, number
from runs.reading.summaries import JOINED, PIPELINE, JobSummarySerializer
from studio import markdown
from studio.lib import clock

METRICS = {
    "type": "object",
    "additionalProperties": {"oneOf": [{"type": "number"}, {"type": "string"}]},
}


class JobInputSerializer(serializers.Serializer[Any]):
    """``from`` names the job whose ``from_output`` it is."""

    type = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    uri = serializers.CharField(allow_null=True)
    from_output = serializers.CharField(allow_null=True)
    asset = serializers.CharField(allow_null=True)

    def get_fields(self) -> "dict[str, serializers.Field[Any, Any, Any, Any]]":
        return {**super().get_fields(), "from": serializers.CharField(allow_null=True)}


class JobOutputSerializer(serializers.Serializer[Any]):
    """Sizes and digest are there once the output is committed; ``value`` of primitive ones."""

    type = serializers.CharField()
    uri = serializers.CharField()
    size_bytes = serializers.IntegerField(allow_null=True)
    files_count = serializers.IntegerField(allow_null=True)
    digest = serializers.CharField(allow_null=True)
    value = serializers.CharField(allow_null=True)


class JobComponentSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    version = serializers.CharField()
    reference = serializers.CharField()


class JobAttemptSerializer(serializers.Serializer[Attempt]):
    number = serializers.IntegerField()
    worker = serializers.CharField()
    started_at = MomentField()
    ended_at = MomentField(allow_null=True)
    outcome = serializers.CharField()
    exit_code = serializers.IntegerField(allow_null=True)


class StatusMomentSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=Status.choices)
    at = MomentField()


class StudioServiceSerializer(serializers.Serializer[Any]):
    endpoint = serializers.CharField()


class JobServicesSerializer(serializers.Serializer[Any]):
    Studio = StudioServiceSerializer()


class JobSerializer(JobSummarySerializer):
    """The shape that scripts rely on (``studio job show``). Made for rows of ``details``."""

    description = serializers.CharField()
    description_html = serializers.SerializerMethodField()
    properties = TextMappingField()
    root = serializers.SerializerMethodField()
    draft = serializers.IntegerField(source="draft_id", allow_null=True)
    queued_at = MomentField(allow_null=True)
    attempt = serializers.IntegerField()
    inputs = serializers.SerializerMethodField()
    outputs = serializers.SerializerMethodField()
    settings = MappingField()
    metrics = serializers.SerializerMethodField()
    parameters = serializers.SerializerMethodField()
    services = serializers.SerializerMethodField()
    component = serializers.SerializerMethodField()
    command = serializers.SerializerMethodField()
    code = serializers.SerializerMethodField()
    environment = serializers.SerializerMethodField()
    attempts = JobAttemptSerializer(many=True)
    timeline = serializers.SerializerMethodField()
    reuse_parts = MappingField()

    def get_description_html(self, job: Job) -> str:
        return markdown.render(job.description)

    def get_root(self, job: Job) -> str:
        return job.name if job.root is None else job.root.name

    @extend_schema_field(serializers.DictField(child=JobInputSerializer()))
    def get_inputs(self, job: Job) -> dict[str, Any]:
        names = ("type", "value", "uri", "from", "from_output", "asset")
        return {key: _only(one, names) for key, one in job.inputs.items()}

    @extend_schema_field(serializers.DictField(child=JobOutputSerializer()))
    def get_outputs(self, job: Job) -> dict[str, Any]:
        names = ("type", "uri", "size_bytes", "files_count", "digest", "value")
        return {key: _only(one, names) for key, one in job.outputs.items()}

    @extend_schema_field(METRICS)
    def get_metrics(self, job: Job) -> dict[str, Number]:
        return {one.key: number(one.value) for one in job.latest_metrics.all()}

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_parameters(self, job: Job) -> dict[str, str]:
        return {one.key: one.value for one in job.parameters.all()}

    @extend_schema_field(JobServicesSerializer)
    def get_services(self, job: Job) -> dict[str, Any]:
        return {"Studio": {"endpoint": f"{settings.PUBLIC_URL}/jobs/{job.name}"}}

    @extend_schema_field(JobComponentSerializer(allow_null=True))
    def get_component(self, job: Job) -> dict[str, str] | None:
        version = job.component
        if version is None or version.asset.is_anonymous:
            return None
        name = version.asset.name
        reference = f"azureml:{name}:{version.version}"
        return {"name": name, "version": version.version, "reference": reference}

    def get_command(self, job: Job) -> str | None:
        return _of_step(job, "command") or None

    def get_code(self, job: Job) -> str | None:
        code = _of_step(job, "code")
        return str(code).removeprefix("azureml:snapshot:") if code else None

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": {}})
    def get_environment(self, job: Job) -> dict[str, Any] | None:
        return cast("dict[str, Any] | None", _of_step(job, "environment"))

    @extend_schema_field(StatusMomentSerializer(many=True))
    def get_timeline(self, job: Job) -> list[dict[str, Any]]:
        first = {"status": Status.NOT_STARTED.value, "at": clock.iso(job.created_at)}
        moves = [
            {"status": event.data.get("status"), "at": clock.iso(event.at)}
            for event in job.own_events.all()
        ]
        begins = bool(moves) and moves[0]["status"] == first["status"]
        return moves if begins else [first, *moves]


def details(rows: "QuerySet[Job]") -> "QuerySet[Job]":
    """Whole jobs without the documents of pipelines; a constant number of queries."""
    moves = JobEvent.objects.filter(kind="status").order_by("sequence")
    return (
        rows.select_related(*JOINED, "root", "component__asset", "workspace")
        .defer("document", "plan", "root__document", "root__plan", "parent__document")
        .defer("parent__plan", "reused_from__plan", "reused_from__document")
        .prefetch_related(
            "latest_metrics",
            "parameters",
            Prefetch("attempts", Attempt.objects.order_by("number")),
            Prefetch("own_events", moves),
        )
    )


def _of_step(job: Job, key: str) -> Any:
    """From the frozen plan; a pipeline's plan may be large and has none of these."""
    return None if job.type == PIPELINE else job.plan.get(key)


def _only(stored: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: stored.get(name) for name in names}
