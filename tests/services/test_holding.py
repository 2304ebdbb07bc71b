"""One person's data that a court wants: the sweep leaves it, an erasure seals it, its end lets it go."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.retention import OldKind
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.erasure import EraseMany
from crm_desktop.services.keeping import HoldKind
from crm_desktop.services.leads import LeadService
from crm_desktop.store.tables import (
    attachments,
    closed_months,
    disclosures,
    leads,
    messages,
    sales,
    sealed_records,
)
from tests.calling_office import CallingOffice, two_engines
from tests.services.test_erasing_many import in_pune
from tests.services.test_erasure import everywhere, files_of, service_of
from tests.services.test_keeping import YEAR, keeping
from tests.services.test_retention import OLD, keep, put
from tests.services.test_retention import keeping as months_kept
from tests.services.test_retention import made as made_call


@two_engines
def test_a_sweep_leaves_what_is_held_of_one_person_and_takes_it_with_the_end_of_the_hold(
    co: CallingOffice,
) -> None:
    admin, person, now = co.office.admin, co.office.asha.person_id, co.clock.now()
    held, other = co.add_lead("Ravi Chauhan"), co.add_lead("Anil Rao")
    merged = co.add_lead("Ravi C.")
    with co.store.write(None) as work:
        work.connection.execute(
            update(leads).where(leads.c.id == merged).values(status="merged", merged_into=held)
        )
    for lead_id in (held, other, merged):
        put(
            co, messages, lead_id=lead_id, person_id=person, at=now - YEAR - timedelta(days=3), body="Dear",
            channel="email",
        )  # fmt: skip
        put(
            co, sales, lead_id=lead_id, person_id=person, product="Loan", amount_minor=100, currency="INR",
            state="received", at=now - 9 * YEAR, reference="LN/1", note="paid",
        )  # fmt: skip
    service, today = keeping(co), co.clock.now().date()
    for who in (co.office.asha, co.office.lead):
        with pytest.raises(NotAllowed):
            service.hold(who, HoldKind(None, "Suit 12/2026", "Order", today, held))
    for kind, reason, why in (
        (OldKind.UNDO, "Suit 12/2026", "one person"),
        (None, "Ravi Chauhan against us", "This names the person"),
    ):
        with pytest.raises(UserError, match=why):
            service.hold(admin, HoldKind(kind, reason, "Order", today + YEAR, held))
    until = today + timedelta(days=20)
    made = service.hold(admin, HoldKind(OldKind.MESSAGES, "Suit 12/2026", "Civil court's order", until, held))
    assert service.holds_of(admin, held) == (made,)
    before = {each.kind.value: each.count for each in service.preview(admin).kinds}
    assert (before["messages"], before["sales"]) == (1, 3), "of others, and of kinds that it doesn't name"
    taken = {each.kind.value: each.count for each in service.run(admin)}
    assert (taken["messages"], taken["sales"]) == (1, 3)
    with co.store.read() as work:
        kept = work.connection.execute(select(messages.c.lead_id).where(messages.c.body != "")).scalars()
        assert set(kept) == {held, merged}
    co.clock.move(days=21)
    taken = {each.kind.value: each.count for each in service.run(admin)}
    assert taken["messages"] == 2


@two_engines
def test_a_month_of_calls_stays_open_until_nobody_of_it_is_held(co: CallingOffice) -> None:
    admin, service = co.office.admin, keeping(co)
    held = co.add_lead("Ravi Chauhan")
    keep(co, made_call(co, OLD, lead_id=held), made_call(co, OLD))
    hold = HoldKind(OldKind.CALLS, "Suit 12/2026", "Order", co.clock.now().date() + YEAR, held)
    made = service.hold(admin, hold)
    retention = months_kept(co, 12)
    (month,) = retention.sweep(admin)
    assert (month.calls, month.taken, month.finished_at) == (2, 1, None)
    assert co.rows(closed_months)[0]["finished_at"] is None
    service.lift(admin, made.id)
    (month,) = retention.sweep(admin)
    assert (month.taken, month.finished_at) == (2, co.clock.now())


@two_engines
def test_an_erasure_seals_what_is_held_says_so_and_the_lifted_hold_lets_it_go(
    co: CallingOffice, tmp_path: Path
) -> None:
    admin = co.office.admin
    whole, part, free = in_pune(co, "Ravi Chauhan", "Meena Kini", "Anil Rao")
    for lead_id in (whole, part, free):
        LeadService(co.store).add_note(admin, lead_id, f"Promised by word {lead_id.hex[-4:]}", new_id())
    put(
        co, messages, lead_id=part, person_id=co.office.asha.person_id, at=co.clock.now(), channel="email",
        body="Dear Meena",
    )  # fmt: skip
    files = files_of(co, tmp_path)
    ref = files.put(io.BytesIO(b"the signed deed"), whole)
    put(
        co, attachments, lead_id=whole, kind="document", media_type="application/pdf", name="deed.pdf",
        sha256=ref.sha256, size=ref.size, key_id=whole, at=co.clock.now(),
    )  # fmt: skip
    service, erasure, until = keeping(co), service_of(co, tmp_path), co.clock.now().date() + 3 * YEAR
    all_of = service.hold(admin, HoldKind(None, "Suit 12/2026", "Civil court's order", until, whole))
    service.hold(admin, HoldKind(OldKind.MESSAGES, "Notice 7", "Consumer Act", until, part))
    assert erasure.count(admin, whole).holds == (all_of,)
    pune = LeadQuery(city="Pune")
    assert erasure.count_many(admin, pune).held == 2
    begun = erasure.erase_many(admin, EraseMany(new_id(), pune, "End of the purpose", 3))
    co.clock.move(hours=25)
    (done,) = erasure.go_on(admin)
    text = everywhere(co)
    for gone in ("Chauhan", "Kini", "Promised by word", "Dear Meena", "deed.pdf"):
        assert gone not in text
    assert done.certificate is not None
    kept = next(each for each in done.certificate["kept"] if each["what"] == "held")
    assert (kept["count"], kept["until"][:4]) == (2, str(until.year))
    assert done.certificate["documents"] == 1
    sealed = {each.hold_id: each for each in erasure.sealed(admin, begun.id) if each.hold_id is not None}
    mine = sealed[all_of.id]
    for who in (co.office.asha, co.office.lead):
        with pytest.raises(NotAllowed):
            erasure.open_sealed(who, mine.id, "Asked")
    with pytest.raises(UserError, match="Say who asks"):
        erasure.open_sealed(admin, mine.id, " ")
    told = json.loads(erasure.open_sealed(admin, mine.id, "Court's letter of 3 December"))
    assert told["leads"][0]["name"] == "Ravi Chauhan"
    assert any(str(row.get("text", "")).startswith("Promised") for row in told["timeline"])
    assert told["documents"][0]["name"] == "deed.pdf"
    (other,) = (each for hold_id, each in sealed.items() if hold_id != all_of.id)
    told = json.loads(erasure.open_sealed(admin, other.id, "Their letter"))
    assert (told["messages"][0]["body"], "timeline" in told) == ("Dear Meena", False)
    assert {row["kind"] for row in co.rows(disclosures)} == {"sealed"}
    assert erasure.let_go(admin) == 0
    service.lift(admin, all_of.id)
    assert erasure.let_go(admin) == 1
    with pytest.raises(NotFound):
        erasure.open_sealed(admin, mine.id, "Court's letter")
    (row,) = co.rows(sealed_records, id=mine.id)
    assert (row["sealed"], row["gone_at"]) == (None, co.clock.now())
    assert erasure.sealed(admin, begun.id)
