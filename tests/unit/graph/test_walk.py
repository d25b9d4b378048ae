"""Small findings of a walk through the language's reference, statement by statement."""

from designer.graph.check import check_text
from tests.unit.graph.catalogue import Small

PIPELINE = """
type: pipeline
settings: {default_compute: azureml:cpu}
jobs:
  a:
    component:
      type: command
      command: ls ${{inputs.x}}
      environment: azureml:py:3
      inputs: {x: {type: string, default: 2024-01-02}}
    distribution: {type: mpi, worker_count: 2}
"""


def test_small_slips_are_one_finding_each_with_a_way_out() -> None:
    found = check_text(PIPELINE, Small())[1]
    assert [one.path for one in found if "worker_count" in one.message] == [
        "jobs.a.distribution.worker_count"
    ]
    assert [one.hint for one in found if one.code == "default-form"] == ['Quote it: "2024-01-02".']
