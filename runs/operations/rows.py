"""A plan as rows, all in one transaction: jobs, experiment, dependencies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.graph.document import Details
from runs.models import Experiment, Job
from runs.operations import asset_uses, children, component_uses
from runs.operations.children import Children, Known
from runs.operations.move import Ref, moving
from runs.operations.transaction import writing
from runs.plan.model import Plan
from studio.lib import clock
from studio.models import User, Workspace


@dataclass(slots=True)
class Rows:
    """fields: the root's own. digests: content identity of data that is given by URI.

    keeps: {path of a step: name of the completed step whose outputs it takes}. forced: paths of
    steps that take no earlier outputs.
    """

    workspace: Workspace
    user: User
    plan: Plan
    details: Details
    settings: dict[str, Any]
    digests: dict[str, str]
    fields: dict[str, Any]
    properties: dict[str, str] = field(default_factory=dict)
    keeps: Mapping[str, str] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()

    def create(self) -> Job:
        """The root. Raises IntegrityError when its name or idempotency key is taken."""
        plan = self.plan
        known = Known.of(self.workspace.pk, [*plan.pipelines, *plan.steps])
        with writing():
            root, below = self._root(known)
            root.save(force_insert=True)
            below.root_id, below.jobs[""] = root.pk, root.pk
            below.freeze(plan.pipelines[:1])
            if plan.is_single_step:
                asset_uses.note_jobs([root])
            else:
                below.insert(plan.pipelines[1:], plan.steps)
            asset_uses.note(self.workspace.pk, plan.steps, below.jobs)
            with moving(root.pk) as moves:
                moves.event(Ref(root.pk, root.name, "", "", None, False), "status", NOT_STARTED)
            component_uses.note(self.workspace.pk, root.pk, plan.pipelines, plan.steps)
        return root

    def _names(self) -> dict[str, str]:
        own = {"": str(self.fields["name"])}
        if self.plan.is_single_step:
            return own | {self.plan.steps[0].path: own[""]}
        return own | children.named([*self.plan.pipelines[1:], *self.plan.steps])

    def _common(self) -> dict[str, Any]:
        name = self.details.experiment_name or "Default"
        found = Experiment.objects.get_or_create(workspace=self.workspace, name=name)
        return {
            "workspace": self.workspace,
            "experiment": found[0],
            "created_by": self.user,
            "created_at": clock.now(),
            "source": self.fields["source"],
        }

    def _root(self, known: Known) -> tuple[Job, Children]:
        plan, details, common = self.plan.pipelines[0], self.details, self._common()
        single = self.plan.is_single_step
        below = Children(
            known,
            common,
            0,
            self.digests,
            self._names(),
            {},
            never_reused=single,
            keeps=self.keeps,
            forced=self.forced,
        )
        shown = {
            "display_name": details.display_name or "",
            "description": details.description or "",
            "tags": dict(details.tags),
            "properties": dict(details.properties) | self.properties,
            "settings": self.settings,
            "steps_total": len(self.plan.steps),
            "keep_days": _kept_days(self.settings),
        }
        if not single:
            return Job(**common | self.fields, **shown, **below.pipeline_fields(plan)), below
        only = self.plan.steps[0]
        if only.display_name != only.key:  # a key that the studio made up is no name
            shown["display_name"] = shown["display_name"] or only.display_name
        return Job(**common | self.fields, **shown, **below.step_fields(only)), below


NOT_STARTED = {"status": "NotStarted"}
FOREVER = -1


def _kept_days(settings: Mapping[str, Any]) -> int | None:
    """None leaves it to the workspace."""
    days: int | str | None = settings.get("keep_intermediate_days")
    return FOREVER if isinstance(days, str) else days
