"""The runs app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "runs"

    def ready(self) -> None:
        """The language finds models here."""
        from designer.operations import model_registry  # noqa: PLC0415  (needs the app registry)
        from runs.operations import find_model  # noqa: PLC0415

        model_registry.use(find_model.definition, find_model.similar)
