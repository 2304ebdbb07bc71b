"""The command `crm-desktop`: without a command it opens the window, otherwise it does one thing and ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; 0 done, 1 refused or failed (one sentence on stderr), 2 used wrongly."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # late: the first paint does without its 10 to 20 ms

        multiprocessing.freeze_support()  # an import parses in a second process, which it starts as
    given = sys.argv[1:] if argv is None else argv
    if not given:
        from crm_desktop.cli.window import open_window

        return open_window()  # the usual start, without argparse in the way of the first paint
    from crm_desktop.cli.arguments import parse

    arguments = parse(given)
    if arguments.command is None:
        from crm_desktop.cli.window import open_window

        return open_window(arguments.workspace, arguments.seat)
    from crm_desktop.cli.run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
