"""The hourly totals of calls, kept by the server as calls are written: nobody writes other sums.

Ones are added and taken off, which comes to the same in any order in which one statement's rows are met; only
the first and the last call of an hour are looked up again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql

from crm_desktop.domain.call_totals import COLUMNS, MEANINGS
from crm_desktop.domain.people import Role
from crm_desktop.store.call_hours import NO_CAMPAIGN, counted_calls, ones_of
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.names import MOVING


def _words(expression: Any) -> str:
    """A Core expression about `calls` as PostgreSQL's own words, values written out."""
    dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


COUNTED_WORDS = " AND ".join(f"({_words(each)})" for each in counted_calls())
ONES = {meaning.column: f"({_words(ones_of(meaning, is_sqlite=False))})::integer" for meaning in MEANINGS}
_SUMS = ", ".join(f"coalesce(sum({one}), 0)::integer" for one in ONES.values())
_NAMES = ", ".join(COLUMNS)
_ALL = f"day, person_id, hour_at, campaign_id, {_NAMES}, first_at, last_at"
# When the hour began by the office's clock as it stood then.
_ZONE = "(SELECT coalesce((SELECT w.zone FROM workspace w LIMIT 1), 'UTC') AS name) zone"
_HOUR = """date_bin('1 hour', calls.dialled_at, timestamptz '2000-01-01 00:00:00+00'
             - ((calls.dialled_at AT TIME ZONE zone.name) - (calls.dialled_at AT TIME ZONE 'UTC')))"""
_KEYS = f"calls.day, calls.person_id, {_HOUR}, coalesce(calls.campaign_id, '{NO_CAMPAIGN}'::uuid)"
_SPOKEN_AT = "CASE WHEN calls.direction <> 'missed' THEN calls.dialled_at END"


def _of(row: str) -> str:
    """NEW or OLD, under the name the words above have for it."""
    return f"(SELECT {row}.*) calls, {_ZONE}"


FUNCTIONS = (
    Function(
        "calls_are_counted()",
        "trigger",
        f"""
        DECLARE
          was boolean := TG_OP <> 'INSERT' AND {COUNTED_WORDS.replace("calls.", "OLD.")};
          is_now boolean := TG_OP <> 'DELETE' AND {COUNTED_WORDS.replace("calls.", "NEW.")};
          of_hour call_hours;
        BEGIN
          IF NOT was AND NOT is_now OR current_setting('{MOVING}', true) = 'yes' AND is_owner() THEN
            RETURN NULL;
          END IF;
          IF was THEN
            SELECT {_KEYS} INTO of_hour.day, of_hour.person_id, of_hour.hour_at, of_hour.campaign_id
              FROM {_of("OLD")};
            SELECT h.is_closed INTO of_hour.is_closed FROM call_hours h
              WHERE h.day = of_hour.day AND h.person_id = of_hour.person_id AND h.hour_at = of_hour.hour_at
                AND h.campaign_id = of_hour.campaign_id FOR NO KEY UPDATE;
            IF of_hour.is_closed AND TG_OP = 'DELETE' THEN
              RETURN NULL;  -- it stands without its calls
            END IF;
            UPDATE call_hours h SET {", ".join(f"{name} = h.{name} - o.{name}" for name in COLUMNS)},
                first_at = CASE WHEN h.is_closed THEN h.first_at ELSE t.first_at END,
                last_at = CASE WHEN h.is_closed THEN h.last_at ELSE t.last_at END
              FROM (SELECT {", ".join(f"{one} AS {name}" for name, one in ONES.items())}
                    FROM {_of("OLD")}) o,
                (SELECT min({_SPOKEN_AT}) AS first_at, max({_SPOKEN_AT}) AS last_at
                 FROM calls, {_ZONE}
                 WHERE calls.person_id = of_hour.person_id AND calls.day = of_hour.day
                   AND calls.dialled_at >= of_hour.hour_at
                   AND calls.dialled_at < of_hour.hour_at + interval '1 hour'
                   AND coalesce(calls.campaign_id, '{NO_CAMPAIGN}'::uuid) = of_hour.campaign_id
                   AND {_HOUR} = of_hour.hour_at AND {COUNTED_WORDS}) t
              WHERE h.day = of_hour.day AND h.person_id = of_hour.person_id AND h.hour_at = of_hour.hour_at
                AND h.campaign_id = of_hour.campaign_id;
            DELETE FROM call_hours h
              WHERE h.day = of_hour.day AND h.person_id = of_hour.person_id AND h.hour_at = of_hour.hour_at
                AND h.campaign_id = of_hour.campaign_id AND NOT h.is_closed
                AND h.attempts + h.incoming + h.missed = 0;  -- every call is one of these
          END IF;
          IF is_now THEN
            INSERT INTO call_hours AS h ({_ALL})
              SELECT {_KEYS}, {", ".join(ONES.values())}, {_SPOKEN_AT}, {_SPOKEN_AT} FROM {_of("NEW")}
              ON CONFLICT (day, person_id, hour_at, campaign_id) DO UPDATE SET
                {", ".join(f"{name} = h.{name} + excluded.{name}" for name in COLUMNS)},
                first_at = least(h.first_at, excluded.first_at),
                last_at = greatest(h.last_at, excluded.last_at);
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT OR DELETE OR UPDATE OF state, is_practice, is_left_out, day, person_id, "
        "campaign_id, direction, known_how, dialled_at, answered_at, ended_at, closed_at, talk_s, "
        "disposition_flags ON calls",
    ),
    # Count these days anew from the calls; what is closed stays as it is.
    Function(
        "rebuild_hours(p_first integer, p_last integer)",
        "void",
        f"""
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          LOCK TABLE call_hours IN SHARE ROW EXCLUSIVE MODE;  -- calls closed meanwhile wait, and come on top
          DELETE FROM call_hours h WHERE h.day BETWEEN p_first AND p_last AND NOT h.is_closed;
          INSERT INTO call_hours ({_ALL})
            SELECT {_KEYS}, {_SUMS}, min({_SPOKEN_AT}), max({_SPOKEN_AT}) FROM calls, {_ZONE}
            WHERE calls.day BETWEEN p_first AND p_last AND {COUNTED_WORDS} GROUP BY 1, 2, 3, 4
            ON CONFLICT DO NOTHING;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Let a month stand without its calls, before retention takes them; how many hours.
    Function(
        "close_hours(p_month integer)",
        "integer",
        """
        DECLARE closed integer;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          IF NOT is_owner() AND make_date(p_month / 100, p_month % 100, 1) + interval '13 months' > now() THEN
            RAISE EXCEPTION 'this month is too young' USING ERRCODE = '42501';
          END IF;
          UPDATE call_hours h SET is_closed = true
            WHERE h.day BETWEEN p_month * 100 AND p_month * 100 + 99 AND NOT h.is_closed;
          GET DIAGNOSTICS closed = ROW_COUNT;
          RETURN closed;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
)
