"""``studio job``: create, follow, list, cancel and download jobs."""

import sys
import webbrowser
from collections.abc import Sequence
from textwrap import indent
from typing import Any

import click

from studio.cli import definition, options, output
from studio.cli.lazy import LazyGroup, Table
from studio.lib.errors import StudioError
from studio.sdk.client import Client, name_in_path

COLUMNS = ("name", "display_name", "experiment_name", "status", "created_at", "duration_seconds")


ELSEWHERE: Table = {
    "create": ("studio.cli.create:create_job", "Submit the job that a YAML file describes."),
    "stream": ("studio.cli.streaming:stream", "Print the log of each step as it comes."),
    "validate": ("studio.cli.validate:of_job", "Check a YAML file; needs no server."),
    "download": ("studio.cli.downloads:download", "Write outputs, artifacts and logs to a folder."),
}


@click.group(cls=LazyGroup, table=ELSEWHERE)
def job() -> None:
    """Jobs: pipelines that run, ran or will run."""


@job.command("list")
@click.option("--parent", "--parent-job-name", "-p", "parent", help="Only children of this job.")
@click.option("--status", multiple=True, help="Only with this status; may be repeated.")
@click.option("--experiment-name", help="Only of this experiment.")
@options.max_results
@click.option("--all-results", is_flag=True, expose_value=False, hidden=True)
@options.archived
@options.archived_only
@options.shared
def list_(
    parent: str | None,
    status: Sequence[str],
    experiment_name: str | None,
    max_results: int | None,
    include_archived: bool,
    archived_only: bool,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """List jobs, the newest first (children in the order of the pipeline)."""
    with options.connect(workspace) as client:
        filters = {
            "status": ",".join(status) or None,
            "experiment": experiment_name,
            "archived": options.archived_filter(include_archived, archived_only),
        }
        if parent:
            found = client.pages("jobs", max_results, parent=parent, **filters)
        else:
            found = client.pages("jobs", max_results, **filters)
        show_jobs(list(found), output, query)


@job.command()
@options.name
@click.option("--children", is_flag=True, help="Add the child jobs, in order, as `jobs`.")
@click.option("--web", "-e", is_flag=True, help="Open the job in a browser.")
@options.shared
def show(
    name: str,
    children: bool,
    web: bool,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Show one job: status, inputs, outputs, metrics."""
    with options.connect(workspace) as client:
        found = client.get(_path(name))
        if children:
            listed = client.pages(f"{_path(name)}/children")
            found["jobs"] = [client.get(_path(child["name"])) for child in listed]
        elif definition.is_wanted(output, query):
            definition.show(definition.of_job(client, found))
        if children or not definition.is_wanted(output, query):
            show_jobs(found, output, query)
        if web:
            webbrowser.open(found["services"]["Studio"]["endpoint"])


@job.command("show-services")
@options.name
@options.shared
def show_services(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Show where a job can be looked at."""
    with options.connect(workspace) as client:
        show_jobs(client.get(_path(name))["services"], output, query)


@job.command()
@options.name
@click.option("--step", metavar="PATH", help="Only this step or nested pipeline: a.b is b in a.")
@options.shared
def cancel(
    name: str, step: str | None, output: str | None, query: str | None, workspace: str | None
) -> None:
    """Cancel a job, or one step or nested pipeline of it."""
    with options.connect(workspace) as client:
        for key in step.split(".") if step else ():
            name = _child(client, name, key)
        show_jobs(client.post(f"{_path(name)}/cancel"), output, query)


@job.command()
@options.name
@click.option(
    "--from-failed",
    is_flag=True,
    help="Completed steps keep their outputs; only the others run.",
)
@click.option(
    "--run-again",
    multiple=True,
    metavar="STEP",
    help="As --from-failed, but this completed step and what follows from it run, too; "
    "may be repeated.",
)
@options.shared
def resubmit(
    name: str,
    from_failed: bool,
    run_again: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Submit the same pipeline once more; unchanged steps are reused."""
    body = {"from_failed": from_failed, "run_again": list(run_again)}
    with options.connect(workspace) as client:
        show_jobs(client.post(f"{_path(name)}/resubmit", body), output, query)


@job.command()
@options.name
@options.shared
def why(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Say why a step ran again, or which earlier step it was reused from."""
    with options.connect(workspace) as client:
        found = client.get(f"{_path(name)}/why")
    if output or query or not sys.stdout.isatty():
        show_jobs(found, output, query)
        return
    click.echo(found["summary"])
    if found["other"]:
        click.echo(f"The other step: {found['other']['path']} of job {found['other']['root']}")
    for one in found["differences"]:
        click.echo(f"- {one['text']}")
        click.echo(indent(one["diff"], "    ") if one["diff"] else "", nl=bool(one["diff"]))


@job.command()
@options.name
@click.option("--display-name", help="A new display name.")
@click.option("--description", help="A new description (Markdown).")
@click.option("--set", "sets", multiple=True, metavar="K=V", help="For example tags.owner=me.")
@options.adds
@options.removes
@options.shared
def update(
    name: str,
    display_name: str | None,
    description: str | None,
    sets: Sequence[str],
    adds: Sequence[str],
    removes: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Change display name, description or tags."""
    with options.connect(workspace) as client:
        change: dict[str, Any] = options.changes(client.get(_path(name)), sets, adds, removes)
        if display_name is not None:
            change["display_name"] = display_name
        if description is not None:
            change["description"] = description
        show_jobs(client.patch(_path(name), change), output, query)


@job.command()
@options.name
@options.shared
def archive(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Take a job out of the lists; nothing is deleted."""
    with options.connect(workspace) as client:
        client.patch(_path(name), {"archived": True})


@job.command()
@options.name
@options.shared
def restore(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Put an archived job back into the lists."""
    with options.connect(workspace) as client:
        client.patch(_path(name), {"archived": False})


def _child(client: Client, parent: str, key: str) -> str:
    """The name of the job at a node. Raises StudioError when there is none."""
    children = list(client.pages(f"{_path(parent)}/children"))
    found = next((one["name"] for one in children if one["key"] == key), None)
    if found is None:
        raise StudioError(
            "step-not-found",
            f'Job "{parent}" has no step "{key}".',
            hint=f"It has: {', '.join(one['key'] for one in children[:20]) or 'none'}.",
        )
    return str(found)


def _path(name: str) -> str:
    return f"jobs/{name_in_path(name)}"


@job.command()
@options.name
@options.yes
@options.shared
def delete(
    name: str, yes: bool, output: str | None, query: str | None, workspace: str | None
) -> None:
    """Delete a job that has ended for good, with its logs and the data that its steps made.

    Data that is registered, or that other jobs took, stays.
    """
    with options.connect(workspace) as client:
        told = client.get(f"{_path(name)}/deletion")
        if not yes:
            _agree(told)
        show_jobs(client.delete(_path(name)), output, query)


def _agree(told: dict[str, Any]) -> None:
    """Say what goes and ask. Raises StudioError as ``options.agree`` does."""
    click.echo(
        f"Job {told['name']}: {told['steps']} steps with logs and artifacts, "
        f"{told['outputs']} outputs ({told['size_bytes']} bytes) go.",
        err=True,
    )
    for reason, count in told["stays_by_reason"].items():
        click.echo(f"{count} outputs stay: {reason}.", err=True)
    options.agree("Delete it for good?")


def show_jobs(answer: Any, output_format: str | None, query: str | None) -> None:
    output.show(answer, output_format, query, COLUMNS)
