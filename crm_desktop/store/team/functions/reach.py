"""What a person reaches beyond the own rows: leads in hand, and numbers, each counted by the hour.

Ids tell when something was kept, whatever clock the row was told by: `id_floor`, made by the migrations, is
the first UUIDv7 of a moment.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

#: How often an hour a telecaller may take a lead, or come by a number that isn't theirs: far above what
#: anybody needs (a call every six seconds), far below what would empty a list.
LIMITS = {"claim": 600, "number": 240}

FUNCTIONS = (
    # Leads in the person's hand: on the screen, kept for the workstation, in a call, promised, planned,
    # and what was called or worked on in the last minutes, which can still be noted on and undone.
    Function(
        "held_leads()",
        "uuid[]",
        """
        BEGIN
        RETURN (WITH me AS (SELECT acting() AS id)
        SELECT coalesce(array_agg(h.lead_id), '{}'::uuid[]) FROM (
          SELECT q.lead_id FROM queue_entries q, me WHERE q.claimed_by = me.id
          UNION
          SELECT r.lead_id FROM reservations r, me WHERE r.person_id = me.id
          UNION
          SELECT c.lead_id FROM calls c, me WHERE c.person_id = me.id AND c.state = 'open'
          UNION
          SELECT b.lead_id FROM callbacks b, me WHERE b.owner_id = me.id AND b.state = 'open'
          UNION
          SELECT a.lead_id FROM appointments a, me WHERE a.owner_id = me.id AND a.state = 'planned'
          UNION
          SELECT d.row_id FROM done_lately d, me
            WHERE d.person_id = me.id AND d.kind = 'lead' AND d.at > server_now() - interval '15 minutes'
        ) h);
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    Function(
        "count_reach(p_kind text, p_times integer, p_limit integer)",
        "void",
        """
        DECLARE so_far integer;
        BEGIN
          IF acting() IS NULL OR acting_role() = 'admin' THEN
            RETURN;
          END IF;
          INSERT INTO reach_counts AS r (person_id, hour_at, kind, times)
            VALUES (acting(), date_trunc('hour', now()), p_kind, p_times)
            ON CONFLICT (person_id, hour_at, kind) DO UPDATE SET times = r.times + p_times
            RETURNING times INTO so_far;
          IF so_far > p_limit THEN
            RAISE EXCEPTION 'too often this hour' USING ERRCODE = 'CR010', DETAIL = p_kind;
          END IF;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
)
