"""Leads: numbers they are kept under, search and lists.

ILIKE, LIKE and what a trigram index answers are not leakproof, so under row policies PostgreSQL reads every
row before it compares. These functions cut to the person's own leads themselves and keep the index in use.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.callers import REACH_OF_ROLE
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

WHO = "p_me uuid, p_team uuid, p_reach text"
# Whose leads: said by the server's administrator, found out for everybody else.
_SEER = """
          me uuid := p_me;
          team uuid := p_team;
          reach text := p_reach;"""
_SEEN = """CASE reach WHEN 'all' THEN 'true'
            WHEN 'team' THEN '(l.team_id = $2 OR l.team_id IS NULL OR l.owner_id = $1)'
            WHEN 'own' THEN 'l.owner_id = $1' ELSE 'false' END"""
# One condition a needle, with the text written out: what is known when it is planned finds its index.
_CONDITIONS = f"""
          asked := 'l.status <> ''merged'' AND ' || {_SEEN};
          FOREACH part IN ARRAY p_contains LOOP
            asked := asked || format(' AND s.text LIKE %L ESCAPE ''/''', part);
          END LOOP;
          FOREACH part IN ARRAY p_words LOOP
            asked := asked || format(
              ' AND strpos(replace('' '' || s.text, E''\\n'', '' ''), %L) > 0', part);
          END LOOP;
          FOR i IN 1 .. coalesce(cardinality(p_from), 0) LOOP
            asked := asked || format(' AND l.name_key >= %L AND l.name_key < %L', p_from[i], p_to[i]);
          END LOOP;
          source := CASE WHEN cardinality(p_contains) + cardinality(p_words) > 0
                         THEN 'lead_search s JOIN leads l ON l.no = s.no' ELSE 'leads l' END;"""
_NEEDLES = "p_contains text[], p_words text[], p_from text[], p_to text[]"
_SORRY = f"""
          IF NOT is_owner() THEN
            me := NULL;
            SELECT p.id, p.team_id, {REACH_OF_ROLE.replace("acting_role()", "p.role")} INTO me, team, reach
              FROM people p WHERE p.id = acting();
          END IF;
          IF me IS NULL OR reach IS NULL THEN
            RETURN;
          END IF;"""

FUNCTIONS = (
    # A new UUIDv7.
    Function(
        "new_id()",
        "uuid",
        """
        SELECT (left(id_floor(clock_timestamp())::text, 14) || '7'
                || substr(gen_random_uuid()::text, 16))::uuid
        """,
        callers=(),
    ),
    # Whether a number is on one of the person's leads.
    Function(
        "phone_within_reach(p_phone uuid)",
        "boolean",
        """
        SELECT EXISTS (
          SELECT 1 FROM lead_phones lp JOIN leads l ON l.id = lp.lead_id
          WHERE lp.phone_id = p_phone AND (l.owner_id = (SELECT acting())
            OR ((SELECT acting_role()) = 'team_lead'
                AND (l.team_id = (SELECT acting_team()) OR l.team_id IS NULL))))
        """,
        is_stable=True,
        callers=(),
    ),
    # Ids of numbers are told where leads are judged; a lead gets a number of others' leads only from whoever
    # said the number itself within the hour, which is counted.
    Function(
        "numbers_are_known()",
        "trigger",
        """
        BEGIN
          IF is_owner() OR acting_role() = 'admin' THEN
            RETURN NULL;
          END IF;
          IF EXISTS (
            SELECT 1 FROM added a
            WHERE EXISTS (SELECT 1 FROM lead_phones lp WHERE lp.phone_id = a.phone_id
                          AND NOT EXISTS (SELECT 1 FROM added o
                                          WHERE o.lead_id = lp.lead_id AND o.phone_id = lp.phone_id))
              AND NOT EXISTS (SELECT 1 FROM number_lookups n WHERE n.phone_id = a.phone_id
                              AND n.person_id = acting() AND n.id > id_floor(now() - interval '1 hour'))
              AND NOT EXISTS (
                SELECT 1 FROM lead_phones lp JOIN leads l ON l.id = lp.lead_id
                WHERE lp.phone_id = a.phone_id AND lp.lead_id <> a.lead_id
                  AND (l.owner_id = acting() OR l.id = ANY (held_leads()) OR (acting_role() = 'team_lead'
                       AND (l.team_id = acting_team() OR l.team_id IS NULL))))) THEN
            RAISE EXCEPTION 'a number of others is not known' USING ERRCODE = '42501';
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON lead_phones REFERENCING NEW TABLE AS added",
    ),
    # The ids of these numbers; those not known yet are kept with the ids given. It never says which were
    # known, nor whose they are; how many numbers somebody keeps that are on none of their leads is counted.
    Function(
        "phone_ids_of(p_e164s text[], p_ids uuid[])",
        "TABLE (e164 text, id uuid)",
        f"""
        DECLARE strange uuid[];
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          IF cardinality(p_e164s) <> cardinality(p_ids) THEN
            RAISE EXCEPTION 'an id for each number' USING ERRCODE = '22023';
          END IF;
          INSERT INTO phones AS p (id, e164)
            SELECT given.id, given.e164 FROM unnest(p_e164s, p_ids) given(e164, id)
            ORDER BY given.e164 ON CONFLICT DO NOTHING;
          IF acting_role() IN ('telecaller', 'team_lead') THEN
            SELECT array_agg(p.id) INTO strange FROM phones p
              WHERE p.e164 = ANY (p_e164s) AND NOT phone_within_reach(p.id);
            IF acting_role() = 'telecaller' AND strange IS NOT NULL THEN
              PERFORM count_reach('number', cardinality(strange), {LIMITS["number"]});
            END IF;
            INSERT INTO number_lookups (id, person_id, at, phone_id)
              SELECT new_id(), acting(), now(), s.id FROM unnest(strange) s(id)
              WHERE EXISTS (SELECT 1 FROM lead_phones lp WHERE lp.phone_id = s.id);
          END IF;
          RETURN QUERY SELECT p.e164, p.id FROM phones p WHERE p.e164 = ANY (p_e164s);
        END
        """,
        language="plpgsql",
    ),
    # Search as you type: the first leads of the person's that all needles find, a row a phone.
    Function(
        f"leads_found({_NEEDLES}, p_limit integer, {WHO})",
        """TABLE (id uuid, no bigint, name text, company text, email text, city text, source text,
               status text, phone text, more_phones integer, is_do_not_call boolean, owner_id uuid,
               owner_name text,
               last_result text, last_call_at timestamptz, next_call_at timestamptz, attempts integer,
               created_at timestamptz, zone text, score smallint, product text, is_wrong boolean,
               "position" smallint)""",
        f"""
        DECLARE{_SEER}
          asked text;
          source text;
          part text;
        BEGIN{_SORRY}{_CONDITIONS}
          RETURN QUERY EXECUTE format($query$
            SELECT f.id, f.no, f.name, f.company, f.email, f.city, f.source, f.status,
              coalesce(p.e164, ''), 0, p.do_not_call_at IS NOT NULL, f.owner_id, coalesce(o.display_name, ''),
              f.last_result, f.last_call_at, f.next_call_at, f.attempts, f.created_at, f.zone, f.score,
              f.product,
              lp.wrong_at IS NOT NULL, lp.position
            FROM (SELECT l.* FROM %s WHERE %s LIMIT $3) f
            LEFT JOIN lead_phones lp ON lp.lead_id = f.id
            LEFT JOIN phones p ON p.id = lp.phone_id
            LEFT JOIN people o ON o.id = f.owner_id
          $query$, source, asked) USING me, team, p_limit;
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    # The row numbers of everything of the person's that all needles find; lists sort and filter them.
    Function(
        f"leads_matching({_NEEDLES}, {WHO})",
        "TABLE (no bigint)",
        f"""
        DECLARE{_SEER}
          asked text;
          source text;
          part text;
        BEGIN{_SORRY}{_CONDITIONS}
          RETURN QUERY EXECUTE format('SELECT l.no FROM %s WHERE %s', source, asked) USING me, team;
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    # The phones of leads the person sees, each lead's in the order they are tried.
    Function(
        f"phones_of(p_leads uuid[], {WHO})",
        "TABLE (lead_id uuid, e164 text, do_not_call_at timestamptz)",
        f"""
        DECLARE{_SEER}
        BEGIN{_SORRY}
          RETURN QUERY SELECT l.id, p.e164, p.do_not_call_at
            FROM leads l JOIN lead_phones lp ON lp.lead_id = l.id JOIN phones p ON p.id = lp.phone_id
            WHERE l.id = ANY (p_leads) AND (reach = 'all' OR l.owner_id = me
              OR (reach = 'team' AND (l.team_id = team OR l.team_id IS NULL)))
            ORDER BY l.id, (lp.wrong_at IS NOT NULL), lp.position;
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
)
