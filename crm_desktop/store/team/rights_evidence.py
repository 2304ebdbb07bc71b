"""Rights to evidence and to the files behind it: under a lead's key, a request's or a campaign's."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role
from crm_desktop.store.team.rules import LIVE, ME, STAFF, Right, Rows, both, of_lead

P = Permission

_BY_ME = f"person_id = {ME}"
_CONSENT = (
    "about = 'consent' AND EXISTS (SELECT 1 FROM consents c WHERE c.id = about_id "
    "AND c.lead_id = evidence.lead_id{})"
)
_LIFT = (
    "about = 'lift' AND EXISTS (SELECT 1 FROM do_not_calls d JOIN lead_phones l ON l.phone_id = d.phone_id "
    "WHERE d.id = about_id AND d.is_lifted AND l.lead_id = evidence.lead_id)"
)
_GUARDIAN = (
    "about = 'guardian' AND EXISTS (SELECT 1 FROM guardians g WHERE g.id = about_id "
    "AND g.lead_id = evidence.lead_id{})"
)
_LIST = "".join(
    f"{word} about = '{about}' AND EXISTS (SELECT 1 FROM {table} b WHERE b.id = about_id "
    "AND b.campaign_id = evidence.campaign_id)"
    for word, about, table in (("", "basis", "bases"), (" OR", "scrub", "scrubs"))
)
_REQUEST = (
    "about = 'request' AND EXISTS (SELECT 1 FROM request_steps s JOIN requests q ON q.id = s.request_id "
    "WHERE s.id = about_id AND q.id = evidence.request_id "
    "AND q.lead_id IS NOT DISTINCT FROM evidence.lead_id)"
)
_AGAIN = (
    f"about = 'again' AND EXISTS (SELECT 1 FROM comings c WHERE c.id = about_id AND c.person_id = {ME} "
    "AND c.lead_id IS NULL AND evidence.lead_id IS NULL)"
)
# In a file's or a key's policy: its evidence is seen, which is asked of evidence's own policies.
_OF_COMING = "EXISTS (SELECT 1 FROM evidence a WHERE a.key_id = {} AND a.about = 'again')"
_OF_LEAD = "(request_id IS NULL AND EXISTS (SELECT 1 FROM leads seen WHERE seen.id = lead_id))"
_OF_REQUEST = "EXISTS (SELECT 1 FROM requests seen WHERE seen.id = {})"
_OF_CAMPAIGN = "EXISTS (SELECT 1 FROM campaigns seen WHERE seen.id = {})"

# Documents that show who asks are a request's alone: whoever calls the lead doesn't read them.
EVIDENCE: dict[str, tuple[Right, ...]] = {
    "evidence": (
        Right("SELECT", Rows(_OF_LEAD, _OF_LEAD), P.SEE_LEADS),
        Right("SELECT", f"({LIVE} AND campaign_id IS NOT NULL)", P.CHANGE_CAMPAIGNS),
        Right(
            "SELECT",
            f"(request_id IS NOT NULL AND {_OF_REQUEST.format('request_id')})",
            P.TAKE_REQUESTS,
            roles=STAFF,
        ),
        # Only ever added to, in one's own name; `evidence_is_stored` looks for the file.
        Right(
            "INSERT",
            f"({_BY_ME} AND ({_CONSENT.format(f' AND c.person_id = {ME}')}"
            f" OR {_GUARDIAN.format(f' AND g.person_id = {ME}')}))",
            P.CHANGE_LEADS,
            roles=(Role.TELECALLER,),
        ),
        Right(
            "INSERT",
            f"({_BY_ME} AND ({_CONSENT.format('')} OR {_GUARDIAN.format('')}))",
            P.CHANGE_LEADS,
            roles=STAFF,
        ),
        Right("INSERT", f"({_BY_ME} AND ({_LIFT} OR {_AGAIN}))", P.LIFT_DO_NOT_CALL),
        Right("INSERT", f"({_BY_ME} AND ({_LIST}))", P.CHANGE_CAMPAIGNS),
        Right("INSERT", f"({_BY_ME} AND {_REQUEST})", P.TAKE_REQUESTS, roles=STAFF),
    ),
    # `settle_comings` says whose they are, `drop_comings` lets go of who never came.
    "comings": (
        Right("SELECT", both(of_lead(), Rows(*["lead_id IS NOT NULL"] * 3)), P.SEE_LEADS),
        Right("SELECT", LIVE, P.LIFT_DO_NOT_CALL),
        Right("INSERT", f"({_BY_ME} AND lead_id IS NULL)", P.LIFT_DO_NOT_CALL),
    ),
}


def of_files(key: str, *free: str) -> tuple[Right, ...]:
    """Rights to rows of documents under one key: read with whose they are, and added. `key` is its column,
    with the table before it.

    `free`: what must hold besides of a row that is added.
    """
    more = "".join(f" AND {each}" for each in free)
    asked, planned = _OF_REQUEST.format(key), _OF_CAMPAIGN.format(key)
    also = Rows(*[f"({LIVE}{more})"] * 3)
    return (
        Right("SELECT", of_lead(key), P.SEE_LEADS),
        Right("SELECT", planned, P.CHANGE_CAMPAIGNS),
        Right("SELECT", asked, P.TAKE_REQUESTS, roles=STAFF),
        Right("SELECT", _OF_COMING.format(key), P.SEE_LEADS),
        Right("INSERT", both(of_lead(key), also), P.CHANGE_LEADS),
        Right("INSERT", f"({planned}{more})", P.CHANGE_CAMPAIGNS),
        Right("INSERT", f"({asked}{more})", P.TAKE_REQUESTS, roles=STAFF),
    )


_NO_PROOF = "NOT is_evidence(sha256, key_id)"
# A piece more, or one less, would make a proof unreadable.
FILES: tuple[Right, ...] = (
    *of_files("file_chunks.key_id", _NO_PROOF),
    Right("DELETE", both(of_lead("key_id"), Rows(*[_NO_PROOF] * 3)), P.CHANGE_LEADS),
)
