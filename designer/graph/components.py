"""A component's specification as a ``ComponentDefinition``: command and pipeline components."""

from collections.abc import Mapping
from typing import Any, Final, TypedDict

from designer.graph import names, references, shape
from designer.graph.commands import check_command
from designer.graph.declarations import read_inputs, read_outputs
from designer.graph.environments import read_environment
from designer.graph.files import BRING_FOLDER, not_cloned
from designer.graph.kinds import COMPONENT_TYPES, VENDOR_INTERNAL
from designer.graph.model import ComponentDefinition
from designer.graph.report import Report
from designer.graph.runsettings import check_distribution, check_resources

COMMON: Final[shape.Keys] = {
    "$schema": "any",
    "type": "text",
    "name": "any",
    "version": "scalar",
    "display_name": "text",
    "description": "text",
    "tags": "map",
    "is_deterministic": "flag",
    "inputs": "map",
    "outputs": "map",
    "properties": "map",
    "auto_delete_setting": "any",
    "intellectual_property": "any",
    "ipp": "any",
}
_COMMAND: Final[shape.Keys] = {
    **COMMON,
    "command": "text",
    "code": "text",
    "environment": "any",
    "resources": "map",
    "distribution": "any",
    "additional_includes": "list",
}
_ON_THE_STEP: Final = {
    key: f"`{key}` has no effect in a component; set it on the step."
    for key in ("environment_variables", "services", "limits", "compute", "identity")
}
RUNNABLE: Final = ("command", "data_transfer", "parallel", "pipeline")


def component_type(spec: Mapping[str, Any]) -> str:
    written = spec.get("type", "command")
    return written if isinstance(written, str) else "command"


def read_command_component(report: Report, spec: Mapping[str, Any]) -> ComponentDefinition:
    """What could be read; problems are in the report."""
    shape.check_keys(report, spec, _COMMAND, "warning", _ON_THE_STEP)
    inputs, outputs = read_inputs(report, spec), read_outputs(report, spec)
    command = shape.text(spec, "command")
    if "command" not in spec:
        report.error("command-missing", "`command` is required.")
    elif command is not None:
        declared = shape.mapping(spec, "inputs")
        unread = {name for name in declared if name not in inputs}
        command = _checked_command(report.below("command"), command, spec, inputs, unread)
    check_code(report, spec)
    check_resources(report, spec, is_strict=False)
    check_distribution(report, spec)
    environment = read_environment(report, spec)
    return ComponentDefinition(
        type="command",
        inputs=inputs,
        outputs=outputs,
        **details(report, spec),
        command=command or "",
        code=shape.text(spec, "code") or None,
        environment=environment,
        resources=shape.mapping(spec, "resources"),
        distribution=shape.mapping(spec, "distribution"),
        is_deterministic=shape.flag(spec.get("is_deterministic")) is not False,
    )


def _checked_command(
    report: Report,
    command: str,
    spec: Mapping[str, Any],
    inputs: Mapping[str, Any],
    unread: set[str],
) -> str:
    """An input that could not be read is known by name all the same."""
    apart = report.apart()
    outputs = shape.mapping(spec, "outputs")
    result = check_command(apart, command, inputs, outputs, spec)
    echoes = {f'There is no input "{name}".' for name in unread}
    report.items.extend(
        one for one in apart.items if not any(one.message.startswith(echo) for echo in echoes)
    )
    return result


class Texts(TypedDict):
    name: str
    version: str
    display_name: str
    description: str


def details(report: Report, spec: Mapping[str, Any]) -> Texts:
    """Name, version and texts for people, as constructor arguments."""
    shape.tags(report, spec)
    return {
        "name": str(spec.get("name") or ""),
        "version": shape.version(report, spec) or "",
        "display_name": shape.text(spec, "display_name") or "",
        "description": shape.text(spec, "description") or "",
    }


def check_code(report: Report, spec: Mapping[str, Any]) -> None:
    """In the wire form code is a snapshot; anything else cannot be reached."""
    code = shape.text(spec, "code")
    if not code or references.SNAPSHOT.fullmatch(code):
        return
    if code.startswith(("git+", "http://", "https://")):
        why = not_cloned()
        report.error(why.code, why.message, "code", hint=why.hint)
    elif code.startswith("azureml:"):
        report.error("unknown-code", f'Code "{code}" is not defined here.', "code")
    else:
        report.error(
            "code-not-uploaded",
            f"code: folder {code} is not here.",
            "code",
            hint=f"{BRING_FOLDER}, or send it with `studio component create`.",
        )


def check_registered_name(report: Report, spec: Mapping[str, Any]) -> None:
    """The name of a component that is to be known by name."""
    name = spec.get("name")
    if name is None:
        return
    if not isinstance(name, str):
        report.error("component-name", f"name must be text, not {shape.kind_of(name)}.", "name")
    elif not names.COMPONENT.fullmatch(name):
        report.error(
            "component-name",
            f'Component name "{name}": use lower-case letters (a to z), digits and `_`.',
            "name",
            hint=f"For example `{names.as_identifier(name)}`.",
        )


def is_internal(report: Report, spec: Mapping[str, Any]) -> bool:
    """Whether this is a component of the vendor's own kind; says so."""
    found = str(spec.get("$schema")).startswith(VENDOR_INTERNAL)
    if found:
        message = "This is a vendor-internal component; its kind is not part of the language."
        report.error("vendor-internal", message, "$schema")
    return found


def check_type(report: Report, spec: Mapping[str, Any]) -> bool:
    """Whether ``type`` names a kind of component."""
    if is_internal(report, spec):
        return False
    written = spec.get("type", "command")
    if isinstance(written, str) and written in COMPONENT_TYPES:
        return True
    text = str(written)
    report.error(
        "unknown-type",
        f'Unknown component type "{text}".{names.did_you_mean(text, COMPONENT_TYPES)}',
        "type",
    )
    return False


# For the schema that editors use.
KEYS: Final = _COMMAND
