"""Where the studio is and who asks: STUDIO_URL and STUDIO_TOKEN, else what ``studio up`` wrote."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from studio.lib.errors import StudioError

DEFAULT_HOME = "~/.studio"


@dataclass(frozen=True, slots=True)
class Connection:
    """``url`` has no slash at its end."""

    url: str
    token: str
    workspace: str


def home() -> Path:
    return Path(os.environ.get("STUDIO_HOME") or DEFAULT_HOME).expanduser()


def find(workspace: str | None = None) -> Connection:
    """The connection that the environment or ``$STUDIO_HOME/config.json`` describes.

    Raises StudioError "not-connected" when neither says enough.
    """
    kept = _config(home() / "config.json")
    url = os.environ.get("STUDIO_URL") or kept.get("url", "")
    # A token belongs to the studio that gave it: never send the kept one to another address.
    token = os.environ.get("STUDIO_TOKEN") or (
        kept.get("token", "") if url == kept.get("url") else ""
    )
    name = workspace or os.environ.get("STUDIO_WORKSPACE") or kept.get("workspace") or "default"
    if url and not token:
        raise StudioError(
            "no-token",
            f"There is no token for the studio at {url}.",
            hint="Make one on its page Settings, tab Your tokens, and set STUDIO_TOKEN to it.",
        )
    if not url:
        raise StudioError(
            "not-connected",
            "No studio is known here.",
            hint="Start one with `studio up`, or set STUDIO_URL and STUDIO_TOKEN.",
        )
    return Connection(url.rstrip("/"), token, name)


def _config(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StudioError(
            "bad-config", f"{path} cannot be read: {error}.", hint="`studio up` writes it anew."
        ) from None
    return {str(name): str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}
