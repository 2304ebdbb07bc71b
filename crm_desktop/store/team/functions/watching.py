"""Looking after the server: transactions that hold everybody up."""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function

_LONG = """
        FROM pg_stat_activity a
        WHERE a.datname = current_database() AND starts_with(a.usename, '{prefix}')
          AND a.pid <> pg_backend_pid()
          AND a.xact_start < clock_timestamp() - make_interval(mins => greatest(p_minutes, 1))"""

FUNCTIONS = (
    # A transaction left open keeps old rows from being cleared away: everybody's claims get slow.
    Function(
        "long_transactions(p_minutes integer)",
        "TABLE (pid integer, sign_in_name text, began_at timestamptz, state text)",
        f"""
        SELECT a.pid, substr(a.usename, length('{{prefix}}') + 1), a.xact_start, a.state {_LONG}
        AND (acting_role() = 'admin' OR is_owner())
        ORDER BY a.xact_start
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
