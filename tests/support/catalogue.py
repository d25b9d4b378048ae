"""Things of the catalogue for API tests: YAML as people write it, zips, and bytes sent as blobs."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from rest_framework.test import APIClient

Url = Callable[[str], str]

TRAIN = {
    "$schema": "https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
    "name": "train_model",
    "type": "command",
    "display_name": "Train a model",
    "description": "Fits a *linear* model.",
    "tags": {"team": "vision"},
    "inputs": {
        "data": {"type": "uri_folder"},
        "lr": {"type": "number", "default": 0.01, "min": 0},
    },
    "outputs": {"model": {"type": "uri_folder"}},
    "environment": {"image": "python:3.11"},
    "command": "python train.py ${{inputs.data}} --lr ${{inputs.lr}} --out ${{outputs.model}}",
}

TRAIN_YAML = """\
$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: train_model
type: command
inputs:
  data: {type: uri_folder}
  lr: {type: number, default: 0.01, min: 0}
outputs:
  model: {type: uri_folder}
code: ./src
environment: {image: "python:3.11"}
command: python train.py --data ${{inputs.data}} --lr ${{inputs.lr}} --model ${{outputs.model}}
"""

PIPELINE_YAML = """\
$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
display_name: Two steps
settings: {default_compute: "azureml:cpu-cluster"}
inputs:
  raw: {type: uri_folder, path: "azureml://datastores/workspaceblobstore/paths/raw/"}
jobs:
  train:
    type: command
    component: azureml:train_model:1
    inputs: {data: "${{parent.inputs.raw}}", lr: 0.5}
"""


def train(**changes: Any) -> dict[str, Any]:
    """A command component's specification with ``changes``."""
    return TRAIN | changes


def register(client: APIClient, url: Url, **changes: Any) -> dict[str, Any]:
    response = client.post(url("components"), {"spec": train(**changes)}, format="json")
    assert response.status_code in (200, 201), response.content
    answered: dict[str, Any] = response.json()
    return answered


def zip_of(members: Mapping[str, str | bytes], name: str = "upload.zip") -> io.BytesIO:
    """A zip file as a browser sends it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    file.seek(0)
    file.name = name
    return file


def named(name: str, content: bytes | str) -> io.BytesIO:
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return file


def form(fields: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """A multipart body whose file names are paths, as a browser sends a dropped folder.

    Django's test client would keep only the last part of each name.
    """
    mark = "----a-form"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    for path, content in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{path}"\r\n'
        parts += [head.encode(), b"Content-Type: text/plain\r\n\r\n", content, b"\r\n"]
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"


def entry(path: str, content: bytes, **changes: Any) -> dict[str, Any]:
    """A line of a manifest."""
    sha256 = hashlib.sha256(content).hexdigest()
    return {"path": path, "sha256": sha256, "size_bytes": len(content)} | changes


def send_blob(client: APIClient, url: Url, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    response = client.put(url(f"blobs/{sha256}"), content, content_type="application/octet-stream")
    assert response.status_code == 204, response.content


def send_snapshot(client: APIClient, url: Url, files: Mapping[str, bytes]) -> str:
    """The digest of a snapshot made of ``files``."""
    for content in files.values():
        send_blob(client, url, content)
    manifest = [entry(path, content) for path, content in files.items()]
    response = client.post(url("snapshots"), {"files": manifest}, format="json")
    assert response.status_code == 201, response.content
    return str(response.json()["digest"])
