"""Prints one package of requirements.lock, hashes and all: `python packaging/locked.py setuptools`."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def main() -> int:
    """Print the lines; exit code 1 when the package isn't locked."""
    lock = Path(__file__).resolve().parent.parent / "requirements.lock"
    blocks = re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8"))
    found = [block for block in blocks if block.startswith(sys.argv[1] + "==")]
    print("\n".join(found))
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
