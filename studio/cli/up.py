"""``studio up``: the embedded form.

The server is Django, which the command line must not import: ``studio.serve`` is loaded by name,
in the process that becomes the server.
"""

import importlib
import os
from typing import Any

import click


def serve(module: str, function: str, *arguments: Any) -> None:
    """Read the settings, start Django, then call ``studio.serve.<module>.<function>``."""
    importlib.import_module("studio.serve.boot").boot()
    getattr(importlib.import_module(f"studio.serve.{module}"), function)(*arguments)


def use(**given: object) -> None:
    """An option of the command line is its setting, for this process."""
    for name, value in given.items():
        if value is not None:
            os.environ[f"STUDIO_{name.upper()}"] = str(value)


@click.command()
@click.option("--empty", is_flag=True, help="No sample workspace at first start.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser, signed in.")
@click.option("--host", help="Address to listen on (STUDIO_HOST).")
@click.option("--port", type=int, help="Port to listen on (STUDIO_PORT).")
@click.option("--home", type=click.Path(), help="Folder that holds everything (STUDIO_HOME).")
def up(
    empty: bool, open_browser: bool, host: str | None, port: int | None, home: str | None
) -> None:
    """Start the studio: database, worker and web server in this one process.

    The first start makes a sample workspace; --empty leaves it out. Ctrl-C ends everything.
    """
    use(host=host, port=port, home=home)
    serve("up", "run", empty, open_browser)
