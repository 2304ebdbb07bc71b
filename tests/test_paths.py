"""The program finds its resources and migrations in the checkout, in the wheel and frozen."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from crm_desktop import paths

ROOT = Path(__file__).resolve().parent.parent


def test_checkout_has_both_folders() -> None:
    """From a checkout the top-level folders are used, so that an edit is seen at once."""
    assert paths.resources_dir() == ROOT / "resources"
    assert paths.migrations_dir() == ROOT / "migrations"


def test_wheel_carries_both_folders(tmp_path: Path) -> None:
    """A built and unpacked wheel finds its own copies, not the checkout's."""
    options = ["--no-deps", "--no-build-isolation"]
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--disable-pip-version-check",
            *options,
            "-w",
            str(tmp_path),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(site)
    assert not [n for n in names if n.split("/")[0] in {"tests", "packaging", "resources", "migrations"}]

    program = "from crm_desktop import paths; print(paths.resources_dir()); print(paths.migrations_dir())"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(site)},
    )
    assert ran.stderr == ""
    resources, migrations = map(Path, ran.stdout.split("\n")[:2])
    data = site.resolve() / "crm_desktop" / "_data"
    assert (resources, migrations) == (data / "resources", data / "migrations")
    for name, there in (("resources", resources), ("migrations", migrations)):
        tracked = subprocess.run(
            ["git", "ls-files", name], cwd=ROOT, capture_output=True, text=True
        ).stdout.splitlines()
        for path in tracked:
            if (ROOT / path).exists():
                assert (there.parent / path).is_file(), f"{path} does not travel in the wheel"


@pytest.mark.parametrize("inside", ["", "crm_desktop/_data"])
def test_frozen_program_looks_beside_itself(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frozen program finds what was packed with it, and nothing of a checkout."""
    packed = tmp_path / inside / "migrations"
    packed.mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.migrations_dir() == packed
    with pytest.raises(FileNotFoundError, match="resources"):
        paths.resources_dir()


def test_home_variable_moves_every_folder(own_home: str) -> None:
    """Tests, tour and a memory stick leave the person's own folders alone."""
    for folder in (paths.default_workspace_dir(), paths.config_dir(), paths.log_dir()):
        assert Path(own_home) in folder.parents


def test_own_folders_without_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the folders are where the system wants them: apart, absolute, and ours."""
    monkeypatch.delenv(paths.HOME_VARIABLE)
    folders = {paths.default_workspace_dir(), paths.config_dir(), paths.log_dir()}
    assert len(folders) == 3
    for folder in folders:
        assert folder.is_absolute()
        assert "crm" in str(folder).lower()


def test_asking_where_things_are_is_cheap() -> None:
    """Importing the module loads no platformdirs and no Qt: it runs before the first paint."""
    program = (
        "import sys, crm_desktop.paths; print({'platformdirs', 'PySide6', 'logging'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert ran.stdout.strip() == "set()"
