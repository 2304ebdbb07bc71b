"""How a contested call counts, ruled by somebody else and never backdated; what begins tomorrow or later."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role, reach
from crm_desktop.domain.people import Reach as To
from crm_desktop.store.team.functions.written import Function

_RULE = tuple(role for role in Role if reach(role, Permission.RULE) is not To.NONE)
_ROLES = ", ".join(f"'{role}'" for role in _RULE)


def _begins_tomorrow(table: str) -> Function:
    """What was earned or owed stays: new rows are made for a day to come, by the office's clock."""
    return Function(
        f"{table}_begin_tomorrow()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner() AND NEW.from_on <= office_today() THEN
            RAISE EXCEPTION 'this changes from tomorrow on' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=f"BEFORE INSERT ON {table}",
    )


FUNCTIONS = (
    *(_begins_tomorrow(table) for table in ("incentive_slabs", "targets", "calendars")),
    # Keep a ruling and let the call count as it says; the totals follow by their trigger.
    Function(
        "rule_on(p_id uuid, p_contest uuid, p_by uuid, p_at timestamptz, p_why text, p_upheld boolean,"
        " p_disposition uuid, p_talk_s integer, p_person uuid)",
        "void",
        f"""
        DECLARE
          k contests;
          c calls;
          said dispositions;
        BEGIN
          PERFORM check_acting(p_by);
          SELECT * INTO k FROM contests WHERE id = p_contest FOR UPDATE;
          SELECT * INTO c FROM calls WHERE id = k.call_id FOR UPDATE;
          IF NOT is_owner() THEN
            IF acting() IS NULL OR acting_role() NOT IN ({_ROLES})
               OR (acting_role() <> 'admin' AND EXISTS (
                 SELECT 1 FROM people p WHERE p.id IN (k.person_id, p_person)
                   AND p.team_id IS DISTINCT FROM acting_team())) THEN
              RAISE EXCEPTION 'not yours to rule on' USING ERRCODE = '42501';
            END IF;
            IF acting() IN (k.person_id, c.person_id, p_person) THEN
              RAISE EXCEPTION 'nobody rules on own rows' USING ERRCODE = '42501';
            END IF;
          END IF;
          IF k.id IS NULL OR EXISTS (SELECT 1 FROM rulings r WHERE r.contest_id = k.id)
             OR (p_upheld AND (c.id IS NULL OR c.state <> 'closed')) OR p_talk_s < 0 THEN
            RAISE EXCEPTION 'nothing to rule on' USING ERRCODE = '42501';
          END IF;
          IF p_upheld AND p_disposition IS NOT NULL THEN
            SELECT * INTO said FROM dispositions d
              WHERE d.id = p_disposition AND d.campaign_id = c.campaign_id;
            IF said.id IS NULL THEN
              RAISE EXCEPTION 'a result of another campaign' USING ERRCODE = '42501';
            END IF;
            UPDATE calls SET disposition_id = said.id, disposition_code = said.code,
              disposition_label = said.label,
              disposition_flags = counted_flags(said.flags, said.counts, c.day) WHERE id = c.id;
          ELSIF p_upheld AND p_talk_s IS NOT NULL THEN
            UPDATE calls SET talk_s = p_talk_s WHERE id = c.id;
          ELSIF p_upheld AND p_person IS NOT NULL THEN
            UPDATE calls SET person_id = p_person WHERE id = c.id;
          ELSIF p_upheld THEN
            UPDATE calls SET is_left_out = true WHERE id = c.id;
          END IF;
          SELECT * INTO c FROM calls WHERE id = k.call_id;
          INSERT INTO rulings (id, contest_id, lead_id, person_id, other_id, at, is_upheld, why, counts_as)
            VALUES (p_id, k.id, k.lead_id, p_by,
              CASE WHEN p_upheld THEN p_person END, p_at, p_upheld, p_why,
              CASE WHEN p_upheld THEN jsonb_build_object('person', c.person_id,
                'disposition', c.disposition_id, 'code', c.disposition_code, 'label', c.disposition_label,
                'flags', c.disposition_flags, 'talk_s', c.talk_s, 'left_out', c.is_left_out) END);
        END
        """,
        language="plpgsql",
        callers=_RULE,
    ),
)
