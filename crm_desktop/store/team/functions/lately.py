"""What a person did in the last minutes, by the server's own clock: no id or time of a program's is trusted.

What was worked on a moment ago stays in sight, and a moment's mistake can be taken back.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

MINUTES = 15


def did(kind: str, row_id: str, *, is_text: bool = True) -> str:
    """Whether the person acting did this to that row in the last minutes; `kind` may be an expression."""
    told = f"'{kind}'" if is_text else kind
    return f"""EXISTS (SELECT 1 FROM done_lately d WHERE d.person_id = acting() AND d.kind = {told}
                      AND d.row_id = {row_id} AND d.at > server_now() - interval '{MINUTES} minutes')"""


FUNCTIONS = (
    Function(
        "keep_lately(p_kind text, p_row uuid)",
        "void",
        """
        DECLARE me uuid := acting();
        BEGIN
          IF me IS NOT NULL AND p_row IS NOT NULL THEN
            INSERT INTO done_lately AS d (person_id, kind, row_id, at)
              VALUES (me, p_kind, p_row, server_now())
              ON CONFLICT (person_id, kind, row_id) DO UPDATE SET at = excluded.at;
          END IF;
        END
        """,
        language="plpgsql",  # planned once a session
        callers=(),
    ),
    Function(
        "timeline_was_written()",
        "trigger",
        """
        BEGIN
          IF NEW.person_id = acting() THEN
            PERFORM keep_lately('lead', NEW.lead_id);
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON timeline",
    ),
    Function(
        "call_was_written()",
        "trigger",
        """
        BEGIN
          IF NEW.person_id = acting() THEN
            PERFORM keep_lately('lead', NEW.lead_id);
            IF NEW.state = 'closed' THEN
              PERFORM keep_lately('call', NEW.id);
            END IF;
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT OR UPDATE OF state ON calls",
    ),
)
