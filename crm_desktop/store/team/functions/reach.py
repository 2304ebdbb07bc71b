"""What a person reaches beyond the own rows: leads in hand, and numbers, each counted by the hour.

Ids tell when something was kept, whatever clock the row was told by: `id_floor`, made by the migrations, is
the first UUIDv7 of a moment.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

#: How often an hour a telecaller may take a lead, or come by a number that isn't theirs: far above what
#: anybody needs (a call every six seconds), far below what would empty a list. "erased": numbers and e-mails
#: compared with those of erased people. "held": leads a workstation keeps, compared with erased ones, by the
#: steps of `functions/seats.py`. "seat": workstations that begin. "line": of the list of erasures,
#: brought back.
LIMITS = {"claim": 600, "number": 240, "noted": 240, "erased": 4000, "held": 1000, "seat": 20, "line": 5000}

_ROOM = 1_000_000  # numbers of a counter between one hour and the next


def begins_of_hour() -> str:
    """Where a counter stands when an hour begins."""
    return f"floor(extract(epoch FROM now()) / 3600)::bigint * {_ROOM}"


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
    # Where a person's count stands: a sequence, which no rollback sets back. It begins with the hour.
    Function(
        "reach_counter(p_person uuid, p_kind text)",
        "text",
        "SELECT 'reach_' || p_kind || '_' || replace(p_person::text, '-', '')",
        is_stable=True,
        callers=(),
    ),
    Function(
        "make_reach_counters(p_person uuid)",
        "void",
        f"""
        DECLARE kind text;
        BEGIN
          FOREACH kind IN ARRAY ARRAY{[*LIMITS, "code"]} LOOP
            EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', reach_counter(p_person, kind));
          END LOOP;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
    Function(
        "people_are_counted()",
        "trigger",
        """
        BEGIN
          PERFORM make_reach_counters(NEW.id);
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON people",
    ),
    Function(
        "count_reach(p_kind text, p_times integer, p_limit integer)",
        "void",
        f"""
        DECLARE
          me uuid := acting();
          counter regclass;
          begins bigint := {begins_of_hour()};
          so_far bigint;
        BEGIN
          IF is_owner() OR acting_role() = 'admin' OR p_times IS NULL OR p_times <= 0 THEN
            RETURN;
          END IF;
          IF me IS NULL THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          counter := to_regclass(quote_ident(reach_counter(me, p_kind)));
          IF counter IS NULL THEN  -- made with each person and at each upgrade
            RAISE EXCEPTION 'nothing to count by' USING ERRCODE = '42501';
          END IF;
          so_far := nextval(counter);
          IF so_far < begins OR p_times > 1 THEN  -- one after the other, so that none is lost
            PERFORM 1 FROM people p WHERE p.id = me FOR NO KEY UPDATE;
            EXECUTE format('SELECT last_value FROM %s', counter) INTO so_far;
            so_far := greatest(so_far, begins) + least(p_times, p_limit + 1) - CASE WHEN so_far < begins
                      THEN 0 ELSE 1 END;
            PERFORM setval(counter, so_far);
          END IF;
          IF so_far - begins > p_limit THEN
            RAISE EXCEPTION 'too often this hour' USING ERRCODE = 'CR010', DETAIL = p_kind;
          END IF;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
)
