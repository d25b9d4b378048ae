"""Rules on steps that a loop runs, or that a condition decides about."""

from designer.graph.model import FromStep, Graph, ParallelFor, Template
from designer.graph.report import Report


def bodies(report: Report, graph: Graph) -> None:
    """A ``parallel_for`` runs its body many times: only the loop's own outputs are one thing."""
    many = {
        body: loop
        for body, loop in graph.bodies.items()
        if isinstance(graph.steps[loop].control, ParallelFor)
    }
    if not many:
        return
    for key, step in graph.steps.items():
        for name, value in step.inputs.items():
            for part in value.parts if isinstance(value, Template) else (value,):
                if isinstance(part, FromStep) and part.step in many:
                    place = report.below("jobs", key, "inputs", name)
                    _say(place, part.step, many[part.step], part.output)
    for body, loop in many.items():
        for output in graph.steps[body].binds:
            _say(report.below("jobs", body, "outputs", output), body, loop, output)


def _say(report: Report, body: str, loop: str, output: str) -> None:
    report.error(
        "output-of-a-body",
        f'Step "{body}" runs once for each item of {loop}; use the outputs of all of them.',
        hint=f"Write ${{{{parent.jobs.{loop}.outputs.{output}}}}}.",
    )


def fed_by_loops(graph: Graph, key: str) -> frozenset[str] | None:
    """Inputs of a body that the items of its loop give; None when only running will tell."""
    loop = graph.steps.get(graph.bodies.get(key, ""))
    if loop is None or not isinstance(loop.control, ParallelFor):
        return frozenset()
    if loop.control.items is None:
        return None
    return frozenset(name for one in loop.control.items for name in one.values)
