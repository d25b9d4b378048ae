"""``studio job download``: outputs, artifacts and logs, where ``az ml`` puts them."""

import zipfile
from pathlib import Path

import click

from studio.cli import assets, options
from studio.lib.errors import StudioError
from studio.sdk.client import Client, name_in_path

WITH_CHILDREN = ("pipeline", "do_while", "parallel_for", "sweep")


@click.command()
@options.name
@click.option("--output-name", help="Only this output.")
@click.option(
    "--all",
    "-a",
    "everything",
    is_flag=True,
    help="All outputs, artifacts and logs, those of steps as well.",
)
@click.option(
    "--download-path", "-p", default=".", help="Where to write; the current folder by default."
)
@options.shared
def download(
    name: str,
    output_name: str | None,
    everything: bool,
    download_path: str,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Write named-outputs, artifacts and logs into a folder; those of a step below steps/KEY."""
    with options.connect(workspace) as client:
        _job(client, name, download_path, output_name, everything)


@click.command("download")
@options.name
@options.version
@click.option("--download-path", "-p", default=".", help="Where to write NAME/VERSION.")
@options.shared
def download_component(
    name: str,
    version: str | None,
    download_path: str,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Write the YAML and the code of a version to FOLDER/NAME/VERSION."""
    with options.connect(workspace) as client:
        found = client.get(assets.version_path("components", name, version))
        target = Path(download_path) / found["name"] / found["version"]
        if target.exists():
            raise StudioError("exists", f"{target} is there already.", hint="Choose another -p.")
        archive = Path(download_path) / f".{found['name']}.zip"
        client.download(
            f"{assets.version_path('components', name, found['version'])}/download", archive
        )
        try:
            with zipfile.ZipFile(archive) as file:
                file.extractall(target)  # zipfile drops "..", drives and leading slashes
        finally:
            archive.unlink()
        click.echo(str(target))


@click.command("download")
@options.name
@options.version
@click.option("--download-path", "-p", default=".", help="Where to write NAME.")
@options.shared
def download_model(
    name: str,
    version: str | None,
    download_path: str,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Write the files of a version to FOLDER/NAME."""
    with options.connect(workspace) as client:
        found = client.get(assets.version_path("models", name, version))
        target = Path(download_path) / found["name"]
        if target.exists() and any(target.iterdir()):
            raise StudioError("exists", f"{target} is there already.", hint="Choose another -p.")
        _unpack(client, assets.version_path("models", name, found["version"]), None, target)


def _job(client: Client, name: str, folder: str, output_name: str | None, everything: bool) -> None:
    """One output, or all outputs and logs, or (as ``az ml``) artifacts and logs."""
    path = f"jobs/{name_in_path(name)}"
    root = Path(folder)
    found = client.get(path)
    outputs = list(found["outputs"])
    if output_name and output_name != "artifacts" and output_name not in outputs:
        raise StudioError(
            "output-not-found",
            f'Job "{name}" has no output "{output_name}".',
            hint=f"It has: {', '.join(outputs) or 'none'}.",
        )
    chosen = [output_name] if output_name else outputs if everything else []
    for one in chosen:
        source = "artifacts" if one == "artifacts" else f"output:{one}"
        target = root / ("artifacts" if one == "artifacts" else f"named-outputs/{one}")
        _unpack(client, path, source, target)
    if not output_name:
        _unpack(client, path, "artifacts", root / "artifacts")
        _logs(client, path, root / "logs")
    if everything and found["type"] in WITH_CHILDREN:
        _children(client, path, root, "")
    if outputs and not chosen:
        click.echo(f"Its outputs are left out: {', '.join(outputs)}. --all takes them.", err=True)


def _unpack(client: Client, path: str, source: str | None, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    archive = target / ".download.zip"
    client.download(f"{path}/zip", archive, source=source)
    try:
        with zipfile.ZipFile(archive) as file:
            file.extractall(target)  # zipfile drops "..", drives and leading slashes
            count = len([one for one in file.infolist() if not one.is_dir()])
    finally:
        archive.unlink()
    click.echo(f"{target}: {count} file{'' if count == 1 else 's'}", err=True)


def _logs(client: Client, path: str, target: Path) -> None:
    for one in client.get(f"{path}/logs", all="true")["items"]:
        place = target / one["path"]
        if not place.resolve().is_relative_to(target.resolve()):
            continue
        client.download(f"{path}/logs/download", place, path=one["path"])
        click.echo(f"{place}: {one['size_bytes']} bytes", err=True)


def _children(client: Client, path: str, root: Path, below: str) -> None:
    """Of each step: its log under ``logs``, its outputs and artifacts under ``steps``."""
    for child in client.pages(f"{path}/children"):
        place = f"{below}{child['key']}"
        address = f"jobs/{name_in_path(child['name'])}"
        _logs(client, address, root / "logs" / place)
        if child["type"] in WITH_CHILDREN:
            _children(client, address, root, f"{place}/")
            continue
        for name, made in client.get(address)["outputs"].items():
            if made["uri"] and made["value"] is None and not made["deleted_at"]:
                target = root / "steps" / place / "named-outputs" / name
                _unpack(client, address, f"output:{name}", target)
        if client.get(f"{address}/files", source="artifacts")["items"]:
            _unpack(client, address, "artifacts", root / "steps" / place / "artifacts")
