"""Answers to what the language asks of this app (``designer.operations.of_runs``)."""

from collections.abc import Sequence

from designer.graph.catalogue import DataDefinition, EarlierJob
from designer.graph.references import Reference
from runs.execution.curated import Table
from runs.models import SHOWN, Job
from runs.operations import find_model
from runs.plan import states
from studio.models import Workspace
from studio.storage import home


class Answers:
    def model(self, workspace: Workspace, wanted: Reference) -> DataDefinition | None:
        return find_model.definition(workspace, wanted.name, wanted.version, wanted.label)

    def similar_models(self, workspace: Workspace, starts: str, most: int) -> Sequence[str]:
        return find_model.similar(workspace, starts, most)

    def job(self, workspace: Workspace, name: str) -> EarlierJob | None:
        rows = Job.objects.filter(SHOWN, workspace=workspace, name=name)
        found = rows.values_list("status", "outputs").first()
        if found is None:
            return None
        status, outputs = found
        return EarlierJob(status in states.ENDED, list(outputs))

    def curated(self) -> Sequence[str]:
        return Table(home.root() / "environments.toml").curated()
