"""Times of what happened: nothing as of a time to come, or from before a workstation could have kept it."""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

#: How far a corrected clock may be wrong, and how far back lies what was kept without the server.
AHEAD = "2 minutes"
BACK = "31 days"
_TOLD = (
    "timeline", "do_not_calls", "sale_changes", "contests", "rulings", "review_replies", "review_looks",
    "audit", "evidence",
)  # fmt: skip


def _time_of_now(table: str) -> Function:
    # A call entered later is told as of when it was.
    later = (
        """AND (NEW.call_id IS NULL OR NOT EXISTS (
                SELECT 1 FROM calls c WHERE c.id = NEW.call_id AND c.dialled_at = NEW.at))"""
        if table == "timeline"
        else ""
    )
    return Function(
        f"time_of_{table}_is_by_now()",
        "trigger",
        f"""
        BEGIN
          IF (NEW.at > server_now() + interval '{AHEAD}' OR NEW.at < server_now() - interval '{BACK}')
             AND NOT is_owner() {later} THEN
            RAISE EXCEPTION 'a time far from the clock of the server' USING ERRCODE = 'CR020';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=f"BEFORE INSERT ON {table}",
    )


FUNCTIONS = tuple(_time_of_now(table) for table in _TOLD)
