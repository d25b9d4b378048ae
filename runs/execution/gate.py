"""A command that is started before its turn and waits at a gate.

A small shell of ours stands before the command and holds one end of a pair of sockets as its
standard input. It says when it has come to the gate, and a line lets it in. The end of the pair,
which comes with the end of the studio however that ends, never does: the shell goes home.
"""

import socket
from collections.abc import Sequence

_WAIT = 'echo >&0 && read -r word && exec "$@" </dev/null'
# Setting a sandbox up takes milliseconds; more means that something hangs.
REACH_SECONDS = 20.0


class Gate:
    """Closed until ``open``; closed for good by ``close``."""

    def __init__(self) -> None:
        self._ours, self._shells = socket.socketpair()
        self._ours.settimeout(REACH_SECONDS)

    def argv(self, command: Sequence[str]) -> list[str]:
        return ["/bin/sh", "-c", _WAIT, "gate", *command]

    @property
    def stdin(self) -> int:
        return self._shells.fileno()

    def started(self) -> None:
        """The shell holds its end now."""
        self._shells.close()

    def open(self) -> None:
        """Raises OSError when nobody comes to it."""
        if not self._ours.recv(1):
            raise ConnectionResetError("The process ended before it came to its gate.")
        self._ours.sendall(b"go\n")
        self.close()

    def close(self) -> None:
        self._shells.close()
        self._ours.close()
