"""The options that many commands share, spelt as ``az ml`` spells them."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import click

from studio.cli.output import FORMATS
from studio.lib.errors import StudioError
from studio.sdk import connection
from studio.sdk.client import Client

Command = Callable[..., Any]
_UNSEEN: Final[Mapping[str, Any]] = {"expose_value": False, "hidden": True}
_QUIET: Final = "studio.only-errors"


def shared(command: Command) -> Command:
    """``--output``, ``--query`` and the workspace; what means nothing here is ignored."""
    for option in (
        click.option("--output", "-o", type=click.Choice(FORMATS), help="How to print."),
        click.option("--query", help="A JMESPath expression that picks what to print."),
        click.option("--workspace-name", "-w", "workspace", help="The workspace to talk to."),
        click.option("--resource-group", "-g", "_group", **_UNSEEN),
        click.option("--subscription", "_subscription", **_UNSEEN),
        click.option("--only-show-errors", is_flag=True, callback=_only_errors, **_UNSEEN),
        click.option("--debug", is_flag=True, **_UNSEEN),
        click.option("--verbose", is_flag=True, **_UNSEEN),
    ):
        command = option(command)
    return command


file = click.option("--file", "-f", "file", required=True, help="The YAML file.")
name = click.option("--name", "-n", required=True, help="The name.")
version = click.option("--version", "-v", help="The version; the latest when not given.")
sets = click.option("--set", "sets", multiple=True, metavar="K=V", help="Change a.b=value first.")
adds = click.option("--add", "adds", multiple=True, metavar="K=V", help="tags.a=b")
removes = click.option("--remove", "removes", multiple=True, metavar="K", help="tags.a")
yes = click.option("--yes", "-y", is_flag=True, help="Do not ask.")
skip_validation = click.option("--skip-validation", is_flag=True, **_UNSEEN)
max_results = click.option("--max-results", "-r", type=click.IntRange(1), help="At most so many.")
archived = click.option("--include-archived", is_flag=True, help="Show what is archived, too.")
archived_only = click.option("--archived-only", is_flag=True, help="Show only what is archived.")


def _only_errors(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta[_QUIET] = value


def only_errors() -> bool:
    """Whether ``--only-show-errors`` was given to the command that runs."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def connect(workspace: str | None) -> Client:
    return Client(connection.find(workspace))


def pairs(given: Iterable[str], option: str = "--set") -> dict[str, str]:
    """``a.b=c`` texts as a mapping; the first ``=`` divides."""
    found = {}
    for text in given:
        key, mark, value = text.partition("=")
        if not mark or not key:
            raise StudioError(
                "bad-option",
                f'{option} "{text}": write it as key=value.',
                hint="A key is the path in the file, with dots: inputs.epochs=3, "
                "settings.default_compute=azureml:cpu-cluster, tags.owner=me.",
            )
        found[key] = value
    return found


def agree(question: str) -> None:
    """Ask. Raises StudioError where nobody can answer, or the answer is no."""
    if not sys.stdin.isatty():
        raise StudioError(
            "not-agreed", "Nothing was deleted.", hint="--yes deletes without asking."
        )
    if not click.confirm(question, err=True):
        raise StudioError("not-agreed", "Nothing was deleted.")


def archived_filter(include: bool, only: bool) -> str:
    if only:
        return "true"
    return "all" if include else "false"


def changes(
    current: dict[str, Any],
    sets: Iterable[str],
    adds: Iterable[str],
    removes: Iterable[str],
    settable: Sequence[str] = ("description", "display_name"),
) -> dict[str, Any]:
    """``--set description=x --add tags.a=b --remove tags.c`` as the body of a PATCH.

    Only what may change can be named: tags, and with ``--set`` what is ``settable``.
    """
    body: dict[str, Any] = {}
    tags = dict(current.get("tags") or {})
    for option, given in (("--set", sets), ("--add", adds)):
        for key, value in pairs(given, option).items():
            if key.startswith("tags."):
                tags[key.removeprefix("tags.")] = value
                body["tags"] = tags
            elif key in settable and option == "--set":
                body[key] = value
            else:
                raise _unchangeable(option, key, settable)
    for key in removes:
        if not key.startswith("tags."):
            raise _unchangeable("--remove", key, settable)
        tags.pop(key.removeprefix("tags."), None)
        body["tags"] = tags
    return body


def _unchangeable(option: str, key: str, settable: Sequence[str]) -> StudioError:
    return StudioError(
        "unchangeable",
        f'{option} "{key}": this cannot be changed.',
        hint=f"What can change: {', '.join(settable)} and tags.NAME.",
    )
