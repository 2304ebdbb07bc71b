"""Who is acting: signing in gives a token, and every transaction shows it."""

from __future__ import annotations

from crm_desktop.domain.settings import SETTINGS
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.versions import ACCEPTED, SETTING

_CHECK_VERSION = f"""
          IF nullif(current_setting('{SETTING}', true), '') IS NOT NULL
             AND current_setting('{SETTING}')::integer <> ALL (ARRAY{list(ACCEPTED)}) THEN
            RAISE EXCEPTION 'other version' USING ERRCODE = 'CR005';
          END IF;"""

_DAYS = SETTINGS["months_close_days"].default

FUNCTIONS = (
    # The server's own clock where it decides; in a place of its own so that tests can set it.
    Function("server_now()", "timestamptz", "SELECT now()", callers=(), is_stable=True),
    # The office's date (yyyymmdd) at a moment, and by the server's clock.
    Function(
        "office_day(p_at timestamptz)",
        "integer",
        """
        SELECT to_char(p_at AT TIME ZONE coalesce((SELECT w.zone FROM workspace w LIMIT 1), 'UTC'),
                       'YYYYMMDD')::integer
        """,
        is_stable=True,
    ),
    Function("office_today()", "integer", "SELECT office_day(server_now())", is_stable=True),
    # Whether the month of a day is closed, for entries or as its calls went (`store/month_ends.py`).
    Function(
        "month_is_closed(p_day integer)",
        "boolean",
        f"""
        WITH said AS (
          SELECT s.key, s.value::text AS value FROM settings s JOIN workspace w ON w.id = s.owner_id
          WHERE s.scope = 'workspace')
        SELECT (p_day IS NOT NULL AND (
          p_day / 100 <= (SELECT value::integer FROM said WHERE key = 'months_closed_through')
          OR EXISTS (SELECT 1 FROM closed_months m WHERE m.month = p_day / 100)
          OR (EXISTS (SELECT 1 FROM said WHERE key = 'advanced' AND value = 'true')
              AND to_date((p_day / 100)::text || '01', 'YYYYMMDD') + interval '1 month'
                + make_interval(days => coalesce(
                    (SELECT value::integer FROM said WHERE key = 'months_close_days'), {_DAYS}))
                <= to_date(office_today()::text, 'YYYYMMDD')))) IS TRUE
        """,
        is_stable=True,
    ),
    # The day on which a step of something of a day counts; none: its own, as its month is open.
    Function(
        "late_day(p_day integer)",
        "integer",
        "SELECT CASE WHEN month_is_closed(p_day) THEN office_today() END",
        callers=(),
        is_stable=True,
    ),
    # In plpgsql, which plans once a connection, not at each call: they are asked several times a statement.
    # The person of the live sign-in that belongs both to the token shown and to the role signed in with.
    Function(
        "acting()",
        "uuid",
        """
        BEGIN
        RETURN (SELECT s.person_id
        FROM session_tokens t
        JOIN sessions s ON s.id = t.session_id
        JOIN people p ON p.id = s.person_id
        WHERE t.token_hash = sha256(convert_to(current_setting('crm.token', true), 'UTF8'))
          AND t.made_at > now() - interval '24 hours'
          AND s.signed_out_at IS NULL AND NOT p.is_disabled AND NOT p.must_change_password
          AND session_user = '{prefix}' || p.sign_in_name);
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    Function(
        "acting_session()",
        "uuid",
        """
        SELECT t.session_id FROM session_tokens t
        WHERE t.token_hash = sha256(convert_to(current_setting('crm.token', true), 'UTF8'))
          AND t.person_id = acting()
        """,
        is_stable=True,
    ),
    Function(
        "acting_team()",
        "uuid",
        "BEGIN RETURN (SELECT p.team_id FROM people p WHERE p.id = acting()); END",
        language="plpgsql",
        is_stable=True,
    ),
    Function(
        "acting_role()",
        "text",
        "BEGIN RETURN (SELECT p.role FROM people p WHERE p.id = acting()); END",
        language="plpgsql",
        is_stable=True,
    ),
    # Whoever owns the tables (the administrator of the server, an upgrade, tests) is bound by no policy.
    Function(
        "is_owner()",
        "boolean",
        """
        BEGIN
          RETURN (SELECT pg_has_role(session_user, c.relowner, 'MEMBER') FROM pg_class c
                  WHERE c.oid = 'leads'::regclass);
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    Function(
        "check_acting(p_person uuid)",
        "void",
        """
        BEGIN
          IF p_person IS NULL OR (acting() IS DISTINCT FROM p_person AND NOT is_owner()) THEN
            RAISE EXCEPTION 'nobody may act for someone else' USING ERRCODE = '42501';
          END IF;
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    Function(
        # `p_code`: of the second factor, or what proves that an earlier sign-in's program goes on.
        "sign_in(p_session uuid, p_seat text, p_day integer, p_code text DEFAULT '')",
        """TABLE (person_id uuid, display_name text, role text, team_id uuid, must_change boolean,
               token text, mac_key bytea, server_now timestamptz)""",
        """
        DECLARE
          who people%ROWTYPE;
          secret text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
          key bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
          earlier sessions%ROWTYPE;
        BEGIN
          SELECT * INTO who FROM people p WHERE session_user = '{prefix}' || p.sign_in_name;
          IF NOT FOUND OR who.is_disabled THEN
            RAISE EXCEPTION 'disabled' USING ERRCODE = 'CR001';
          END IF;
          """
        + _CHECK_VERSION
        + """
          IF who.locked_until > now() THEN
            RAISE EXCEPTION 'locked' USING ERRCODE = 'CR002', DETAIL = who.locked_until::text;
          END IF;
          IF who.one_time_until < now() THEN
            RAISE EXCEPTION 'run out' USING ERRCODE = 'CR003';
          END IF;
          IF EXISTS (SELECT 1 FROM second_factors f
                     WHERE f.person_id = who.id AND f.confirmed_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM session_tokens t
                             WHERE t.session_id = p_session AND t.person_id = who.id
                               AND p_code = encode(hmac_sha256(t.mac_key, p_session::text), 'hex')) THEN
            IF p_code = '' THEN
              RAISE EXCEPTION 'a code is needed' USING ERRCODE = 'CR007';
            END IF;
            IF NOT second_factor_passes(who.id, p_code, true) THEN
              RAISE EXCEPTION 'another code' USING ERRCODE = 'CR008';
            END IF;
          END IF;
          -- Ended sign-ins open nothing; their keys still prove what was kept while the server was away.
          DELETE FROM session_tokens t WHERE t.person_id = who.id AND t.made_at < now() - interval '60 days';
          DELETE FROM done_lately d
            WHERE d.person_id = who.id AND d.at < server_now() - interval '1 day';
          -- Commands of one person may run side by side; a killed one is over when its token is.
          UPDATE sessions s SET signed_out_at = s.last_seen_at, end_reason = 'lost'
            WHERE s.person_id = who.id AND s.seat = p_seat AND s.signed_out_at IS NULL AND s.id <> p_session
              AND (p_seat <> 'command' OR s.signed_in_at < now() - interval '24 hours');
          SELECT * INTO earlier FROM sessions s WHERE s.id = p_session FOR UPDATE;
          IF FOUND AND earlier.end_reason = 'retired' THEN
            RAISE EXCEPTION 'retired' USING ERRCODE = 'CR011';
          ELSIF FOUND THEN
            -- A workstation goes on: after its server or itself was away, or with a new password.
            IF earlier.person_id <> who.id OR earlier.seat <> p_seat OR p_seat = 'command'
               OR (earlier.signed_out_at IS NOT NULL AND earlier.end_reason <> 'lost')
               OR earlier.signed_in_at < now() - interval '24 hours' THEN
              RAISE EXCEPTION 'over' USING ERRCODE = 'CR006';
            END IF;
            UPDATE sessions s SET signed_out_at = NULL, end_reason = '', last_seen_at = now()
              WHERE s.id = p_session;
            SELECT t.mac_key INTO key FROM session_tokens t WHERE t.session_id = p_session;
            UPDATE session_tokens t SET token_hash = sha256(convert_to(secret, 'UTF8')), made_at = now()
              WHERE t.session_id = p_session;
          ELSE
            INSERT INTO sessions (id, person_id, seat, signed_in_at, last_seen_at, day)
              VALUES (p_session, who.id, p_seat, now(), now(), p_day);
            INSERT INTO session_tokens (session_id, person_id, token_hash, mac_key, made_at)
              VALUES (p_session, who.id, sha256(convert_to(secret, 'UTF8')), key, now());
          END IF;
          RETURN QUERY SELECT who.id, who.display_name, who.role, who.team_id, who.must_change_password,
                              secret, key, clock_timestamp();
        END
        """,
        language="plpgsql",
    ),
    Function(
        "sign_out(p_reason text)",
        "void",
        """
        UPDATE sessions SET signed_out_at = now(), last_seen_at = now(), end_reason = p_reason
        WHERE id = acting_session() AND signed_out_at IS NULL
        """,
    ),
)
