"""``studio schema``: JSON Schemas of the YAML language, for editors; needs no server."""

import json

import click

from designer.graph.language_schema import KINDS, language_schema
from designer.graph.schema import document_schema

_DOCUMENT = "document"
_NAMES = [*(kind.replace(" ", "-") for kind in KINDS), _DOCUMENT]


@click.command()
@click.argument("kind", type=click.Choice(_NAMES), default=_NAMES[0])
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file.

    Editors complete and explain keys with it; `document` is the canvas's own JSON. What is right
    or wrong is said by `studio validate`, which knows more than a schema can.
    """
    found = document_schema() if kind == _DOCUMENT else language_schema(kind.replace("-", " "))
    click.echo(json.dumps(found, indent=2))
