"""The tour runs by itself, offscreen, and its pictures show something."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"small-screen": (911, 512), "large-screen": (1920, 1080)}
USUAL = (1366, 768)
SHOWN = (
    "first-start", "import-columns", "import-why", "import-duplicates", "import-result", "next-lead",
    "on-call", "after-the-call", "call-back-in-words", "promised-and-next", "write", "sale", "someone-called",
    "appointment", "keys", "find-anything", "leads", "call-backs", "sales", "my-day", "small-screen",
    "large-screen", "dark", "dark-on-call", "dark-150-percent", "nothing-to-dial", "evening-report", "locked",
)  # fmt: skip


def run_tour(out: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """`crm-desktop tour` as a person without a display runs it."""
    away = ("DISPLAY", "WAYLAND_DISPLAY", "CRM_DESKTOP_KEYSTORE", "CRM_DESKTOP_PASSPHRASE")
    environ = {k: v for k, v in os.environ.items() if k not in away}
    environ |= {"CRM_DESKTOP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "crm_desktop", "tour", "--out", str(out)],
        env=environ, cwd=ROOT, capture_output=True, text=True, timeout=480,
    )  # fmt: skip


@pytest.mark.timeout(500)
def test_the_tour_saves_a_picture_of_each_step(tmp_path: Path) -> None:
    out, home = tmp_path / "pictures", tmp_path / "home"
    done = run_tour(out, home)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(SHOWN)} pictures" in done.stdout
    files = sorted(out.iterdir())
    assert [file.stem[3:] for file in files] == list(SHOWN)
    for file in files:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == SIZES.get(file.stem[3:], USUAL), file
        assert len(colours(picture)) > 40, f"{file} is as good as blank"
    light, dark = (brightness(QImage(str(out / name))) for name in ("06-next-lead.png", "23-dark.png"))
    assert light > 200 > 80 > dark
    assert not home.exists() or not any(home.rglob("workspace.json"))  # nothing of the person's is touched


def colours(picture: QImage) -> set[int]:
    """The colours of a coarse grid of points."""
    across, down = range(3, picture.width(), 5), range(3, picture.height(), 5)
    return {picture.pixel(x, y) for x in across for y in down}


def brightness(picture: QImage) -> float:
    """The mean grey, 0…255."""
    greys = [picture.pixelColor(x, y).lightness() for x in range(7, 1300, 29) for y in range(7, 760, 29)]
    return sum(greys) / len(greys)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    done = run_tour(taken, tmp_path / "home")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "can't be written" in done.stderr


def test_a_step_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object) -> None:
    from crm_desktop.errors import UserError
    from crm_desktop.tour.player import Player

    with pytest.raises(UserError, match="the Excel file"):
        Player(tmp_path).until(lambda: False, "the Excel file", within_s=0.05)
