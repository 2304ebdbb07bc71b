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
from crm_desktop.store.team.functions.written import BY_INDEX, Function

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
_BY = ", ".join(f"CASE WHEN p_by = '{name}' THEN h.{name} END" for name in ("day", "hour_at", "campaign_id"))
_KEPT_S = int(KEPT_WITHIN.total_seconds())
_FOLLOW_UPS = ("set", "kept", "late", "due", "due_kept")


def _then(day: str) -> str:
    return f"{day} >= m.from_on AND {day} < m.until_on"


def _of_campaign(column: str) -> str:
    return f"(p_campaign IS NULL OR {column} = p_campaign)"


def _on_days(call: str, at: str) -> str:
    """The day of a call-back: its call's, else (or entered later) its own moment's."""
    is_own = f"{call}.day IS NULL OR {call}.known_how = 'later'"
    return f"CASE WHEN {is_own} THEN {_office_day(at)} ELSE {call}.day END"


def _office_day(at: str) -> str:
    """As the function `office_day`, which asks for the zone each time: too dear for thousands of rows."""
    return f"to_char({at} AT TIME ZONE (SELECT zone.name FROM zone), 'YYYYMMDD')::integer"


def _adds(**conditions: str) -> str:
    return ", ".join(f"({conditions.get(name, 'false')})::integer" for name in _FOLLOW_UPS)


_IS_OVER = f"c.due_at < server_now() - interval '{_KEPT_S} s'"
_MISSED = f"c.state IN ('late', 'broken') OR (c.state = 'open' AND {_IS_OVER})"

FUNCTIONS = (
    Function(
        "rows_of_former(p_team uuid, p_first integer, p_last integer, p_campaign uuid)",
        f"""TABLE (is_sale boolean, at timestamptz, campaign_id uuid, code text, label text, kind text,
                  {_TYPES}, sales bigint, waiting bigint, sales_minor bigint, received_minor bigint)""",
        f"""{_MEMBERS}
        SELECT r.* FROM (
          SELECT false AS is_sale, calls.dialled_at, calls.campaign_id,
                 calls.disposition_code, calls.disposition_label, calls.direction,
                 {", ".join(f"{one}::bigint" for one in ONES.values())},
                 0::bigint, 0::bigint, 0::bigint, 0::bigint
          FROM members m JOIN calls ON calls.person_id = m.person_id
            AND calls.day BETWEEN p_first AND p_last AND {_then("calls.day")}
          WHERE {COUNTED_WORDS} AND {_of_campaign("calls.campaign_id")}
          UNION ALL
          SELECT true, s.at, s.campaign_id, '', '', s.state, {_NONE},
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
    # By day, hour_at or campaign_id; of months whose calls went too.
    Function(
        "totals_of_former(p_team uuid, p_by text, p_first integer, p_last integer, p_campaign uuid)",
        f"""TABLE (day integer, hour_at timestamptz, campaign_id uuid, {_TYPES},
                  first_at timestamptz, last_at timestamptz, closed bigint)""",
        f"""{_MEMBERS}
        SELECT {_BY}, {", ".join(f"sum(h.{name})::bigint" for name in COLUMNS)},
               min(h.first_at), max(h.last_at), sum(h.is_closed::integer)::bigint
        FROM members m JOIN call_hours h ON h.person_id = m.person_id
          AND h.day BETWEEN p_first AND p_last AND {_then("h.day")}
        WHERE {_of_campaign("h.campaign_id")}
        GROUP BY 1, 2, 3
        """,
        is_stable=True,
        callers=_CALLERS,
    ),
    # What they add to the leads that who is in the team dialled: leads of their own, reached by them alone.
    Function(
        "leads_of_former(p_team uuid, p_first integer, p_last integer, p_campaign uuid)",
        "TABLE (campaign_id uuid, at timestamptz, attempted integer, reached integer, successes bigint)",
        f"""{_MEMBERS}, those AS MATERIALIZED (
          SELECT t.*, false AS is_former FROM team_spans(p_team) t
          WHERE t.person_id NOT IN (SELECT person_id FROM members) AND EXISTS (SELECT 1 FROM members)
          UNION ALL SELECT m.*, true FROM members m),
        dialled AS (
          SELECT calls.campaign_id, m.is_former, calls.dialled_at, {ONES["conversations"]} AS reached,
                 {ONES["successes"]} AS successes,
                 bool_or(NOT m.is_former) OVER of_lead AS is_seen,
                 max({ONES["conversations"]}) FILTER (WHERE NOT m.is_former) OVER of_lead AS was_reached,
                 calls.lead_id
          FROM those m JOIN calls ON calls.person_id = m.person_id
            AND calls.day BETWEEN p_first AND p_last AND {_then("calls.day")}
          WHERE calls.direction = 'out' AND {COUNTED_WORDS} AND {_of_campaign("calls.campaign_id")}
          WINDOW of_lead AS (PARTITION BY calls.campaign_id, calls.lead_id))
        SELECT d.campaign_id, max(d.dialled_at), (NOT bool_or(d.is_seen))::integer,
               greatest(max(d.reached) - max(coalesce(d.was_reached, 0)), 0), sum(d.successes)::bigint
        FROM dialled d WHERE d.is_former GROUP BY d.campaign_id, d.lead_id ORDER BY 2
        """,
        is_stable=True,
        callers=_CALLERS,
    ),
    # As `store/counted_rows.py: follow_up_parts` counts them; each part by its index of people and times.
    Function(
        "follow_ups_of_former(p_team uuid, p_first integer, p_last integer, p_since timestamptz, "
        "p_noon timestamptz, p_campaign uuid)",
        f"""TABLE (at timestamptz, campaign_id uuid, state text,
                  {", ".join(f"is_{name} integer" for name in _FOLLOW_UPS)})""",
        f"""{_MEMBERS}, whose AS MATERIALIZED (SELECT DISTINCT person_id FROM members),
        zone AS MATERIALIZED (SELECT coalesce((SELECT w.zone FROM workspace w LIMIT 1), 'UTC') AS name),
        promised AS MATERIALIZED (
          SELECT c.created_at AS at, c.campaign_id, c.state, c.created_by AS person_id,
                 {_on_days("k", "c.created_at")} AS day, {_adds(set="true")}
          FROM whose JOIN callbacks c ON c.created_by = whose.person_id LEFT JOIN calls k ON k.id = c.call_id
          WHERE c.handed_from IS NULL AND c.kind = 'promise'
            AND c.created_at >= p_since AND c.created_at < p_noon
            AND (c.call_id IS NULL OR c.closed_by_call_id IS DISTINCT FROM c.call_id)
          UNION ALL
          SELECT c.closed_at, c.campaign_id, c.state, coalesce(k.person_id, c.owner_id),
                 {_on_days("k", "c.closed_at")}, {_adds(kept="c.state = 'kept'", late="c.state = 'late'")}
          FROM people p JOIN callbacks c ON c.owner_id = p.id LEFT JOIN calls k ON k.id = c.closed_by_call_id
          WHERE coalesce(k.person_id, c.owner_id) IN (SELECT person_id FROM members)
            AND c.state IN ('kept', 'late') AND c.closed_at >= p_since AND c.closed_at < p_noon
          UNION ALL
          SELECT c.due_at, c.campaign_id, c.state, c.owner_id, {_office_day("c.due_at")},
                 {_adds(due=f"c.state = 'kept' OR {_MISSED}", due_kept="c.state = 'kept'")}
          FROM whose JOIN callbacks c ON c.owner_id = whose.person_id
          WHERE c.state IN ('open', 'kept', 'late', 'broken') AND c.due_at >= p_since AND c.due_at < p_noon)
        SELECT w.at, w.campaign_id, w.state, {", ".join(f"w.is_{name}" for name in _FOLLOW_UPS)}
        FROM promised w (at, campaign_id, state, person_id, day,
                         {", ".join(f"is_{name}" for name in _FOLLOW_UPS)})
          JOIN members m ON m.person_id = w.person_id AND {_then("w.day")}
        WHERE w.day BETWEEN p_first AND p_last AND {_of_campaign("w.campaign_id")}
        ORDER BY w.at
        """,
        is_stable=True,
        callers=_CALLERS,
        settings=BY_INDEX,
    ),
    # The targets they had while they were in it, as who led it saw them then: what their days owed.
    Function(
        "targets_of_former(p_team uuid)",
        """TABLE (id uuid, whose text, person_id uuid, campaign_id uuid, team_id uuid, measure text,
                  period text, amount bigint, from_on integer)""",
        f"""{_MEMBERS}
        SELECT t.id, t.whose, t.person_id, t.campaign_id, t.team_id, t.measure, t.period, t.amount, t.from_on
        FROM targets t
        WHERE EXISTS (SELECT 1 FROM members m WHERE m.person_id = t.person_id AND t.from_on < m.until_on)
        ORDER BY t.from_on, t.at, t.id
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
