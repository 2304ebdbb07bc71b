"""Rights to what people ask about their data, and to incidents: received, answered, told."""

from __future__ import annotations

from crm_desktop.domain.people import Permission
from crm_desktop.store.team.rules import LIVE, ME, STAFF, Right, Rows, either, of_lead, of_person

P = Permission

_BY_ME = f"person_id = {ME}"
_HANDED_IN = "EXISTS (SELECT 1 FROM submitted_acts s WHERE {} AND s.settled_at IS NULL)"
_OF_REQUEST = "EXISTS (SELECT 1 FROM requests seen WHERE seen.id = request_id)"
_SEEN_LEAD = "EXISTS (SELECT 1 FROM leads seen WHERE seen.id = lead_id)"

REQUESTS: dict[str, tuple[Right, ...]] = {
    # What was received stays, and only who answers for the office closes: `request_kept` looks at it.
    "requests": (
        Right("SELECT", either(of_person("received_by"), of_lead()), P.TAKE_REQUESTS),
        Right("INSERT", f"(received_by = {ME} AND (lead_id IS NULL OR {_SEEN_LEAD}))"),
        Right(
            "INSERT",
            _HANDED_IN.format("s.id = requests.id AND s.person_id = requests.received_by"),
            roles=STAFF,
        ),
        Right(
            "UPDATE",
            either(of_person("received_by"), of_lead()),
            P.TAKE_REQUESTS,
            roles=STAFF,
            columns=(
                "state",
                "acknowledged_at",
                "proof",
                "proven_at",
                "is_extended",
                "published_due_at",
                "ceiling_due_at",
                "closed_at",
                "closed_by",
                "version",
            ),
        ),
    ),
    "incidents": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),
        Right(
            "INSERT", f"(reported_by = {ME} AND aware_at <= now() + interval '5 minutes')", P.ANSWER_PEOPLE
        ),
        Right("UPDATE", LIVE, P.ANSWER_PEOPLE, columns=("title", "told", "closed_at", "version")),
    ),
    # Append-only, in one's own name: when a notice went out can't be moved.
    "incident_steps": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),
        Right("INSERT", f"({_BY_ME} AND at <= now() + interval '5 minutes')", P.ANSWER_PEOPLE),
    ),
    "request_steps": (
        Right("SELECT", Rows(_OF_REQUEST, _OF_REQUEST), P.TAKE_REQUESTS),
        Right("INSERT", f"({_BY_ME} AND {_OF_REQUEST})"),
        Right(
            "INSERT",
            _HANDED_IN.format("s.id = request_steps.request_id AND s.person_id = request_steps.person_id"),
            roles=STAFF,
        ),
    ),
}
