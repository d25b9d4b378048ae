"""``studio``: a table of commands, each imported only when it is used.

Importing this module imports no Django and no command, so that help and client commands answer at
once.
"""

import sys

import click

from studio.cli.errors import report
from studio.cli.lazy import LazyGroup, Table
from studio.cli.spread import spread
from studio.lib.errors import StudioError

COMMANDS: Table = {
    "component": ("studio.cli.component:component", "Components: reusable steps."),
    "compute": ("studio.cli.compute:compute", "Computes: places that run steps."),
    "data": ("studio.cli.data:data", "Data assets: pointers to files and folders."),
    "datastore": ("studio.cli.datastore:datastore", "Datastores: places where data lies."),
    "environment": ("studio.cli.environment:environment", "Environments: what commands run in."),
    "job": ("studio.cli.job:job", "Jobs: submit, follow, cancel, download."),
    "workspace": ("studio.cli.workspace:workspace", "The workspace: its settings."),
    "schema": ("studio.cli.schema:schema", "JSON Schemas of the YAML files, for editors."),
    "validate": ("studio.cli.validate:validate", "Check YAML files; needs no server."),
    "model": ("studio.cli.model:model", "Models: by name and version."),
    "up": ("studio.cli.up:up", "Start the studio: everything in one process."),
    "web": ("studio.cli.server:web", "Server form: serve pages, API and live updates."),
    "worker": ("studio.cli.server:worker", "Server form: run steps of one or more computes."),
    "migrate": ("studio.cli.server:migrate", "Server form: bring the database up to date."),
    "admin": ("studio.cli.server:admin", "People and sign-in links of this studio."),
}


_ENDPOINTS = "A pipeline that scores, submitted by `studio job create`, is the nearest."
NOT_HERE = {
    "schedule": "Let cron run `studio job create -f PIPELINE`; `studio validate` checks the file.",
    **dict.fromkeys(
        ("online-endpoint", "online-deployment", "batch-endpoint", "batch-deployment"), _ENDPOINTS
    ),
    "registry": "STUDIO_REGISTRIES says which workspace a registry's name means.",
}


class Root(LazyGroup):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, spread(args))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if instead := NOT_HERE.get(args[0]):
            ctx.fail(f'"{args[0]}" is a word of az ml that this studio does not have. {instead}')
        return super().resolve_command(ctx, args)


@click.group(cls=Root, table=COMMANDS, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(package_name="pipeline-studio", prog_name="studio")
def studio() -> None:
    """A studio for machine-learning pipelines that speaks the Azure ML v2 language."""


def main() -> None:
    """The console script: a failure that was foreseen is a sentence, not a traceback."""
    try:
        studio()
    except StudioError as error:
        report(error)
        sys.exit(1)


if __name__ == "__main__":
    main()
