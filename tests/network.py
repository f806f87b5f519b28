"""No test reaches the network: an attempt to look up or to call another machine is an error."""

import sys
from typing import Any

from config import is_loopback


class NetworkReachedError(RuntimeError):
    """A test tried to reach another machine."""


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" or event.startswith("socket.send"):
        address = arguments[1]
        # Unix sockets have a name instead of a pair, and a datagram of a connected socket has no address.
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name and not is_loopback(name):
        raise NetworkReachedError(f"A test tried to reach {name}. Tests use nothing but this machine.")


def forbid_network() -> None:
    """Watch every socket of this process until it ends. An audit hook cannot be taken off by what it watches."""
    sys.addaudithook(_guard)
