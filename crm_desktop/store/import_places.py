"""The places in the queue that an import's leads get: one statement, for either engine."""

from __future__ import annotations

from crm_desktop.domain.lawful import Basis, Span
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.types import pack_time

# The first half of an id is that of the stretch's last lead, so that the indexes grow near their ends. What
# stands alike comes in the order of the rest: the lead's number, scattered by Knuth's multiplicative hash, so
# that nobody can tell what comes next and a made-up workspace of one seed is the same each time.
_SCATTERED = "(l.no * 2654435761) & 4294967295"
_H = f"printf('%08X', {_SCATTERED})"
SQLITE_ID = (
    f"unhex(substr(hex(?), 1, 12) || '7' || substr({_H}, 1, 3) || '8' || substr({_H}, 4, 5)"
    " || hex(randomblob(5)))"
)
_P = f"lpad(to_hex({_SCATTERED}), 8, '0')"
POSTGRES_ID = (
    f"(left(p_last::text, 13) || '-7' || left({_P}, 3) || '-8' || substr({_P}, 4, 3) || '-'"
    f" || substr({_P}, 7, 2) || right(gen_random_uuid()::text, 10))::uuid"
)


def places(
    entry_id: str, campaign: str, at: str, stretch: tuple[str, str], of_import: str, law: tuple[str, str]
) -> str:
    """Puts leads whose ids are after the first of `stretch`, up to its last, into the queue.

    All are SQL: an id for each place, the campaign's id, when a new lead is due, that `l` is the import's,
    and of `law` whether it lets `l` be called and why it doesn't. Leads that may not be dialled have their
    places already.
    """
    (after, last), (passes, refused) = stretch, law
    return f"""INSERT INTO queue_entries (id, campaign_id, lead_id, lane, reason, next_at, zone, owner_id,
                                             score)
            SELECT {entry_id}, {campaign}, l.id,
                CASE WHEN l.status IN ('won', 'closed') THEN {int(Lane.CLOSED)}
                     WHEN NOT ({passes}) THEN {int(Lane.BLOCKED)}
                     WHEN l.next_call_at IS NULL THEN {int(Lane.NEW)}
                     WHEN l.owner_id IS NULL THEN {int(Lane.RETRY)} ELSE {int(Lane.PROMISED)} END,
                CASE WHEN l.status IN ('won', 'closed') THEN '{Reason.FINAL.value}'
                     WHEN NOT ({passes}) THEN {refused}
                     WHEN l.next_call_at IS NOT NULL AND l.owner_id IS NULL
                     THEN '{Reason.WAITING_RETRY.value}' ELSE '' END,
                coalesce(l.next_call_at, {at}), l.zone, l.owner_id, l.score
            FROM leads l WHERE l.id > {after} AND l.id <= {last} AND {of_import} AND l.status <> 'merged'
            ORDER BY l.id ON CONFLICT (lead_id, campaign_id) DO NOTHING"""


def law_of(span: Span | None, now: int) -> tuple[str, str]:
    """What `places` is told of law on SQLite: as `Span.refusals` says it, of moments that are packed."""
    if span is None or span.passes_all:
        return "1", "''"
    kinds = ", ".join(f"'{Basis(kind).value}'" for kind in span.own)
    has_own = f"l.basis_kind IN ({kinds})"
    passes = f"{has_own} AND (l.basis_until IS NULL OR l.basis_until > {int(now)})"
    if not span.reasons:
        assert span.scrubbed_at is not None
        return f"{passes} OR l.created_at <= {pack_time(span.scrubbed_at)}", f"'{Reason.SCRUB_MISSING.value}'"
    first = f"'{span.reasons[0].value}'"
    if span.reasons[0] is Reason.NO_BASIS:
        first = f"CASE WHEN {has_own} THEN '{Reason.BASIS_EXPIRED.value}' ELSE {first} END"
    return passes, first
