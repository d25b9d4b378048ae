"""A group that knows some of its commands only by name and help, until one is asked for.

The command line answers at once because it loads only what the command at hand needs.
"""

import difflib
import importlib
from collections.abc import Mapping
from typing import Any

import click

# command: ("module:object", what the group's help says)
Table = Mapping[str, tuple[str, str]]


class LazyGroup(click.Group):
    def __init__(self, *arguments: Any, table: Table, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self._table, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._table:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._table[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but with all commands to guess from, and not only those in memory."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = difflib.get_close_matches(name, self.list_commands(ctx), 1)
            guess = f' Did you mean "{near[0]}"?' if near else ""
            ctx.fail(f'There is no command "{name}".{guess}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self._help_of(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _help_of(self, ctx: click.Context, name: str) -> str:
        if name in self._table:
            return self._table[name][1]
        command = super().get_command(ctx, name)
        return "" if command is None else command.get_short_help_str(100)
