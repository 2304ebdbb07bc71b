"""The command `crm-desktop`: without a command it opens the window, otherwise it does one thing and ends."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; 0 done, 1 refused or failed (one sentence on stderr), 2 used wrongly."""
    multiprocessing.freeze_support()  # an import parses in a second process, which a frozen program starts as
    from crm_desktop.cli.arguments import parse

    arguments = parse(sys.argv[1:] if argv is None else argv)
    if arguments.command is None:
        from crm_desktop.cli.window import open_window

        return open_window(arguments)
    from crm_desktop.cli.run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
