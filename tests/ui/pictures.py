"""Draws every screen of the program in every look, to be looked at.

python -m tests.ui.pictures --out DIR [--areas calling leads …] [--looks 1366 911-dark …] [--only WORD …]

Each area is a program of its own (`python -m tests.ui.AREA.pictures`); its pictures go to DIR/AREA. Beside
them lie the sheets DIR/AREA-LOOK-1.png, -2 …: six pictures of the area on each, in one look.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from tests.ui.looks import LOOKS, add_choices

HERE = Path(__file__).parent
AREAS = tuple(sorted(file.parent.name for file in HERE.glob("*/pictures.py")))
TILE, CAPTION, ACROSS, ON_ONE = (960, 540), 18, 2, 6


def sheet(files: list[Path], out: Path) -> None:
    """A contact sheet: pictures with their names."""
    rows = -(-len(files) // ACROSS)
    step = (TILE[0] + 6, TILE[1] + CAPTION + 6)
    image = QImage(step[0] * ACROSS, step[1] * rows, QImage.Format.Format_RGB32)
    image.fill(0x808080)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, file in enumerate(files):
        left, top = place % ACROSS * step[0], place // ACROSS * step[1]
        painter.drawText(QRect(left + 4, top, TILE[0], CAPTION), Qt.AlignmentFlag.AlignVCenter, file.stem)
        small = QImage(str(file)).scaled(
            *TILE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(left, top + CAPTION, small)
    painter.end()
    image.save(str(out))


def draw_sheets(area: Path, out: Path) -> None:
    """The sheets of each look."""
    for look in LOOKS:
        others = tuple(f"-{each.name}.png" for each in LOOKS if each.name.endswith(f"-{look.name}"))
        files = sorted(
            file for file in area.glob(f"*-{look.name}.png") if not (others and file.name.endswith(others))
        )
        for first in range(0, len(files), ON_ONE):
            page = first // ON_ONE + 1
            sheet(files[first : first + ON_ONE], out / f"{area.name}-{look.name}-{page}.png")


def main() -> int:
    """Draw what was asked for; the number of areas that failed is the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--areas", nargs="*", default=list(AREAS), choices=AREAS, metavar="AREA")
    add_choices(parser)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QGuiApplication.instance() or QGuiApplication([])
    failed = 0
    for area in given.areas:
        folder = given.out / area
        command = [sys.executable, "-m", f"tests.ui.{area}.pictures", "--out", str(folder)]
        command += ["--looks", *given.looks, "--only", *given.only]
        if subprocess.run(command, check=False).returncode != 0:
            print(f"{area}: nothing was drawn, or not all", file=sys.stderr)
            failed += 1
        draw_sheets(folder, given.out)
    del app
    return failed


if __name__ == "__main__":
    sys.exit(main())
