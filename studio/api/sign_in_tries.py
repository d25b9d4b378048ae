"""Failed password tries by name and address: ten in five minutes, then a pause.

They are rows, so that all processes of a studio count together. A try is written down before the
password is looked at, so that many at once are not one; signing in takes it back.
"""

from datetime import timedelta

from studio.lib import clock, secret
from studio.models import SignInTry

TRIES = 10
PAUSE = timedelta(minutes=5)


def wait_seconds(name: str, address: str) -> float:
    """How long to wait before the next try; 0 when this one may be made, and is counted."""
    now, who = clock.now(), _who(name, address)
    SignInTry.objects.filter(at__lt=now - PAUSE).delete()
    recent = SignInTry.objects.filter(who=who).order_by("-at", "-pk")
    times = list(recent.values_list("at", flat=True)[:TRIES])
    if len(times) >= TRIES:
        return max(1.0, (times[-1] + PAUSE - now).total_seconds())
    SignInTry.objects.create(who=who, at=now)
    return 0.0


def forget(name: str, address: str) -> None:
    SignInTry.objects.filter(who=_who(name, address)).delete()


def _who(name: str, address: str) -> str:
    """Neither names nor addresses are kept."""
    return secret.digest(f"{name.lower()}\n{address}")
