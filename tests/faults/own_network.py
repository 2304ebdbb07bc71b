"""A network of a server's own, joined to ours by a cable that can go dead without anybody being told."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from crm_desktop.services.team.office_machine import Machine


class OwnNetwork:
    """One end of the cable is ours, `address` is the other. Firewalls that forget a connection look so."""

    def __init__(self, keeper: int) -> None:
        self._keeper = keeper
        net = f"10.213.{keeper % 250}"
        self._ours, self.address = f"{net}.1", f"{net}.2"
        near, far = f"crm{keeper}a"[-15:], f"crm{keeper}b"[-15:]
        self._near = near
        _run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", str(keeper))
        _run("ip", "addr", "add", f"{self._ours}/30", "dev", near)
        _run("ip", "link", "set", near, "up")
        self.inside("ip", "addr", "add", f"{self.address}/30", "dev", far)
        for name in (far, "lo"):
            self.inside("ip", "link", "set", name, "up")

    def inside(self, *command: str) -> None:
        """Run something on the other side."""
        _run(*self.entering, *command)

    @property
    def entering(self) -> list[str]:
        """What stands before a command to be run on the other side."""
        return ["nsenter", "-t", str(self._keeper), "-n"]

    def go_dead(self) -> None:
        """From now on nothing comes back, and nobody says so."""
        self.inside("ip", "route", "add", "blackhole", f"{self._ours}/32")

    def mend(self) -> None:
        """As before."""
        self.inside("ip", "route", "del", "blackhole", f"{self._ours}/32")

    def close(self) -> None:
        """The cable goes."""
        _run("ip", "link", "del", self._near)


class MachineThere(Machine):
    """Runs its programs in that network."""

    def __init__(self, network: OwnNetwork) -> None:
        self._network = network

    def run(
        self,
        command: Sequence[str],
        *,
        as_user: str = "",
        typed: str = "",
        environment: dict[str, str] | None = None,
    ) -> str:
        """As ever, on the other side."""
        who = ["runuser", "-u", as_user, "--"] if as_user else []
        return super().run([*self._network.entering, *who, *command], typed=typed, environment=environment)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def own_network() -> Iterator[OwnNetwork]:
    """Such a network; only the system's administrator can make one."""
    if os.geteuid() != 0:
        pytest.skip("only the system's administrator can lay a cable")
    keeper = subprocess.Popen(
        ["unshare", "-n", "sh", "-c", "echo; exec sleep infinity"], stdout=subprocess.PIPE
    )
    assert keeper.stdout is not None
    keeper.stdout.readline()
    try:
        try:
            network = OwnNetwork(keeper.pid)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no network can be made here")
        try:
            yield network
        finally:
            network.close()
    finally:
        keeper.kill()
        keeper.wait()
        keeper.stdout.close()
