"""Nobody's phone, address or name survives in the log or in a crash report."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop import log
from crm_desktop.errors import NotFound

ROOT = Path(__file__).resolve().parent.parent
WRITTEN_TEST = "crm_desktop.tests"

_ZEROS = "0०০੦૦୦௦౦೦൦０٠۰"  # Latin, ten Indian scripts, full-width, Arabic twice
_GAPS = ["", " ", "-", ".", "/", ") ", " (", "\u00a0", "\u2009", "\u2011", "\u200b", "%20", " - ", ","]


def digits_of(text: str) -> str:
    """The digits of `text`, whatever their script, as Latin ones; `\\u0966` undone, x for words between."""
    escape = r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))"
    plain = re.sub(escape, lambda m: chr(int(m[1] or m[2] or m[3], 16)), text)
    breaks = ("x" if c.isalpha() or c in '"{}:' else "" for c in plain)
    return "".join(str(unicodedata.decimal(c, "")) or b for c, b in zip(plain, breaks, strict=True))


@st.composite
def phones(draw: st.DrawFn) -> tuple[str, str]:
    """(a phone as people write it, its ten digits)."""
    national = "98000" + draw(st.text("0123456789", min_size=5, max_size=5))
    zero = ord(draw(st.sampled_from(_ZEROS)))
    parts = [draw(st.sampled_from(["", "", "+91", "0091 ", "0", "tel:+91-", "91%20", "(+91) "]))]
    for digit in national:
        parts.append(chr(zero + int(digit)) + draw(st.sampled_from(_GAPS)))
    return "".join(parts), national


words = st.text(st.characters(blacklist_categories=["Nd", "Cs"]), max_size=20)


@given(phones(), words, words)
def test_no_phone_survives_redaction(phone: tuple[str, str], before: str, after: str) -> None:
    """Any script, any separators, any neighbours; also after repr, ascii and JSON."""
    written, national = phone
    text = f"{before}{written}{after}"
    for form in (text, repr(text), ascii(text), json.dumps(text)):
        out = log.redact(form)
        assert national[-7:] not in digits_of(out)
        assert national[:7] not in digits_of(out)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # `take` empties the file each time
@pytest.mark.allow_log("could not dial")
@given(st.lists(phones(), min_size=1, max_size=3))
def test_no_phone_survives_in_the_file(written_log: WrittenLog, phones: list[tuple[str, str]]) -> None:
    """As text, number, float, in a list, a mapping, an argument, an error, its cause and its traceback."""
    logger = log.get_logger(WRITTEN_TEST)
    for written, national in phones:
        logger.info(f"dialled {written}")
        logger.info("dialled", to=written, all=[written], by={written: int("91" + national)})
        logger.info("cell", read=float("91" + national), other={"deep": (national,)})
        logging.getLogger("crm_desktop.elsewhere").info("dialled %s", written)
        try:
            try:
                raise KeyError(written)
            except KeyError as cause:
                raise ValueError(f"not a phone: {written}") from cause
        except ValueError as error:
            logger.error("could not dial", error)
    text = written_log.take()
    assert text.count("\n") == 5 * len(phones)
    for _, national in phones:
        assert national[-7:] not in digits_of(text)
        assert national[:7] not in digits_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "asha.verma+crm@example.in",
        "to:<asha@localhost>",
        "asha@okaxis",
        "postgresql://asha:geheim@db.example/crm",
        "mailto:asha%40example.in",
        "C:\\Users\\asha\\AppData\\crm.db",
        "/home/asha/leads.csv",
        "ashaa1234p",
        "DETAIL:  Key (name)=(Asha Verma) already exists.",
        "DETAIL:  Failing row contains (1, Asha Verma, null).",
    ],
)
def test_other_traces_of_people_go(text: str) -> None:
    """E-mail and UPI addresses, sign-in addresses, PAN, home folders, values told by the database."""
    out = log.redact(f"before {text} after")
    assert "asha" not in out.lower()
    assert out.startswith("before ")


@pytest.mark.parametrize(
    "text",
    [
        "imported 812 of 900 rows in 12.5 s",
        "2026-11-20 15:42 the backup was made",
        "lead 019a9f3e-6a10-7cc3-98c4-dc0c0c07398f not found",
        "line 1234 in store/leads.py",
        "tried 3 of 5; next at 15:42:10",
    ],
)
def test_what_helps_stays(text: str) -> None:
    """Counts, moments, our ids and places in the code are what a log is for."""
    assert log.redact(text) == text


def test_marked_and_named_values_are_hidden(written_log: WrittenLog) -> None:
    """A name is hidden where it is marked or where the field's name says so; a count stays."""
    kamala = log.personal("Kamala Iyer")
    assert f"{kamala} {kamala!r} {kamala:>30}" == " ".join([log.HIDDEN] * 3)
    logger = log.get_logger(WRITTEN_TEST)
    logger.info("opened", who=kamala, lead_name="Kamala Iyer", rows=812, password="kamala", api_token=7)
    logger.info("read", row={"name": "Kamala Iyer"}, kept={"Note": "Kamala asks for a call-back", "rows": 3})
    logging.getLogger(WRITTEN_TEST).info("opened %s", kamala)
    text = written_log.take()
    assert "amala" not in text
    first = json.loads(text.splitlines()[0])
    assert (first["rows"], first["password"], first["api_token"]) == (812, log.HIDDEN, log.HIDDEN)
    assert (first["event"], first["level"], first["logger"]) == ("opened", "info", WRITTEN_TEST)


def test_a_traceback_shows_the_place_not_the_person() -> None:
    """Quoted values go, the template of a UserError stays, errors about code stay readable."""
    try:
        try:
            {}["Kamala Iyer"]
        except KeyError:
            raise NotFound("{who} is not in this campaign.", who="Kamala Iyer") from None
    except NotFound as error:
        text = log.traceback_text(error)
    assert "{who} is not in this campaign." in text
    assert "test_log.py" in text
    assert "KeyError" not in text  # `from None` is respected

    def fail() -> None:
        try:
            float("Kamala Iyer")
        except ValueError as cause:
            raise AttributeError("'NoneType' object has no attribute 'phone'") from cause

    with pytest.raises(AttributeError) as caught:
        fail()
    text = log.traceback_text(caught.value)
    assert "no attribute 'phone'" in text
    assert "could not convert string to float" in text
    assert "Kamala" not in text.replace('float("Kamala Iyer")', "")  # the test's own source line


def test_a_huge_text_is_cut_and_costs_little() -> None:
    """A ten-megabyte cell in an error neither fills the disk nor stalls the program."""
    before = time.process_time()
    for text in ("a" * 10_000_000, "9 " * 5_000_000, "1@" * 5_000_000):
        assert len(log.redact(text)) < 30_000
    straddling = "x" * 19_990 + " 98000 01234 kamala@example.in"
    assert "98000" not in log.redact(straddling)
    assert time.process_time() - before < 5


def test_early_records_are_written_later(own_home: str) -> None:
    """What happens before the log is open is in the log all the same; then nothing imports structlog."""
    program = """if True:
        import sys
        from crm_desktop import log
        log.get_logger("crm_desktop.start").info("early", step=1)
        print({"structlog", "logging.handlers", "platformdirs"} & set(sys.modules))
        path = log.configure()
        log.get_logger("crm_desktop.start").info("late", step=2)
        log.close()
        print(path.read_text(), end="")
    """
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert ran.stderr == ""
    loaded, *lines = ran.stdout.splitlines()
    assert loaded == "set()"
    assert [(line["event"], line["step"]) for line in map(json.loads, lines)] == [("early", 1), ("late", 2)]


@pytest.mark.parametrize(("level", "seen"), [("debug", "dw"), ("warning", "w"), ("nonsense", "w")])
def test_level_by_environment(level: str, seen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CRM_DESKTOP_LOG sets the level; a word it doesn't know changes nothing."""
    monkeypatch.setenv(log.LEVEL_VARIABLE, level)
    path = log.configure(tmp_path / "a.log")
    assert path is not None
    logging.getLogger(WRITTEN_TEST).debug("d")
    logging.getLogger("someone.else").info("library chatter")
    logging.getLogger(WRITTEN_TEST).log(logging.WARNING - 1, "w")
    logging.getLogger(WRITTEN_TEST).setLevel(logging.NOTSET)
    log.close()
    events = "".join(json.loads(line)["event"] for line in path.read_text("utf-8").splitlines())
    assert events == (seen if level != "warning" else "")


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No folder: no log, no error. A record that can't be formatted: its place, not its content."""
    (tmp_path / "file").write_text("not a folder")
    assert log.configure(tmp_path / "file" / "a.log") is None
    path = log.configure(tmp_path / "b.log")
    assert path is not None
    # Given to the file's handler alone: pytest's own handlers would fail the test here.
    record = logging.LogRecord(WRITTEN_TEST, logging.INFO, "a.py", 7, "%d", ("Kamala Iyer",), None)
    assert log._file is not None
    log._file.handle(record)
    log.close()
    said = capsys.readouterr().err
    assert f"{WRITTEN_TEST} line 7" in said
    assert "Kamala" not in said + path.read_text("utf-8")


def test_libraries_that_use_structlog_come_the_same_way(
    written_log: WrittenLog, capsys: pytest.CaptureFixture[str]
) -> None:
    """stamina logs its retries through structlog: into our file, redacted, not to the terminal."""
    import structlog

    structlog.get_logger("stamina").info("retry", args=("+91 98000 01234",), attempt=2)
    structlog.get_logger("crm_desktop.x").info("retry", args=("+91 98000 01234",), attempt=2)
    (line,) = map(json.loads, written_log.take().splitlines())  # a library's "info" is chatter
    assert (line["event"], line["attempt"]) == ("retry", 2)
    assert "01234" not in json.dumps(line)
    assert capsys.readouterr().out == ""


def test_files_turn_over_and_are_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old files are kept up to a number; others on the computer can't read any of them."""
    monkeypatch.setattr(log, "_FILE_BYTES", 2_000)
    log.configure(tmp_path / "a.log")
    for number in range(200):
        log.get_logger(WRITTEN_TEST).info("filling", number=number)
    log.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 6
    assert all(path.stat().st_size <= 2_200 for path in files)
    if sys.platform != "win32":
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


class WrittenLog:
    """The log file of one test."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def take(self) -> str:
        """What was written since the last time."""
        text = self._path.read_text("utf-8")
        self._path.write_text("")
        return text


@pytest.fixture(autouse=True)
def nothing_waiting(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What other tests logged before the first `configure` is not written into this module's files."""
    log.configure(tmp_path_factory.getbasetemp() / "earlier.log")
    log.close()


@pytest.fixture
def written_log(tmp_path: Path) -> Iterator[WrittenLog]:
    """The program's log, written to a file of this test."""
    path = log.configure(tmp_path / "written.log")
    assert path is not None
    yield WrittenLog(path)
    log.close()
