"""What is given to an input in the end: followed out of the pipelines around its step."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.graph.model import FromInput, FromStep, Graph, ParallelFor, Step, Value
from designer.graph.report import Report


@dataclass(frozen=True, slots=True)
class Place:
    """A step in its pipeline. around: the step that this pipeline is, None for the outermost."""

    report: Report
    graph: Graph
    key: str
    around: "Place | None" = None

    @property
    def step(self) -> Step:
        return self.graph.steps[self.key]


@dataclass(frozen=True, slots=True)
class Given:
    """A value, where it is written, and in which pipeline."""

    report: Report
    graph: Graph
    value: Value


def places(report: Report, graph: Graph, around: Place | None = None) -> Iterator[Place]:
    """Every step that runs something, in pipelines inside others too."""
    for key, step in graph.steps.items():
        here = Place(report, graph, key, around)
        if step.graph is None:
            yield here
        else:
            yield from places(report.below("jobs", key, "component"), step.graph, here)


def given_to(place: Place, name: str) -> Iterator[Given]:
    """What the input gets; nothing where nobody gives it a value. A loop gives several."""
    loop = place.graph.steps.get(place.graph.bodies.get(place.key, ""))
    if loop is not None and isinstance(loop.control, ParallelFor):
        items = place.report.below("jobs", loop.key, "items")
        for number, item in enumerate(loop.control.items or ()):
            if name in item.values:
                key = item.key if loop.control.is_mapping else number
                yield from _followed(place, items.below(key, name), item.values[name])
    value = place.step.inputs.get(name)
    if value is not None:
        yield from _followed(place, place.report.below("jobs", place.key, "inputs", name), value)


def _followed(place: Place, report: Report, value: Value) -> Iterator[Given]:
    if not isinstance(value, FromInput):
        yield Given(report, place.graph, value)
        return
    outer = list(given_to(place.around, value.name)) if place.around else []
    own = place.graph.values.get(value.name)
    if not outer and own is not None:
        outer = [Given(place.report.below("inputs", value.name), place.graph, own)]
    yield from outer


def made_as(graph: Graph, source: FromStep) -> str | None:
    """The type of a step's output as the step that writes it declares it; None if not known."""
    step = graph.steps.get(graph.bodies.get(source.step, source.step))
    if step is None:
        return None
    if step.graph is not None:
        for key, inner in step.graph.steps.items():
            for own, bound in inner.binds.items():
                if bound == source.output:
                    return made_as(step.graph, FromStep(key, own))
    declared = step.component.outputs.get(source.output)
    return declared.type if declared else None
