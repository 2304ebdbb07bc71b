"""Finding a team's server where the network doesn't know its name, or its address changed.

Names like `office.local` are known by mDNS, which many a router or workstation doesn't pass on. Then the
addresses it had are tried, then this computer and the own networks are looked through. Nothing is told to
whatever answers there before its certificate, signed by the office's own authority, was checked for the
server's name: another computer learns only that somebody knocked.
"""

from __future__ import annotations

import errno
import ipaddress
import selectors
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress

KNOCK_S = 0.8  # in an office's network a computer that is on answers in milliseconds
PAUSE_S = 60.0  # looking through the networks is not repeated sooner for a server
_AT_ONCE = 256  # connections in the air; Windows allows 512
_HERE = "127.0.0.1"
_SIOCGIFADDR = 0x8915
_UNDER_WAY = (errno.EINPROGRESS, errno.EWOULDBLOCK, 10035)

_found: dict[tuple[str, int], str] = {}
_looked: dict[tuple[str, int], float] = {}
_guard = threading.Lock()


def own_addresses() -> tuple[str, ...]:
    """This computer's private IPv4 addresses, by which others may reach it; nothing is sent."""
    if sys.platform == "linux":
        own = _of_interfaces()
    else:
        try:
            own = socket.gethostbyname_ex(socket.gethostname())[2]
        except OSError:
            own = []
    return tuple(dict.fromkeys(address for address in own if _is_private(address)))


def _of_interfaces() -> list[str]:
    """Asked of Linux itself: the host's own name often means 127.0.1.1 there."""
    import fcntl

    own = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # one without an address
                told = fcntl.ioctl(asking.fileno(), _SIOCGIFADDR, struct.pack("256s", name.encode()))
                own.append(socket.inet_ntoa(told[20:24]))
    return own


def worth_keeping(address: str) -> tuple[str, ...]:
    """What others should remember of a server reached here: its address, or this computer's own."""
    if not address or address.startswith(("/", "@")):
        return ()
    try:
        is_here = ipaddress.ip_address(address).is_loopback
    except ValueError:
        return ()
    return own_addresses() if is_here else (address,)


def other_addresses(
    name: str, port: int, known: Sequence[str], networks: Callable[[], Iterable[str]] | None = None
) -> Iterator[str]:
    """Addresses at which something answers on the port, the likeliest first; each is still to be proven."""
    place = (name, port)
    with _guard:
        first = [*([_found[place]] if place in _found else []), *known, _HERE]
    first = list(dict.fromkeys(first))
    yield from answering(first, port)
    with _guard:
        if time.monotonic() - _looked.get(place, -PAUSE_S) < PAUSE_S:
            return
        _looked[place] = time.monotonic()
    around = neighbours([*(networks or own_addresses)(), *known])
    yield from answering([address for address in around if address not in first], port)


def remember(name: str, port: int, address: str) -> None:
    """It was there: try it first the next time."""
    with _guard:
        _found[name, port] = address
        _looked.pop((name, port), None)


def found_at(name: str, port: int) -> str:
    """The address at which the server proved itself last, in this run of the program; empty when none."""
    with _guard:
        return _found.get((name, port), "")


def neighbours(addresses: Iterable[str]) -> list[str]:
    """Everybody in the /24 of each private address."""
    around: dict[str, None] = {}
    for address in addresses:
        if _is_private(address):
            network = ipaddress.ip_network(f"{address}/24", strict=False)
            around.update(dict.fromkeys(str(host) for host in network.hosts()))
    return list(around)


def answering(addresses: Sequence[str], port: int, wait_s: float = KNOCK_S) -> list[str]:
    """Those that take a connection on the port within `wait_s` seconds, in the order given."""
    good: set[str] = set()
    for begin in range(0, len(addresses), _AT_ONCE):
        good |= _knock(addresses[begin : begin + _AT_ONCE], port, wait_s)
    return [address for address in addresses if address in good]


def _knock(addresses: Sequence[str], port: int, wait_s: float) -> set[str]:
    good: set[str] = set()
    with selectors.DefaultSelector() as selector, ExitStack() as opened:
        for address in addresses:
            try:
                knocking = opened.enter_context(socket.socket(_family(address), socket.SOCK_STREAM))
            except (OSError, ValueError):
                continue
            knocking.setblocking(False)
            if knocking.connect_ex((address, port)) in (0, *_UNDER_WAY):
                selector.register(knocking, selectors.EVENT_WRITE, address)
        deadline = time.monotonic() + wait_s
        while selector.get_map() and (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:  # type: ignore[union-attr]
                    good.add(str(key.data))
                selector.unregister(key.fileobj)
    return good


def _family(address: str) -> socket.AddressFamily:
    is_six = ipaddress.ip_address(address).version == 6
    return socket.AF_INET6 if is_six else socket.AF_INET


def _is_private(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return found.version == 4 and found.is_private and not found.is_loopback
