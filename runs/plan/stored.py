"""Plans as the JSON of job rows, and back. The names of jobs are put in on the way.

A source is one of {"text"}, {"uri", "asset", "digest"}, {"from", "output", "type",
"below"} with the name of the producing job, or {"parts": [...]}.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from runs.plan import job_names, values
from runs.plan.model import (
    Body,
    DataAt,
    InputPlan,
    Joined,
    OutputOf,
    PipelinePlan,
    Source,
    StepPlan,
)

Stored = dict[str, Any]
_BODY = TypeAdapter(Body)


def step(plan: StepPlan, names: Mapping[str, str], digests: Mapping[str, str]) -> Stored:
    """names: {path: job name}. digests: {URI: content identity} of data given by URI."""
    more: Stored = {}
    if plan.gates:
        more["gates"] = sorted(names[one] for one in plan.gates)
    if plan.grows:
        more["grows"] = dict(plan.grows)
    if plan.body is not None:
        more["body"] = _body(plan.body, names, digests)
    return {
        "command": plan.command,
        "code": plan.code,
        "environment": dict(plan.environment),
        "component": plan.reference,
        "inputs": {
            name: {
                "type": one.type,
                "mode": one.mode,
                **({"optional": True} if one.optional else {}),
                **source(one.source, names, digests),
            }
            for name, one in plan.inputs.items()
        },
        "outputs": {name: _output(plan, name, names) for name in plan.outputs},
        "variables": {name: source(one, names, digests) for name, one in plan.variables.items()},
        "resources": dict(plan.resources),
        "distribution": dict(plan.distribution),
        "timeout_seconds": plan.timeout_seconds,
        "always": plan.always,
        "reusable": plan.reusable,
        "look_up": plan.look_up,
        "parts": dict(plan.parts),
        "parallel": dict(plan.parallel),
        **more,
    }


def pipeline(plan: PipelinePlan, names: Mapping[str, str]) -> Stored:
    return {
        "component": plan.reference,
        "outputs": {name: source(one, names, {}) for name, one in plan.outputs.items()},
    }


def source(value: Source, names: Mapping[str, str], digests: Mapping[str, str]) -> Stored:
    if isinstance(value, OutputOf):
        return {
            "from": names[value.step],
            "output": value.output,
            "type": value.type,
            "below": job_names.filled(value.below, names),
        }
    if isinstance(value, DataAt):
        uri = job_names.filled(value.uri, names)
        found = earlier_job(uri)
        if found is not None:
            return found | {"uri": uri}
        return {
            "uri": uri,
            "asset": value.asset,
            "digest": digests.get(value.uri),
        }
    if isinstance(value, Joined):
        return {"parts": [source(one, names, digests) for one in value.parts]}
    return {"text": job_names.filled(value.text, names)}


def shown_input(plan: InputPlan, names: Mapping[str, str]) -> Stored:
    """The shape that the API gives: type, value, uri, from, from_output, asset."""
    stored = source(plan.source, names, {})
    return {
        "type": plan.type,
        "value": stored.get("text"),
        "uri": stored.get("uri"),
        "from": stored.get("from"),
        "from_output": stored.get("output"),
        "asset": stored.get("asset"),
    }


def earlier_job(uri: str) -> Stored | None:
    """``azureml://jobs/J/outputs/O[/paths/P]`` as an output of job J; None for other URIs."""
    if not uri.startswith("azureml://jobs/"):
        return None
    job, _, rest = uri.removeprefix("azureml://jobs/").partition("/outputs/")
    output, _, below = rest.partition("/paths/")
    return {"from": job, "output": output.strip("/"), "type": "uri_folder", "below": below}


def body(plan: Mapping[str, Any]) -> tuple[Body, dict[str, str], dict[str, str]]:
    """Of a stored growing step: what it grows, {path: job name} and digests for that."""
    found = plan["body"]
    return _BODY.validate_python(found["frozen"]), dict(found["names"]), dict(found["digests"])


def _body(plan: Body, names: Mapping[str, str], digests: Mapping[str, str]) -> Stored:
    used = {one.step for value in plan.values.values() for one in _outputs_in(value)}
    used |= {path for value in plan.values.values() for path in job_names.paths_in(value)}
    return {
        "frozen": _BODY.dump_python(plan, mode="json"),
        "names": {path: names[path] for path in sorted(used)},
        "digests": dict(digests),
    }


def _outputs_in(value: Source) -> Iterator[OutputOf]:
    for one in value.parts if isinstance(value, Joined) else (value,):
        if isinstance(one, OutputOf):
            yield one


def producers(plan: Mapping[str, Any]) -> set[str]:
    """Names of the jobs whose outputs a stored step uses."""
    return {one["from"] for one in _sources(plan) if "from" in one}


def addressed(plan: Mapping[str, Any]) -> set[str]:
    """Those of them that are named by an address, as jobs of other roots are."""
    return {one["from"] for one in _sources(plan) if "from" in one and "uri" in one}


def needed(plan: Mapping[str, Any]) -> set[str]:
    """The same without those that feed only optional inputs, and with what decides about it."""
    optional = {name for name, one in plan["inputs"].items() if one.get("optional")}
    inputs = {name: one for name, one in plan["inputs"].items() if name not in optional}
    gates = set(plan.get("gates", ()))
    return gates | producers({"inputs": inputs, "variables": plan["variables"]})


def told(plan: Mapping[str, Any]) -> set[str]:
    """Those whose outputs it takes as text: of a value, that is known at the end only."""
    data = [one for one in plan["inputs"].values() if "from" in one and values.is_data(one["type"])]
    return {one["from"] for one in _sources(plan) if "from" in one and one not in data}


def _sources(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for given in (*plan["inputs"].values(), *plan["variables"].values()):
        yield from given.get("parts", (given,))


def _output(plan: StepPlan, name: str, names: Mapping[str, str]) -> Stored:
    one = plan.outputs[name]
    job = names[plan.path if one.of_pipeline is None else one.of_pipeline]
    uri = one.path.replace("${{name}}", job).replace("${{ name }}", job)
    if one.type == "uri_file" or not values.is_data(one.type):
        uri = uri.rstrip("/")
    return {
        "type": one.type,
        "uri": uri,
        "mode": one.mode,
        "asset": one.asset,
        "version": one.version,
        "fixed": uri == one.path.rstrip("/") or uri == one.path,
    }
