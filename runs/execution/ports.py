"""Free ports of this machine for the processes of a step to meet at.

A port that was merely found free may be taken by the time that a process listens. So the ports lie
below those that the system hands out by itself, and each is claimed, for as long as the step runs,
by a socket in the abstract namespace: all workers of the machine see the claim, and the system
drops it when the worker ends, however that comes.
"""

import random
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from runs.execution.order import StepFailed

FIRST, LAST = 20_000, 32_767
_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")


@contextmanager
def reserved(count: int) -> Iterator[list[int]]:
    """``count`` ports on which nobody listens, and that no other step gets meanwhile."""
    with ExitStack() as claims:
        found: list[int] = []
        for port in _candidates() if count else ():
            claim = _claim(port)
            if claim is not None:
                claims.enter_context(claim)
                found.append(port)
            if len(found) == count:
                break
        if len(found) < count:
            raise StepFailed(
                "no-free-port",
                f"There are no {count} free ports for the step's processes to meet at.",
                hint=f"Ports {FIRST} to {_last()} of the machine were tried.",
            )
        yield found


def _candidates() -> Iterator[int]:
    """All of them, from one by chance on: steps that start at once seldom try the same."""
    ports = range(FIRST, _last() + 1)
    start = random.randrange(len(ports))  # noqa: S311  (no secret)
    yield from (*ports[start:], *ports[:start])


def _last() -> int:
    with suppress(OSError, ValueError, IndexError):
        lowest = int(_RANGE.read_text().split()[0])
        return min(LAST, lowest - 1) if lowest > FIRST else LAST
    return LAST


def _claim(port: int) -> socket.socket | None:
    """A socket to hold while the port is in use; None when it is taken."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":
            claim.bind(f"\0pipeline-studio-port-{port}")
        with socket.socket() as probe:
            probe.bind(("", port))
    except OSError:
        claim.close()
        return None
    return claim
