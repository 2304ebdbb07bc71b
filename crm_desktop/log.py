"""The program's log, from which people are kept out: no phone, e-mail or name is ever written.

Everything goes through Python's `logging`; `configure()` adds one file handler whose structlog processors
redact and write a JSON line per record. structlog costs 70 to 100 ms to import, so nothing here imports it
before `configure()`; what is logged earlier is kept and written then.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from crm_desktop import paths
from crm_desktop.errors import UserError

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

HIDDEN = "[hidden]"
LEVEL_VARIABLE = "CRM_DESKTOP_LOG"
FILE_NAME = "crm-desktop.log"
_FILE_BYTES = 1_000_000
_OLD_FILES = 5
_LONGEST_TEXT = 20_000
_ROOT = "crm_desktop"

# --- finding people in text ------------------------------------------------------------------------------

# The patterns stay text: `re` compiles (and keeps) them at their first use, not while the program starts.
# Anything a spreadsheet, a person or a web address puts between the digits of a number; escaped too.
_BETWEEN = (
    r"(?:[ \t\u00a0\u00ad\u1680\u2000-\u200f\u2010-\u2015\u2028-\u202f\u205f-\u2064\u2212\u3000\ufeff"
    r"\-.,()\[\]/+_'’%*~#|]|\\u(?:20[0-9a-fA-F]{2}|00[aA][0dD]|1680|3000|[fF][eE][fF]{2})|\\x(?:a0|ad))"
)
# Other scripts' digits also as ascii() and JSON escape them.
_DIGIT = r"(?:\d|\\u(?:0[6-9a-fA-F]|ff|FF)[0-9a-fA-F]{2})"
_NUMBERS = (
    # An id of ours (UUID of version 4 or 7) and a date stay readable.
    r"(?P<id>(?<![0-9a-fA-F-])[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-fA-F-]))"
    r"|(?P<date>(?<![\d+.,/-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"(?=[T ]\d\d:\d\d|(?!{_BETWEEN}{{0,4}}\d)(?!\d)))"
    rf"|[+(]?{_DIGIT}(?:{_BETWEEN}{{0,4}}{_DIGIT}){{6,}}"
)
# An e-mail address, a UPI id (asha@okaxis) or `user:password@host`; starting only where a word starts keeps
# the search linear on a cell of ten megabytes.
_ADDRESSES = r"(?<![\w.+:-])[\w.+:-]+(?:@|%40)[\w.@-]+"
_PAN = r"(?<![A-Za-z0-9])[A-Za-z]{5}\d{4}[A-Za-z](?![A-Za-z0-9])"
_HOME = r"(?i)([a-z]:\\+users\\+|/home/|/users/)[^\\/:*?\"<>|\r\n]+(?=[\\/])"
# PostgreSQL tells the values it refused.
_DATABASE_VALUES = r"(?s)(?<=\)=)\(.*?\)(?= )|(?<=Failing row contains )\(.*\)"
_QUOTED = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|“[^”\n]*”"""
# Their quoted words are names in the code, without which the error can't be understood.
_ABOUT_CODE = (AttributeError, NameError, ImportError, TypeError)

# Fields with these names, or with names that end in `_` and one of them, are hidden: secrets always, the
# others unless they hold a small number (`rows=812` is a count).
_SECRET = frozenset(
    {"password", "passphrase", "secret", "token", "key", "recovery", "pin", "otp", "dsn", "url"}
)
_PERSONAL = frozenset(
    {"name", "names", "person", "customer", "company", "email", "mail", "phone", "phones", "number", "mobile"}
    | {"address", "city", "note", "notes", "remark", "text", "query", "search", "value", "values", "params"}
    | {"row", "rows", "cell", "cells", "body", "message", "script", "file", "filename", "user", "username"}
)


def redact(text: str) -> str:
    """`text` without phones (any script, any separators), e-mails, UPI ids, PAN and home folders.

    Names can't be told from other words: mark them with `personal()`, or don't write them.
    Texts longer than 20,000 characters are cut.
    """
    if len(text) > _LONGEST_TEXT:
        # The end of the cut may hold half a number, which nothing recognises: it goes too.
        return f"{redact(text[:_LONGEST_TEXT])[:-200]}… (cut, {len(text)} characters)"
    text = re.sub(_HOME, r"\1~", text)
    text = re.sub(_DATABASE_VALUES, f"({HIDDEN})", text)
    text = re.sub(_ADDRESSES, "[address hidden]", text)
    text = re.sub(_PAN, "[PAN hidden]", text)
    return re.sub(_NUMBERS, _hide_number, text)


def _hide_number(match: re.Match[str]) -> str:
    return match.group() if match.lastgroup else "[number hidden]"


class Personal:
    """A value about a person; however it is formatted, it reads `[hidden]`."""

    __slots__ = ()

    def __str__(self) -> str:
        return HIDDEN

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return HIDDEN


def personal(value: object) -> Personal:
    """Marks a value for the log as being about a person; the value itself is not kept."""
    del value
    return Personal()


def traceback_text(error: BaseException) -> str:
    """The traceback of `error` and of what caused it, without people: for the log and for crash reports.

    Messages lose their quoted parts (`KeyError: 'Kamala Iyer'`), except in errors about the code itself;
    a UserError shows its template without the values.
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = "".join(traceback.format_tb(current.__traceback__))
        parts.append(f"{redact(frames)}{_one_line(current)}")
        if isinstance(current, BaseExceptionGroup):
            parts[-1] += "".join(f"\n  of which: {_one_line(part)}" for part in current.exceptions)
        hidden_context = current.__suppress_context__
        current = current.__cause__ or (None if hidden_context else current.__context__)
    return "\n\n… after:\n\n".join(parts)


def _one_line(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, UserError):
        return f"{kind}: {error.template}"
    try:
        message = str(error)
    except Exception:  # an error whose own text fails must not hide the error
        return f"{kind}: (its text could not be made)"
    if isinstance(error, KeyError):
        message = HIDDEN
    elif not isinstance(error, _ABOUT_CODE):
        message = re.sub(_QUOTED, f"'{HIDDEN}'", redact(message))
    return f"{kind}: {redact(message)}"


# --- writing ---------------------------------------------------------------------------------------------


class Logger:
    """Writes events with fields: `log.info("import finished", created=812, seconds=4.1)`.

    The event is a fixed English text; what varies goes into the fields. Fields whose names speak of people
    or secrets (name, phone, note, password …) are hidden whatever they hold.
    """

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name if name.split(".")[0] == _ROOT else f"{_ROOT}.{name}")

    def debug(self, event: str, **fields: object) -> None:
        """Something only a developer asks for."""
        self._write(logging.DEBUG, event, None, fields)

    def info(self, event: str, **fields: object) -> None:
        """Something worth knowing later."""
        self._write(logging.INFO, event, None, fields)

    def warning(self, event: str, **fields: object) -> None:
        """Something that should not be, yet the program goes on as it should."""
        self._write(logging.WARNING, event, None, fields)

    def error(self, event: str, error: BaseException | None = None, **fields: object) -> None:
        """Something failed; with `error`, its traceback goes along."""
        self._write(logging.ERROR, event, error, fields)

    def _write(
        self, level: int, event: str, error: BaseException | None, fields: Mapping[str, object]
    ) -> None:
        if not self._logger.isEnabledFor(level):
            return
        info = (type(error), error, error.__traceback__) if error is not None else None
        # No `%` in the event is meant: it has no arguments.
        self._logger.log(level, "%s", event, exc_info=info, extra={"crm_fields": fields}, stacklevel=3)


class _Early(logging.Handler):
    """Keeps the records from before `configure()`, the newest 200."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: deque[logging.LogRecord] = deque(maxlen=200)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.kept.append(record)


_early: _Early | None = None
_configured = False
_file: RotatingFileHandler | None = None


def get_logger(name: str) -> Logger:
    """The logger for a module; call it with `__name__`. Costs nothing at import."""
    global _early
    if _early is None and not _configured:
        _early = _Early()
        logging.getLogger(_ROOT).addHandler(_early)
        logging.getLogger(_ROOT).setLevel(_level())
    return Logger(name)


def configure(log_file: Path | None = None) -> Path | None:
    """Begin to write the log, by default to `log_dir()`; at most 6 files of 1 MB, for the person's eyes only.

    Imports structlog: call it after the first paint. Returns the file, or None where it can't be written:
    a log must never keep the program from working. A second call changes to the new file.
    """
    global _configured, _early, _file
    close()
    early, _configured, _early = _early, True, None
    target = log_file if log_file is not None else paths.log_dir() / FILE_NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _file = _make_handler(target)
    except OSError:
        return None
    finally:  # only now: what other threads log while structlog is imported must not be lost
        if early is not None:
            logging.getLogger(_ROOT).removeHandler(early)
    root = logging.getLogger()
    root.addHandler(_file)
    level = _level()
    root.setLevel(max(level, logging.WARNING))  # libraries speak of queries and requests at info
    logging.getLogger(_ROOT).setLevel(level)
    for record in early.kept if early is not None else ():
        if record.levelno >= level:
            _file.handle(record)
    return target


def close() -> None:
    """Stop writing and let go of the file."""
    global _file
    if _file is not None:
        logging.getLogger().removeHandler(_file)
        _file.close()
        _file = None


def _level() -> int:
    named = logging.getLevelNamesMapping().get(os.environ.get(LEVEL_VARIABLE, "").strip().upper())
    return named or logging.INFO


def _make_handler(target: Path) -> RotatingFileHandler:
    from logging.handlers import RotatingFileHandler

    import structlog

    class Handler(RotatingFileHandler):
        """A rotating file that only its owner reads, and that never complains aloud."""

        def _open(self) -> IO[Any]:  # type: ignore[override]  # the stub names the text wrapper
            descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

        def doRollover(self) -> None:
            """Turn over to a new file; on Windows that fails while a second window writes: go on then."""
            try:
                super().doRollover()
            except OSError:
                if self.stream is None:
                    self.stream = self._open()  # type: ignore[assignment]

        def handleError(self, record: logging.LogRecord) -> None:
            """Say where a record came from that could not be written; never what was in it."""
            if sys.stderr is not None:
                print(f"log: could not write {record.name} line {record.lineno}", file=sys.stderr)

    formatter = structlog.stdlib.ProcessorFormatter
    # Libraries that log through structlog by themselves come the same way, not to the terminal.
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, formatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = Handler(target, maxBytes=_FILE_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
    handler.setFormatter(
        formatter(processors=[redact_event, structlog.processors.JSONRenderer(ensure_ascii=False)])
    )
    return handler


def redact_event(logger: Any, method: str, event: Any) -> dict[str, Any]:
    """structlog processor: what a record says, in the order it is written, without people."""
    del logger, method
    record: logging.LogRecord = event.pop("_record")
    del event["_from_structlog"]
    error = event.pop("exc_info", None)
    stack = event.pop("stack_info", None)
    out: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "line": record.lineno,
        "event": redact(str(event.pop("event", ""))),
    }
    for key, value in {**event, **getattr(record, "crm_fields", {})}.items():
        name = redact(str(key))
        out[f"{name}_" if name in out else name] = _redacted_field(str(key), value)
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        out["traceback"] = traceback_text(error)
    if stack:
        out["stack"] = redact(str(stack))
    return out


def _redacted_field(key: str, value: object) -> object:
    last_word = key.lower().rsplit("_", 1)[-1]
    is_count = value is None or isinstance(value, bool | int | float)
    if last_word in _SECRET or (last_word in _PERSONAL and not is_count):
        return HIDDEN
    return _redacted_value(value)


def _redacted_value(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10_000_000 else "[number hidden]"
    if isinstance(value, float):
        return round(value, 6) if abs(value) < 1_000_000 else "[number hidden]"
    if isinstance(value, BaseException):
        return _one_line(value)
    if isinstance(value, Mapping):
        return {redact(str(k)): _redacted_field(str(k), v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_redacted_value(part) for part in value]
    return redact(str(value))
