"""Everything that begins with a local file: ``create`` of jobs, components, data and the rest."""

import re
import sys
import uuid
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from designer.graph import yaml_text
from studio.cli import assets, compute, definition, job, local, options, streaming


@click.command("create")
@options.file
@click.option("--name", "-n", help="The job's name; one is made up when not given.")
@options.sets
@options.skip_validation
@click.option(
    "--save-as", "-a", metavar="FILE", help="Write what `show -o yaml` prints to this file."
)
@click.option("--stream", "-s", is_flag=True, help="Print the logs until the job has ended.")
@click.option("--web", "-e", is_flag=True, help="Open the job in a browser.")
@options.shared
def create_job(
    file: str,
    name: str | None,
    sets: Sequence[str],
    save_as: str | None,
    stream: bool,
    web: bool,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Submit the job that a YAML file describes."""
    changes = options.pairs(sets) | ({"name": name} if name else {})
    with options.connect(workspace) as client:
        with local.wire_form(file, changes, client, "job") as spec:
            if definition.printed(spec) and "name" not in changes:
                # That of the job which was shown: this one gets a name of its own.
                spec.pop("name", None)
            spec.setdefault("experiment_name", _experiment_name())
            body = {"spec": definition.sent(spec)}
            made = client.post("jobs", body, {"Idempotency-Key": uuid.uuid4().hex})
        if save_as:
            Path(save_as).write_text(yaml_text.dump(definition.of_job(client, made)))
        # On a terminal the stream says itself which job it is.
        if not stream or output or query or not sys.stdout.isatty():
            job.show_jobs(made, output, query)
        if web:
            webbrowser.open(made["services"]["Studio"]["endpoint"])
        if stream:
            sys.exit(streaming.follow(client, made["name"]))


@click.command("create")
@options.file
@click.option("--name", "-n", help="Instead of the name in the file.")
@click.option("--version", "-v", help="Instead of the version in the file.")
@options.sets
@options.skip_validation
@options.shared
def create_component(
    file: str,
    name: str | None,
    version: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Register the component that a YAML file describes."""
    changes = options.pairs(sets) | ({"name": name} if name else {})
    with options.connect(workspace) as client:
        with local.wire_form(file, changes, client, "component") as spec:
            body: dict[str, Any] = _registration(file, spec)
            if version:
                body["version"] = version
            made = client.post("components", body)
        assets.print_version(made, output, query)


@click.command("create")
@click.option("--file", "-f", help="The YAML file of a data asset.")
@click.option("--name", "-n", help="The asset's name.")
@click.option("--version", "-v", help="The version; the next number when not given.")
@click.option("--path", help="A local file or folder, or a URI, instead of --file.")
@click.option("--type", "-t", "type_", help="uri_file, uri_folder or mltable.")
@click.option("--description", "-d", help="Markdown.")
@options.sets
@options.skip_validation
@options.shared
def create_data(
    file: str | None,
    name: str | None,
    version: str | None,
    path: str | None,
    type_: str | None,
    description: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Register data from a YAML file, or from --name and --path."""
    if bool(file) == bool(path):
        raise click.UsageError("Give either --file or --path.")
    given = _given(name=name, version=version, type=type_, description=description)
    with options.connect(workspace) as client:
        if file:
            with local.wire_form(file, options.pairs(sets), client, "data") as spec:
                made = client.post("data", _sent(spec | given))
        else:
            made = client.post("data", local.data_spec(str(path), type_, client) | given)
        assets.print_version(made, output, query)


@click.command("create")
@click.option("--file", "-f", help="The YAML file of a model.")
@click.option("--name", "-n", help="The model's name.")
@click.option("--version", "-v", help="The version; the next number when not given.")
@click.option(
    "--path",
    "-p",
    help="A local file or folder, or azureml://…, runs:/RUN/PATH, instead of --file.",
)
@click.option("--type", "-t", "type_", help="custom_model, mlflow_model or triton_model.")
@click.option("--description", "-d", help="Markdown.")
@click.option("--stage", "-s", help="Production, Staging, …")
@options.sets
@options.skip_validation
@options.shared
def create_model(
    file: str | None,
    name: str | None,
    version: str | None,
    path: str | None,
    type_: str | None,
    description: str | None,
    stage: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Register a model from a YAML file, or from --name and --path."""
    if not file and not path:
        raise click.UsageError("Give --file or --path.")
    given = _given(name=name, version=version, type=type_, description=description, stage=stage)
    with options.connect(workspace) as client:
        place = local.uploaded(path, client) if path else None
        if file:
            with local.wire_form(file, options.pairs(sets), client, "model") as spec:
                made = client.post("models", _sent(spec | given | _given(path=place)))
        else:
            made = client.post("models", given | {"path": place})
        assets.print_version(made, output, query)


@click.command("create")
@click.option("--file", "-f", help="The YAML file.")
@click.option("--name", "-n", help="The environment's name.")
@click.option("--version", "-v", help="The version; the next number when not given.")
@click.option("--image", "-i", help="An image.")
@click.option("--conda-file", "-c", help="A conda file whose packages come on top of the image.")
@click.option("--build-context", "-b", help="A folder with a Dockerfile, instead of an image.")
@click.option("--dockerfile-path", "-d", help="The Dockerfile in that folder.")
@click.option("--description", help="Markdown.")
@options.sets
@options.skip_validation
@options.shared
def create_environment(
    file: str | None,
    name: str | None,
    version: str | None,
    image: str | None,
    conda_file: str | None,
    build_context: str | None,
    dockerfile_path: str | None,
    description: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Register an environment from a YAML file, or from --image or --build-context."""
    named = _given(name=name, version=version, description=description)
    context = _given(path=_absolute(build_context), dockerfile_path=dockerfile_path)
    made_of = _given(image=image, conda_file=_absolute(conda_file), build=context or None)
    if bool(file) == bool(made_of):
        raise click.UsageError("Give either --file, or --image or --build-context.")
    with TemporaryDirectory() as top, options.connect(workspace) as client:
        place = Path(file or Path(top, "environment.yml"))
        if not file:
            place.write_text(yaml_text.dump(named | made_of))
        with local.wire_form(str(place), options.pairs(sets), client, "environment") as spec:
            body = _registration(file, spec | named)
            made = client.post("environments", body)
        assets.print_version(made, output, query)


@click.command("create")
@click.option("--file", "-f", help="The YAML file of a compute.")
@click.option("--name", "-n", help="The compute's name.")
@click.option("--type", "-t", "type_", help="For example amlcompute.")
@click.option("--max-instances", type=click.IntRange(0), help="Steps that may run at once.")
@click.option("--min-instances", type=click.IntRange(0), help="Accepted; nothing is started.")
@click.option("--size", help="Accepted; this machine has the size that it has.")
@options.sets
@options.skip_validation
@options.shared
def create_compute(
    file: str | None,
    name: str | None,
    type_: str | None,
    max_instances: int | None,
    min_instances: int | None,
    size: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Create a compute, or change the one of that name."""
    given = _given(
        name=name,
        type=type_,
        max_instances=max_instances,
        min_instances=min_instances,
        size=size,
    )
    with options.connect(workspace) as client:
        if file:
            with local.wire_form(file, options.pairs(sets), client, "compute") as spec:
                made = client.post("computes", {"spec": _sent(spec | given)})
        else:
            made = client.post("computes", {"spec": {"type": "amlcompute"} | given})
        compute.show_computes(made, output, query)


def _given(**values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _absolute(path: str | None) -> str | None:
    return str(Path(path).absolute()) if path else None


def _sent(spec: dict[str, Any]) -> dict[str, Any]:
    """Without what is not the asset's: keys that ``show`` prints, and where local files went."""
    left_out = ("$schema", "datastore")
    return {key: value for key, value in definition.sent(spec).items() if key not in left_out}


def _registration(file: str | None, spec: dict[str, Any]) -> dict[str, Any]:
    """With the text that a person wrote, if it was one."""
    text = local.text_of(file) if file and not definition.printed(spec) else ""
    return {"spec": definition.sent(spec), "yaml": text}


def _experiment_name() -> str:
    """The folder that one stands in, as ``az ml`` takes it; else Default."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", Path.cwd().name).strip("_") or "Default"
