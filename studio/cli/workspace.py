"""``studio workspace``: those that there are, and what its owners decide for all of one."""

import click

from studio.cli import options
from studio.cli.output import show as print_answer
from studio.lib.errors import StudioError

COLUMNS = ("name", "display_name", "role")


@click.group()
def workspace() -> None:
    """Workspaces: which there are, and their settings."""


@workspace.command("list")
@options.shared
def list_command(output: str | None, query: str | None, workspace: str | None) -> None:
    """List the workspaces that you are a member of, with your role there."""
    with options.connect(workspace) as client:
        print_answer(client.session()["workspaces"], output, query, COLUMNS)


@workspace.command()
@options.shared
def show(output: str | None, query: str | None, workspace: str | None) -> None:
    """Show the settings of the workspace."""
    with options.connect(workspace) as client:
        print_answer(client.get("settings"), output, query, ("keep_intermediate_days",))


@workspace.command()
@click.option(
    "--keep-intermediate-days",
    required=True,
    metavar="DAYS",
    help="Days until the outputs of steps go, once a job completed; or forever.",
)
@options.shared
def update(
    keep_intermediate_days: str, output: str | None, query: str | None, workspace: str | None
) -> None:
    """Change the settings of the workspace (its owners may)."""
    with options.connect(workspace) as client:
        change = {"keep_intermediate_days": _days(keep_intermediate_days)}
        print_answer(client.patch("settings", change), output, query, ("keep_intermediate_days",))


def _days(text: str) -> int | None:
    if text == "forever":
        return None
    if not (text.isascii() and text.isdecimal()):
        raise StudioError(
            "bad-option",
            f'--keep-intermediate-days "{text}": write a number of days, or forever.',
        )
    return int(text)
