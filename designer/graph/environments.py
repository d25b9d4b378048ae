"""Environment definitions and references: what ``environment:`` and an environment file may say."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

from designer.graph import names, references, shape, version_one
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.files import BRING_FOLDER
from designer.graph.report import Report
from designer.graph.unknowns import is_reachable, report_unknown

KEYS: Final[shape.Keys] = {
    "$schema": "any",
    "name": "text",
    "version": "scalar",
    "image": "text",
    "build": "map",
    "conda_file": "any",
    "os_type": "text",
    "inference_config": "map",
    "description": "text",
    "tags": "map",
    "properties": "map",
    "datastore": "text",
}
BUILD: Final[shape.Keys] = {"path": "text", "dockerfile_path": "text"}
_ROUTES: Final = ("liveness_route", "scoring_route", "readiness_route")
REFERENCE: Final = "reference"


def check_definition(report: Report, raw: Mapping[str, Any]) -> None:
    """An environment file or an inline environment."""
    if "dependencies" in raw and "image" not in raw:
        report.error("conda-file", "This is a conda file; reference it with `conda_file:`.")
        return
    if set(raw) == {REFERENCE}:
        return
    shape.check_keys(report, raw, KEYS, elsewhere=version_one.IN_AN_ENVIRONMENT)
    if ("image" in raw) == ("build" in raw):
        what = "conda_file needs `image`." if "conda_file" in raw and "image" not in raw else ""
        report.error("environment-image", what or "Give exactly one of `image`, `build`.")
    elif "conda_file" in raw and "image" not in raw:
        report.error("environment-conda", "conda_file needs `image`.", "conda_file")
    shape.one_of(report, raw, "os_type", {"linux", "windows", "Linux", "Windows"})
    if "build" in raw:
        _check_build(report.below("build"), shape.mapping(raw, "build"))
    config = shape.mapping(raw, "inference_config")
    if config and any(route not in config for route in _ROUTES):
        report.error(
            "inference-routes",
            "liveness_route, readiness_route and scoring_route are all required.",
            "inference_config",
        )


def _check_build(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, BUILD)
    if not raw.get("path"):
        report.error("key-missing", "`path` is required: the folder that is built.", "path")


def read_environment(report: Report, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The ``environment`` of a component: a definition, or ``{"reference": text}``."""
    written = raw.get("environment")
    if written is None:
        if "environment" not in raw:
            report.error("environment-missing", "`environment` is required.")
        return {}
    if isinstance(written, dict):
        check_definition(report.below("environment"), written)
        return written
    if not isinstance(written, str):
        report.error(
            "wrong-kind",
            f"`environment` must be a reference or a mapping, not {shape.kind_of(written)}.",
            "environment",
        )
        return {}
    return {REFERENCE: written} if _is_reference(report, written) else {}


def _is_reference(report: Report, written: str) -> bool:
    found = references.parse(written)
    if found is None and written.startswith("file:"):
        message = f"file not found: {written}."
        report.error("file-not-found", message, "environment", hint=f"{BRING_FOLDER}.")
        return False
    if found is None:
        hint = _image_hint(written) if {":", "/"} & set(written) else None
        report.error("environment-reference", _why_no_reference(written), "environment", hint=hint)
        return False
    if not found.has_version and not found.name.startswith(references.CURATED):
        report.error(
            "environment-version",
            f"version is missing; write `azureml:{found.name}:<version>` or "
            f"`azureml:{found.name}@latest`.",
            "environment",
        )
        return False
    if found.label not in (None, "latest") and not _is_curated(found):
        report.error(
            "unknown-label",
            f'Label "{found.label}" is not defined for environment "{found.name}"; only `latest` '
            "can be used.",
            "environment",
        )
        return False
    return True


def _why_no_reference(written: str) -> str:
    if "${{" in written:
        return "An expression is not allowed here."
    if written.startswith((".", "/")) or written.endswith((".yml", ".yaml")):
        return f"a local file needs the prefix `file:` - `file:{written}`."
    if written.startswith("azureml:"):
        return f'"{written}" is not a reference to an environment.'
    if written.startswith("azureml/"):
        return f'"{written}" is no reference: write `azureml:{written.removeprefix("azureml/")}`.'
    if "/" in written:
        return f'"{written}" is no reference to an environment.'
    return f'"{written}" needs the prefix: `azureml:{written}`.'


def _image_hint(written: str) -> str | None:
    """A name with a colon or a slash may be that of an image."""
    other = ("azureml", "file:", ".", "/")
    if "${{" in written or written.startswith(other) or written.endswith((".yml", ".yaml")):
        return None
    return f'For an image write `environment: {{image: "{written}"}}`.'


def look_up(
    report: Report, environment: Mapping[str, Any], catalogue: Catalogue
) -> Mapping[str, Any]:
    """The definition behind ``{"reference": text}``; a definition stays as it is."""
    written = environment.get(REFERENCE)
    found = references.parse(written) if isinstance(written, str) else None
    if found is None:
        return environment
    if not is_reachable(report, catalogue, "environment", found, "environment"):
        return {}
    known = catalogue.environment(found)
    if known is UNKNOWN or (known is None and _stands_for(report, found, catalogue)):
        return {"name": found.name, "version": found.version or found.label or "latest"}
    if known is not None:
        return known
    if not _is_curated(found):
        report_unknown(report, catalogue, "environment", found, "environment")
    return {}


def _is_curated(found: references.Reference) -> bool:
    """Environments of the vendor: any version of these is taken by name."""
    return found.registry == "azureml" or found.name.startswith(references.CURATED)


def _stands_for(report: Report, found: references.Reference, catalogue: Catalogue) -> bool:
    """Whether something stands for a name of the vendor's; the error where nothing does."""
    if not _is_curated(found):
        return False
    known = catalogue.curated()
    if known is UNKNOWN or any(fnmatchcase(found.name, one) for one in known):
        return True
    meant = names.guess(found.name, [_like(one, found.name) for one in known])
    suggestion = f' Did you mean "{meant}"?' if meant else ""
    report.error(
        "unknown-environment",
        f'No environment "{found.name}" is known here, and the table of curated names has none.'
        f"{suggestion}",
        "environment",
        hint=f"Known: {names.listed(known, 20)}. An administrator can add names in "
        "STUDIO_HOME/environments.toml.",
    )
    return False


def _like(pattern: str, name: str) -> str:
    """``AzureML-sklearn-*`` as long as ``name``: with its own end, so that the two compare."""
    stem, star, _ = pattern.partition("*")
    return stem + name[len(stem) :] if star and len(name) > len(stem) else pattern
