"""Texts that name something: ``azureml:train:3``, registry and long ids, data URIs, computes."""

import re
from dataclasses import dataclass
from typing import Final, Literal

SNAPSHOT_PREFIX: Final = "azureml:snapshot:"
SNAPSHOT: Final = re.compile(rf"{SNAPSHOT_PREFIX}([0-9a-f]{{64}})")
CURATED: Final = "AzureML-"
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://.+", re.DOTALL)
_REGISTRY: Final = re.compile(
    r"azureml://(?:registries|feeds)/(?P<registry>[^/]+)/(?P<kind>\w+)/(?P<name>[^/]+)"
    r"(?:/(?P<by>versions|labels)/(?P<version>[^/]+))?/?"
)
_LONG: Final = re.compile(
    r"/subscriptions/[^/]+/resourcegroups/[^/]+/providers/Microsoft\.MachineLearningServices"
    r"/workspaces/[^/]+/(?P<kind>\w+)/(?P<name>[^/]+)"
    r"(?:/(?P<by>versions|labels)/(?P<version>[^/]+))?/?",
    re.IGNORECASE,
)
_ASSET_URI: Final = re.compile(
    r"azureml://(?:locations/[^/]+/workspaces/[^/]+/)?(?P<kind>data|models)/(?P<name>[^/]+)"
    r"/(?P<by>versions|labels)/(?P<version>[^/]+)/?"
)
_DATASTORE: Final = re.compile(
    r"azureml://(?:subscriptions/[^/]+/resourcegroups/[^/]+/(?:providers/[^/]+/)?workspaces/[^/]+/)?"
    r"datastores/(?P<datastore>[^/]+)(?:/paths(?:/(?P<path>.*))?)?",
    re.IGNORECASE | re.DOTALL,
)
_JOB_OUTPUT: Final = re.compile(
    r"azureml://jobs/(?P<job>[^/]+)/outputs/(?P<output>[^/]+)(?:/paths/(?P<path>.*))?/?", re.DOTALL
)
_RUN: Final = re.compile(r"runs:/+(?P<run>[^/]+)/(?P<path>.+)", re.DOTALL)
# Stands for local data in checks, which upload nothing; `/paths/` and where it lies may follow.
NOT_UPLOADED: Final = "azureml://jobs/not-uploaded/outputs/data"
ARTIFACTS: Final = "artifacts"  # what a job keeps without declaring it
LABELS: Final = ("latest", "default")
ANY_COMPUTE: Final = frozenset({"local", "serverless"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A named thing. Neither version nor label: the version is missing."""

    name: str
    version: str | None = None
    label: str | None = None
    registry: str | None = None

    @property
    def has_version(self) -> bool:
        return self.version is not None or self.label is not None


def parse(text: str) -> Reference | None:
    """An asset reference in any of its forms, or None when the text is none."""
    found = _REGISTRY.fullmatch(text) or _ASSET_URI.fullmatch(text)
    if found is None:
        found = _LONG.fullmatch(text.removeprefix("azureml:"))
    if found is not None:
        return _from_match(found)
    if not text.startswith("azureml:") or text.startswith("azureml://"):
        return None
    return _short(text.removeprefix("azureml:"))


def _from_match(found: re.Match[str]) -> Reference:
    parts = found.groupdict()
    by_label = parts.get("by") == "labels"
    version = parts.get("version")
    return Reference(
        parts["name"],
        None if by_label else version,
        version if by_label else None,
        parts.get("registry"),
    )


def _short(text: str) -> Reference | None:
    name, colon, version = text.partition(":")
    if "/" in name:
        return None
    if colon:
        return Reference(name, version) if name and version else None
    name, at, label = text.partition("@")
    if at:
        return Reference(name, label=label) if name and label else None
    return Reference(name) if name else None


def exact(registry: str | None, family: str, name: str, version: str) -> str:
    """A version's reference. family: components, environments, data or models."""
    if registry is None:
        return f"azureml:{name}:{version}"
    return f"azureml://registries/{registry}/{family}/{name}/versions/{version}"


def compute_name(text: str) -> str:
    """The bare name: ``cpu`` of ``azureml:cpu`` and of a long id."""
    found = _LONG.fullmatch(text.removeprefix("azureml:"))
    if found:
        return found["name"]
    name = text.removeprefix("azureml:")
    return name.lower() if name.lower() in ANY_COMPUTE else name


def is_prefixed(text: str) -> bool:
    return text.startswith("azureml:") or _LONG.fullmatch(text) is not None


DataKind = Literal["datastore", "job", "asset", "remote", "run", "local", "unknown"]


def data_kind(path: str) -> DataKind:
    """What a data path leads to, by its form alone."""
    if _DATASTORE.fullmatch(path):
        return "datastore"
    if _JOB_OUTPUT.fullmatch(path):
        return "job"
    if parse(path) is not None:
        return "asset"
    if _RUN.fullmatch(path):
        return "run"
    if path.startswith(("azureml:", "file:", "runs:")):
        return "unknown"
    if _URI.fullmatch(path):
        return "remote"
    return "local"


def datastore_of(path: str) -> str | None:
    found = _DATASTORE.fullmatch(path)
    return found["datastore"] if found else None


def job_output_of(path: str) -> tuple[str, str]:
    """Job and output of a path of the kind ``job``."""
    found = _JOB_OUTPUT.fullmatch(path)
    return (found["job"], found["output"]) if found else ("", "")


def run_as_job(path: str) -> str:
    """``runs:/RUN/PATH`` as what the job of that name keeps."""
    found = _RUN.fullmatch(path)
    run, rest = (found["run"], found["path"]) if found else ("", "")
    return f"azureml://jobs/{run}/outputs/{ARTIFACTS}/paths/{rest}"


def not_uploaded(path: str) -> str:
    """Stands for a local file or folder."""
    return f"{NOT_UPLOADED}/paths/{path}"


def not_uploaded_path(uri: str) -> str | None:
    """Where the data lies that ``uri`` stands for; None for what is no local data."""
    start = f"{NOT_UPLOADED}/paths/"
    return uri.removeprefix(start) if uri.startswith(start) else None


def is_local_path(path: str) -> bool:
    """Whether the text can only mean a file or folder beside the YAML file."""
    return data_kind(path) == "local" and "${{" not in path
