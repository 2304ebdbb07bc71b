"""The brake of complaints: whoever takes one down may stop campaigns, as far as the count says so."""

from __future__ import annotations

import json

from crm_desktop.domain.complaints import BRAKE_MARK, BRAKE_SENTENCE
from crm_desktop.domain.shift import number_of
from crm_desktop.store.rule_packs import profiles
from crm_desktop.store.team.functions.written import Function

_BEFORE, _, _AFTER = BRAKE_SENTENCE.partition("{count}")
_HELD = f"{{}}.paused_at IS NOT NULL AND starts_with({{}}.paused_why, '{BRAKE_MARK}')"
_CHOSEN = (
    "(SELECT s.value::jsonb #>> '{}' FROM settings s WHERE s.scope = 'workspace' AND s.key = 'rule_profile')"
)
_PROFILES = ", ".join(
    f"('{each.id}', ARRAY[{', '.join(repr(country) for country in each.countries)}]::text[], {place})"
    for place, each in enumerate(profiles())
)
_PACK_ROWS = ", ".join(
    f"('{each.id}', {number_of(row.from_on)}, '{json.dumps(row.value)}'::jsonb)"
    for each in profiles()
    for row in each.rows
    if row.rule == "complaints"
)
FUNCTIONS = (
    # Warn, pause, stop, as the rules of the office's jurisdiction say today, with what admins changed;
    # nothing where they have no such rule. The same as `rule_packs.pack_on`.
    Function(
        "brake_levels()",
        "integer[]",
        f"""
        WITH profile(id) AS (
          SELECT p.id FROM (VALUES {_PROFILES}) p(id, countries, place)
          ORDER BY p.id = {_CHOSEN} DESC NULLS LAST,
                   (SELECT w.country FROM workspace w LIMIT 1) = ANY (p.countries) DESC NULLS LAST, p.place
          LIMIT 1
        ), changed AS (
          SELECT DISTINCT ON (r.row_from) r.row_from, r.from_on, r.value::jsonb AS value, true AS is_ours
          FROM rule_changes r, profile WHERE r.profile = profile.id AND r.rule = 'complaints'
          ORDER BY r.row_from, r.at DESC
        ), known AS (
          SELECT * FROM changed UNION ALL
          SELECT p.from_on, p.from_on, p.value, false
          FROM (VALUES {_PACK_ROWS}) p(id, from_on, value), profile
          WHERE p.id = profile.id AND p.from_on NOT IN (SELECT c.row_from FROM changed c)
        )
        SELECT ARRAY(SELECT jsonb_array_elements_text(k.value)::integer) FROM known k
        ORDER BY k.from_on <= office_today() DESC,
                 CASE WHEN k.from_on <= office_today() THEN -k.from_on ELSE k.from_on END, k.is_ours DESC
        LIMIT 1
        """,
        callers=(),
        is_stable=True,
    ),
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
    # Whether so many complaints stop campaigns of a kind of call.
    Function(
        "brake_stops(p_class text, p_count integer)",
        "boolean",
        """
        SELECT coalesce(p_count >= l[3] OR (p_class = 'promotional' AND p_count >= l[2]), false)
        FROM brake_levels() l
        """,
        callers=(),
        is_stable=True,
    ),
    Function(
        "brake_for_complaints()",
        "SETOF uuid",
        f"""
        DECLARE
          so_many integer := complaints_lately();
        BEGIN
          RETURN QUERY
            UPDATE campaigns c SET paused_at = server_now(), version = c.version + 1,
                                   paused_why = '{_BEFORE}' || so_many || '{_AFTER}'
            WHERE c.paused_at IS NULL AND c.is_active AND NOT c.is_practice
              AND brake_stops(c.call_class, so_many)
            RETURNING c.id;
        END
        """,
        language="plpgsql",
    ),
    # What the brake holds an admin alone lets go on; and nobody goes on with another one instead: a campaign
    # that is new, switched on again or of another kind of call stands still as complaints say, whether or not
    # there are others of its kind.
    Function(
        "brake_is_lifted_by_admins()",
        "trigger",
        f"""
        DECLARE so_many integer;
        BEGIN
          IF is_owner() OR acting_role() = 'admin' THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' AND {_HELD.format("OLD", "OLD")}
             AND (NEW.paused_at, NEW.paused_why) IS DISTINCT FROM (OLD.paused_at, OLD.paused_why) THEN
            RAISE EXCEPTION 'the brake of complaints holds' USING ERRCODE = '42501';
          END IF;
          IF NEW.paused_at IS NULL AND NEW.is_active AND NOT NEW.is_practice
             AND (TG_OP = 'INSERT' OR NOT OLD.is_active OR OLD.call_class <> NEW.call_class) THEN
            so_many := complaints_lately();
            IF brake_stops(NEW.call_class, so_many) THEN
              NEW.paused_at := server_now();
              NEW.paused_why := '{_BEFORE}' || so_many || '{_AFTER}';
            END IF;
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT OR UPDATE OF paused_at, paused_why, is_active, call_class ON campaigns",
    ),
)
