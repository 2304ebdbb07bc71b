"""Writes the lock's pins into pyproject.toml, so that `uv run` takes the same versions as `make setup`.

uv's own lock file would name the package index of whoever made it; requirements.lock names none.
With `--clear` the pins are taken out, so that the next lock is free to choose newer versions.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "# written by `make lock` from requirements.lock\n"
END = "# end of what `make lock` writes\n"


def main(clear: bool) -> None:
    """Replace, or only clear, the lines between the two marks."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = [line.removesuffix(" \\") for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]
    lines = "".join(f'  "{pin}",\n' for pin in pins)
    written = "" if clear else f"constraint-dependencies = [\n{lines}]\n"
    project = ROOT / "pyproject.toml"
    before, rest = project.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    project.write_text(f"{before}{BEGIN}{written}{END}{after}", "utf-8")


if __name__ == "__main__":
    main(clear=sys.argv[1:] == ["--clear"])
