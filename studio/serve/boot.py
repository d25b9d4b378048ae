"""The first thing a server process does: read the settings, check the machine, start Django.

Whatever is wrong stops the start with a sentence; nothing here needs the app registry.
"""

import difflib
import importlib
import os
import shutil
import tempfile
from pathlib import Path

import click
import django
from django.conf import settings

from studio.lib import env
from studio.lib.errors import StudioError

FREE_MIN_BYTES = 100 * 1024 * 1024
# Read by the command line and the SDK, not by settings.py.
CLIENT_SETTINGS = frozenset({"STUDIO_URL", "STUDIO_TOKEN", "STUDIO_WORKSPACE"})


def boot() -> None:
    """After this, models can be imported. Raises StudioError for what stops the start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings")
    os.umask(0o077)
    importlib.import_module("studio.settings")  # a wrong value raises here, as a StudioError
    check_home(settings.STUDIO_HOME)
    for name in unknown_settings():
        click.echo(f"Warning: {name} is not a setting of the studio.{_meant(name)}", err=True)
    django.setup(set_prefix=False)


def check_home(home: Path) -> None:
    """STUDIO_HOME can be written to and has room."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise home_unusable(home, error) from None
    free = shutil.disk_usage(home).free
    if free < FREE_MIN_BYTES:
        raise StudioError(
            "disk-full",
            f"Only {free // 1024**2} MB are free where {home} lies; "
            f"the studio needs at least {FREE_MIN_BYTES // 1024**2} MB.",
            hint="Make room, or set STUDIO_HOME to a folder on another disk.",
        )


def home_unusable(home: Path, error: OSError) -> StudioError:
    return StudioError(
        "home-unusable",
        f"The studio cannot write to {home}: {error.strerror or error}.",
        hint="Set STUDIO_HOME to a folder that you may write to.",
    )


def unknown_settings() -> list[str]:
    """STUDIO_ variables that nothing reads: most likely typing errors."""
    known = env.known() | CLIENT_SETTINGS
    return sorted(name for name in os.environ if name.startswith("STUDIO_") and name not in known)


def _meant(name: str) -> str:
    near = difflib.get_close_matches(name, env.known() | CLIENT_SETTINGS, n=1)
    return f" Did you mean {near[0]}?" if near else ""
