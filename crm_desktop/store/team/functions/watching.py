"""Looking after the server: transactions and locks that hold everybody up."""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function

# Or a session that lies idle with an advisory lock, twelve times as long: nobody else may import meanwhile.
_LONG = """
        FROM pg_stat_activity a
        WHERE a.datname = current_database() AND starts_with(a.usename, '{prefix}')
          AND a.pid <> pg_backend_pid()
          AND (a.xact_start < clock_timestamp() - make_interval(mins => greatest(p_minutes, 1))
               OR (a.xact_start IS NULL
                   AND a.state_change < clock_timestamp() - make_interval(mins => 12 * greatest(p_minutes, 1))
                   AND EXISTS (SELECT 1 FROM pg_locks l
                               WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.granted)))"""

FUNCTIONS = (
    # A transaction left open keeps old rows from being cleared away: everybody's claims get slow.
    Function(
        "long_transactions(p_minutes integer)",
        "TABLE (pid integer, sign_in_name text, began_at timestamptz, state text)",
        f"""
        SELECT a.pid, substr(a.usename, length('{{prefix}}') + 1), coalesce(a.xact_start, a.state_change),
               a.state {_LONG}
        AND (acting_role() = 'admin' OR is_owner())
        ORDER BY 3
        """,
        callers=(Role.ADMIN,),
    ),
    Function(
        "end_long_transactions(p_minutes integer)",
        "integer",
        f"""
        SELECT count(pg_terminate_backend(a.pid))::integer {_LONG}
        AND (acting_role() = 'admin' OR is_owner())
        """,
        callers=(Role.ADMIN,),
    ),
)
