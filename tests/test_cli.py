"""The commands: the same services, honest exit codes, JSON, one sentence for a refusal."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop.__main__ import keep_to_ourselves, main
from crm_desktop.cli.arguments import parse
from crm_desktop.cli.run import acting, variable
from crm_desktop.domain.saved_reports import Asks
from crm_desktop.errors import UserError
from crm_desktop.secrets import sealing
from crm_desktop.store.place import close_to_others
from tests.factories import PASSWORD, QuickPasswords

ROWS = """Customer Name,Mob No.,City,Remarks,Last status
Anil Wagh,98000 01001,Pune,hot,RNR
प्रिया कुलकर्णी,98000-01014,Pune,after 6 pm,
Sandeep Kale,99999 99999,Satara,brother,CB
,12345,Pune,test,
Anil Wagh,9800001001,Pune,again,
"""


def test_what_the_program_writes_is_closed_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything the installed command writes; and what an older version left open is closed."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    before = os.umask(0o022)
    try:
        keep_to_ourselves()
        (tmp_path / "export.csv").write_text("Anil Wagh,98000 01001")
        (tmp_path / "made").mkdir()
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(before)
    assert (tmp_path / "export.csv").stat().st_mode & 0o077 == 0
    old, mine = tmp_path / "old", ("workspace.db", "workspace.db-wal", "seats", "x.erasures", "backups")
    old.mkdir(mode=0o755)
    for name in (*mine, "letter.txt"):
        (old / name).touch(mode=0o644)
        (old / name).chmod(0o644)
    close_to_others(old)
    assert [name for name in mine if (old / name).stat().st_mode & 0o077] == []
    assert (old / "letter.txt").stat().st_mode & 0o777 == 0o644  # somebody else's: not ours to close


def test_what_is_missing_is_said_and_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_DESKTOP_PASSWORD", raising=False)
    for stream in ("sys.stdin", "sys.stderr"):  # not even at a terminal
        monkeypatch.setattr(f"{stream}.isatty", lambda: True)
    with pytest.raises(UserError, match="Set CRM_DESKTOP_PASSWORD"):
        variable("CRM_DESKTOP_PASSWORD", "that person's password")


class Shell:
    """Types commands into one workspace."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        self._capsys.readouterr()
        try:
            code = main(["--workspace", str(self.folder), *words])
        except SystemExit as ended:  # argparse
            code = int(ended.code or 0)
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def json(self, *words: str) -> Any:
        """The answer in JSON of a command that must succeed."""
        code, out, err = self(*words, "--json")
        assert (code, err) == (0, ""), err
        return json.loads(out)

    def refused(self, *words: str) -> str:
        """The one sentence of a command that must be refused."""
        code, out, err = self(*words)
        assert code == 1, (out, err)
        assert out == ""
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err
        return err.strip()


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> Shell:
    """A new workspace; the application is there already, so that the doctor makes none for its fonts."""
    cheap = sealing.PassphraseCost(passes=1, memory_kib=64, lanes=1)
    monkeypatch.setattr("crm_desktop.secrets.workspace_key.PassphraseCost", lambda: cheap)
    monkeypatch.setattr("crm_desktop.cli.run.Argon2Passwords", QuickPasswords)
    monkeypatch.setattr("crm_desktop.services.bundle.Argon2Passwords", QuickPasswords)
    for name, value in {
        "CRM_DESKTOP_KEYSTORE": "none",
        "CRM_DESKTOP_PASSPHRASE": "a passphrase of the test",
        "CRM_DESKTOP_USER": "asha",
        "CRM_DESKTOP_PASSWORD": PASSWORD,
        "CRM_DESKTOP_NEW_PASSWORD": PASSWORD,
    }.items():
        monkeypatch.setenv(name, value)
    shell = Shell(tmp_path / "ws", capsys)
    made = shell.json("workspace", "new", "--name", "Shakti Finance", "--admin", "asha")
    assert made["workspace"] == str(shell.folder)
    monkeypatch.setenv("TEST_RECOVERY_CODE", made["recovery_code"])
    return shell


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_an_import_is_dialled_once_somebody_said_why(shell: Shell, file: Path, tmp_path: Path) -> None:
    done = shell.json("import", str(file), "--campaign", "Home loan")
    assert "Why we call" in done["not_dialled"]
    counts = shell.json("queue", "why", "--campaign", "Home loan")
    assert counts["reasons"]["NO_BASIS"]["count"] == 2
    assert "Say when" in shell.refused(
        "import", str(file), "--campaign", "A", "--why", "asked", "--proof", "F"
    )
    wrong = ("--why", "agreed", "--proof", "F", "--asked-on", "Nowhere")
    assert "no column" in shell.refused("import", str(file), "--campaign", "A", *wrong)
    asked = tmp_path / "asked.csv"
    asked.write_text(f"Name,Mobile,Asked on\nLata,9820000001,{datetime.now(UTC):%Y-%m-%d}\n", "utf-8")
    form = tmp_path / "web form.html"
    how = ("--why", "asked", "--evidence", str(form), "--asked-on", "asked on")
    assert "can't be read" in shell.refused("import", str(asked), "--campaign", "Gold loan", *how)
    form.write_text("Please call me about a loan")
    assert shell.json("import", str(asked), "--campaign", "Gold loan", *how)["not_dialled"] is None
    left = shell.json("queue", "why", "--campaign", "Gold loan")["reasons"]
    assert "NO_BASIS" not in left


def test_people(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.json("people", "add", "imran", "--role", "telecaller", "--team", "North")
    monkeypatch.delenv("CRM_DESKTOP_NEW_PASSWORD")
    one_time = shell.json("people", "add", "zoya", "--role", "team_lead", "--team", "north")
    assert one_time["one_time_password"]
    listed = shell.json("people", "list")
    assert listed["total"] == 3
    assert {p["team"] for p in listed["people"]} == {"", "North"}
    assert shell.json("people", "disable", "IMRAN")["is_disabled"] is True
    assert "nobody" in shell.refused("people", "disable", "nobody")
    assert "yourself" in shell.refused("people", "disable", "asha")
    assert "“imran”" in shell.refused("people", "delete", "imran", "--confirm", "zoya")
    assert "only admin" in shell.refused("people", "delete", "asha", "--confirm", "asha")
    gone = shell.json("people", "delete", "imran", "--confirm", "imran", "--to", "zoya")
    assert (gone["now_called"], gone["to"]) == ("Former telecaller 1", "zoya")
    assert "imran" not in str(shell.json("people", "list"))


def test_purposes(shell: Shell) -> None:
    made = shell.json(
        "purposes", "add", "Home loans", "--kind", "promotional", "--valid-days", "90",
        "--words", "English=To offer you home loans.",
    )  # fmt: skip
    assert (made["name"], made["kind"], made["valid_days"], made["retired_at"]) == (
        "Home loans", "promotional", 90, None,
    )  # fmt: skip
    assert made["words"] == {"English": "To offer you home loans."}
    again = ("--kind", "service", "--words", "English=Again.")
    assert "of this name already" in shell.refused("purposes", "add", "home LOANS", *again)
    assert "names no language" in shell.refused(
        "purposes", "add", "Cards", "--kind", "service", "--words", "To you."
    )
    assert "no purpose “Cards”" in shell.refused("purposes", "retire", "Cards")
    assert shell("purposes", "add", "Cards", "--kind", "any", "--words", "English=x")[0] == 2
    gone = shell.json("purposes", "retire", "home loans")
    assert gone["retired_at"] is not None
    assert shell.json("purposes", "retire", "Home loans") == gone
    assert shell.json("purposes", "list") == {"total": 1, "purposes": [gone]}
    assert "not used any more" in shell("purposes", "list")[1]


def test_targets(shell: Shell) -> None:
    shell.json("people", "add", "imran", "--role", "telecaller", "--team", "North")
    made = shell.json("targets", "set", "--person", "imran", "sales_amount", "month", "2.5 lakh")
    assert (made["person"], made["amount"]) == ("imran", "250000.00")
    assert shell.json("targets", "set", "--each", "talk_s", "day", "90")["amount"] == 90 * 60
    shell.json("targets", "set", "--team", "north", "calls", "week", "400")
    listed = shell.json("targets", "list")
    assert [t["whose"] for t in listed["targets"]] == ["person", "each", "team"]
    assert all(t["from"] == made["from"] for t in listed["targets"])
    own = shell.json("targets", "list", "--person", "imran")
    assert [t["set_by"] for t in own["targets"]] == [listed["targets"][0]["set_by"]]
    past = ("calls", "day", "50", "--from", "2026-01-05")
    assert "from tomorrow on" in shell.refused("targets", "set", "--office", *past)
    assert "Say whose" in shell.refused("targets", "set", "calls", "day", "50")
    assert "no number" in shell.refused("targets", "set", "--office", "calls", "day", "many")
    assert shell.json("targets", "show", "--person", "imran")["total"] <= 2  # calls of a working day
    days = shell.json("targets", "days", "--days", "sun", "mon", "--week-starts", "sun")
    assert (days["days"], days["week_starts"], days["from"]) == (["mon", "sun"], "sun", made["from"])
    assert shell.json("targets", "days", "--holiday", "2027-01-26")["holidays"] == ["2027-01-26"]


def test_import_counts_add_up_and_can_be_undone(shell: Shell, file: Path) -> None:
    done = shell.json("import", str(file), "--campaign", "Home loan")
    assert done["created"] + done["updated"] + done["skipped"] + done["refused"] == done["read"] == 5
    assert (done["created"], done["refused"], done["repeated"]) == (2, 2, 1)
    refused = Path(done["refused_file"])
    assert refused.parent == file.parent
    assert "12345" in refused.read_text("utf-8-sig")
    assert shell.json("leads", "list")["total"] == 2
    assert shell.json("leads", "list", "--limit", "1")["total"] == 2
    assert [r["name"] for r in shell.json("leads", "find", "01014")["leads"]] == ["प्रिया कुलकर्णी"]
    assert shell.json("leads", "find", "nobody") == {"total": 0, "leads": []}
    undone = shell.json("import", "--undo", done["id"])
    assert (undone["removed"], undone["kept"]) == (2, [])
    assert shell.json("leads", "list") == {"total": 0, "leads": []}
    shell.refused("import", "--undo", done["id"])
    shell.refused("import", "--undo", "no-such-id")


def test_import_again_by_each_rule(shell: Shell, file: Path, tmp_path: Path) -> None:
    shell.json("import", str(file), "--campaign", "Home loan", "--refused", str(tmp_path / "r1.csv"))
    for rule, counts in (("skip", (0, 0)), ("fill", (0, 0)), ("update", (0, 3)), ("create", (3, 0))):
        done = shell.json(
            "import",
            str(file),
            "--campaign",
            "Home loan",
            "--duplicates",
            rule,
            "--refused",
            str(tmp_path / f"refused-{rule}.csv"),
        )
        assert done["created"] + done["updated"] + done["skipped"] + done["refused"] == 5
        if rule in ("skip", "create"):
            assert (done["created"], done["updated"]) == counts


def test_export(shell: Shell, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.json("import", str(file), "--campaign", "Home loan")
    out = tmp_path / "out.xlsx"
    assert (
        shell.json("export", "leads", "--format", "xlsx", "--out", str(out), "--reason", "check")["rows"] == 2
    )
    assert out.read_bytes().startswith(b"PK")
    again = ("export", "leads", "--format", "csv", "--out", str(out), "--reason")
    assert "why" in shell.refused(*again, " ")
    assert out.read_bytes().startswith(b"PK")  # left alone until the new one is whole
    assert shell.json(*again, "check")["rows"] == 2
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "is no file" in shell.refused(*again[:4], "--out", str(tmp_path), "--reason", "check")
    # All commands that write say it alike, before anybody signs in.
    there, taken = ("--out", str(out)), ("--out", str(tmp_path))
    for words in (
        ("export-archive", *taken), ("invite", *taken), ("report", "calls", *taken), ("backup", *taken),
        ("consent", "receipt", "Anil", *taken), ("erasures", "open", str(uuid4()), "--reason", "x", *taken),
        ("workspace", "delete", "--confirm", "Shakti Finance", *taken),
        ("share", "--server", "x", "--invitation", str(tmp_path)),
    ):  # fmt: skip
        assert f"{tmp_path} is no file" in shell.refused(*words)
    for words in (("backup", *there), ("erasures", "open", str(uuid4()), "--reason", "x", *there)):
        assert f"{out} is there already" in shell.refused(*words)
    paper = ("--out", str(tmp_path / "proof.pdf"))
    for words in (
        ("person", "erase", "Anil", "--reason", "x", *paper), ("erasures", "run", *there),
        ("person", "export", "A", "--reason", "x", *paper), ("erasures", "certificate", str(uuid4()), *paper),
    ):  # fmt: skip
        assert "Name a folder" in shell.refused(*words)
    # A team lead reads what the act is about.
    shell.json("people", "add", "ravi", "--role", "team lead")
    monkeypatch.setenv("CRM_DESKTOP_USER", "ravi")
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", PASSWORD)
    new = ("--out", str(tmp_path / "new"))
    assert "an admin can export the whole workspace" in shell.refused("export-archive", *new)
    assert "an admin can delete" in shell.refused("workspace", "delete", "--confirm", "Shakti Finance")
    assert "make or restore a backup" in shell.refused("backup", *new)
    assert "lists of numbers" in shell.refused("do-not-call", "end")
    assert "workstations" in shell.refused("seats", "list")


def test_backup_and_restore(
    shell: Shell, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.json("import", str(file), "--campaign", "Home loan")
    copy = tmp_path / "one.crmbackup"
    assert shell.json("backup", "--out", str(copy))["rows"]["leads"] == 2
    assert shell.json("restore", str(copy))["moved_aside"]
    elsewhere = Shell(tmp_path / "other", shell._capsys)
    assert "CRM_DESKTOP_RECOVERY_CODE" in elsewhere.refused("restore", str(copy))
    monkeypatch.setenv("CRM_DESKTOP_RECOVERY_CODE", os.environ["TEST_RECOVERY_CODE"])
    elsewhere.json("restore", str(copy))
    monkeypatch.delenv("CRM_DESKTOP_RECOVERY_CODE")
    assert elsewhere.json("leads", "list")["total"] == 2
    copy.write_bytes(copy.read_bytes()[:-50])
    shell.refused("restore", str(copy))
    assert shell.json("leads", "list")["total"] == 2


def test_doctor_is_content_with_a_sound_store(shell: Shell) -> None:
    aside = shell.folder / "backups" / "keys.db.before-sharing-20260101T000000Z"
    aside.parent.mkdir(exist_ok=True)
    aside.touch()
    os.utime(aside, (0, 0))
    code, out, _ = shell("doctor", "--json")
    assert code == 0
    found = {f["what"]: f["state"] for f in json.loads(out)["findings"]}
    assert found["store"] == found["audit"] == found["schema"] == "sound"
    assert found["key store"] == found["keys"] == "warning"
    assert {"tel: handler", "display", "fonts", "backup", "space"} <= set(found)


def test_doctor_finds_a_changed_audit(shell: Shell) -> None:
    from crm_desktop import secrets
    from crm_desktop.store.engine import connect_file

    connection = connect_file(shell.folder / "workspace.db", secrets.load_key(shell.folder))
    connection.execute("DROP TRIGGER audit_no_update")
    connection.execute("UPDATE audit SET act = 'never' WHERE no = 1")
    connection.close()
    code, out, _ = shell("doctor")
    assert code == 1
    assert "BROKEN  audit" in out
    assert "warning keys" not in out


def test_refusals_are_one_sentence(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nowhere.csv" in shell.refused("import", str(tmp_path / "nowhere.csv"), "--campaign", "X")
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)
    shell.refused("import", str(picture), "--campaign", "X")
    assert shell.json("leads", "list")["total"] == 0
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", "wrong password")
    assert "wrong" in shell.refused("leads", "list")
    monkeypatch.delenv("CRM_DESKTOP_USER")
    assert "CRM_DESKTOP_USER" in shell.refused("leads", "list")
    monkeypatch.setenv("CRM_DESKTOP_PASSPHRASE", "other words")
    shell.refused("leads", "list")
    assert "workspace" in Shell(tmp_path / "none", shell._capsys).refused("leads", "list")


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("import", "x.csv"),
        ("import", "x.csv", "--undo", "1"),
        ("people",),
        ("people", "add", "x"),
        ("people", "add", "x", "--role", "owner"),
        ("nonsense",),
        ("leads", "list", "--limit", "-1"),
        ("export", "leads", "--format", "pdf", "--out", "x", "--reason", "y"),
    ],
)
def test_wrong_use_is_two(shell: Shell, words: tuple[str, ...]) -> None:
    code, out, err = shell(*words)
    assert code == 2
    assert out == ""
    assert "usage" in err


@pytest.mark.allow_log("a command failed")
def test_a_mistake_of_the_program_is_one_sentence_and_a_log(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("crm_desktop.cli.run.paths.log_dir", lambda: tmp_path / "log")

    def fail(*_: object) -> None:
        raise ZeroDivisionError("Kavya Iyengar +91 98000 00163")

    monkeypatch.setattr("crm_desktop.services.leads.LeadService.count", fail)
    told = shell.refused("leads", "list")
    assert "mistake" in told
    assert "98000" not in told
    logged = (tmp_path / "log" / "crm-desktop.log").read_text("utf-8")
    assert "ZeroDivisionError" in logged
    assert "98000 00163" not in logged


def test_reports_on_the_command_line(shell: Shell, tmp_path: Path) -> None:
    found = shell.json("report", "agent-day")
    assert set(found) >= {"columns", "rows", "total"}
    assert all(set(column) >= {"id", "title", "formula"} for column in found["columns"])
    ids = {column["id"] for column in found["columns"]}
    assert all(set(row) == {"key", *ids} for row in [*found["rows"], found["total"]])
    assert found["from"] == found["to"]
    code, out, _ = shell("report", "calls", "--from", "2026-01-01", "--to", "2026-01-31", "--format", "json")
    assert code == 0
    assert json.loads(out)["total"]["calls"] == 0
    code, out, _ = shell("report", "sales", "--format", "csv")
    assert code == 0
    assert out.startswith('Person,Sales,"Sales amount, INR","Received, INR",')
    for format in ("csv", "xlsx", "pdf", "json"):
        out_file = tmp_path / f"evening.{format}"
        assert shell.json("report", "evening", "--format", format, "--out", str(out_file))["rows"] == 0
        assert out_file.stat().st_size > 100
    assert (tmp_path / "evening.pdf").read_bytes().startswith(b"%PDF")
    assert "comes after" in shell.refused("report", "calls", "--from", "2026-02-01", "--to", "2026-01-01")
    assert "nobody called" in shell.refused("report", "calls", "--person", "nobody")
    assert "can't be made by" in shell.refused("report", "sales", "--by", "hour")
    assert "switched off" in shell.refused("report", "coaching", "--by", "week")
    assert shell.json("report", "agent-day", "--compare")["before"]["total"]["calls"] == 0
    with acting(parse(["--workspace", str(shell.folder), "report", "calls"])) as (services, actor):
        asks = Asks("calls", "hour", "last_week", is_compared=True)
        services.saved_reports.save(actor, "Calls by hour", asks)
    saved = shell.json("report", "--saved", "calls BY hour")
    assert (saved["report"], saved["columns"][0]["id"], "before" in saved) == ("calls", "hour", True)
    assert "There are: Calls by hour." in shell.refused("report", "--saved", "Sales")
    assert shell("report", "calls", "--saved", "Calls by hour")[0] == 2
    assert shell("report")[0] == 2
    assert "no campaign" in shell.refused("report", "calls", "--campaign", "Moon")
    assert "no tag" in shell.refused("report", "calls", "--tag", "Moon")
    assert shell.json("report", "calls", "--source", "")["kept_to"] == {"source": "–"}
    told = shell.json("report", "agent-day", "--receipt", "calls")
    assert (told["column"], told["value"], told["rows"]) == ("calls", 0, [])
    assert "has no row" in shell.refused("report", "agent-day", "--receipt", "calls", "--row", "nobody")
    assert "only names the row" in shell.refused("report", "agent-day", "--receipt", "person")
    assert shell("report", "weather")[0] == 2
    assert shell("report", "calls", "--from", "yesterday")[0] == 2
    assert shell("report", "calls", "--format", "xlsx")[0] == 2
    assert shell.json("totals", "rebuild") == {"different_before": 0, "different_after": 0}
    assert shell.json("texts", "rebuild")["taken_in"] > 0
    assert shell.json("old-calls", "list") == {"months": []}
    assert shell.json("old-calls", "delete") == {"receipts": []}
    assert shell("old-calls", "receipts")[1] == "No month was closed.\n"


def test_queue_why_adds_up_and_names_the_gates_of_a_lead(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(ROWS, "utf-8")
    shell.json("import", str(file), "--campaign", "Personal loan", "--why", "agreed", "--proof", "Form 7")
    found = shell.json("queue", "why", "--campaign", "personal  Loan")
    assert found["leads"] == found["dialable"] + sum(r["count"] for r in found["reasons"].values())
    assert found["leads"] == shell.json("leads", "list")["total"]
    assert set(found["reasons"]) <= {"WAITING", "OUTSIDE_HOURS", "NO_PHONE"}
    assert all(set(each) == {"count", "next_at"} for each in found["reasons"].values())
    lead = shell.json("leads", "find", "Wagh")["leads"][0]["id"]
    (campaign,) = shell.json("queue", "why", "--lead", lead)["campaigns"]
    assert campaign["campaign"] == "Personal loan"
    assert campaign["dialable"] == (campaign["reason"] is None)
    shut = [gate["gate"] for gate in campaign["gates"] if not gate["passes"]]
    assert bool(shut) == (campaign["reason"] is not None)
    assert "no campaign “Gold”" in shell.refused("queue", "why", "--campaign", "Gold")
    assert "There is no lead 17" in shell.refused("queue", "why", "--lead", "17")
    assert shell("queue", "why")[0] == 2
    shell.json("people", "add", "imran", "--role", "telecaller")
    monkeypatch.setenv("CRM_DESKTOP_USER", "imran")
    assert shell.json("queue", "why", "--campaign", "Personal loan")["leads"] == found["leads"]
    assert "not yours" in shell.refused("queue", "why", "--lead", lead)


def test_all_that_is_kept_of_a_person_is_written_out(shell: Shell, file: Path, tmp_path: Path) -> None:
    shell.json("import", str(file), "--campaign", "Home loan")
    found = shell.json("person", "find", "98000 01001")
    assert [each["name"] for each in found["persons"]] == ["Anil Wagh"]
    assert found["persons"][0]["found_in"] == ["lead"]
    out = tmp_path / "anil"
    done = shell.json("person", "export", "anil wagh", "--out", str(out), "--reason", "Letter of 20 November")
    assert done["id"] == found["persons"][0]["id"]
    assert set(done["files"]) == {"person.csv", "person.json", "person.pdf", "person.vcf"}
    assert (out / "person.pdf").read_bytes().startswith(b"%PDF")
    kept = json.loads((out / "person.json").read_text())
    assert {"leads", "phones"} <= {section["kind"] for section in kept["sections"]}
    again = shell.refused("person", "export", "anil", "--out", str(out), "--reason", "again")
    assert "there already" in again
    nowhere = ("--out", str(tmp_path / "x"), "--reason", "asked")
    assert "2 persons" in shell.refused("person", "export", "98000", *nowhere)
    assert "Nobody" in shell.refused("person", "export", "nobody", *nowhere)
    assert not (tmp_path / "x").exists()


def test_a_person_is_erased_with_a_certificate(shell: Shell, file: Path, tmp_path: Path) -> None:
    shell.json("import", str(file), "--campaign", "Home loan")
    (one,) = shell.json("person", "find", "98000 01001")["persons"]
    count = shell.json("person", "erase", one["id"], "--id", one["id"], "--count")
    assert count["rows"]["leads"] == 1
    assert "Say how they asked" in shell.refused("person", "erase", "98000 01001")
    assert "names the person" in shell.refused(
        "person", "erase", "Anil Wagh", "--reason", "Anil asked by phone"
    )
    # A certificate bears the officer, so that one is named first; who isn't, erases nothing by a mistake.
    out = tmp_path / "proof"
    erase = ("person", "erase", "98000 01001", "--reason", "Asked by phone")
    assert "`requests officer`" in shell.refused(*erase, "--out", str(out))
    assert "`requests officer`" in shell.refused("erasures", "run", "--out", str(tmp_path))
    assert "an e-mail, a phone" in shell.refused("requests", "officer", "--name", "रोहिणी नंबियार")
    ways = ("--name", "रोहिणी  नंबियार", "--email", "privacy@kaveri.example")
    assert shell.json("requests", "officer", *ways)["is_known"]
    officer = shell.json("requests", "officer", "--phone", "98000 00100")
    assert [officer[k] for k in ("name", "email", "phone")] == [
        "रोहिणी नंबियार", "privacy@kaveri.example", "98000 00100"
    ]  # fmt: skip
    done = shell.json(*erase, "--out", str(out))
    told = json.loads((out / Path(done["files"][0]).name).read_text())
    assert told == done["certificate"]
    assert told["verified"]["found"] == {}
    assert (told["pages"]["found"], told["pages"]["planted_found_before"]) == (0, True)
    assert (out / Path(done["files"][1]).name).read_bytes().startswith(b"%PDF")
    later = ("erasures", "certificate", "--out", str(tmp_path / "later"))
    assert json.loads(Path(shell.json(*later, done["erasure"])["files"][0]).read_text()) == told
    assert "Nobody is found" in shell.refused("person", "erase", "98000 01001", "--reason", "again")
    whom = ("erasures", "begin", "--campaign", "Home loan", "--reason", "End of the purpose")
    left = shell.json(*whom, "--count")["people"]
    assert "--people" in shell.refused(*whom)
    assert "counted" in shell.refused(*whom, "--people", str(left + 1))
    assert "Say whom" in shell.refused("erasures", "begin", "--reason", "End", "--people", "1")
    begun = shell.json(*whom, "--people", str(left))
    assert (begun["state"], begun["people"]) == ("waiting", left)
    assert "isn’t carried out yet" in shell.refused(*later, begun["id"])
    assert shell.json("erasures", "run")["erasures"] == []
    assert shell.json("erasures", "cancel", begun["id"])["state"] == "cancelled"
    assert "was cancelled already" in shell.refused("erasures", "cancel", begun["id"])
    nobody = ("erasures", "open", str(uuid4()), "--out", str(tmp_path / "opened"), "--reason")
    assert "Say who asks for it" in shell.refused(*nobody, " ")
    assert "isn't kept any more" in shell.refused(*nobody, "Suit 4/2026")
    assert not (tmp_path / "opened").exists()
    assert "Dialling is on" in shell.refused("erasures", "dial-again")
    assert [each["state"] for each in shell.json("erasures", "list")["erasures"]] == ["cancelled", "erased"]
    again = shell.json("import", str(file), "--campaign", "Home loan")
    assert again["refused"] >= 1
    assert shell.json("person", "find", "Wagh")["total"] == 0


def test_consent_lifts_and_requests(shell: Shell, file: Path, tmp_path: Path) -> None:
    shell.json("import", str(file), "--campaign", "Home loan", "--why", "agreed", "--on", "2026-01-05",
               "--proof", "Form 17")  # fmt: skip
    form = tmp_path / "form.pdf"
    form.write_bytes(b"I agree")
    given = ("consent", "given", "9800001001", "--purpose", "offers", "--how", "paper", "--notice", "English")
    assert "no notice in this language" in shell.refused(*given, "--way", "sms", "--proof", "Form")
    assert "lacks: contact" in shell.refused("consent", "notice", "English")
    notices = shell.json("consent", "notice", "English", "--contact", "privacy@kaveri.example")["notices"]
    assert [(each["version"], each["language"]) for each in notices] == [(1, "English")]
    assert "--purpose and --way" in shell.refused(*given)  # nothing is chosen for anybody
    assert "there are: service, offers" in shell.refused(*given, "--purpose", "cars", "--way", "sms")
    assert "can't be read" in shell.refused(*given, "--way", "sms", "--evidence", str(tmp_path / "none"))
    assert "no day or time" in shell.refused(*given, "--way", "sms", "--on", "yesterday", "--proof", "Form")
    assert "still to come" in shell.refused(*given, "--way", "sms", "--on", "2999-01-01", "--proof", "Form")
    over = shell.refused(*given, "--way", "sms", "--until", "2026-01-01", "--proof", "Form")
    assert "has ended already" in over
    told = shell.json(*given, "--way", "sms", "--way", "email", "--on", "2026-02-01", "--evidence", str(form))
    assert {(e["purpose"], e["label"]) for e in told["holds"]} == {("offers", "Offers")}
    assert [(e["way"], e["state"], e["at"], e["notice"]["version"]) for e in told["holds"]] == [
        (way, "given", "2026-02-01T06:30:00+00:00", 1) for way in ("sms", "email")
    ]
    assert {e["sha256"] for e in told["holds"]} == {told["files"][0]["sha256"]}
    # A no with its letter, of one way and of everything; a yes after it needs that they came themselves.
    no = ("consent", "withdrawn", "9800001001", "--how", "message", "--on", "2026-02-03")
    sms = ("--purpose", "offers", "--way", "sms")
    (held,) = shell.json(*no, *sms, "--evidence", str(form))["holds"]
    assert (held["state"], held["at"][:10]) == ("withdrawn", "2026-02-03")
    every = shell.json("consent", "refused", "9800001001", "--how", "message", "--proof", "Mail")["holds"]
    assert {e["state"] for e in every} == {"refused", "withdrawn"}
    assert "Nobody asks them again before" in shell.refused(*given, "--way", "call", "--proof", "Form")
    shell.json(*given, "--way", "call", "--they-asked", "--proof", "Her mail")
    receipt = tmp_path / "receipt.json"
    shell.json("consent", "receipt", "9800001001", "--out", str(receipt))
    hindi = shell.json("consent", "notice", "hindi", "--contact", "privacy@kaveri.example")["notices"]
    assert {each["language"] for each in hindi} == {"English", "हिन्दी"}
    assert json.loads(receipt.read_text("utf-8"))["schema_version"] == "ISO/IEC TS 27560:2023"
    assert ".json or .pdf" in shell.refused("consent", "receipt", "9800001001", "--out", str(tmp_path / "r"))
    minor = ("consent", "age", "9800001014", "--band")
    assert shell.json(*minor, "minor")["age"] == "minor"
    assert "Say who speaks" in shell.refused(*minor, "guarded")
    mother = ("--guardian", "Sunita", "--relation", "Mother", "--evidence", str(form))
    assert shell.json(*minor, "guarded", *mother)["age"] == "guarded"

    # A web form's request goes into the register and through it; who isn't made sure of gets no answer.
    taken = shell.json("requests", "take", "98000-01001", "--kind", "access", "--came", "message",
                       "--words", "What do you have of me?")  # fmt: skip
    step = ("requests", "step", taken["reference"])
    assert "Make sure first" in shell.refused(*step, "answered", "--words", "Sent")
    shell.json(*step, "identity", "--proof", "paper", "--evidence", str(form))
    assert [each["due"] for each in shell.json("requests", "list")["requests"]] == ["acknowledge"]
    assert shell.json(*step, "answered", "--words", "Sent")["state"] == "answered"
    assert shell.json("requests", "list")["total"] == 0
    assert shell.json("requests", "list", "--all")["total"] == 1
    assert "There is no request" in shell.refused("requests", "step", "R1", "note", "--words", "x")
    assert "Say who asks" in shell.refused("requests", "take", "--kind", "access", "--came", "email")

    # Erased, and let in again by their own word with its file, which becomes part of what shows it.
    shell.json("person", "erase", "9800001001", "--reason", "By letter")
    again = ("lift", "erased", "98000 01001", "--ground", "asked")
    assert "Say what shows it" in shell.refused(*again)
    assert shell.json(*again, "--evidence", str(form))["lifted"] == 1
    assert "Nobody who was erased" in shell.refused(*again, "--evidence", str(form))
    shell.json("import", str(file), "--campaign", "Home loan")
    files = shell.json("consent", "show", "9800001001")["files"]
    assert [(each["about"], each["name"]) for each in files] == [("again", "form.pdf")]
    number = ("lift", "number", "9800001001", "--ground", "asked", "--proof", "Mail", "--number")
    assert "is no number of theirs" in shell.refused(*number, "9800001014")
    assert "may be called already" in shell.refused(*number, "9800001001")

    scrub = ("do-not-call", "scrub", "--campaign", "Home loan", "--provider", "Jio", "--reference", "R-7")
    assert "No more people" in shell.refused(*scrub, "--submitted", "1", "--suppressed", "2")
    told = shell.json(*scrub, "--submitted", "3", "--suppressed", "1", "--evidence", str(form))
    assert (told["campaign"], told["reference"]) == ("Home loan", "R-7")
