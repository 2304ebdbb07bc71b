"""What rights the server really has, compared with those it was given: alembic doesn't see them.

When rights are given, a mark of each table's and each function's is kept in the comment of the schema, which
only the owner can write. Whoever looks later, with whatever role, makes the marks anew from the catalogue.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from crm_desktop.store.team.logins import not_kept
from crm_desktop.store.team.names import TeamNames

_HERE = "c.relnamespace = to_regnamespace(:schema) AND c.relkind IN ('r', 'p', 'v', 'm')"
_WHO = "CASE a.grantee WHEN 0 THEN 'all' ELSE pg_get_userbyid(a.grantee) END"
# One line a fact of a table: row security, owner, who may do what to it or to a column, policies, triggers.
# Months of calls and audit come by themselves; they only show when they have rights of their own. What an
# owner may do by itself since PostgreSQL 17 is left out, so that a server may become a newer one.
_TABLES = f"""
    SELECT c.relname AS name, concat_ws(' ', c.relrowsecurity, pg_get_userbyid(c.relowner)) AS fact
    FROM pg_class c WHERE {_HERE} AND NOT c.relispartition
  UNION ALL
    SELECT c.relname, concat_ws(' ', 'may', {_WHO}, a.privilege_type, a.is_grantable)
    FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
    WHERE {_HERE} AND NOT (c.relispartition AND a.grantee = c.relowner)
      AND NOT (a.privilege_type = 'MAINTAIN' AND a.grantee = c.relowner)
  UNION ALL
    SELECT c.relname, concat_ws(' ', 'may', {_WHO}, a.privilege_type, t.attname)
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
    WHERE {_HERE}
  UNION ALL
    SELECT p.tablename,
           concat_ws(' ', p.policyname, p.permissive, CAST(p.roles AS text), p.cmd, p.qual, p.with_check)
    FROM pg_policies p WHERE p.schemaname = :schema
  UNION ALL
    SELECT c.relname, concat_ws(' ', pg_get_triggerdef(t.oid), CAST(t.tgenabled AS text))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE {_HERE} AND NOT t.tgisinternal AND t.tgparentid = 0
"""
# The number in those two moves on when the store comes to another server (`server_care`).
_FUNCTIONS = f"""
    SELECT p.proname AS name,
           concat_ws(' ', pg_get_function_identity_arguments(p.oid), pg_get_userbyid(p.proowner),
                     p.prosecdef, p.provolatile, CAST(p.proconfig AS text),
                     md5(CASE WHEN p.proname IN ('own_tx', 'settled_tx')
                              THEN regexp_replace(p.prosrc, '[0-9]+', '0', 'g') ELSE p.prosrc END),
                     (SELECT string_agg(concat_ws(' ', {_WHO}, a.privilege_type), ',' ORDER BY 1)
                      FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a)) AS fact
    FROM pg_proc p WHERE p.pronamespace = to_regnamespace(:schema)
"""
# Without people's logins, which the keeper administers from PostgreSQL 16 on: they come and go.
_ROLES = """
    SELECT r.rolname AS name,
           concat_ws(' ', r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication,
                     r.rolbypassrls, (SELECT string_agg(g.rolname, ',' ORDER BY g.rolname)
                                      FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                                      WHERE m.member = r.oid AND (g.rolname = ANY (:roles)
                                        OR NOT starts_with(g.rolname, :prefix)))) AS fact
    FROM pg_roles r WHERE r.rolname = ANY (:roles)
"""
# Nobody who signs in may make roles, pass by the policies, act as the owner, or be of two groups.
_TOO_MUCH = """
    SELECT r.rolname FROM pg_roles r
    WHERE starts_with(r.rolname, :prefix) AND r.rolcanlogin
      AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication
           OR pg_has_role(r.oid, :owner, 'MEMBER') OR pg_has_role(r.oid, :keeper, 'MEMBER')
           OR EXISTS (SELECT 1 FROM pg_roles g
                      WHERE starts_with(g.rolname, 'pg_') AND pg_has_role(r.oid, g.oid, 'MEMBER'))
           OR (SELECT count(DISTINCT m.roleid) FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
               WHERE m.member = r.oid AND g.rolname = ANY (:groups)) > 1)
    ORDER BY 1
"""


def marks(connection: Connection, names: TeamNames) -> dict[str, str]:
    """A mark of each table's, function's and group's rights, as the server has them now."""
    roles = [names.owner, names.keeper, *names.groups]
    found: dict[str, str] = {}
    for kind, question in (("table", _TABLES), ("function", _FUNCTIONS), ("role", _ROLES)):
        facts: dict[str, list[str]] = {}
        given: dict[str, Any] = {"schema": names.schema}
        if kind == "role":
            given = {"roles": roles, "prefix": names.person_prefix}
        for row in connection.execute(text(question), given):
            facts.setdefault(row.name, []).append(row.fact)
        for name, lines in facts.items():
            digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
            found[f"{kind} {name}"] = digest[:24]
    return found


def keep_marks(connection: Connection, names: TeamNames) -> None:
    """Remember the rights as they are; only the owner can."""
    kept = json.dumps(marks(connection, names), separators=(",", ":"), sort_keys=True)
    connection.execute(text(f"COMMENT ON SCHEMA {names.schema} IS '{kept}'".replace(":", "\\:")))


def differences(connection: Connection, names: TeamNames) -> tuple[str, ...]:
    """What differs from the rights that were given, such as “table leads”; sorted, empty when nothing."""
    now, was = marks(connection, names), _kept(connection, names)
    changed = {what for what in now.keys() | was.keys() if now.get(what) != was.get(what)}
    given = {"prefix": names.person_prefix, "owner": names.owner, "keeper": names.keeper}
    too_much = connection.execute(text(_TOO_MUCH), {**given, "groups": list(names.groups)}).scalars()
    return (
        *sorted(changed),
        *(f"role {name} has more than a person may" for name in too_much),
        *(f"role {name} is not the program's to change" for name in not_kept(connection, names)),
    )


def _kept(connection: Connection, names: TeamNames) -> Mapping[str, str]:
    question = "SELECT obj_description(CAST(:schema AS regnamespace), 'pg_namespace')"
    comment = connection.execute(text(question), {"schema": names.schema}).scalar_one()
    try:
        kept = json.loads(comment or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
