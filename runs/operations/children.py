"""The jobs below a root, or below a growing step: plans as rows, with their dependencies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from designer.models import ComponentVersion, Compute
from runs.models import Dependency, FrozenPipeline, Job
from runs.operations import asset_uses, names
from runs.plan import stored
from runs.plan.compile import all_steps
from runs.plan.model import PipelinePlan, StepPlan
from studio.lib.errors import Invalid

BATCH = 500
ANY_COMPUTE = ("local", "serverless")


@dataclass(slots=True)
class Known:
    """What a workspace has, looked up once: computes by name, component versions by reference."""

    computes: Mapping[str, Compute]
    components: Mapping[str, int]

    @staticmethod
    def of(workspace_id: int, plans: Iterable[PipelinePlan | StepPlan]) -> "Known":
        computes = Compute.objects.filter(workspace=workspace_id).select_related("workspace")
        references = {one.reference for one in plans if one.reference}
        components = _components(workspace_id, references) if references else {}
        # Deleted ones last: steps that were submitted before may name them still.
        line = computes.order_by(F("deleted_at").asc(nulls_first=True), "pk")
        return Known({one.name: one for one in line}, components)

    def compute(self, plan: StepPlan) -> Compute | None:
        """None for a step that no compute runs. Raises Invalid when it cannot run anywhere."""
        for one in all_steps([plan]):
            if not one.grows:
                found = self._compute(one)
        return None if plan.grows else found

    def _compute(self, plan: StepPlan) -> Compute:
        wanted = plan.compute
        found = self.computes.get(wanted or "")
        if found is None and (wanted is None or wanted.lower() in ANY_COMPUTE):
            found = next(iter(self.computes.values()), None)
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


@dataclass(slots=True)
class Children:
    """names: {path: job name} of everything that plans may speak of, new jobs among them.

    common: columns that all jobs of the root share. jobs: {path: id} of parents, then of all.
    digests: content identity of data that is given by URI. properties: {path: of new jobs}.
    keeps: {path of a step: name of the completed step whose outputs it takes}. forced: paths of
    steps that take no earlier outputs.
    """

    known: Known
    common: Mapping[str, Any]
    root_id: int
    digests: Mapping[str, str]
    names: dict[str, str]
    jobs: dict[str, int]
    never_reused: bool = False
    properties: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keeps: Mapping[str, str] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()
    made: list[Job] = field(default_factory=list)

    def insert(
        self, pipelines: Sequence[PipelinePlan], steps: Sequence[StepPlan], first: int = 0
    ) -> None:
        """Pipelines level by level, since a child needs its parent's id; then all steps.

        first: the place in order that the first step takes.
        """
        totals = leaf_totals(steps)
        places = {step.path: number for number, step in enumerate(steps, first)}
        for depth in sorted({one.path.count(".") for one in pipelines}):
            level = [one for one in pipelines if one.path.count(".") == depth]
            self._create([self._pipeline(one, totals[one.path], places) for one in level])
            self.freeze(level)
        self._create([self._step(one, places[one.path]) for one in steps])
        links = [
            Dependency(upstream_id=self.jobs[before], downstream_id=self.jobs[step.path])
            for step in steps
            for before in step.upstream
        ]
        Dependency.objects.bulk_create(links, batch_size=BATCH)

    def freeze(self, pipelines: Iterable[PipelinePlan]) -> None:
        """What they were made of, once they have rows."""
        made = [
            FrozenPipeline(
                job_id=self.jobs[one.path], document=one.document, components=dict(one.components)
            )
            for one in pipelines
            if one.document is not None
        ]
        FrozenPipeline.objects.bulk_create(made, batch_size=BATCH)

    def _create(self, jobs: list[Job]) -> None:
        made = Job.objects.bulk_create(jobs, batch_size=BATCH)
        for job in made:
            self.jobs[job.path] = job.pk
            self.made.append(job)
        asset_uses.note_jobs(job for job in made if job.type != "pipeline")

    def _pipeline(self, plan: PipelinePlan, total: int, places: Mapping[str, int]) -> Job:
        return Job(
            **self.common,
            **self.pipeline_fields(plan),
            **self._placed(plan, plan.parent or ""),
            display_name=plan.display_name,
            steps_total=total,
            ordinal=_first_inside(plan.path, places),
        )

    def pipeline_fields(self, plan: PipelinePlan) -> dict[str, Any]:
        return {
            "type": "pipeline",
            "plan": stored.pipeline(plan, self.names),
            "inputs": {
                name: stored.shown_input(one, self.names) for name, one in plan.inputs.items()
            },
            "component_id": self.known.components.get(plan.reference or ""),
        }

    def _step(self, plan: StepPlan, ordinal: int) -> Job:
        return Job(
            **self.common,
            **self.step_fields(plan),
            **self._placed(plan, plan.parent),
            display_name=plan.display_name,
            ordinal=ordinal,
            pending=len(plan.upstream),
        )

    def step_fields(self, plan: StepPlan) -> dict[str, Any]:
        own = {
            "reusable": plan.reusable and not self.never_reused,
            "look_up": plan.look_up and plan.path not in self.forced,
            "keeps": self.keeps.get(plan.path, ""),
        }
        return {
            "type": plan.type,
            "plan": stored.step(plan, self.names, self.digests) | own,
            "inputs": {
                name: stored.shown_input(one, self.names) for name, one in plan.inputs.items()
            },
            "compute": self.known.compute(plan),
            "instance_count": plan.instance_count,
            "priority": plan.priority,
            "component_id": self.known.components.get(plan.reference or ""),
        }

    def _placed(self, plan: PipelinePlan | StepPlan, parent: str) -> dict[str, Any]:
        return {
            "name": self.names[plan.path],
            "root_id": self.root_id,
            "parent_id": self.jobs[parent],
            "key": plan.key,
            "path": plan.path,
            "tags": dict(plan.tags),
            "properties": {**plan.properties, **self.properties.get(plan.path, {})},
        }


def named(plans: Iterable[PipelinePlan | StepPlan]) -> dict[str, str]:
    """A new name for each path."""
    return {one.path: names.generate() for one in plans}


def leaf_totals(steps: Iterable[StepPlan]) -> "Counter[str]":
    """Leaf steps below each pipeline path."""
    totals: Counter[str] = Counter()
    for step in steps:
        parts = step.path.split(".")[:-1]
        totals.update(".".join(parts[: n + 1]) for n in range(len(parts)))
    return totals


def _first_inside(path: str, places: Mapping[str, int]) -> int:
    """A nested pipeline stands where its first step stands."""
    inside = f"{path}."
    return next((place for one, place in places.items() if one.startswith(inside)), 0)


def _components(workspace_id: int, references: set[str]) -> dict[str, int]:
    wanted = {one.removeprefix("azureml:").partition(":")[0] for one in references}
    rows = ComponentVersion.objects.filter(asset__workspace=workspace_id, asset__name__in=wanted)
    found = rows.values_list("asset__name", "version", "pk")
    return {f"azureml:{name}:{version}": pk for name, version, pk in found}
