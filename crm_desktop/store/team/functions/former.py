"""What was done in a team by people who are no longer in it, row by row, for sums and their receipts.

Who leads it is told; whose each row is, about whom and of which words stays untold (`store/former_rows.py`).
"""

from __future__ import annotations

from crm_desktop.domain.call_totals import COLUMNS
from crm_desktop.domain.callbacks import KEPT_WITHIN
from crm_desktop.domain.people import Role
from crm_desktop.domain.sales import COUNTED
from crm_desktop.store.sold import SOLD
from crm_desktop.store.team.functions.totals import COUNTED_WORDS, ONES
from crm_desktop.store.team.functions.written import Function

_COUNTED = ", ".join(f"'{state}'" for state in sorted(COUNTED))
_CALLERS = (Role.TEAM_LEAD, Role.ADMIN)
_MEMBERS = """
        WITH members AS MATERIALIZED (
          SELECT t.* FROM team_spans(p_team) t JOIN people p ON p.id = t.person_id
          WHERE p.team_id IS DISTINCT FROM p_team AND p.id IS DISTINCT FROM acting()
            AND (SELECT is_owner() OR acting_role() = 'admin'
                 OR (acting_role() = 'team_lead' AND p_team = acting_team())))"""
_TYPES = ", ".join(f"{name} bigint" for name in COLUMNS)
_NONE = ", ".join("0::bigint" for _ in COLUMNS)
_KEPT_S = int(KEPT_WITHIN.total_seconds())
_FOLLOW_UPS = ("set", "kept", "late", "due", "due_kept")


def _then(day: str) -> str:
    return f"{day} >= m.from_on AND {day} < m.until_on"


def _of_campaign(column: str) -> str:
    return f"(p_campaign IS NULL OR {column} = p_campaign)"


def _on_days(call: str, at: str) -> str:
    """The day of a call-back: its call's, else (or entered later) its own moment's."""
    is_own = f"{call}.day IS NULL OR {call}.known_how = 'later'"
    return f"CASE WHEN {is_own} THEN office_day({at}) ELSE {call}.day END"


def _adds(**conditions: str) -> str:
    return ", ".join(f"({conditions.get(name, 'false')})::integer" for name in _FOLLOW_UPS)


_IS_OVER = f"c.due_at < server_now() - interval '{_KEPT_S} s'"
_MISSED = f"c.state IN ('late', 'broken') OR (c.state = 'open' AND {_IS_OVER})"

FUNCTIONS = (
    Function(
        "rows_of_former(p_team uuid, p_first integer, p_last integer, p_campaign uuid)",
        f"""TABLE (is_sale boolean, at timestamptz, campaign_id uuid, what text, {_TYPES},
                  sales bigint, waiting bigint, sales_minor bigint, received_minor bigint)""",
        f"""{_MEMBERS}
        SELECT r.* FROM (
          SELECT false AS is_sale, calls.dialled_at, calls.campaign_id,
                 coalesce(nullif(calls.disposition_label, ''), calls.direction) AS what,
                 {", ".join(f"{one}::bigint" for one in ONES.values())},
                 0::bigint, 0::bigint, 0::bigint, 0::bigint
          FROM members m JOIN calls ON calls.person_id = m.person_id
            AND calls.day BETWEEN p_first AND p_last AND {_then("calls.day")}
          WHERE {COUNTED_WORDS} AND {_of_campaign("calls.campaign_id")}
          UNION ALL
          SELECT true, s.at, s.campaign_id, s.state, {_NONE},
                 CASE WHEN s.is_confirmed THEN s.sign ELSE 0 END,
                 CASE WHEN s.is_confirmed THEN 0 ELSE s.sign END,
                 CASE WHEN s.is_confirmed THEN s.sign * s.amount_minor ELSE 0 END,
                 CASE WHEN s.is_confirmed AND s.state = 'received' THEN s.sign * s.amount_minor ELSE 0 END
          FROM members m JOIN ({SOLD}) s ON s.person_id = m.person_id
            AND s.day BETWEEN p_first AND p_last AND {_then("s.day")}
          WHERE s.state IN ({_COUNTED}) AND {_of_campaign("s.campaign_id")}) r
        ORDER BY r.is_sale, r.dialled_at
        """,
        is_stable=True,
        callers=_CALLERS,
    ),
    # Of months whose calls went too.
    Function(
        "totals_of_former(p_team uuid, p_first integer, p_last integer, p_campaign uuid)",
        f"TABLE ({_TYPES}, closed bigint)",
        f"""{_MEMBERS}
        SELECT {", ".join(f"sum(h.{name})::bigint" for name in COLUMNS)}, sum(h.is_closed::integer)::bigint
        FROM members m JOIN call_hours h ON h.person_id = m.person_id
          AND h.day BETWEEN p_first AND p_last AND {_then("h.day")}
        WHERE {_of_campaign("h.campaign_id")}
        """,
        is_stable=True,
        callers=_CALLERS,
    ),
    # As `store/counted_rows.py: follow_up_parts` counts them.
    Function(
        "follow_ups_of_former(p_team uuid, p_first integer, p_last integer, p_since timestamptz, "
        "p_noon timestamptz, p_campaign uuid)",
        f"""TABLE (at timestamptz, campaign_id uuid, state text,
                  {", ".join(f"is_{name} integer" for name in _FOLLOW_UPS)})""",
        f"""{_MEMBERS}, promised AS (
          SELECT c.created_at AS at, c.campaign_id, c.state, c.created_by AS person_id,
                 {_on_days("k", "c.created_at")} AS day, {_adds(set="true")}
          FROM callbacks c LEFT JOIN calls k ON k.id = c.call_id
          WHERE c.created_by IN (SELECT person_id FROM members) AND c.handed_from IS NULL
            AND c.kind = 'promise' AND c.created_at >= p_since AND c.created_at < p_noon
            AND (c.call_id IS NULL OR c.closed_by_call_id IS DISTINCT FROM c.call_id)
          UNION ALL
          SELECT c.closed_at, c.campaign_id, c.state, coalesce(k.person_id, c.owner_id),
                 {_on_days("k", "c.closed_at")}, {_adds(kept="c.state = 'kept'", late="c.state = 'late'")}
          FROM callbacks c LEFT JOIN calls k ON k.id = c.closed_by_call_id
          WHERE coalesce(k.person_id, c.owner_id) IN (SELECT person_id FROM members)
            AND c.state IN ('kept', 'late') AND c.closed_at >= p_since AND c.closed_at < p_noon
          UNION ALL
          SELECT c.due_at, c.campaign_id, c.state, c.owner_id, office_day(c.due_at),
                 {_adds(due=f"c.state = 'kept' OR {_MISSED}", due_kept="c.state = 'kept'")}
          FROM callbacks c
          WHERE c.owner_id IN (SELECT person_id FROM members)
            AND c.state IN ('open', 'kept', 'late', 'broken') AND c.due_at >= p_since AND c.due_at < p_noon)
        SELECT w.at, w.campaign_id, w.state, {", ".join(f"w.is_{name}" for name in _FOLLOW_UPS)}
        FROM promised w (at, campaign_id, state, person_id, day,
                         {", ".join(f"is_{name}" for name in _FOLLOW_UPS)})
          JOIN members m ON m.person_id = w.person_id AND {_then("w.day")}
        WHERE w.day BETWEEN p_first AND p_last AND {_of_campaign("w.campaign_id")}
        ORDER BY w.at
        """,
        is_stable=True,
        callers=_CALLERS,
    ),
    # Results and answers of reviews, for a team's score; no note, no call, no reviewer.
    Function(
        "reviews_of_former(p_team uuid, p_since timestamptz, p_until timestamptz, p_campaign uuid)",
        """TABLE (published_at timestamptz, campaign_id uuid, scorecard_id uuid, answers jsonb, result text,
                  said bigint)""",
        f"""{_MEMBERS}
        SELECT r.published_at, r.campaign_id, r.scorecard_id, r.answers::jsonb, r.result,
               (SELECT count(*) FROM review_replies p WHERE p.review_id = r.id)
        FROM members m JOIN reviews r ON r.person_id = m.person_id
        WHERE r.published_at >= p_since AND r.published_at < p_until AND r.withdrawn_at IS NULL
          AND {_then("office_day(r.published_at)")} AND {_of_campaign("r.campaign_id")}
        ORDER BY r.published_at
        """,
        is_stable=True,
        callers=_CALLERS,
    ),
)
