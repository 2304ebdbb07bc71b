"""What is kept of a person, table by table: how each hangs on the lead, and what it is called to them.

The columns and their labels stand in `privacy.PERSONAL`; here is only the way to the rows. A test fails for a
table that has an exported column and no way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a table's rows belong to a lead."""

    SELF = "self"  # the lead itself
    LEAD = "lead"  # by its lead_id
    PHONE = "phone"  # by a phone of the lead; a shared one is everybody's who has it
    SALE = "sale"  # by a sale of the lead
    REQUEST = "request"  # by a request of the lead
    UNDONE = "undone"  # kept to undo acts, which only who did them sees
    HANDED_ON = "handed on"  # the lead was among what left the workspace


@dataclass(frozen=True, slots=True)
class Held:
    """A table of a person's data: `title` is what it is called to them."""

    table: str
    way: Way
    title: str


HELD: tuple[Held, ...] = (
    Held("leads", Way.SELF, "About you"),
    Held("phones", Way.PHONE, "Phones"),
    Held("lead_phones", Way.LEAD, "Your phones' labels"),
    Held("lead_emails", Way.LEAD, "Further e-mails"),
    Held("lead_tags", Way.LEAD, "Tags"),
    Held("field_values", Way.LEAD, "Further fields"),
    Held("lead_preferences", Way.LEAD, "How you want to be reached"),
    Held("do_not_calls", Way.PHONE, "Where you are not called"),
    Held("consents", Way.LEAD, "What you agreed to or refused"),
    Held("guardians", Way.LEAD, "Who speaks for you"),
    Held("bases", Way.LEAD, "Why you may be called"),
    Held("calls", Way.LEAD, "Calls"),
    Held("callbacks", Way.LEAD, "Call-backs"),
    Held("timeline", Way.LEAD, "History"),
    Held("messages", Way.LEAD, "Messages"),
    Held("appointments", Way.LEAD, "Appointments"),
    Held("sales", Way.LEAD, "Sales"),
    Held("sale_changes", Way.SALE, "Changes of sales"),
    Held("contests", Way.LEAD, "Calls and sales whose counting was contested"),
    Held("rulings", Way.LEAD, "What was ruled about them"),
    Held("reviews", Way.LEAD, "Calls that were reviewed"),
    Held("review_replies", Way.LEAD, "What was said to these reviews"),
    Held("service_records", Way.LEAD, "Services"),
    Held("attachments", Way.LEAD, "Documents"),
    Held("evidence", Way.LEAD, "Files that show something about it"),
    Held("comings", Way.LEAD, "How you came to be called again"),
    Held("requests", Way.LEAD, "What you asked about your data"),
    Held("request_steps", Way.REQUEST, "How it was answered"),
    Held("import_changes", Way.LEAD, "As it was before an import"),
    Held("batch_leads", Way.LEAD, "As it was before many were changed"),
    Held("undo_acts", Way.UNDONE, "As it was before a change"),
    Held("submitted_acts", Way.LEAD, "Noted while the server was away"),
    Held("disclosures", Way.HANDED_ON, "Who received your data"),
)

#: The content of documents goes as files beside the list of them.
AS_FILES = frozenset({"file_chunks"})

# Bookkeeping of the program, no fact about anybody: numbers of rows, versions, keys, who among the staff,
# what a lead carries of the ledger (which is told); how a caller did in a review, which is about the caller.
_LEFT_OUT = frozenset(
    {"no", "version", "mac", "key_id", "sequence", "session_id", "payload_hash", "position"}
    | {"answers", "result", "talk_at", "talked_at", "refused", "purposes"}
)


def is_told(column: str) -> bool:
    """Whether a column that isn't personal is told beside those that are: times, states, amounts."""
    return column not in _LEFT_OUT and column != "id" and not column.endswith(("_id", "_by"))
