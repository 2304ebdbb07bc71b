"""People as roles of the server; a function here takes verifiers of passwords, never a password."""

from __future__ import annotations

from crm_desktop.domain.leaving import FORMER_LABELS, GONE_SINCE, GONE_UNTIL
from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.logins import SINCE

_VERIFIER = "^SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$"
_CHECK_VERIFIER = f"""
          IF p_verifier !~ '{_VERIFIER}' THEN
            RAISE EXCEPTION 'not a verifier' USING ERRCODE = '22023';
          END IF;"""
_ADMINS_ONLY = """
          IF acting_role() IS DISTINCT FROM 'admin' AND NOT is_owner() THEN
            RAISE EXCEPTION 'only an admin changes people' USING ERRCODE = '42501';
          END IF;"""
_GROUPS = "ARRAY['telecaller', 'team_lead', 'admin']"

_NEUTRAL = " ".join(f"WHEN '{role.value}' THEN '{name}'" for role, name in FORMER_LABELS.items())
# What of an account is nobody's work: `store/leaving.py` says the same.
_ACCOUNT = f"""
          DELETE FROM settings s WHERE s.scope = 'person' AND s.owner_id = p_id;
          DELETE FROM saved_views v WHERE v.owner_id = p_id AND NOT v.is_shared;
          DELETE FROM reviews r WHERE r.by_id = p_id AND r.published_at IS NULL;
          DELETE FROM second_factors f WHERE f.person_id = p_id;
          DELETE FROM done_lately d WHERE d.person_id = p_id;
          DELETE FROM leaves v WHERE v.person_id = p_id;
          INSERT INTO leaves VALUES (p_id, {GONE_SINCE}, {GONE_UNTIL});  -- absent, for good
          UPDATE queue_entries q SET claimed_by = NULL, lease_until = NULL WHERE q.claimed_by = p_id;
          DELETE FROM person_skills k WHERE k.person_id = p_id;
          DELETE FROM campaign_people c WHERE c.person_id = p_id;
          UPDATE hand_out_plans h SET is_active = false, version = version + 1
            WHERE h.person_id = p_id AND h.is_active;
          UPDATE sessions s SET seat = '', signed_out_at = coalesce(s.signed_out_at, s.last_seen_at),
                                end_reason = CASE WHEN s.signed_out_at IS NULL THEN 'left' ELSE end_reason END
            WHERE s.person_id = p_id;"""

FUNCTIONS = (
    # Somebody asks for the own account to be deleted, or takes that back; an admin sees it.
    Function(
        "ask_to_leave(p_asks boolean)",
        "void",
        """
        BEGIN
          IF acting() IS NULL THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          UPDATE people p SET asks_to_leave_at = CASE WHEN p_asks THEN server_now() END
            WHERE p.id = acting();
        END
        """,
        language="plpgsql",
    ),
    Function(
        "refuse_leaving(p_id uuid)",
        "void",
        f"""
        BEGIN{_ADMINS_ONLY}
          UPDATE people p SET asks_to_leave_at = NULL WHERE p.id = p_id;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Deletes an account: an admin's act, or one's own where the office doesn't ask an admin. The name that
    # stands there instead. Whoever acts for themselves says everything else before.
    Function(
        "delete_person(p_id uuid)",
        "text",
        f"""
        DECLARE
          who people%ROWTYPE;
          no integer;
          neutral text;
        BEGIN
          PERFORM 1 FROM people p WHERE p.role = 'admin' ORDER BY p.id FOR UPDATE;
          SELECT * INTO who FROM people p WHERE p.id = p_id FOR UPDATE;
          IF NOT FOUND OR who.left_at IS NOT NULL THEN
            RAISE EXCEPTION 'not this person' USING ERRCODE = '22023';
          END IF;
          IF NOT is_owner() AND acting_role() IS DISTINCT FROM 'admin' AND (
              acting() IS DISTINCT FROM p_id
              OR EXISTS (SELECT 1 FROM settings s WHERE s.scope = 'workspace' AND s.key = 'leaving_asks'
                         AND s.value::text = 'true')) THEN
            RAISE EXCEPTION 'an admin deletes accounts' USING ERRCODE = '42501';
          END IF;
          IF who.role = 'admin' AND NOT EXISTS (
              SELECT 1 FROM people p WHERE p.role = 'admin' AND NOT p.is_disabled AND p.id <> p_id) THEN
            RAISE EXCEPTION 'the only admin' USING ERRCODE = 'CR004';
          END IF;
          SELECT 1 + count(*) INTO no FROM people p WHERE p.left_at IS NOT NULL;
          neutral := CASE who.role {_NEUTRAL} END || ' ' || no;{_ACCOUNT}
          WITH gone AS (DELETE FROM reservations r WHERE r.person_id = p_id RETURNING r.*)
          UPDATE queue_entries q SET reason = g.reason, next_at = g.next_at, version = q.version + 1
            FROM gone g
            WHERE q.lead_id = g.lead_id AND q.campaign_id = g.campaign_id AND q.claimed_by IS NULL
              AND q.reason = 'on_another_screen' AND q.next_at = g.until;
          UPDATE people p SET sign_in_name = 'former:' || no, display_name = neutral, password_hash = '',
              must_change_password = false, one_time_until = NULL, locked_until = NULL, failed_count = 0,
              is_disabled = true, disabled_at = coalesce(p.disabled_at, server_now()),
              asks_to_leave_at = NULL, left_at = server_now(), version = p.version + 1
            WHERE p.id = p_id;
          PERFORM take_login(who.sign_in_name);
          RETURN neutral;
        END
        """,
        language="plpgsql",
    ),
    # The login of an account that is deleted: it opens nothing from now on. One's own can't be dropped
    # while one uses it; `drop_former_logins` does it at somebody's next sign-in.
    Function(
        "take_login(p_sign_in_name text)",
        "void",
        """
        DECLARE login text := '{prefix}' || p_sign_in_name;
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = login) THEN
            RETURN;  -- a store without logins
          END IF;
          PERFORM must_keep(login);
          EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', login);
          PERFORM drop_former_logins();
        END
        """,
        language="plpgsql",
        callers=(),
        is_of_keeper=True,
    ),
    # Says plainly what PostgreSQL would only refuse: `store/team/logins.py` has why, and mends it.
    Function(
        "must_keep(p_login text)",
        "void",
        f"""
        BEGIN
          IF current_setting('server_version_num')::integer >= {SINCE}
             AND EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = p_login)
             AND NOT EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
                             JOIN pg_roles k ON k.oid = m.member
                             WHERE r.rolname = p_login AND k.rolname = current_user AND m.admin_option) THEN
            RAISE EXCEPTION 'not a login of the program' USING ERRCODE = 'CR012';
          END IF;
        END
        """,
        language="plpgsql",
        callers=(),
        is_of_keeper=True,
    ),
    Function(
        "drop_former_logins()",
        "void",
        """
        DECLARE login text;
        BEGIN
          FOR login IN
            SELECT r.rolname FROM pg_roles r
            WHERE starts_with(r.rolname, '{prefix}') AND NOT r.rolcanlogin AND r.rolname <> session_user
              AND NOT starts_with(r.rolname, '{prefix}_')
              AND EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                          WHERE m.member = r.oid
                            AND g.rolname IN ('{prefix}_telecaller', '{prefix}_team_lead', '{prefix}_admin'))
              AND NOT EXISTS (SELECT 1 FROM people p WHERE '{prefix}' || p.sign_in_name = r.rolname)
          LOOP
            BEGIN
              EXECUTE format('DROP ROLE %I', login);
            EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege OR object_in_use
                      OR undefined_object THEN
              NULL;  -- somebody gave it more by hand, or drops it too: it opens nothing
            END;
          END LOOP;
        END
        """,
        language="plpgsql",
        is_of_keeper=True,
    ),
    # What is kept of a lead to undo others' acts: for an admin who answers what the person asks.
    Function(
        "undone_of(p_lead uuid)",
        "TABLE (before jsonb, at timestamptz)",
        """
        SELECT u.before, u.at FROM undo_acts u
        WHERE u.lead_id = p_lead AND (acting_role() = 'admin' OR is_owner()) ORDER BY u.at
        """,
        is_stable=True,
        callers=(Role.ADMIN,),
    ),
    Function(
        "own_password_set(p_verifier text)",
        "void",
        f"""
        BEGIN{_CHECK_VERIFIER}
          IF NOT EXISTS (SELECT 1 FROM people p WHERE session_user = '{{prefix}}' || p.sign_in_name
                         AND NOT p.is_disabled) THEN
            RAISE EXCEPTION 'nobody' USING ERRCODE = '42501';
          END IF;
          -- A one-time password that ran out opens nothing, not even the way to another.
          IF EXISTS (SELECT 1 FROM people p WHERE session_user = '{{prefix}}' || p.sign_in_name
                     AND p.one_time_until < now()) THEN
            RAISE EXCEPTION 'run out' USING ERRCODE = 'CR003';
          END IF;
          PERFORM must_keep(session_user);
          EXECUTE format('ALTER ROLE %I PASSWORD %L', session_user, p_verifier);
          UPDATE people p SET must_change_password = false, one_time_until = NULL, failed_count = 0,
                              locked_until = NULL
            WHERE session_user = '{{prefix}}' || p.sign_in_name;
        END
        """,
        language="plpgsql",
        is_of_keeper=True,
    ),
    Function(
        """add_person(p_id uuid, p_sign_in_name text, p_display_name text, p_role text, p_team uuid,
                      p_verifier text, p_one_time_until timestamptz)""",
        "void",
        f"""
        DECLARE login text := '{{prefix}}' || p_sign_in_name;
        BEGIN{_ADMINS_ONLY}{_CHECK_VERIFIER}
          IF p_role <> ALL ({_GROUPS}) OR p_sign_in_name !~ '^[^_]' OR octet_length(login) > 63 THEN
            RAISE EXCEPTION 'not a person of a server' USING ERRCODE = '22023';
          END IF;
          INSERT INTO people (id, sign_in_name, display_name, role, team_id, password_hash,
                              must_change_password, one_time_until, created_at)
            VALUES (p_id, p_sign_in_name, p_display_name, p_role, p_team, '', p_one_time_until IS NOT NULL,
                    p_one_time_until, now());
          PERFORM drop_former_logins();
          PERFORM make_login(p_sign_in_name, p_role, p_verifier);
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        is_of_keeper=True,
    ),
    # A login for somebody who stands in `people`; sharing a workspace makes one for each.
    Function(
        "make_login(p_sign_in_name text, p_role text, p_verifier text)",
        "void",
        """
        DECLARE login text := '{prefix}' || p_sign_in_name;
        BEGIN
          EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS '
                         'IN ROLE %I PASSWORD %L', login, '{prefix}_' || p_role, p_verifier);
          EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %s', login, current_database(),
                         current_setting('search_path'));
          EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''60s''', login);
          EXECUTE format('ALTER ROLE %I SET lock_timeout = ''5s''', login);
          EXECUTE format('ALTER ROLE %I SET timezone = ''UTC''', login);
          -- As `server.py` asks, where a pooler doesn't pass it on.
          EXECUTE format('ALTER ROLE %I SET jit = off', login);
        END
        """,
        language="plpgsql",
        callers=(),
        is_of_keeper=True,
    ),
    Function(
        "change_person(p_id uuid, p_version integer, p_display_name text, p_role text, p_team uuid)",
        "boolean",
        f"""
        DECLARE
          was people%ROWTYPE;
          login text;
        BEGIN{_ADMINS_ONLY}
          IF p_role <> ALL ({_GROUPS}) THEN
            RAISE EXCEPTION 'not a role' USING ERRCODE = '22023';
          END IF;
          PERFORM 1 FROM people p WHERE p.role = 'admin' ORDER BY p.id FOR UPDATE;
          SELECT * INTO was FROM people p WHERE p.id = p_id AND p.version = p_version AND p.left_at IS NULL
            FOR UPDATE;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          IF was.role = 'admin' AND p_role <> 'admin' AND NOT EXISTS (
              SELECT 1 FROM people p WHERE p.role = 'admin' AND NOT p.is_disabled AND p.id <> p_id) THEN
            RAISE EXCEPTION 'the only admin' USING ERRCODE = 'CR004';
          END IF;
          login := '{{prefix}}' || was.sign_in_name;
          UPDATE people SET display_name = p_display_name, role = p_role, team_id = p_team,
                            version = version + 1 WHERE id = p_id;
          IF was.role <> p_role THEN
            EXECUTE format('REVOKE %I FROM %I', '{{prefix}}_' || was.role, login);
            EXECUTE format('GRANT %I TO %I', '{{prefix}}_' || p_role, login);
            IF pg_has_role(login, '{{prefix}}_' || was.role, 'MEMBER') THEN  -- somebody else granted it
              RAISE EXCEPTION 'not a login of the program' USING ERRCODE = 'CR012';
            END IF;
          END IF;
          RETURN true;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        is_of_keeper=True,
    ),
    Function(
        "person_enabled(p_id uuid, p_is_enabled boolean)",
        "void",
        f"""
        DECLARE who people%ROWTYPE;
        BEGIN{_ADMINS_ONLY}
          PERFORM 1 FROM people p WHERE p.role = 'admin' ORDER BY p.id FOR UPDATE;
          SELECT * INTO who FROM people p WHERE p.id = p_id AND p.left_at IS NULL FOR UPDATE;
          IF NOT FOUND OR (NOT p_is_enabled AND p_id = acting()) THEN
            RAISE EXCEPTION 'not this person' USING ERRCODE = '22023';
          END IF;
          IF NOT p_is_enabled AND who.role = 'admin' AND NOT EXISTS (
              SELECT 1 FROM people p WHERE p.role = 'admin' AND NOT p.is_disabled AND p.id <> p_id) THEN
            RAISE EXCEPTION 'the only admin' USING ERRCODE = 'CR004';
          END IF;
          UPDATE people SET is_disabled = NOT p_is_enabled, version = version + 1,
                            disabled_at = CASE WHEN p_is_enabled THEN NULL ELSE now() END
            WHERE id = p_id;
          PERFORM must_keep('{{prefix}}' || who.sign_in_name);
          EXECUTE format('ALTER ROLE %I %s', '{{prefix}}' || who.sign_in_name,
                         CASE WHEN p_is_enabled THEN 'LOGIN' ELSE 'NOLOGIN' END);
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        is_of_keeper=True,
    ),
    # An admin for everybody, a team lead for the own team's telecallers.
    Function(
        "one_time_password_set(p_id uuid, p_verifier text, p_until timestamptz)",
        "void",
        f"""
        DECLARE who people%ROWTYPE;
        BEGIN{_CHECK_VERIFIER}
          SELECT * INTO who FROM people p WHERE p.id = p_id AND p.left_at IS NULL FOR UPDATE;
          IF NOT FOUND OR NOT (
              is_owner() OR acting_role() = 'admin'
              OR (acting_role() = 'team_lead' AND who.role = 'telecaller' AND who.team_id = acting_team())
          ) THEN
            RAISE EXCEPTION 'not this person' USING ERRCODE = '42501';
          END IF;
          PERFORM must_keep('{{prefix}}' || who.sign_in_name);
          EXECUTE format('ALTER ROLE %I PASSWORD %L', '{{prefix}}' || who.sign_in_name, p_verifier);
          UPDATE people SET must_change_password = true,
                            one_time_until = least(p_until, now() + interval '2 days'),
                            failed_count = 0, locked_until = NULL WHERE id = p_id;
        END
        """,
        language="plpgsql",
        callers=(Role.TEAM_LEAD, Role.ADMIN),
        is_of_keeper=True,
    ),
)
