"""One window per workspace and seat: a second start raises the first and ends."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from crm_desktop.log import get_logger

log = get_logger(__name__)
RAISE = b"raise\n"
WAIT_MS = 1000


def socket_name(workspace: Path, seat: str = "") -> str:
    """The local socket's name for a workspace and seat; different people never share one."""
    person = os.environ.get("USERNAME", "") if os.name == "nt" else str(os.getuid())
    key = f"{person}\0{os.path.normcase(workspace.resolve())}\0{seat}"
    return f"crm-desktop-{hashlib.sha256(key.encode()).hexdigest()[:24]}"


class SingleInstance(QObject):
    """Holds the place of the first window; `raise_asked` when a second start knocks."""

    raise_asked = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True: this is the first window and holds the place. False: the first one was raised.

        Knocks first; a socket left behind by a killed program is removed only when it refuses. A lock
        file lets two starts at the same moment do this one after the other.
        """
        lock = QLockFile(f"{QDir.tempPath()}/{self._name}.lock")
        lock.tryLock(WAIT_MS)
        try:
            return self._claim()
        finally:
            lock.unlock()

    def _claim(self) -> bool:
        refused = self._knock()
        if refused is None:
            return False
        if refused:
            QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            if self._knock() is None:  # another start was quicker
                server.deleteLater()
                return False
            log.warning("the place of the first window could not be held")
            server.deleteLater()
            return True  # better two windows than none
        server.newConnection.connect(self._heard)
        self._server = server
        return True

    def release(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _knock(self) -> bool | None:
        """None: someone answered. True: a dead socket refused. False: nobody there."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(WAIT_MS):
            socket.write(RAISE)
            socket.waitForBytesWritten(WAIT_MS)
            socket.disconnectFromServer()
            return None
        return socket.error() == QLocalSocket.LocalSocketError.ConnectionRefusedError

    def _heard(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_asked.emit()
