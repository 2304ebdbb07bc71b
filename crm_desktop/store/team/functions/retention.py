"""Deleting calls that are too old to be kept, by an admin, after their month was closed."""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function

# What the history tells of a call alone; `store/closed_months.py` says the same.
_TOLD = """('call', 'call_undone', 'missed_call', 'note', 'promised', 'callback_moved', 'callback_done',
                          'handed_over')"""

FUNCTIONS = (
    # Up to `p_most` calls of a month that has a receipt and is over for a year; how many it were.
    Function(
        "take_calls(p_month integer, p_most integer)",
        "integer",
        f"""
        DECLARE
          old uuid[];
          theirs uuid[];
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          IF is_held('calls') THEN
            RETURN 0;
          END IF;
          PERFORM 1 FROM closed_months m
            WHERE m.month = p_month AND m.finished_at IS NULL
              AND (is_owner() OR make_date(p_month / 100, p_month % 100, 1) + interval '13 months' <= now());
          IF NOT FOUND THEN
            RAISE EXCEPTION 'this month is not closed, or too young' USING ERRCODE = '42501';
          END IF;
          SELECT array_agg(c.id), array_agg(DISTINCT c.lead_id) INTO old, theirs FROM (
            SELECT c.id, c.lead_id FROM calls c
            WHERE c.day BETWEEN p_month * 100 AND p_month * 100 + 99 AND c.state = 'closed'
              AND NOT EXISTS (SELECT 1 FROM sales s WHERE s.call_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM service_records r WHERE r.call_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.call_id = c.id)
              AND c.lead_id NOT IN (SELECT legally_held('calls'))
            LIMIT p_most FOR UPDATE OF c SKIP LOCKED) c;
          IF old IS NULL THEN
            RETURN 0;
          END IF;
          DELETE FROM timeline t
            WHERE t.lead_id = ANY (theirs) AND t.call_id = ANY (old) AND t.kind IN {_TOLD};
          UPDATE callbacks b SET note = '' WHERE b.call_id = ANY (old) AND b.state <> 'open';
          UPDATE callbacks b SET call_id = NULL WHERE b.call_id = ANY (old);
          UPDATE callbacks b SET closed_by_call_id = NULL
            WHERE b.lead_id = ANY (theirs) AND b.closed_by_call_id = ANY (old);
          UPDATE messages m SET call_id = NULL WHERE m.call_id = ANY (old);
          UPDATE appointments a SET call_id = NULL WHERE a.call_id = ANY (old);
          DELETE FROM contests k WHERE k.lead_id = ANY (theirs) AND k.call_id = ANY (old);
          DELETE FROM samples s WHERE s.lead_id = ANY (theirs) AND s.call_id = ANY (old);
          DELETE FROM reviews r WHERE r.lead_id = ANY (theirs) AND r.call_id = ANY (old);
          DELETE FROM review_looks o WHERE o.call_id = ANY (old);
          DELETE FROM calls c WHERE c.id = ANY (old);
          RETURN cardinality(old);
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
)
