"""All rows for a backup, or for the way home: what an admin may take out of the store, whole."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Reach, Role, reach
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.rows import moving_tables, select_from_server

_QUERIES = "\n".join(
    f"            WHEN '{table.name}' THEN $query${select_from_server(table)}$query$"
    for table in moving_tables()
)
_MAY = tuple(role for role in Role if reach(role, Permission.BACKUP) is Reach.ALL)
_ROLES = ", ".join(f"'{role.value}'" for role in _MAY)

FUNCTIONS = (
    # Opens a cursor on one table's rows, without what nobody takes away: passwords and secrets of sign-ins.
    Function(
        "backup_rows(p_cursor refcursor, p_table text)",
        "refcursor",
        f"""
        DECLARE query text := CASE p_table
{_QUERIES}
          END;
        BEGIN
          IF NOT is_owner() AND (acting_role() IS NULL OR acting_role() NOT IN ({_ROLES})) THEN
            RAISE EXCEPTION 'only an admin makes a backup' USING ERRCODE = '42501';
          END IF;
          IF query IS NULL THEN
            RAISE EXCEPTION 'not a table of a backup' USING ERRCODE = '22023';
          END IF;
          OPEN p_cursor FOR EXECUTE query;
          RETURN p_cursor;
        END
        """,
        language="plpgsql",
        callers=_MAY,
    ),
)
