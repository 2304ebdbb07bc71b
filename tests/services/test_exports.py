"""Exports equal the list, keep dangerous cells as text, and leave a trace."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from crm_desktop.clock import SetClock
from crm_desktop.domain.gate import BINDS, Act, Contact, against_contact
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.queue import Reason
from crm_desktop.errors import Cancelled, NotAllowed, UserError
from crm_desktop.services import exports as exporting
from crm_desktop.services.exports import ExportService
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.store.tables import audit, disclosures, leads, phones
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office
from tests.staffed_stores import Staffed


@pytest.fixture
def store(staffed: Staffed) -> Store:
    return staffed.store


@pytest.fixture
def office(staffed: Staffed, store: Store) -> Office:
    office = staffed.office
    leads = LeadService(store)
    for number, name in enumerate(["=HYPERLINK(1)", "सुनीता देशमुख", 'Kavya, "K"', "-1+1", "Ravi\nChauhan"]):
        leads.create(office.asha, NewLead(name, (f"98000 {700 + number:05d}",), city="Pune"))
    return office


@pytest.fixture
def exports(store: Store) -> ExportService:
    return ExportService(store, LeadService(store))


def test_a_csv_equals_the_list(office: Office, exports: ExportService, store: Store, tmp_path: Path) -> None:
    out = tmp_path / "leads.csv"
    result = exports.leads(office.admin, LeadQuery(), "csv", out, "Monthly review")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    shown = LeadService(store).page(office.admin, LeadQuery()).rows
    assert result.rows == len(shown) == len(rows) - 1
    assert [r[0].lstrip("'") for r in rows[1:]] == [s.name for s in shown]
    assert not any(cell.startswith(("=", "-", "@")) for row in rows[1:] for cell in row)
    assert {r[1] for r in rows[1:]} == {f"+91 98000 {700 + n:05d}" for n in range(5)}
    with store.read() as work:  # each row tells who took it out, when, and by which disclosure
        told = work.connection.execute(select(disclosures)).one()
        at = f"{told.at.astimezone(ZoneInfo('Asia/Kolkata')):%Y-%m-%d %H:%M}"
    assert {r[-1] for r in rows[1:]} == {f"{office.admin.name}, {at}, {told.id.hex[-8:]}"}


def test_a_workbook_holds_text_only(office: Office, exports: ExportService, tmp_path: Path) -> None:
    out = tmp_path / "leads.xlsx"
    exports.leads(office.admin, LeadQuery(city="Pune"), "xlsx", out, "Monthly review")
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert len(rows) == 6
    assert "=HYPERLINK(1)" in {r[0] for r in rows}


def test_an_export_needs_right_and_reason_and_is_kept(
    office: Office, exports: ExportService, store: Store, tmp_path: Path
) -> None:
    out = tmp_path / "leads.csv"
    with pytest.raises(NotAllowed):
        exports.leads(office.asha, LeadQuery(), "csv", out, "why not")
    for format, reason in (("csv", "  "), ("pdf", "review")):
        with pytest.raises(UserError):
            exports.leads(office.admin, LeadQuery(), format, out, reason)
    for format in ("csv", "xlsx"):
        with pytest.raises(UserError, match="can't be written"):
            exports.leads(office.admin, LeadQuery(), format, tmp_path / "no" / f"where.{format}", "review")
    assert list(tmp_path.iterdir()) == [
        p for p in tmp_path.iterdir() if p.suffix.startswith(".db") or p.is_dir()
    ]
    exports.leads(office.admin, LeadQuery(), "csv", out, "Bank's audit of Kavya")
    with store.read() as work:
        row = work.connection.execute(select(disclosures)).one()
        assert (row.row_count, row.reason, row.person_id) == (
            5,
            "Bank's audit of Kavya",
            office.admin.person_id,
        )
        details = work.connection.execute(
            select(audit.c.detail).where(audit.c.act == "leads_exported")
        ).scalar_one()
        assert "Kavya" not in str(details)


def test_a_team_lead_takes_out_so_many_contacts_a_day_and_an_admin_any(
    office: Office, exports: ExportService, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_A_DAY", 9)
    LeadService(exports._store).create(office.other_caller, NewLead("Theirs", ("98000 99999",)))

    def out(number: int) -> Path:
        return tmp_path / f"{number}.csv"

    assert exports.leads(office.lead, LeadQuery(), "csv", out(1), "review").rows == 5, "the own team's"
    with pytest.raises(UserError, match="at most 9 contacts a day; today it would be 10"):
        exports.leads(office.lead, LeadQuery(), "csv", out(2), "review")
    assert not out(2).exists()
    for number in (3, 4):
        assert exports.leads(office.admin, LeadQuery(), "csv", out(number), "review").rows == 6
    clock.move(hours=9)  # the office's next day
    assert exports.leads(office.lead, LeadQuery(), "csv", out(5), "review").rows == 5


def test_a_cancelled_export_leaves_no_file(
    office: Office, exports: ExportService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop:
        def update(self, done: int, total: int | None = None, note: str = "") -> None:
            raise Cancelled

        def check(self) -> None:
            raise Cancelled

    monkeypatch.setattr(exporting, "CHUNK", 2)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        exports.leads(office.admin, LeadQuery(), "csv", tmp_path / "x.csv", "review", Stop())
    assert sorted(tmp_path.iterdir()) == before


def test_contacts_the_gate_is_against_stay_and_the_decision_is_kept(
    office: Office, exports: ExportService, store: Store, tmp_path: Path
) -> None:
    with store.write(None) as work:
        work.connection.execute(
            phones.update().where(phones.c.e164 == "+919800000702").values(do_not_call_at=work.now)
        )
        work.connection.execute(leads.update().where(leads.c.name == "-1+1").values(age_band="minor"))
    out = tmp_path / "leads.csv"
    exports.leads(office.admin, LeadQuery(), "csv", out, "review")
    rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    left_out = {row[0].lstrip("'"): row[-2] for row in rows[1:] if not row[1]}
    assert set(left_out) == {'Kavya, "K"', "-1+1"}
    assert left_out['Kavya, "K"'] == "Do not call"
    with store.read() as work:
        gate = work.connection.execute(select(disclosures.c.gate)).scalar_one()
    assert gate["counts"] == {"do_not_call": 1, "minor": 1, "passed": 3}
    assert gate["rules"].startswith("in-")
    assert len(gate["sha256"]) == 64


def test_a_persons_own_request_and_the_archive_are_bound_by_nothing() -> None:
    contact = Contact(1, is_do_not_call=True, is_refused=True, is_minor=True)
    assert against_contact(Act.EXPORT, contact) is Reason.DO_NOT_CALL
    for act in (Act.ARCHIVE, Act.PERSON_EXPORT):
        assert against_contact(act, contact) is None
        assert BINDS[act] == frozenset()
