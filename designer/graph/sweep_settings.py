"""What a sweep says beside its trial: space, sampling, objective, limits, early termination.

``read_sweep`` is the one reader of all of it, for steps and for standalone sweep jobs, after
expressions of pipeline inputs have been filled in.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from designer.graph import names, scalars, shape
from designer.graph.expressions import has_expression
from designer.graph.report import Report
from designer.graph.search_space import Space, read_space

MOST_TRIALS: Final = 1000
SHORTEST_TIMEOUT: Final = 60
# Where ``${{parent.inputs.X}}`` may stand; a sampling algorithm is a plain word.
FILLED: Final = ("search_space", "objective", "limits", "early_termination")
_ALGORITHMS: Final = ("random", "grid", "bayesian")
_RANDOM: Final[shape.Keys] = {"type": "text", "seed": "any", "rule": "any", "logbase": "any"}
_BAYESIAN: Final = ("choice", "uniform", "quniform")
_LIMITS: Final[shape.Keys] = {
    "max_total_trials": "any",
    "max_concurrent_trials": "any",
    "timeout": "any",
    "trial_timeout": "any",
}
_EVERY_POLICY: Final = ("type", "evaluation_interval", "delay_evaluation")
_POLICIES: Final[Mapping[str, tuple[str, ...]]] = {
    "bandit": ("slack_factor", "slack_amount"),
    "median_stopping": (),
    "truncation_selection": ("truncation_percentage",),
}
# ``MedianStopping`` is the older spelling.
_SPELLINGS: Final = {name.replace("_", ""): name for name in _POLICIES}


@dataclass(frozen=True, slots=True)
class Sweep:
    """Plain values that survive JSON.

    sampling: {"type": "random", "seed", "rule", "logbase"} (the last three maybe None), or "grid",
    "bayesian". termination: {"type", "evaluation_interval", "delay_evaluation", …} or None.
    goal: "minimize" or "maximize". Times are seconds; None is no limit.
    """

    space: Space
    sampling: Mapping[str, Any]
    goal: str
    primary_metric: str
    max_total_trials: int
    max_concurrent_trials: int
    timeout: float | None = None
    trial_timeout: float | None = None
    termination: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_sweep(report: Report, raw: Mapping[str, Any]) -> Sweep | None:
    """None when something is wrong or not known yet. ``report`` is about the step or the job."""
    space = _space(report, raw)
    sampling = _sampling(report, raw.get("sampling_algorithm"), space)
    objective = _objective(report, raw)
    limits = _limits(report, raw)
    policy = _termination(report.below("early_termination"), raw.get("early_termination"))
    if space is None or sampling is None or objective is None or limits is None or policy is None:
        return None
    goal, metric = objective
    total, concurrent, timeout, trial_timeout = limits
    return Sweep(
        space, sampling, goal, metric, total, concurrent, timeout, trial_timeout, policy or None
    )


def _space(report: Report, raw: Mapping[str, Any]) -> Space | None:
    if raw.get("search_space") is None:
        report.error("search-space-missing", "A sweep needs `search_space`.", "search_space")
        return None
    return read_space(report.below("search_space"), raw["search_space"])


def _sampling(report: Report, written: object, space: Space | None) -> Mapping[str, Any] | None:
    here = report.below("sampling_algorithm")
    if written is None:
        return {"type": "random"}
    if isinstance(written, str):
        told: Mapping[str, Any] = {"type": written}
    elif isinstance(written, dict):
        told = written
    else:
        kind = shape.kind_of(written)
        here.error("wrong-kind", f"sampling_algorithm must be text or a mapping, not {kind}.")
        return None
    kind = str(told.get("type", "")).lower()
    path = ("type",) if isinstance(written, dict) else ()
    if kind not in _ALGORITHMS:
        meant = names.did_you_mean(kind, _ALGORITHMS)
        message = f'Unknown sampling algorithm "{told.get("type")}".{meant}'
        here.error("unknown-algorithm", message, *path, hint=f"Known: {', '.join(_ALGORITHMS)}.")
        return None
    before = len(here.items)
    shape.check_keys(here, told, _RANDOM if kind == "random" else {"type": "text"})
    random = _random(here, told) if kind == "random" else {}
    _check_supported(here, kind, space or {}, path)
    wrong = any(one.severity == "error" for one in here.items[before:])
    return None if wrong else {"type": kind, **random}


def _random(report: Report, told: Mapping[str, Any]) -> dict[str, Any]:
    """Seed, rule and base of logarithms, where they are given."""
    found: dict[str, Any] = {}
    seed, rule, base = told.get("seed"), told.get("rule"), told.get("logbase")
    if seed is not None:
        number = scalars.as_number(seed)
        if number is None or not number.is_integer():
            report.error("wrong-kind", "`seed` must be a whole number.", "seed")
        else:
            found["seed"] = int(number)
    if rule is not None:
        word = str(rule).lower()
        if word not in ("random", "sobol"):
            meant = names.did_you_mean(word, ("random", "sobol"))
            report.error("not-allowed", f"`rule` must be random or sobol.{meant}", "rule")
        found["rule"] = word
    if base is not None and str(base).lower() != "e":
        number = scalars.as_number(base)
        if number is None or number <= 0 or number == 1:
            message = "`logbase` must be e, or a number above 0 that is not 1."
            report.error("wrong-kind", message, "logbase")
        else:
            found["logbase"] = number
    return found


def _check_supported(report: Report, kind: str, space: Space, path: tuple[str, ...]) -> None:
    """Grid and Bayesian sampling take some expressions only."""
    flat = list(_flat(space))
    if kind == "grid":
        wrong = [name for name, entry in flat if entry["type"] != "choice"]
        message = "grid sampling needs `choice` for every parameter"
    elif kind == "bayesian":
        wrong = [name for name, entry in flat if entry["type"] not in _BAYESIAN]
        message = "bayesian sampling supports choice, uniform, quniform"
    else:
        return
    if wrong:
        named = ", ".join(f'"{name}"' for name in wrong)
        report.error("not-for-algorithm", f"{message}: {named}.", *path)


def _flat(space: Space, before: str = "") -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for name, entry in space.items():
        found.append((f"{before}{name}", entry))
        for one in entry.get("values", ()):
            if isinstance(one, dict):
                found += _flat(one, f"{before}{name}.")
    return found


def _objective(report: Report, raw: Mapping[str, Any]) -> tuple[str, str] | None:
    here = report.below("objective")
    written = raw.get("objective")
    if written is None:
        report.error(
            "objective-missing",
            "A sweep needs `objective`.",
            "objective",
            hint="`objective: {goal: maximize, primary_metric: accuracy}`",
        )
        return None
    if not isinstance(written, dict):
        here.error("wrong-kind", f"`objective` must be a mapping, not {shape.kind_of(written)}.")
        return None
    before = len(here.items)
    shape.check_keys(here, written, {"goal": "text", "primary_metric": "text"})
    for key in ("goal", "primary_metric"):
        if not written.get(key) and written.get(key, "") == "":
            here.error("key-missing", f"`{key}` is required.", key)
    goal, metric = written.get("goal"), written.get("primary_metric")
    word = str(goal or "").lower()
    is_open = has_expression(goal) or has_expression(metric)
    if goal and not has_expression(goal) and word not in ("minimize", "maximize"):
        meant = names.did_you_mean(word, ("minimize", "maximize"))
        here.error("not-allowed", f"`goal` must be minimize or maximize.{meant}", "goal")
    wrong = any(one.severity == "error" for one in here.items[before:])
    return None if wrong or is_open else (word, str(metric))


Limits = tuple[int, int, float | None, float | None]


def _limits(report: Report, raw: Mapping[str, Any]) -> Limits | None:
    here = report.below("limits")
    limits = shape.mapping(raw, "limits")
    before = len(here.items)
    shape.check_keys(here, limits, _LIMITS)
    if "max_total_trials" not in limits:
        message = "A sweep needs `limits.max_total_trials`."
        here.error("key-missing", message, "max_total_trials")
    total = _count(here, limits, "max_total_trials")
    concurrent = _count(here, limits, "max_concurrent_trials")
    if total and concurrent and concurrent > total:
        here.warning(
            "more-concurrent-than-total",
            "max_concurrent_trials is larger than max_total_trials.",
            "max_concurrent_trials",
        )
    times = [_seconds(here, limits, key) for key in ("timeout", "trial_timeout")]
    is_open = any(has_expression(value) for value in limits.values())
    if total is None or is_open or any(o.severity == "error" for o in here.items[before:]):
        return None
    return total, min(concurrent or total, total), times[0], times[1]


def _count(report: Report, limits: Mapping[str, Any], key: str) -> int | None:
    value = limits.get(key)
    if value is None or has_expression(value):
        return None
    number = scalars.as_number(value)
    if number is None or scalars.is_unbounded(number) or not 1 <= int(number) <= MOST_TRIALS:
        report.error("wrong-kind", f"{key} must be a whole number from 1 to {MOST_TRIALS}.", key)
        return None
    return int(number)


def _seconds(report: Report, limits: Mapping[str, Any], key: str) -> float | None:
    """0 is no limit; anything below a minute is raised to it."""
    value = limits.get(key)
    if value is None or has_expression(value):
        return None
    number = scalars.as_number(value)
    if number is None or scalars.is_unbounded(number) or number < 0:
        report.error("wrong-kind", f"{key} must be a number of seconds.", key)
        return None
    if 0 < int(number) < SHORTEST_TIMEOUT:
        message = f"{key} below {SHORTEST_TIMEOUT} s is raised to {SHORTEST_TIMEOUT}."
        report.warning("timeout-raised", message, key)
        return float(SHORTEST_TIMEOUT)
    return float(int(number)) or None


def _termination(report: Report, written: object) -> dict[str, Any] | None:
    """The policy; an empty mapping when there is none, None when it is wrong or open."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        report.error(
            "wrong-kind",
            "early_termination must be a mapping with `type`.",
            hint="For example `{type: bandit, slack_factor: 0.1, evaluation_interval: 1}`.",
        )
        return None
    spelled = str(written.get("type", "")).lower()
    kind = _SPELLINGS.get(spelled.replace("_", ""))
    if kind is None:
        meant = names.did_you_mean(spelled, _POLICIES)
        told = f'Unknown policy "{written["type"]}".{meant}' if "type" in written else ""
        message = told or "`type` is missing."
        report.error("unknown-policy", message, "type", hint=f"Known: {', '.join(_POLICIES)}.")
        return None
    before = len(report.items)
    belongs = {
        key: f"{key} belongs to {other}."
        for other, keys in _POLICIES.items()
        for key in keys
        if other != kind
    }
    keys: shape.Keys = dict.fromkeys((*_EVERY_POLICY, *_POLICIES[kind]), "any")
    shape.check_keys(report, written, keys, "error", belongs)
    found = _policy_numbers(report, kind, written)
    wrong = any(one.severity == "error" for one in report.items[before:])
    is_open = any(has_expression(value) for value in written.values())
    return None if wrong or is_open else {"type": kind, **found}


def _policy_numbers(report: Report, kind: str, written: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "evaluation_interval": max(1, _whole(report, written, "evaluation_interval", 1)),
        "delay_evaluation": _whole(report, written, "delay_evaluation", 0),
    }
    if kind == "bandit":
        found |= _slack(report, written)
    elif kind == "truncation_selection":
        percentage = _whole(report, written, "truncation_percentage", 0)
        if written.get("truncation_percentage") is None:
            message = "`truncation_percentage` is required."
            report.error("key-missing", message, "truncation_percentage")
        elif not 1 <= percentage <= 99 and not has_expression(written["truncation_percentage"]):
            message = "truncation_percentage must be between 1 and 99."
            report.error("wrong-kind", message, "truncation_percentage")
        found["truncation_percentage"] = percentage
    return found


def _slack(report: Report, written: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    is_open = False
    for key in ("slack_factor", "slack_amount"):
        value = written.get(key)
        if value is None:
            continue
        if has_expression(value):
            is_open = True
            continue
        number = scalars.as_number(value)
        if number is None or scalars.is_unbounded(number) or number < 0:
            report.error("wrong-kind", f"`{key}` must be a number of at least 0.", key)
            return {}
        if number > 0:
            found[key] = number
    if len(found) != 1 and not is_open:
        report.error("slack", "Give exactly one of slack_factor, slack_amount.")
    return found


def _whole(report: Report, written: Mapping[str, Any], key: str, default: int) -> int:
    value = written.get(key)
    if value is None or has_expression(value):
        return default
    number = scalars.as_number(value)
    if number is None or scalars.is_unbounded(number) or number < 0:
        report.error("wrong-kind", f"`{key}` must be a whole number of at least 0.", key)
        return default
    return int(number)


# For the schema that editors use.
KEYS: Final[Mapping[str, shape.Keys]] = {"limits": _LIMITS}
