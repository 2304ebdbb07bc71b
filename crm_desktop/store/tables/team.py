"""A team on one server: what belongs to a sign-in, what is kept at workstations and handed in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from crm_desktop.store.tables.base import metadata, text_column
from crm_desktop.store.types import Id, Json, UtcTime

# The secret of a sign-in on a server: every transaction of the program shows it. Empty in a local store.
session_tokens = Table(
    "session_tokens",
    metadata,
    Column("session_id", Id, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("mac_key", LargeBinary(32), nullable=False),  # signs acts that go out after the sign-in ended
    Column("made_at", UtcTime, nullable=False),
    Column("seat_id", Id, nullable=True),  # the workstation it is of, once that has shown its proof
    Index(None, "person_id"),
    Index(None, "seat_id"),
)

# Workstations that keep something of the store in a file of their own. Each shows a secret that only its file
# has: names are alike on many computers. What a retired one kept is not asked for any more.
seats = Table(
    "seats",
    metadata,
    Column("id", Id, primary_key=True),
    text_column("name"),
    text_column("computer"),
    Column("proof", LargeBinary(32), nullable=False),  # SHA-256 of the seat's secret
    Column("made_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("last_person_id", Id, ForeignKey("people.id"), nullable=True),  # who signed in there last
    Column("retired_at", UtcTime, nullable=True),  # lost, sold: an admin said so
    Column("retired_by", Id, ForeignKey("people.id"), nullable=True),
    text_column("retired_why"),
    Column("cleared_at", UtcTime, nullable=True),  # it came back, and let go of everything first
)

# What a person did in the last minutes, by the server's clock and written by it alone: leads that stay in
# sight, calls and do-not-calls that may be taken back. Empty in a local store.
done_lately = Table(
    "done_lately",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("kind", Text, primary_key=True),  # lead | call | do_not_call | nobodys of team …
    Column("row_id", Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

# What is asked for after the password: the secret of a person's authenticator, the last step used, and hashes
# of the codes on paper that are left. Not asked for before it was confirmed with a first code.
second_factors = Table(
    "second_factors",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("secret", LargeBinary(20), nullable=False),
    Column("confirmed_at", UtcTime, nullable=True),
    Column("last_step", BigInteger, nullable=False, server_default="0"),
    Column("code_hashes", Json, nullable=False, server_default="[]"),
)

# The keys of each person's files, where a team shares them; a destroyed one stays as NULL. Empty in a local
# store, whose keys are in a file of their own.
person_keys = Table(
    "person_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", LargeBinary(32), nullable=True),
)

# What all of a team's programs must have in common to prove things: the key of the audit's seals.
shared_keys = Table(
    "shared_keys",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key", LargeBinary(32), nullable=False),
)

# Leads that a workstation keeps to be called while the server can't be reached: the queue gives them to
# nobody before `until`. `reason` and `next_at` are how the entry stood before. One that ran out stays until
# its workstation is back, for a week at most: what was done with the lead meanwhile is still to come.
reservations = Table(
    "reservations",
    metadata,
    Column("lead_id", Id, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
    Column("campaign_id", Id, ForeignKey("campaigns.id", ondelete="CASCADE"), nullable=False),
    Column("seat", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
    text_column("reason"),
    Column("next_at", UtcTime, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Index(None, "person_id"),
    Index(None, "until"),
)

# What a workstation kept while the server was away and another person's program handed in: proven by the MAC
# to be that person's, applied by the person's next sign-in or by an admin's or team lead's program.
submitted_acts = Table(
    "submitted_acts",
    metadata,
    Column("id", Id, primary_key=True),  # the act's own id, under which it is applied once
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("session_id", Id, nullable=False),
    Column("no", Integer, nullable=False),  # the person's own order
    Column("kind", Text, nullable=False),
    Column("lead_id", Id, nullable=True),
    Column("call_id", Id, nullable=True),
    text_column("payload"),  # as it was signed; emptied once it is settled
    Column("mac", LargeBinary(32), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("submitted_by", Id, ForeignKey("people.id"), nullable=False),
    Column("submitted_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime, nullable=True),
    text_column("outcome"),
    Index(None, "person_id", "settled_at"),
    Index(None, "lead_id"),
)
