"""A sweep's trials on the side of the plan: what is frozen, what each trial gets, who is best."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from designer.graph import sweeps
from designer.graph.model import Literal as Constant
from designer.graph.model import Step
from designer.graph.search_space import inner_names
from designer.graph.sweep_settings import Sweep
from runs.plan import grown, reuse, search_space
from runs.plan.grown import Child
from runs.plan.model import Source, StepPlan, Text
from runs.plan.sampling import Known
from runs.plan.scope import Scope

KIND: Final = "sweep"
VARIABLE: Final = "AZUREML_SWEEP_"
HYPERPARAMETERS: Final = "hyperparameters"
BEST: Final = "best_child_run_id"
State = Literal["completed", "failed", "stopped", "canceled"]
# Sampling by model looks at so many earlier trials: the best of them, and the newest.
MOST_KNOWN: Final = 200


def planned(plan: StepPlan, here: Scope, step: Step, store: str) -> StepPlan:
    """The plan of a sweep's step: no compute runs it, it grows its trials."""
    sweep, trial = step.sweep, step.component.trial
    assert sweep is not None  # noqa: S101  (the rules have looked)
    assert trial is not None  # noqa: S101
    names = inner_names(sweep.space)
    body = replace(
        step,
        component=trial,
        limits={"timeout": sweep.trial_timeout} if sweep.trial_timeout else {},
        environment_variables={
            **step.environment_variables,
            **{one: Constant("") for name in names for one in _variables(name)},
        },
        sweep=None,
    )
    targets = {
        name: [target, trial.inputs[target].type]
        for name, target in sweeps.targets(trial, sweep.space).items()
    }
    told = {**sweep.as_json(), "kind": KIND, "targets": targets}
    return replace(
        plan,
        compute=None,
        instance_count=1,
        grows=told,
        body=grown.frozen(here, body, here.graph.settings, store),
        parts={**plan.parts, "sweep": _identity(sweep), "trial": reuse.component_digest(trial)},
    )


def _variables(name: str) -> set[str]:
    """As it is written, and in capitals as variables mostly are."""
    plain = VARIABLE + name.replace(".", "_")
    return {plain, VARIABLE + name.upper().replace(".", "_")}


def _identity(sweep: Sweep) -> str:
    """What could change the winner: all but how many trials run at the same time."""
    told = asdict(sweep)
    told.pop("max_concurrent_trials")
    return reuse.digest(told)


@dataclass(slots=True)
class Trials:
    """What a sweep remembers of its trials, as JSON on its row. Number n is ``points[n]``.

    ended: state, and the best value of the primary metric or None. judged: up to which interval a
    policy has looked at a trial. stopped: trials that a policy has stopped.
    """

    seed: int
    points: list[dict[str, float | int]] = field(default_factory=list)
    ended: dict[str, tuple[State, float | None]] = field(default_factory=dict)
    judged: dict[str, int] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)
    is_over: bool = False

    @staticmethod
    def of(memory: Mapping[str, Any], seed: int) -> "Trials":
        return Trials(**memory) if memory else Trials(seed)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def known(self, goal: str) -> list[Known]:
        """For a sampler that learns. Of many trials, the best and the newest."""
        found = []
        for number, point in enumerate(self.points):
            state, value = self.ended.get(key_of(number), ("running", None))
            seen: Any = "failed" if state == "canceled" else state
            found.append(Known(point, seen, value))
        if len(found) <= MOST_KNOWN:
            return found
        newest, older = found[-MOST_KNOWN // 2 :], found[: -MOST_KNOWN // 2]
        ranked = [one for one in older if one.value is not None]
        ranked.sort(key=lambda one: (one.value or 0) * (1 if goal == "minimize" else -1))
        return ranked[: MOST_KNOWN // 2] + newest

    def best(self, goal: str) -> str | None:
        """The key of the best completed trial; the first of several that are equal."""
        ranked = [
            (value if goal == "minimize" else -value, int(key.removeprefix(PREFIX)), key)
            for key, (state, value) in self.ended.items()
            if state == "completed" and value is not None
        ]
        return min(ranked)[2] if ranked else None


PREFIX: Final = "trial_"


def key_of(number: int) -> str:
    return f"{PREFIX}{number}"


def child(
    grows: Mapping[str, Any], sweep_name: str, number: int, point: search_space.Point
) -> Child:
    """Trial ``number``: its inputs, the variables that scripts read, what is kept with it."""
    base = grows["sampling"].get("logbase")
    sample = search_space.sample(grows["space"], point, base)
    inputs: dict[str, Source] = {
        target: Text(_typed(sample.texts[name], type_))
        for name, (target, type_) in grows["targets"].items()
        if name in sample.texts
    }
    variables: dict[str, Source] = {
        one: Text(text) for name, text in sample.texts.items() for one in _variables(name)
    }
    name = f"{sweep_name}_{number}"
    told = json.dumps(sample.values, ensure_ascii=False)
    return Child(
        key=key_of(number),
        display_name=name,
        inputs=inputs,
        variables=variables,
        properties={HYPERPARAMETERS: told},
        name=name,
    )


def _typed(text: str, type_: str) -> str:
    """``20.0`` for an integer input is 20."""
    if type_ != "integer":
        return text
    try:
        return str(int(float(text))) if float(text).is_integer() else text
    except ValueError:
        return text


def best_of(goal: str, series: Iterable[float]) -> float | None:
    """Of what a trial logged; what is no number counts for nothing."""
    finite = [value for value in series if math.isfinite(value)]
    if not finite:
        return None
    return min(finite) if goal == "minimize" else max(finite)


def numbers(texts: Sequence[str]) -> list[float]:
    """A series of stored metric values; NaN and infinities are the worst that there is."""
    found = []
    for text in texts:
        try:
            found.append(float(text))
        except ValueError:
            found.append(math.nan)
    return found
