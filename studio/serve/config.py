"""``$STUDIO_HOME/config.json``: how the command line and the SDK on this machine get in.

It holds the owner's token, so only the owner may read it; the token stays the same over starts.
"""

import json
import os
from pathlib import Path

from studio.api.authentication import issue_token, user_of_token
from studio.models import User, Workspace


def write(home: Path, url: str, owner: User, workspace: Workspace) -> None:
    """Write the file anew, with the token that it holds already where that still works."""
    path = home / "config.json"
    token = _kept_token(path, owner) or issue_token(owner, "config.json")
    text = json.dumps({"url": url, "token": token, "workspace": workspace.name}, indent=2)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
    fresh.replace(path)


def _kept_token(path: Path, owner: User) -> str | None:
    try:
        token = json.loads(path.read_text())["token"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return token if isinstance(token, str) and user_of_token(token) == owner else None
