"""A plan as rows, all in one transaction: jobs, experiment, dependencies."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.graph.document import Details
from designer.models import ComponentVersion, Compute
from runs.models import Dependency, Experiment, Job
from runs.operations import names
from runs.operations.move import Ref, moving
from runs.operations.transaction import writing
from runs.plan import stored
from runs.plan.model import PipelinePlan, Plan, StepPlan
from studio.lib import clock
from studio.lib.errors import Invalid
from studio.models import User, Workspace

BATCH = 500
ANY_COMPUTE = ("local", "serverless")


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
    _names: dict[str, str] = field(default_factory=dict)
    _jobs: dict[str, Job] = field(default_factory=dict)
    _computes: dict[str, Compute] = field(default_factory=dict)
    _components: dict[str, int] = field(default_factory=dict)
    _experiment: Experiment = field(init=False)

    def create(self) -> Job:
        """The root. Raises IntegrityError when its name or idempotency key is taken."""
        self._name_all()
        self._look_up()
        with writing():
            self._experiment = self._experiment_row()
            root = self._root_row()
            root.save(force_insert=True)
            self._jobs[""] = root
            if not self.plan.is_single_step:
                self._create_below()
            with moving(root.pk) as moves:
                moves.event(Ref(root.pk, root.name, "", "", None, False), "status", NOT_STARTED)
        return root

    def _create_below(self) -> None:
        """Pipelines level by level, since a child needs its parent's id; then all steps."""
        inner = self.plan.pipelines[1:]
        totals = self._totals()
        for depth in sorted({one.path.count(".") for one in inner}):
            level = [one for one in inner if one.path.count(".") == depth]
            self._insert([self._pipeline_row(one, totals[one.path]) for one in level])
        self._insert([self._step_row(one, order) for order, one in enumerate(self.plan.steps)])
        links = [
            Dependency(upstream=self._jobs[before], downstream=self._jobs[step.path])
            for step in self.plan.steps
            for before in step.upstream
        ]
        Dependency.objects.bulk_create(links, batch_size=BATCH)

    def _insert(self, jobs: list[Job]) -> None:
        for job in Job.objects.bulk_create(jobs, batch_size=BATCH):
            self._jobs[job.path] = job

    def _name_all(self) -> None:
        self._names[""] = self.fields["name"]
        if self.plan.is_single_step:
            self._names[self.plan.steps[0].path] = self.fields["name"]
            return
        inner = [one.path for one in self.plan.pipelines[1:]]
        for path in (*inner, *(one.path for one in self.plan.steps)):
            self._names[path] = names.generate()

    def _look_up(self) -> None:
        computes = self.workspace.computes.select_related("workspace").order_by("pk")
        self._computes = {one.name: one for one in computes}
        every: list[PipelinePlan | StepPlan] = [*self.plan.pipelines, *self.plan.steps]
        references = {one.reference for one in every if one.reference}
        if not references:
            return
        wanted = {one.removeprefix("azureml:").partition(":")[0] for one in references}
        rows = ComponentVersion.objects.filter(
            asset__workspace=self.workspace, asset__name__in=wanted
        )
        for name, version, pk in rows.values_list("asset__name", "version", "pk"):
            self._components[f"azureml:{name}:{version}"] = pk

    def _experiment_row(self) -> Experiment:
        name = self.details.experiment_name or "Default"
        return Experiment.objects.get_or_create(workspace=self.workspace, name=name)[0]

    def _common(self) -> dict[str, Any]:
        return {
            "workspace": self.workspace,
            "experiment": self._experiment,
            "created_by": self.user,
            "created_at": clock.now(),
            "source": self.fields["source"],
        }

    def _root_row(self) -> Job:
        plan, details = self.plan.pipelines[0], self.details
        common = self._common() | self.fields
        shown = {
            "display_name": details.display_name or "",
            "description": details.description or "",
            "tags": dict(details.tags),
            "properties": dict(details.properties) | self.properties,
            "settings": self.settings,
            "steps_total": len(self.plan.steps),
        }
        if self.plan.is_single_step:
            only = self.plan.steps[0]
            shown["display_name"] = shown["display_name"] or only.display_name
            shown["document"] = plan.document
            fields = self._step_fields(only)
            fields["plan"]["components"] = dict(plan.components)
            return Job(**common, **shown, **fields)
        return Job(**common, **shown, **self._pipeline_fields(plan))

    def _pipeline_row(self, plan: PipelinePlan, total: int) -> Job:
        return Job(
            **self._common(),
            **self._pipeline_fields(plan),
            **self._placed(plan.path, plan.parent or "", plan.key),
            display_name=plan.display_name,
            steps_total=total,
            ordinal=self._ordinal(plan.path),
        )

    def _pipeline_fields(self, plan: PipelinePlan) -> dict[str, Any]:
        return {
            "type": "pipeline",
            "plan": stored.pipeline(plan, self._names),
            "document": plan.document,
            "inputs": {
                name: stored.shown_input(one, self._names) for name, one in plan.inputs.items()
            },
            "component_id": self._components.get(plan.reference or ""),
        }

    def _step_row(self, plan: StepPlan, ordinal: int) -> Job:
        return Job(
            **self._common(),
            **self._step_fields(plan),
            **self._placed(plan.path, plan.parent, plan.key),
            display_name=plan.display_name,
            ordinal=ordinal,
            pending=len(plan.upstream),
        )

    def _step_fields(self, plan: StepPlan) -> dict[str, Any]:
        own = {
            "reusable": plan.reusable and not self.plan.is_single_step,
            "look_up": plan.look_up and plan.path not in self.forced,
            "keeps": self.keeps.get(plan.path, ""),
        }
        return {
            "type": plan.type,
            "plan": stored.step(plan, self._names, self.digests) | own,
            "inputs": {
                name: stored.shown_input(one, self._names) for name, one in plan.inputs.items()
            },
            "compute": self._compute(plan),
            "instance_count": plan.instance_count,
            "component_id": self._components.get(plan.reference or ""),
        }

    def _placed(self, path: str, parent: str, key: str) -> dict[str, Any]:
        return {
            "name": self._names[path],
            "root": self._jobs[""],
            "parent": self._jobs[parent],
            "key": key,
            "path": path,
        }

    def _ordinal(self, path: str) -> int:
        """A nested pipeline stands where its first step stands."""
        inside = f"{path}."
        numbers = (n for n, one in enumerate(self.plan.steps) if one.path.startswith(inside))
        return next(numbers, 0)

    def _totals(self) -> "Counter[str]":
        """Leaf steps below each pipeline."""
        totals: Counter[str] = Counter()
        for step in self.plan.steps:
            parts = step.path.split(".")[:-1]
            totals.update(".".join(parts[: n + 1]) for n in range(len(parts)))
        return totals

    def _compute(self, plan: StepPlan) -> Compute:
        wanted = plan.compute
        found = self._computes.get(wanted or "")
        if found is None and (wanted is None or wanted.lower() in ANY_COMPUTE):
            found = next(iter(self._computes.values()), None)
        if found is None:
            raise Invalid(
                "unknown-compute",
                f'Step "{plan.path}": there is no compute "{wanted}".',
                place=f"jobs.{plan.path}.compute",
            )
        if plan.instance_count > found.max_instances:
            raise Invalid(
                "too-many-instances",
                f'Step "{plan.path}" takes {plan.instance_count} instances; compute '
                f'"{found.name}" has {found.max_instances}.',
                place=f"jobs.{plan.path}.resources.instance_count",
            )
        return found


NOT_STARTED = {"status": "NotStarted"}
