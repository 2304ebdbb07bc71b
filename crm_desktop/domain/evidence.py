"""Files that show something: that a person agreed, who asks, why a list may be called. Only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class About(StrEnum):
    """What a file shows, by the kind of row it belongs to."""

    CONSENT = "consent"  # a row of the ledger
    LIFT = "lift"  # a do-not-call that was lifted
    REQUEST = "request"  # a step of a request: what came in, what went out, who asks
    BASIS = "basis"  # an answer to “Why may we call these people?”
    SCRUB = "scrub"  # an operator's run over a campaign's list
    GUARDIAN = "guardian"  # who speaks for a minor
    AGAIN = "again"  # that somebody erased may come again


#: Proof of a list, which is no single person's.
OF_CAMPAIGN = frozenset({About.BASIS, About.SCRUB})
#: What a lead's card shows.
OF_LEAD = (About.CONSENT, About.LIFT, About.GUARDIAN, About.AGAIN)
#: Who was let in again and hasn't come by then: the file that showed it goes, and by whom to know them.
COMES_WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Whose:
    """Under whose key a file is sealed: a lead's, a request's of its own, a campaign's, or somebody's who
    comes again.

    Documents that show who asks are a request's: whoever calls the lead doesn't read them. `lead_id` of a
    request: whose it is, if that is known. Who comes again had a key that was destroyed, and is nobody's lead
    yet: `coming_id` is a key of their own, which stays the file's when they are.
    """

    lead_id: UUID | None = None
    campaign_id: UUID | None = None
    request_id: UUID | None = None
    coming_id: UUID | None = None

    @property
    def key_id(self) -> UUID:
        """The key's id."""
        found = self.coming_id or self.request_id or self.campaign_id or self.lead_id
        assert found is not None, "a file is somebody's"
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that is sealed and stored, for an act to keep with what it writes; `size` in bytes."""

    whose: Whose
    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file kept with the row `about_id`; `by`: who added it."""

    id: UUID
    about: About
    about_id: UUID
    piece: Piece
    at: datetime
    by: str = ""
