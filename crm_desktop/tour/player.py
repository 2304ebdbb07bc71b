"""Hands and eyes of the tour: keys pressed in the real windows, waits with an end, pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QKeyCombination, QSize, QTimer
from PySide6.QtGui import QImage, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.errors import UserError

PATIENCE_S = 90.0  # a first start on a busy machine imports everything for the first time
LOOK_EVERY_MS = 10
PACKED = 50  # of 100, which is not at all; 0 takes four times as long for 3 % less


class Player:
    """Presses keys as a person would and saves what is to be seen. Every wait ends in a `UserError`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.pictures: list[Path] = []
        self.step = "the first step"

    # ---- hands -------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other, in Qt's portable spelling: "Ctrl+B", "Space", "4"."""
        for key in keys:
            combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
            QTest.keyClick(self.window(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type a text into whatever has the keyboard."""
        for letter in text:
            window = self.window()
            focus = QApplication.focusWidget()
            if focus is None:
                raise UserError("The tour had nothing to type into at {step}.", step=self.step)
            QTest.keyClicks(focus, letter)
            if window is not self.window():
                self.rest(LOOK_EVERY_MS)

    def window(self) -> QWindow:
        """The window that has the keyboard; a closed dialog gives it back to the window behind it."""
        if QApplication.focusWindow() is None:
            for behind in QApplication.topLevelWidgets():
                if behind.isVisible():
                    behind.activateWindow()
                    self.rest(LOOK_EVERY_MS)
                    break
        found = QApplication.focusWindow()
        if found is None:
            raise UserError("The tour lost the window at {step}.", step=self.step)
        return found

    # ---- eyes --------------------------------------------------------------------------------

    def until(self, seen: Callable[[], object], step: str, within_s: float = PATIENCE_S) -> None:
        """Wait until it is to be seen; the step is named if that never happens."""
        self.step = step
        deadline = time.monotonic() + within_s
        while not seen():
            if time.monotonic() > deadline:
                raise UserError(
                    "The tour waited {seconds} seconds for {step} in vain.", seconds=int(within_s), step=step
                )
            self.rest(LOOK_EVERY_MS)

    def rest(self, ms: int) -> None:
        """Let the windows and the background work for a while (QTest.qWait keeps Python to itself)."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def picture(self, window: QWidget, name: str, size: tuple[int, int] | None = None) -> None:
        """Save the window under the next number, at a size in pixels if one is given."""
        before = window.size()
        if size is not None and QSize(*size) != before:
            window.resize(*size)
        self.settle()
        image = window.grab().toImage()
        if size is not None and image.size() != QSize(*size):
            raise UserError("The window did not take the size {size}.", size=f"{size[0]}×{size[1]}")
        path = self.out / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not image.convertToFormat(QImage.Format.Format_RGB32).save(str(path), quality=PACKED):
            raise UserError("The picture {file} can't be saved. Choose another folder.", file=path)
        self.pictures.append(path)
        if window.size() != before:
            window.resize(before)
            self.settle()

    def settle(self) -> None:
        """Until nothing waits to be laid out or painted."""
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.rest(30)
