"""The looks every screen is drawn in, and the album that draws a window in each of them."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CRM_DESKTOP_HOME", tempfile.mkdtemp(prefix="crm-pictures-"))

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.theme import apply_theme, load_icons
from crm_desktop.ui.widgets.focus import install_focus_ring


@dataclass(frozen=True)
class Look:
    """A window's size in device-independent px, the scheme, and the zoom of all sizes."""

    name: str
    size: tuple[int, int]
    mode: Literal["light", "dark"] = "light"
    zoom: float = 1.0


LOOKS = (
    Look("1366", (1366, 768)),
    Look("1366-dark", (1366, 768), "dark"),
    Look("1920", (1920, 1080)),
    Look("1920-dark", (1920, 1080), "dark"),
    Look("911", (911, 512)),
    Look("911-dark", (911, 512), "dark"),
    Look("1366-150", (1366, 768), "light", 1.5),
    Look("1366-dark-150", (1366, 768), "dark", 1.5),
    Look("1920-150", (1920, 1080), "light", 1.5),
)
FIRST = LOOKS[0]


@dataclass
class Album:
    """Saves what a window shows, in every look asked for, as `NAME-LOOK.png`."""

    app: QApplication
    out: Path
    looks: Sequence[Look] = LOOKS
    only: Sequence[str] = ()
    taken: list[Path] = field(default_factory=list)

    def wants(self, name: str) -> bool:
        """Whether pictures of this name were asked for."""
        return not self.only or any(part in name for part in self.only)

    def take(self, window: QWidget, name: str, *, settle: Callable[[], None] | None = None) -> None:
        """One picture in each look; the window is left as the first look has it.

        `settle` lets the screen finish what a new size or theme began, beyond layouts and paint.
        """
        if not self.wants(name):
            return
        for look in self.looks:
            self.dress(look, window)
            (settle or self.settle)()
            self.settle()
            file = self.out / f"{name}-{look.name}.png"
            window.grab().save(str(file))
            self.taken.append(file)
        print(name, flush=True)
        self.dress(FIRST, window)
        self.settle()

    def dress(self, look: Look, window: QWidget | None = None) -> None:
        """Put on a look."""
        apply_theme(self.app, look.mode, look.zoom)
        if window is not None:
            window.resize(*look.size)

    def keep_paper(self, pdf: Path) -> None:
        """A PDF in the album: a picture of each page as well, where `pdftoppm` is at hand."""
        print(pdf.stem, flush=True)
        self.taken.append(pdf)
        if tool := shutil.which("pdftoppm"):
            subprocess.run([tool, "-r", "90", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)

    def settle(self) -> None:
        """Let layouts and repaints happen."""
        for _ in range(6):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.app.processEvents()


def run(draw: Callable[[Album], None], told: str | None) -> int:
    """Draw one area as the command line says."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    add_choices(parser)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    apply_theme(app, FIRST.mode, FIRST.zoom)
    load_icons()
    install_focus_ring(app)
    looks = [look for look in LOOKS if not given.looks or look.name in given.looks]
    album = Album(app, given.out, looks, given.only)
    try:
        draw(album)
    except Exception:
        traceback.print_exc()  # the program that is drawn keeps to itself what goes wrong in it
        return 1
    return 0 if album.taken else 1


def add_choices(parser: argparse.ArgumentParser) -> None:
    """What an area and the program of all areas may both be asked."""
    names = [look.name for look in LOOKS]
    parser.add_argument(
        "--looks", nargs="*", default=[], choices=names, metavar="LOOK", help=", ".join(names)
    )
    parser.add_argument(
        "--only", nargs="*", default=[], metavar="WORD", help="pictures with WORD in the name"
    )
