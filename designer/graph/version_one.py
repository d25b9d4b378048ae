"""What was written for the SDK v1, and what the language of today calls it."""

from collections.abc import Mapping
from typing import Any, Final

_ON_A_STEP: Final[Mapping[str, str]] = {
    "source_directory": "`code` of the component names the folder",
    "script_name": "write `python SCRIPT` in the component's `command`",
    "arguments": "write them in the component's `command`, as `--x ${{inputs.x}}`",
    "compute_target": "write `compute`",
    "allow_reuse": "write `is_deterministic` in the component, or `settings.force_rerun`",
    "runconfig": "write `environment`, `resources` and `compute`",
    "node_count": "write `resources: {instance_count: …}`",
    "vm_size": "write `resources: {instance_type: …}`, or name a compute",
}
STEP_KEYS: Final = {
    key: f"`{key}` is a word of the SDK v1, without effect here: {instead}."
    for key, instead in _ON_A_STEP.items()
}
IN_AN_ENVIRONMENT: Final = {
    "docker": "`docker` is a word of the SDK v1; write `image`, or `build`.",
    "python": "`python` is a word of the SDK v1; write `conda_file`.",
}
_RUN_CONFIGURATION: Final = frozenset(
    {"script", "framework", "target", "arguments", "communicator"}
)


def told(raw: Mapping[str, Any]) -> tuple[str, str] | None:
    """What a file of no known kind is, and what to write; None where it is nothing of v1."""
    pipeline = raw.get("pipeline")
    if isinstance(pipeline, dict) and {"steps", "parameters"} & set(pipeline):
        return (
            "This is a pipeline of the SDK v1.",
            "Today's has `type: pipeline` at the top, and its steps under `jobs`.",
        )
    if len(_RUN_CONFIGURATION & set(raw)) > 1:
        return (
            "This is a run configuration of the SDK v1.",
            "Write a command job: `command`, `code`, `environment` and `compute`.",
        )
    return None
