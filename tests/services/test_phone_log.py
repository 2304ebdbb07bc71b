"""A phone's log compared with what is kept: it adds up, again it adds nothing, private calls stay out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop.domain.people import Actor
from crm_desktop.domain.phone_log import LeftOut
from crm_desktop.domain.queue import Lane
from crm_desktop.errors import UserError
from crm_desktop.services.phone_log import PhoneLog, PhoneLogService, ToLog, results_for
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import audit, callbacks, calls, phones, queue_entries, timeline
from tests.calling_office import INDIA, CallingOffice, both_engines

HEAD = ("Name", "Number", "Type", "Date", "Duration")


def at(hour: int, minute: int = 0, second: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZoneInfo(INDIA))


def written(path: Path, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def line(
    number: str, way: str, when: datetime, talk: int | str = 42, name: str = "Ravi"
) -> tuple[object, ...]:
    return (name, number, way, f"{when:%d/%m/%Y %H:%M:%S}", talk)


def numbers(co: CallingOffice) -> list[str]:
    return [str(row["e164"]) for row in co.rows(phones)]


def chosen(found: PhoneLog, code: str = "NOT_INTERESTED") -> list[ToLog]:
    """Every call that was never logged, with the proposed result or this one."""
    kept = []
    for call in found.missing:
        campaign = found.campaigns[call.campaign_id]  # type: ignore[index]
        usual = next(d.id for d in results_for(campaign) if d.code == code)
        kept.append(ToLog(call, call.result_id or usual))
    return kept


def adds_up(found: PhoneLog) -> bool:
    return found.rows == len(found.logged) + len(found.missing) + found.stranger_calls + len(found.left_out)


@both_engines
def test_a_log_shows_what_was_never_logged_and_the_same_again_adds_nothing(
    co: CallingOffice, tmp_path: Path
) -> None:
    asha = co.office.asha
    ravi, vandana = co.add_lead("Ravi Chauhan", owner=asha), co.add_lead("Vandana Kini", owner=asha)
    first, second = numbers(co)
    co.clock.set(at(11))
    co.call(asha, "NO_ANSWER", co.calling.take_lead(asha, ravi), take_next=False)
    co.clock.set(at(15, 42))
    file = written(
        tmp_path / "calls.csv",
        [
            line(first, "Outgoing", at(11, 2)),  # logged here, two minutes off
            line(second, "Outgoing", at(12), 0),
            line(second, "Incoming", at(12, 30), 185),
            line(second, "Missed", at(13)),
            line("+919811100000", "Incoming", at(9), 60, "Mother"),
            line("", "Missed", at(9, 30)),
        ],
    )
    service = PhoneLogService(co.store)
    found = service.read(asha, file, co.campaign.id)
    assert adds_up(found)
    assert [call.lead.name for call in found.logged] == ["Ravi Chauhan"]
    assert [(c.row.direction.value, c.result_id is not None) for c in found.missing] == [
        ("out", True), ("in", False), ("missed", False),
    ]  # fmt: skip
    assert [(s.name, s.calls) for s in found.strangers] == [("Mother", 1)]
    done = service.log(asha, chosen(found))
    assert (done.added, done.already, done.refused) == (3, 0, ())
    rows = {row["direction"]: row for row in co.rows(calls, lead_id=vandana)}
    assert (rows["in"]["talk_s"], rows["in"]["dialler"], rows["in"]["known_how"]) == (
        185,
        "phone_log",
        "later",
    )
    assert rows["out"]["disposition_code"] == "NO_ANSWER"
    assert co.rows(timeline, call_id=rows["in"]["id"])[0]["data"]["from"] == "phone_log"  # type: ignore[index]
    assert co.entry(vandana).entry.lane in (Lane.PROMISED, Lane.CLOSED)
    again = service.read(asha, file, co.campaign.id)
    assert (again.missing, len(again.logged)) == ((), 4)
    repeated = service.log(asha, chosen(found))
    assert (repeated.added, repeated.already) == (0, 3)
    with co.store.read() as work:
        assert CallHours(work).check() == 0


def test_private_calls_are_kept_nowhere(co: CallingOffice, tmp_path: Path) -> None:
    asha = co.office.asha
    co.add_lead("Ravi Chauhan", owner=asha)
    file = written(
        tmp_path / "calls.csv",
        [line(numbers(co)[0], "2", at(12), 0), line("+919811100000", "1", at(9), 60, "Mother")],
    )
    service = PhoneLogService(co.store)
    service.log(asha, chosen(service.read(asha, file, co.campaign.id)))
    assert [str(row["e164"]) for row in co.rows(phones)] == numbers(co)
    kept = " ".join(str(co.rows(table)) for table in (calls, timeline, audit, phones, callbacks))
    assert "Mother" not in kept
    assert "9811100000" not in kept
    assert "calls.csv" not in kept


@both_engines
def test_whose_calls_a_log_may_show(co: CallingOffice, tmp_path: Path) -> None:
    asha = co.office.asha
    co.add_lead("Asha's", owner=asha)
    co.add_lead("Imran's", owner=co.office.imran)
    co.add_lead("Nobody's")
    file = written(tmp_path / "calls.csv", [line(number, "2", at(12), 0) for number in numbers(co)])
    service = PhoneLogService(co.store)

    def names(who: Actor) -> list[str]:
        return sorted(call.lead.name for call in service.read(who, file, co.campaign.id).missing)

    assert names(asha) == ["Asha's", "Nobody's"]
    assert names(co.office.lead) == ["Asha's", "Imran's", "Nobody's"]
    assert names(co.office.other_caller) == ["Nobody's"]
    assert names(co.office.admin) == ["Asha's", "Imran's", "Nobody's"]


def test_a_family_number_goes_to_whom_waits_for_the_call(co: CallingOffice, tmp_path: Path) -> None:
    asha = co.office.asha
    co.add_lead("Ravi Chauhan", owner=asha)
    phone_id = co.rows(phones)[0]["id"]
    meera = co.add_lead("Meera Chauhan", owner=asha, phones=(phone_id,))  # type: ignore[arg-type]
    co.call(asha, "CALL_BACK", co.calling.take_lead(asha, meera), callback_at=at(18), take_next=False)
    file = written(tmp_path / "calls.csv", [line(numbers(co)[0], "1", at(9), 30)])
    (call,) = PhoneLogService(co.store).read(asha, file, co.campaign.id).missing
    assert (call.lead.name, call.others) == ("Meera Chauhan", 1)


def test_what_cannot_be_kept_is_told_by_row_and_the_rest_is_kept(co: CallingOffice, tmp_path: Path) -> None:
    asha = co.office.asha
    co.add_lead("Ravi Chauhan", owner=asha)
    co.add_lead("Vandana Kini", owner=asha)
    one, two = numbers(co)
    file = written(tmp_path / "calls.csv", [line(one, "1", at(12), 60), line(two, "2", at(13), 0)])
    service = PhoneLogService(co.store)
    found = service.read(asha, file, co.campaign.id)
    done = service.log(asha, [ToLog(call, call.result_id) for call in found.missing])
    assert done.added == 1
    assert [(c.lead.name, str(e)) for c, e in done.refused] == [
        ("Ravi Chauhan", "Choose how the call ended.")
    ]


def test_files_that_are_no_logs_get_one_sentence(co: CallingOffice, tmp_path: Path) -> None:
    service = PhoneLogService(co.store)
    file = written(tmp_path / "leads.csv", [("Ravi", "9820012345", "Pune")], ("Name", "Phone", "City"))
    with pytest.raises(UserError, match="No column says incoming"):
        service.read(co.office.asha, file)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(UserError):
        service.read(co.office.asha, tmp_path / "empty.csv")
    with pytest.raises(UserError):
        service.read(co.office.asha, tmp_path / "gone.csv")


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_counted_once(co: CallingOffice, tmp_path: Path, data: st.DataObject) -> None:
    asha = co.office.asha
    if not co.rows(phones):
        for name in ("Ravi", "Vandana", "Meera"):
            co.add_lead(name, owner=asha)
        for hour in (10, 12, 14):
            for place, lead_id in enumerate(row["lead_id"] for row in co.rows(queue_entries)):
                co.clock.set(at(hour, 7 * place))
                shown = co.calling.take_lead(asha, lead_id)  # type: ignore[arg-type]
                co.call(asha, "BUSY", shown, take_next=False)
        co.clock.set(at(17))
    number = st.sampled_from([*numbers(co), "9811100000", "", "VM-HDFC", "9811100001"])
    when = st.integers(0, 600).map(lambda minutes: at(7) + timedelta(minutes=minutes, days=-(minutes % 40)))
    rows = data.draw(
        st.lists(st.builds(line, number, st.sampled_from(["1", "2", "3", "5", "6", "x"]), when), max_size=25)
    )
    if not rows:
        return
    found = PhoneLogService(co.store).read(asha, written(tmp_path / "calls.csv", rows), co.campaign.id)
    assert found.rows == len(rows)
    assert adds_up(found)
    numbered = [c.row.row_no for c in (*found.logged, *found.missing)] + [r.row_no for r in found.left_out]
    assert len(numbered) == len(set(numbered))
    assert all(row.reason in set(LeftOut) for row in found.left_out)
