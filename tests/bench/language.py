"""The pure part: reading and checking YAML, compiling a plan."""

from typing import Any

import yaml

from designer.graph.catalogue import Offline
from designer.graph.check import check_text
from designer.graph.load import load_pipeline
from designer.graph.resolve import resolve
from runs.plan.compile import compile_plan
from tests.bench.measure import Result, median_ms


def pipeline(steps: int) -> dict[str, Any]:
    """A chain of ``steps`` inline steps, each reading what the one before wrote."""
    jobs: dict[str, Any] = {}
    for number in range(steps):
        jobs[f"step_{number}"] = {
            # The number keeps a step from being reused for the one before: equal bytes, equal step.
            "command": f"cat ${{{{inputs.before}}}} > ${{{{outputs.after}}}}; echo {number}"
            if number
            else "echo 0 > ${{outputs.after}}",
            "environment": {"image": "python:3.11"},
            "outputs": {"after": {"type": "uri_file"}},
        }
        if number:
            source = f"${{{{parent.jobs.step_{number - 1}.outputs.after}}}}"
            jobs[f"step_{number}"]["inputs"] = {"before": source}
    settings = {"default_compute": "azureml:cpu-cluster"}
    return {"type": "pipeline", "settings": settings, "jobs": jobs}


def measure() -> Result:
    text = yaml.safe_dump(pipeline(500), sort_keys=False)
    small, large = _compiled(500), _compiled(5_000)
    return {
        "check 500 steps of YAML, ms": median_ms(lambda: check_text(text, Offline()), 3),
        "resolve and compile 500 steps, ms": small,
        "cost of a step at 5,000 steps / at 500": large / small / 10,
    }


def _compiled(steps: int) -> float:
    document, _ = load_pipeline(pipeline(steps))
    assert document is not None

    def call() -> None:
        graph, diagnostics = resolve(document, Offline())
        assert graph is not None, diagnostics
        compile_plan(graph, document, "workspaceblobstore")

    return median_ms(call, 3)
