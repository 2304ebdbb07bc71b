"""Writing a file somebody asked for: it appears under its name only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crm_desktop.errors import UserError


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Gives a place beside `out` to write to, which becomes `out` at the end; a failure leaves nothing.

    Raises UserError at the field out for a place that can't be written to.
    """
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.touch()  # said before anything is worked out: a workbook that can't be closed leaves files open
        part.unlink()
        yield part
        os.replace(part, out)
    except Exception as error:
        told = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
        if not isinstance(told, OSError):  # what writes workbooks wraps what the system says in its own error
            raise
        raise UserError(
            "The file {file} can't be written ({why}). Choose another place, or close the program that "
            "has it open.",
            field="out",
            file=out,
            why=told.strerror or "no access",
        ) from error
    finally:
        with suppress(OSError):  # what failed is told, not that there is nothing to tidy up
            part.unlink(missing_ok=True)
