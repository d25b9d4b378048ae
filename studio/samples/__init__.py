"""The sample workspace: components, data, environments and pipelines that show what there is.

The YAML files here are what a person would write; they are packed as an upload would be.
"""

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from designer.graph.diagnostics import has_errors
from designer.graph.load import load_pipeline
from designer.graph.package import pack
from designer.operations import create_draft, register_component, register_data
from designer.operations.register_environment import register as register_environment
from designer.operations.upload_code import ServerUploader
from designer.operations.uploaded_files import Upload
from runs.operations.submit import submit
from studio.lib.errors import Invalid
from studio.models import User, Workspace

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("environments/python.yml", "environments/sklearn.yml")
DATA = ("data/diabetes.yml",)
COMPONENTS = (
    "regression/prepare/prepare.yml",
    "regression/transform/transform.yml",
    "regression/train/train.yml",
    "regression/predict/predict.yml",
    "regression/score/score.yml",
    "fan_out/part.yml",
    "fan_out/fan_out.yml",
)
PIPELINES = ("fan_out/pipeline.yml", "hello/pipeline.yml", "regression/pipeline.yml")
SUBMITTED = "regression/pipeline.yml"


class Shipped(Upload):
    """The files of this package, as if somebody had uploaded them."""

    def paths(self) -> Collection[str]:
        return [
            path.relative_to(ROOT).as_posix()
            for path in sorted(ROOT.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        ]

    def _read(self, path: str) -> bytes:
        return (ROOT / path).read_bytes()


def fill(workspace: Workspace, user: User) -> None:
    """Register everything, keep each pipeline as a draft, and submit the first of them."""
    for path in ENVIRONMENTS:
        register_environment(workspace, user, _packed(workspace, path), _text(path))
    for path in DATA:
        spec = _packed(workspace, path)
        register_data.register(
            workspace,
            user,
            name=spec["name"],
            type=spec["type"],
            path=spec["path"],
            description=spec["description"],
            tags=spec["tags"],
        )
    references = {}
    for path in COMPONENTS:
        spec = _packed(workspace, path)
        version, _ = register_component.register(workspace, user, spec, _text(path))
        references[spec["name"]] = f"azureml:{spec['name']}:{version.version}"
    for path in PIPELINES:
        spec = _by_reference(_packed(workspace, path), references)
        document, diagnostics = load_pipeline(spec)
        if document is None or has_errors(diagnostics):
            raise _broken(path, diagnostics)
        name = document.details.display_name or path
        draft = create_draft.create(workspace, user, name=name, document=document)
        if path == SUBMITTED:
            submit(workspace, user, document, source="sample", draft=draft)


def _packed(workspace: Workspace, path: str) -> dict[str, Any]:
    shipped = Shipped()
    spec, diagnostics = pack(
        PurePosixPath(path), shipped, ServerUploader(workspace, shipped), overrides={}
    )
    if spec is None or has_errors(diagnostics):
        raise _broken(path, diagnostics)
    return spec


def _by_reference(spec: dict[str, Any], references: Mapping[str, str]) -> dict[str, Any]:
    """The same pipeline with the components just registered instead of copies of their files."""
    for step in spec["jobs"].values():
        component = step.get("component")
        if isinstance(component, dict) and component.get("name") in references:
            step["component"] = references[component["name"]]
    return spec


def _text(path: str) -> str:
    return (ROOT / path).read_text()


def _broken(path: str, diagnostics: Any) -> Invalid:
    found = [one.as_dict() for one in diagnostics]
    return Invalid("broken-sample", f"The sample {path} is broken.", diagnostics=found)
