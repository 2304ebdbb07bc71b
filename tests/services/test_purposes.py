"""Purposes of one's own: each is agreed to and refused by itself, and a campaign calls for one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.consent import Channel, How, Purpose, State, newest
from crm_desktop.domain.consent_receipt import as_json
from crm_desktop.domain.lawful import for_purpose
from crm_desktop.domain.people import Actor
from crm_desktop.domain.purposes import ANY, ANY_OFFERS, FOREVER, aim_of, says_no, told_of
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import CampaignService, ChangeCampaign
from crm_desktop.services.consent import Agree, ConsentService, SayNo
from crm_desktop.services.notices import NoticeText
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.consents import Consents
from crm_desktop.store.lawful import settle_lawful
from crm_desktop.store.person_records import PersonRecords
from crm_desktop.store.tables import campaigns, consents, leads
from tests.calling_office import CallingOffice, two_engines

CALL, SMS, OFFERS = Channel.CALL, Channel.SMS, Purpose.OFFERS
WORDS = {"English": "To offer you home loans."}


def notice(co: CallingOffice, *languages: str) -> None:
    texts = tuple(
        NoticeText(each, "Notice", "Name", "Calls.", "Say so", "Ask", "Office") for each in languages
    )
    ConsentService(co.store).save_notice(co.office.admin, texts, new_id())


def purpose(co: CallingOffice, name: str, **more: object) -> int:
    values = {"kind": "promotional", "words": WORDS} | more
    command = SavePurpose(new_id(), name, **values)  # type: ignore[arg-type]
    found = ConsentService(co.store).save_purpose(co.office.admin, command)
    return next(each.no for each in found if each.name == name)


def no(co: CallingOffice, lead_id: UUID, *what: tuple[str, Channel], who: Actor | None = None) -> None:
    ConsentService(co.store).say_no(who or co.office.lead, SayNo(new_id(), lead_id, what))


def yes(co: CallingOffice, lead_id: UUID, *what: tuple[str, Channel], **more: object) -> None:
    values = {"how": How.FORM, "language": "English", "evidence": "Form 7"} | more
    ConsentService(co.store).agree(co.office.lead, Agree(new_id(), lead_id, what, **values))  # type: ignore[arg-type]


def told(co: CallingOffice, lead_id: UUID) -> str:
    return str(co.rows(leads, id=lead_id)[0]["purposes"])


def calls_for(co: CallingOffice, own: int | None) -> None:
    """The office's campaign calls for this from now on."""
    service, admin = CampaignService(co.store), co.office.admin
    now = service.get(admin, co.campaign.id)
    service.update(admin, ChangeCampaign(now.id, now.version, purpose_no=own, no_purpose=own is None))


@two_engines
def test_each_is_said_no_to_by_itself_and_everything_stops_all(co: CallingOffice) -> None:
    asha = co.office.asha
    notice(co, "English")
    loans, cards = purpose(co, "Home loans"), purpose(co, "Cards")
    p1, p2 = f"p{loans}", f"p{cards}"
    lead_id = co.add_lead(owner=asha)
    calls_for(co, loans)
    no(co, lead_id, (p2, CALL))  # not what is called for
    assert told(co, lead_id) == f" -{cards}c "
    co.next(asha)
    no(co, lead_id, (p1, CALL), who=asha)
    assert isinstance(co.calling.next_lead(asha, co.campaign.id), NothingToDial)
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason) == (Lane.BLOCKED, Reason.CONSENT_WITHDRAWN)
    with pytest.raises(UserError, match="said no"):
        co.calling.take_lead(co.office.lead, lead_id, co.campaign.id)
    calls_for(co, None)  # offers in general were never refused: the lead comes back
    assert co.next(asha).lead.id == lead_id
    co.calling.release(asha)
    no(co, lead_id, (ANY_OFFERS, CALL))
    held = {(row["purpose"], row["state"]) for row in co.rows(consents) if row["channel"] == "call"}
    assert held == {("offers", "refused"), (p1, "refused"), (p2, "refused")}
    assert isinstance(co.calling.next_lead(asha, co.campaign.id), NothingToDial)
    yes(co, lead_id, (p1, CALL), they_asked=True)
    assert told(co, lead_id) == f" +{loans}c{FOREVER} -{cards}c "
    calls_for(co, loans)
    assert co.next(asha).lead.id == lead_id
    no(co, lead_id, *((ANY, channel) for channel in Channel), who=asha)
    rows = {(row["purpose"], row["channel"], row["state"]) for row in co.rows(consents)}
    assert (p1, "call", "withdrawn") in rows
    later = purpose(co, "Insurance")  # what is set later follows the general no
    calls_for(co, later)
    assert isinstance(co.calling.next_lead(asha, co.campaign.id), NothingToDial)
    ledger = ConsentService(co.store).of_lead(asha, lead_id)
    assert ledger.state(f"p{later}", SMS) is State.REFUSED
    assert [each.name for each in ledger.purposes] == ["Home loans", "Cards", "Insurance"]
    receipt = ConsentService(co.store).receipt(asha, lead_id)
    named = {each["pii_processing"]["purposes"][0]["purpose"] for each in as_json(receipt)["records"]}
    assert {"Home loans", "Cards", "Offers"} <= named
    with pytest.raises(NotFound):
        no(co, lead_id, ("p99", CALL))


@two_engines
def test_a_yes_opens_its_own_purpose_alone_until_its_time_is_over(co: CallingOffice) -> None:
    asha, admin = co.office.asha, co.office.admin
    notice(co, "English")
    loans, cards = purpose(co, "Home loans", valid_days=30), purpose(co, "Cards")
    agreed, other = co.add_lead("Agreed"), co.add_lead("Never asked")
    yes(co, agreed, (f"p{loans}", CALL))
    (row,) = co.rows(leads, id=agreed)
    assert row["basis_kind"] == ""  # no other campaign may call for it
    (said,) = co.rows(consents)
    until = said["valid_until"]
    assert until is not None
    # The person reads its name: in the export, whose other rows tell nothing of numbers, and in the receipt.
    with co.store.read(admin) as work:
        kept = PersonRecords(work).of((agreed,))
    assert [row["purpose"] for row in kept["consents"]] == ["Home loans"]
    assert not {"purposes", "refused"} & kept["leads"][0].keys()
    (record,) = as_json(ConsentService(co.store).receipt(admin, agreed))["records"]
    (told_for,) = record["pii_processing"]["purposes"]
    assert (told_for["purpose"], told_for["purpose_type"]) == ("Home loans", "offers/call")

    def only(own: int, *lead_ids: UUID) -> None:
        """The gate lets these be called where the campaign itself has no answer."""
        with co.store.write(None) as work:
            work.known["campaigns changed"] = True
            spans = [
                {"until": None, "reasons": ["no_basis"], "own": ["agreed"], "from_minute": 0,
                 "to_minute": 1440, "rules": "", "scrubbed_at": None, "ended_at": None, "purpose": own}
            ]  # fmt: skip
            work.connection.execute(
                campaigns.update()
                .where(campaigns.c.id == co.campaign.id)
                .values(lawful=spans, purpose_no=own, version=campaigns.c.version + 1)
            )
        with co.store.write(admin) as work:
            campaign = Campaigns(work).get(co.campaign.id)
            assert campaign is not None
            settle_lawful(work, campaign)
        open_ = {each for each in (agreed, other) if co.entry(each).entry.lane is Lane.NEW}
        assert open_ == set(lead_ids)

    only(loans, agreed)
    assert co.next(asha).lead.id == agreed
    co.calling.release(asha)
    only(cards)
    only(loans, agreed)
    co.clock.move(days=31)
    only(loans)
    assert ConsentService(co.store).expire(admin) == 1
    assert told(co, agreed) == ""


@two_engines
def test_who_may_set_one_and_what_is_refused(co: CallingOffice) -> None:
    admin, service = co.office.admin, ConsentService(co.store)
    command = SavePurpose(new_id(), "Home loans", "promotional", WORDS)
    for who in (co.office.asha, co.office.lead):
        with pytest.raises(NotAllowed):
            service.save_purpose(who, command)
    notice(co, "English", "\u0939\u093f\u0928\u094d\u0926\u0940")
    with pytest.raises(UserError, match="The notice is in"):
        service.save_purpose(admin, command)
    both = {**WORDS, "\u0939\u093f\u0928\u094d\u0926\u0940": "\u0918\u0930 \u0915\u0947 \u0932\u094b\u0928"}
    command = SavePurpose(command.purpose_id, "Home loans", "promotional", both)
    (made,) = service.save_purpose(admin, command)
    assert service.save_purpose(admin, command) == (made,)  # a repeat
    told_now = {each.language: each.named for each in service.notices(admin) if each.no == 2}
    assert told_now["English"] == ((made.key, WORDS["English"]),)
    assert len(told_now) == 2
    for wrong, words in (
        ({"name": " "}, "Give the purpose a name"),
        ({"kind": "service"}, "another kind of call"),
        ({"valid_days": -1}, "days"),
        ({"name": "OFFERS"}, "a purpose of every office"),
    ):
        values = {"name": "Home loans", "kind": "promotional", "words": both, "version": 1} | wrong
        with pytest.raises(UserError, match=words):
            service.save_purpose(admin, SavePurpose(made.id, **values))  # type: ignore[arg-type]
    with pytest.raises(UserError, match="of this name"):
        service.save_purpose(admin, SavePurpose(new_id(), "home LOANS", "service", both))
    lead_id = co.add_lead()
    calls_for(co, made.no)
    retired = SavePurpose(made.id, "Home loans", "promotional", both, is_used=False, version=1)
    with pytest.raises(UserError, match="still calls for this purpose"):
        service.save_purpose(admin, retired)
    now = CampaignService(co.store).get(admin, co.campaign.id)
    change = ChangeCampaign(now.id, now.version, call_class=CallClass.SERVICE)
    with pytest.raises(UserError, match="another kind of call"):
        CampaignService(co.store).update(admin, change)
    calls_for(co, None)
    yes(co, lead_id, (made.key, CALL))
    service.save_purpose(admin, retired)
    with pytest.raises(ChangedMeanwhile):
        service.save_purpose(admin, SavePurpose(made.id, "Loans", "promotional", both, version=1))
    assert service.notices(admin)[0].named == ()
    with pytest.raises(UserError, match="isn't used any more"):
        yes(co, lead_id, (made.key, SMS))
    with pytest.raises(UserError, match="isn't used any more"):
        calls_for(co, made.no)
    no(co, lead_id, (ANY, CALL))  # what was agreed to is taken back all the same
    assert told(co, lead_id) == f" -{made.no}c "


def test_what_a_lead_carries_says_what_the_ledger_says(sqlite_office: CallingOffice) -> None:
    co = sqlite_office
    notice(co, "English")
    loans = purpose(co, "Home loans")
    lead_id, now = co.add_lead(), co.clock.now()
    aim, offers = aim_of("promotional", loans), aim_of("promotional")
    no(co, lead_id, (OFFERS, CALL))
    yes(co, lead_id, (f"p{loans}", CALL), they_asked=True)
    with co.store.read(co.office.admin) as work:
        rows = Consents(work).of_lead(lead_id)
    row = co.rows(leads, id=lead_id)[0]
    bits, carried = int(str(row["refused"])), str(row["purposes"])
    assert carried == told_of(newest(rows))
    assert says_no(bits, carried, offers, CALL, now)
    assert not says_no(bits, carried, aim, CALL, now)
    assert says_no(bits, carried, None, CALL, now)  # what for isn't known
    assert not says_no(0, f" -{loans}7c ", aim, CALL, now)  # another's number begins alike
    spans = for_purpose((), loans)
    assert spans == ()


@two_engines
def test_the_server_reads_what_a_lead_carries_as_the_program_does(co: CallingOffice) -> None:
    if co.store.engine.dialect.name == "sqlite":
        pytest.skip("the server's own words")
    now = co.clock.now()
    seconds = int(now.timestamp())
    carried = f" -2c +7c{seconds + 60} +17c{FOREVER} +8c{seconds - 60} "
    with co.store.read(co.office.admin) as work:
        for bits in (0, 1, 256):
            for own in (None, 2, 7, 8, 17, 1):
                asked = text("SELECT forbids_calls(:b, :t, '', 'promotional', cast(:o AS integer), :n)")
                given = {"b": bits, "t": carried, "o": own, "n": now + timedelta(0)}
                with co.store.engine.connect() as owner:
                    said = owner.execute(asked, given).scalar_one()
                assert said == says_no(bits, carried, aim_of("promotional", own), CALL, now), (bits, own)
        assert work.connection.execute(select(func.count()).select_from(leads)).scalar_one() >= 0
