"""People's logins are the keeper's to change: from PostgreSQL 16 on that takes the ADMIN option on each.

The keeper has it for every login it made itself. A server that came from 15 (pg_upgrade, or its roles put
back from a dump) has logins that nobody made there, and memberships that its superuser granted: nobody could
be disabled or given another password, and whoever was made a telecaller would stay an admin to the server.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.team.names import TeamNames

SINCE = 160_000  # `server_version_num` from which on CREATEROLE alone changes nothing of a role
_LOGINS = """
    SELECT r.rolname FROM pg_roles r
    WHERE starts_with(r.rolname, :prefix) AND NOT starts_with(r.rolname, :fixed)
      AND EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                  WHERE m.member = r.oid AND g.rolname = ANY (:groups))
"""
_NOT_KEPT = f"""{_LOGINS}
      AND NOT EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles k ON k.oid = m.member
                      WHERE m.roleid = r.oid AND k.rolname = :keeper AND m.admin_option)
      AND CAST(current_setting('server_version_num') AS integer) >= {SINCE}
    ORDER BY 1
"""
_PEOPLE = """
    SELECT r.rolname, p.role FROM {}.people p JOIN pg_roles r ON r.rolname = :prefix || p.sign_in_name
"""
_MEMBERS = """
    SELECT r.rolname AS login, g.rolname AS member_of, pg_get_userbyid(m.grantor) AS granted_by
    FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
    WHERE starts_with(r.rolname, :prefix) AND NOT starts_with(r.rolname, :fixed) AND g.rolname = ANY (:groups)
    ORDER BY 1, 2, 3
"""


def not_kept(connection: Connection, names: TeamNames) -> tuple[str, ...]:
    """The logins of people that the keeper may not change; never one before PostgreSQL 16."""
    return tuple(connection.execute(text(_NOT_KEPT), _given(names)).scalars())


def hand_over(connection: Connection, names: TeamNames) -> None:
    """Give the keeper every login, each in the one group of its person's role, granted by the keeper.

    As the server's administrator, who may lack the right to it: `not_kept` then goes on naming it.
    """
    run = connection.exec_driver_sql
    for login in not_kept(connection, names):
        _try(connection, f'GRANT "{login}" TO "{names.keeper}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE')
    version: int = run("SELECT current_setting('server_version_num')::integer").scalar_one()
    members = connection.execute(text(_MEMBERS), _given(names)).all()
    for login, role in connection.execute(text(_PEOPLE.format(names.schema)), _given(names)).all():
        group = f"{names.schema}__{role}"
        theirs = [
            (row.member_of, row.granted_by if version >= SINCE else names.keeper)
            for row in members
            if row.login == login
        ]
        if (group, names.keeper) not in theirs:
            run(f'SET LOCAL ROLE "{names.keeper}"')
            run(f'GRANT "{group}" TO "{login}"')
            run("RESET ROLE")
        for member_of, granted_by in theirs:
            if (member_of, granted_by) != (group, names.keeper):
                by = f' GRANTED BY "{granted_by}"' if version >= SINCE else ""
                _try(connection, f'REVOKE "{member_of}" FROM "{login}"{by}')


def _try(connection: Connection, statement: str) -> None:
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(statement)
    except ServerForbids:
        pass  # a hosted server's administrator may administer less than everybody


def _given(names: TeamNames) -> dict[str, object]:
    return {
        "prefix": names.person_prefix,
        "fixed": f"{names.person_prefix}_",
        "groups": list(names.groups),
        "keeper": names.keeper,
    }
