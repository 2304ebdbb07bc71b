"""Who rang: leads at a number, also of others, each asked-for number counted by the hour."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role, reach
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

_COLUMNS = """id uuid, name text, company text, city text, owner_id uuid, display_name text, team_id uuid,
  status text, last_result text, last_call_at timestamptz, zone text, phone_id uuid, e164 text,
  do_not_call_at timestamptz, wrong_at timestamptz, promise_at timestamptz, my_promise_at timestamptz"""
# How far each role sees leads, from the permission table; the server's administrator says it.
REACH_OF_ROLE = f"""CASE acting_role() {
    " ".join(f"WHEN '{role.value}' THEN '{reach(role, Permission.SEE_LEADS).value}'" for role in Role)
} END"""
_ASKED = f"""
        asked AS MATERIALIZED (
          SELECT CASE WHEN is_owner() THEN p_me ELSE acting() END AS me,
                 CASE WHEN is_owner() THEN p_team ELSE acting_team() END AS team,
                 CASE WHEN is_owner() THEN p_reach ELSE {REACH_OF_ROLE} END AS reach
        )"""
_CALLED = """(l.last_call_at IS NOT NULL
            AND EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = l.id AND c.person_id = asked.me))"""
_KNOWN = f"""(asked.reach = 'all' OR l.owner_id = asked.me OR {_CALLED}
          OR (asked.reach = 'team' AND (l.team_id = asked.team OR l.team_id IS NULL)))"""
_FROM = """
        FROM asked, phones p
        JOIN lead_phones lp ON lp.phone_id = p.id
        JOIN leads l ON l.id = lp.lead_id
        LEFT JOIN people o ON o.id = l.owner_id"""
_PROMISES = """
          (SELECT min(b.due_at) FROM callbacks b WHERE b.lead_id = l.id AND b.state = 'open'),
          (SELECT min(b.due_at) FROM callbacks b
           WHERE b.lead_id = l.id AND b.state = 'open' AND b.owner_id = asked.me)"""
_ORDER = "ORDER BY (l.last_call_at IS NULL), l.last_call_at DESC, l.no, lp.position LIMIT p_limit"

FUNCTIONS = (
    # Leads the person knows with a number that ends so, those dialled last first.
    Function(
        "callers_ending(p_four text, p_ends text, p_me uuid, p_team uuid, p_reach text, p_limit integer)",
        f"TABLE ({_COLUMNS})",
        f"""
        WITH {_ASKED}, few AS (
          SELECT lp.lead_id, lp.phone_id
          FROM asked, phones p
          JOIN lead_phones lp ON lp.phone_id = p.id
          JOIN leads l ON l.id = lp.lead_id
          WHERE right(p.e164, 4) = p_four AND length(p_four) = 4 AND p.e164 LIKE p_ends
            AND l.status <> 'merged' AND asked.me IS NOT NULL AND {_KNOWN}
          ORDER BY p.last_attempt_at DESC NULLS LAST LIMIT p_limit
        )
        SELECT l.id, l.name, l.company, l.city, l.owner_id, o.display_name, l.team_id, l.status,
          l.last_result,
          l.last_call_at, l.zone, p.id, p.e164, p.do_not_call_at, lp.wrong_at, {_PROMISES}
        {_FROM}
        JOIN few ON few.lead_id = lp.lead_id AND few.phone_id = lp.phone_id
        {_ORDER}
        """,
        is_stable=True,
    ),
    # Everybody's leads at a whole number; of those the person doesn't know the name and the owner alone.
    Function(
        "callers_at(p_e164 text, p_me uuid, p_team uuid, p_reach text, p_limit integer)",
        f"TABLE ({_COLUMNS}, is_known integer)",
        f"""
        BEGIN
          PERFORM count_reach('number', 1, {LIMITS["number"]});
          RETURN QUERY
          WITH {_ASKED}, known AS (
            SELECT l.id AS lead_id, {_KNOWN} AS is_known {_FROM}
            WHERE p.e164 = p_e164
          )
          SELECT l.id, l.name, CASE WHEN k.is_known THEN l.company ELSE '' END,
            CASE WHEN k.is_known THEN l.city ELSE '' END, l.owner_id, o.display_name, l.team_id, l.status,
            CASE WHEN k.is_known THEN l.last_result ELSE '' END,
            CASE WHEN k.is_known THEN l.last_call_at END,
            l.zone, p.id, p.e164, p.do_not_call_at, lp.wrong_at,
            CASE WHEN k.is_known THEN (SELECT min(b.due_at) FROM callbacks b
              WHERE b.lead_id = l.id AND b.state = 'open') END,
            (SELECT min(b.due_at) FROM callbacks b
             WHERE b.lead_id = l.id AND b.state = 'open' AND b.owner_id = asked.me),
            k.is_known::integer
          {_FROM}
          JOIN known k ON k.lead_id = l.id
          WHERE p.e164 = p_e164 AND l.status <> 'merged' AND asked.me IS NOT NULL
          {_ORDER};
        END
        """,
        language="plpgsql",
    ),
    # Leads at the numbers of a phone's log: those the person knows and nobody's, which are counted.
    Function(
        "callers_at_all(p_e164s text[], p_me uuid, p_team uuid, p_reach text, p_limit integer)",
        f"TABLE ({_COLUMNS})",
        f"""
        DECLARE strange integer;
        BEGIN
          IF acting_role() IN ('telecaller', 'team_lead') THEN
            SELECT count(DISTINCT p.e164) INTO strange FROM phones p
              JOIN lead_phones lp ON lp.phone_id = p.id JOIN leads l ON l.id = lp.lead_id
              WHERE p.e164 = ANY (p_e164s) AND l.owner_id IS NULL
                AND (acting_role() = 'telecaller' OR l.team_id <> acting_team());
            PERFORM count_reach('number', strange, {LIMITS["number"]});
          END IF;
          RETURN QUERY
          WITH {_ASKED}
          SELECT l.id, l.name, l.company, l.city, l.owner_id, o.display_name, l.team_id, l.status,
            l.last_result,
            l.last_call_at, l.zone, p.id, p.e164, p.do_not_call_at, lp.wrong_at, {_PROMISES}
          {_FROM}
          WHERE p.e164 = ANY (p_e164s) AND l.status <> 'merged' AND asked.me IS NOT NULL
            AND (l.owner_id IS NULL OR {_KNOWN})
          {_ORDER};
        END
        """,
        language="plpgsql",
    ),
    Function(
        "phone_at(p_e164 text)",
        "TABLE (id uuid)",
        f"""
        BEGIN
          IF acting() IS NOT NULL OR is_owner() THEN
            PERFORM count_reach('number', 1, {LIMITS["number"]});
            RETURN QUERY SELECT p.id FROM phones p WHERE p.e164 = p_e164;
          END IF;
        END
        """,
        language="plpgsql",
    ),
    # A look-up is kept by the number itself: who knows it may note a call of whoever has it.
    Function(
        "note_look_up(p_id uuid, p_person uuid, p_at timestamptz, p_e164 text)",
        "void",
        f"""
        BEGIN
          PERFORM check_acting(p_person);
          PERFORM count_reach('noted', 1, {LIMITS["noted"]});
          INSERT INTO number_lookups (id, person_id, at, phone_id)
            VALUES (CASE WHEN is_owner() THEN p_id ELSE new_id() END, p_person,
                    CASE WHEN is_owner() THEN p_at ELSE server_now() END,
                    (SELECT p.id FROM phones p WHERE p.e164 = p_e164));
        END
        """,
        language="plpgsql",
    ),
    # How many other leads share a number with this one: a count, no names.
    Function(
        "others_at_numbers(p_lead uuid)",
        "bigint",
        """
        SELECT count(DISTINCT theirs.lead_id) FROM lead_phones mine
        JOIN lead_phones theirs ON theirs.phone_id = mine.phone_id AND theirs.lead_id <> mine.lead_id
        WHERE mine.lead_id = p_lead AND (acting() IS NOT NULL OR is_owner())
        """,
        is_stable=True,
    ),
)
