"""The brake of complaints: whoever takes one down may stop campaigns, as far as the count says so."""

from __future__ import annotations

from crm_desktop.domain.complaints import BRAKE_SENTENCE
from crm_desktop.store.team.functions.written import Function

_BEFORE, _, _AFTER = BRAKE_SENTENCE.partition("{count}")
FUNCTIONS = (
    Function(
        "complaints_lately()",
        "integer",
        """
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          RETURN (SELECT count(DISTINCT coalesce(r.lead_id::text, r.name)) FROM requests r
                  WHERE r.kind = 'grievance' AND r.state <> 'taken_back'
                    AND r.received_at > server_now() - interval '10 days');
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    # The levels are the rules', which the program knows; never fewer than two people, so that nobody stops
    # an office alone.
    Function(
        "brake_for_complaints(p_pause integer, p_stop integer)",
        "SETOF uuid",
        f"""
        DECLARE
          so_many integer := complaints_lately();
        BEGIN
          IF so_many < greatest(p_pause, 2) THEN
            RETURN;
          END IF;
          RETURN QUERY
            UPDATE campaigns c SET paused_at = server_now(), version = c.version + 1,
                                   paused_why = '{_BEFORE}' || so_many || '{_AFTER}'
            WHERE c.paused_at IS NULL AND c.is_active AND NOT c.is_practice
              AND (so_many >= greatest(p_stop, 3) OR c.call_class = 'promotional')
            RETURNING c.id;
        END
        """,
        language="plpgsql",
    ),
)
