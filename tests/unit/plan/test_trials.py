"""What a sweep remembers, who is best, and what a trial is given."""

import json
from typing import Any

from runs.plan import grown, stored
from runs.plan.compile import compile_child
from runs.plan.model import Text
from runs.plan.trials import MOST_KNOWN, Trials, best_of, child, key_of, numbers
from tests.unit.plan.test_job_names import plan_of

GROWS: dict[str, Any] = {
    "space": {
        "lr": {"type": "uniform", "min_value": 0, "max_value": 1},
        "steps": {"type": "quniform", "min_value": 0, "max_value": 100, "q": 10.0},
    },
    "sampling": {"type": "random"},
    "targets": {"lr": ["lr", "number"], "steps": ["search_space.steps", "integer"]},
}


def test_the_best_is_the_first_completed_trial_of_the_best_value() -> None:
    ended: Any = {
        "trial_0": ("completed", 2.0),
        "trial_1": ("failed", 0.0),
        "trial_2": ("completed", 1.0),
        "trial_3": ("completed", 1.0),
        "trial_4": ("stopped", 0.5),
        "trial_5": ("completed", None),
    }
    trials = Trials(0, [{}] * 6, ended)
    assert trials.best("minimize") == "trial_2"
    assert trials.best("maximize") == "trial_0"
    assert Trials(0).best("minimize") is None


def test_memory_survives_json() -> None:
    trials = Trials(5, [{"lr": 0.5}], {"trial_0": ("completed", 1.0)}, {"trial_0": 3}, ["trial_0"])
    again = Trials.of(json.loads(json.dumps(trials.as_json())), 0)
    assert again.best("minimize") == "trial_0"
    assert again.known("minimize") == trials.known("minimize")


def test_a_sampler_hears_of_the_best_and_the_newest_of_many_trials() -> None:
    count = MOST_KNOWN * 2
    ended: Any = {key_of(n): ("completed", float(n)) for n in range(count)}
    known = Trials(0, [{"x": n} for n in range(count)], ended).known("minimize")
    assert len(known) == MOST_KNOWN
    assert known[0].value == 0
    assert known[-1].value == count - 1


def test_a_trial_gets_its_values_as_inputs_and_variables() -> None:
    found = child(GROWS, "brisk_owl", 3, {"lr": 0.5, "steps": 41.0})
    assert (found.key, found.name, found.display_name) == ("trial_3", "brisk_owl_3", "brisk_owl_3")
    assert found.inputs == {"lr": Text("0.5"), "search_space.steps": Text("40")}
    assert found.variables["AZUREML_SWEEP_LR"] == Text("0.5")
    assert found.variables["AZUREML_SWEEP_lr"] == Text("0.5")
    assert json.loads(found.properties["hyperparameters"]) == {"lr": 0.5, "steps": 40.0}


def test_the_best_of_a_series() -> None:
    series = numbers(["1.5", "NaN", "0.5", "Infinity", "-Infinity"])
    assert best_of("minimize", series) == 0.5
    assert best_of("maximize", series) == 1.5
    assert best_of("maximize", numbers(["NaN"])) is None


SWEEP = """
type: sweep
trial: {command: "run ${{search_space.n}}", environment: "azureml:py:3"}
search_space: {n: {type: choice, values: [1, 2]}}
objective: {goal: minimize, primary_metric: loss}
limits: {max_total_trials: 2}
queue_settings: {priority: high}
compute: cpu
"""


def test_trials_have_the_priority_of_their_sweep() -> None:
    (sweep,) = plan_of(SWEEP).steps
    body, _, _ = stored.body(stored.step(sweep, {"": "job", sweep.path: "job"}, {}))
    (trial,) = compile_child(body, sweep.path, grown.Child("trial_0", "")).steps
    assert (sweep.priority, trial.priority) == (1, 1)
