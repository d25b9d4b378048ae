"""The server form: ``studio web``, ``studio worker``, ``studio migrate``, ``studio admin``."""

import click

from studio.cli.up import serve, use


@click.command()
@click.option("--host", help="Address to listen on (STUDIO_HOST).")
@click.option("--port", type=int, help="Port to listen on (STUDIO_PORT).")
def web(host: str | None, port: int | None) -> None:
    """Serve pages, API and live updates; steps run in `studio worker` processes.

    On an empty database it makes the owner and prints a sign-in link; later it prints one only to
    a terminal. `studio admin sign-in-link` always does.
    """
    use(host=host, port=port)
    serve("web", "run")


@click.command()
@click.option("--compute", "computes", multiple=True, help="Only this compute; may be repeated.")
def worker(computes: tuple[str, ...]) -> None:
    """Run steps until Ctrl-C. Without --compute it serves every compute."""
    serve("worker", "run", computes)


@click.command()
def migrate() -> None:
    """Bring the database up to date, and make the owner where nobody is there yet."""
    serve("web", "migrate")


@click.group()
def admin() -> None:
    """Workspaces, people and sign-in links of this studio; works on its database, not over HTTP."""


@admin.command("create-user")
@click.argument("username")
@click.option("--role", type=click.Choice(["reader", "contributor", "owner"]), default="reader")
@click.option("--workspace", default="default", help="The workspace to join.")
@click.option("--password", help="Without one, only sign-in links work.")
def create_user(username: str, role: str, workspace: str, password: str | None) -> None:
    """Make a person a member of a workspace (a new person, or one who exists)."""
    serve("people", "create_user", username, role, workspace, password)


@admin.command("create-workspace")
@click.argument("name")
@click.option("--display-name", default="", help="What pages call it.")
@click.option("--owner", metavar="USERNAME", help="Who owns it; without it, the studio's owner.")
def create_workspace(name: str, display_name: str, owner: str | None) -> None:
    """Make a workspace with a datastore and computes of its own."""
    serve("people", "create_workspace", name, display_name, owner)


@admin.command("sign-in-link")
@click.argument("username", required=False)
def sign_in_link(username: str | None) -> None:
    """Print a link that signs a person in once (the owner, when no name is given)."""
    serve("people", "print_link", username)
