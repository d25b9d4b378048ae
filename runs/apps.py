"""The runs app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "runs"

    def ready(self) -> None:
        """The language finds models, jobs and curated names here."""
        from designer.operations import of_runs  # noqa: PLC0415  (needs the app registry)
        from runs.operations.for_the_language import Answers  # noqa: PLC0415

        of_runs.use(Answers())
