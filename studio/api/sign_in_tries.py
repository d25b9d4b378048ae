"""Failed password tries: ten for a name at an address, a hundred for an address, in five minutes.

They are rows, so that all processes of a studio count together. A try is written down before it
is counted, so that of many at once no more get through than one after the other; signing in, or
being told to wait, takes it back.
"""

from datetime import datetime, timedelta

from studio.lib import clock, secret
from studio.models import SignInTry
from studio.transaction import writing

TRIES = 10
# People behind one router or proxy share an address.
TRIES_OF_ADDRESS = 100
PAUSE = timedelta(minutes=5)


def wait_seconds(name: str, address: str) -> float:
    """How long to wait before the next try; 0 when this one may be made, and is counted."""
    now = clock.now()
    most = {_who(name, address): TRIES, _who("", address): TRIES_OF_ADDRESS}
    with writing():
        SignInTry.objects.filter(at__lt=now - PAUSE).delete()
        made = [SignInTry.objects.create(who=who, at=now) for who in most]
    wait = max(_wait_seconds(who, count, now) for who, count in most.items())
    if wait > 0:
        SignInTry.objects.filter(pk__in=[one.pk for one in made]).delete()
    return wait


def forget(name: str, address: str) -> None:
    """Somebody signed in: the tries under the name go, and the one that was right of the address's.

    An account of one's own is no way to go on guessing at those of others.
    """
    SignInTry.objects.filter(who=_who(name, address)).delete()
    last = SignInTry.objects.filter(who=_who("", address)).order_by("-pk").values("pk")[:1]
    SignInTry.objects.filter(pk__in=list(last.values_list("pk", flat=True))).delete()


def _wait_seconds(who: str, most: int, now: datetime) -> float:
    """0 where the tries so far, this one among them, are not above ``most``."""
    recent = SignInTry.objects.filter(who=who).order_by("-at", "-pk")
    times = list(recent.values_list("at", flat=True)[: most + 1])
    return max(1.0, (times[-1] + PAUSE - now).total_seconds()) if len(times) > most else 0.0


def _who(name: str, address: str) -> str:
    """Neither names nor addresses are kept; without a name it is the address alone."""
    return secret.digest(f"{name.lower()}\n{address}")
