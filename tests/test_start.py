"""The start: nothing heavy before the first paint, and it ends cleanly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAVY = (
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "numpy",
    "pyqtgraph",
    "keyring",
    "psycopg",
    "phonenumbers",
    "cryptography",
    "argon2",
    "structlog",
    "qtawesome",
    "dateparser",
    "pydantic",
    "crm_desktop.services",
    "crm_desktop.store",
    "crm_desktop.ui.theme",
    "crm_desktop.ui.widgets",
)


def start(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Start the program until its first card takes typing."""
    (tmp_path / "tmp").mkdir(exist_ok=True)
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "CRM_DESKTOP_HOME": str(tmp_path / "home"),
        "CRM_DESKTOP_KEYSTORE": "none",
        "TMPDIR": str(tmp_path / "tmp"),
    }
    return subprocess.run(
        [sys.executable, "-m", "tests.start_drivers", *(words or ("program",))],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_nothing_heavy_before_the_first_paint(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    loaded = [
        name for name in found["modules"] for heavy in HEAVY if name == heavy or name.startswith(f"{heavy}.")
    ]
    assert loaded == []
    assert not found["has_enumerations"]
    assert found["card"] == "FirstStartCard"
    assert found["code"] == 0


def test_a_workspace_leads_to_the_sign_in(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "data" / "workspace"
    folder.mkdir(parents=True)
    (folder / "workspace.json").write_text('{"name": "Shakti Finance"}', "utf-8")
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["card"] == "SignInCard"


def test_a_program_that_was_ended_is_gone_at_once(tmp_path: Path) -> None:
    """Not only after everything in it was taken apart; what is to be written at its end is."""
    written = tmp_path / "written.txt"
    done = start(tmp_path, "leave", str(written))  # what is in it takes as long as the start may
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "printed\n"
    assert written.read_text("utf-8") == "written at the exit"
    (kept,) = (tmp_path / "home").rglob("window.ini")
    assert "kept=when the window closed" in kept.read_text("utf-8")


def test_without_a_display_it_says_so() -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    if sys.platform in ("win32", "darwin"):
        return
    done = subprocess.run(
        [sys.executable, "-m", "crm_desktop"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert "no display" in done.stderr
