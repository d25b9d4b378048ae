"""The pipeline component that is written inside a step, as it reads best when it stands alone.

Only its steps are written anew, as the steps of a draft are: inline where that says all of it.
Everything else stays as it was written, also what this version does not know.
"""

from collections.abc import Mapping
from typing import Any

from designer.graph import shape
from designer.graph.pipelines import read_pipeline_component
from designer.graph.report import Report
from designer.graph.write import in_usual_order
from designer.graph.write_steps import StepWriter


def component_wire(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A specification of the same meaning, with its keys in the usual order."""
    document = read_pipeline_component(Report(), spec)
    writer = StepWriter(document)
    steps = {
        # What cannot be read is shown as it is: its finding says why.
        key: writer.step(key) if key in document.nodes else written
        for key, written in shape.mapping(spec, "jobs").items()
    }
    jobs = steps if isinstance(spec.get("jobs", {}), dict) else spec["jobs"]
    return in_usual_order({**spec, "jobs": jobs})
