"""Workstations as the server knows them: which still may keep something of whom, and which are retired.

A workstation shows a secret that only its own file has, once in each sign-in; from then on the sign-in is of
that seat. What it is told is which of the leads *it names* are erased, and only while it owes an answer.
"""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.buried import ONLY_ADMIN
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

#: How many leads are one step of a person's counter, and how many may be named at a time.
_MANY, MOST_NAMED = 500, 5000
_OPEN = """EXISTS (
              SELECT 1 FROM erasure_leads e
              JOIN erasure_seats s ON s.erasure_id = e.erasure_id
              WHERE e.lead_id = {} AND s.seat_id = here AND s.acknowledged_at IS NULL)"""

FUNCTIONS = (
    # The seat that this sign-in has proven to be at.
    Function(
        "acting_seat()",
        "uuid",
        "SELECT t.seat_id FROM session_tokens t WHERE t.session_id = acting_session()",
        is_stable=True,
        callers=(),
    ),
    # A workstation says which it is; a new one is taken in. False: it was retired, and clears itself first.
    Function(
        "seat_here(p_seat uuid, p_name text, p_computer text, p_secret text)",
        "boolean",
        f"""
        DECLARE
          known seats%ROWTYPE;
          shown bytea := sha256(convert_to(p_secret, 'UTF8'));
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          IF p_seat IS NULL OR length(p_secret) < 32 OR length(p_name) > 60 OR length(p_computer) > 80 THEN
            RAISE EXCEPTION 'not a seat' USING ERRCODE = '22023';
          END IF;
          SELECT * INTO known FROM seats s WHERE s.id = p_seat FOR UPDATE;
          IF NOT FOUND THEN
            PERFORM count_reach('seat', 1, {LIMITS["seat"]});
            INSERT INTO seats (id, name, computer, proof, made_at, last_seen_at, last_person_id)
              VALUES (p_seat, p_name, p_computer, shown, server_now(), server_now(), acting());
          ELSIF known.proof <> shown THEN
            RAISE EXCEPTION 'another seat' USING ERRCODE = '42501';
          ELSIF known.retired_at IS NOT NULL THEN
            RETURN false;
          ELSE
            UPDATE seats s SET name = p_name, computer = p_computer, last_seen_at = server_now(),
                last_person_id = acting() WHERE s.id = p_seat;
          END IF;
          UPDATE session_tokens t SET seat_id = p_seat WHERE t.session_id = acting_session();
          RETURN true;
        END
        """,
        language="plpgsql",
    ),
    # The erasures that wait for this seat; it is seen by that.
    Function(
        "erasures_open_here()",
        "TABLE (erasure_id uuid)",
        """
        #variable_conflict use_column
        DECLARE here uuid := acting_seat();
        BEGIN
          UPDATE seats SET last_seen_at = server_now(), last_person_id = acting()
            WHERE id = here AND last_seen_at < server_now() - interval '50 seconds';
          RETURN QUERY SELECT s.erasure_id FROM erasure_seats s
            WHERE s.seat_id = here AND s.acknowledged_at IS NULL;
        END
        """,
        language="plpgsql",
    ),
    # Which of the leads and calls that a seat names are of people it has to let go of; and leads that are not
    # on the server at all (`is_erased` false).
    Function(
        "erased_among(p_leads uuid[], p_calls uuid[])",
        "TABLE (id uuid, is_erased boolean)",
        f"""
        #variable_conflict use_column
        DECLARE here uuid := acting_seat();
        BEGIN
          IF cardinality(p_leads) > {MOST_NAMED} OR cardinality(p_calls) > {MOST_NAMED} THEN
            RAISE EXCEPTION 'too many at a time' USING ERRCODE = '22023';
          END IF;
          IF NOT EXISTS (SELECT 1 FROM erasure_seats s
                         WHERE s.seat_id = here AND s.acknowledged_at IS NULL) THEN
            RETURN;
          END IF;
          PERFORM count_reach('held', (cardinality(p_leads) + cardinality(p_calls)) / {_MANY} + 1,
                              {LIMITS["held"]});
          RETURN QUERY
            SELECT g.id, true FROM unnest(p_leads) g(id) WHERE {_OPEN.format("g.id")}
            UNION ALL
            SELECT g.id, false FROM unnest(p_leads) g(id)
              WHERE NOT EXISTS (SELECT 1 FROM leads l WHERE l.id = g.id)
            UNION ALL
            SELECT c.id, true FROM calls c WHERE c.id = ANY (p_calls) AND {_OPEN.format("c.lead_id")};
        END
        """,
        language="plpgsql",
    ),
    # This seat has let go of these; gives how many waited for it.
    Function(
        "acknowledge_erasures(p_erasures uuid[])",
        "integer",
        """
        DECLARE done integer;
        BEGIN
          UPDATE erasure_seats s SET acknowledged_at = server_now()
            WHERE s.seat_id = acting_seat() AND s.erasure_id = ANY (p_erasures)
              AND s.acknowledged_at IS NULL
              AND EXISTS (SELECT 1 FROM erasures e WHERE e.id = s.erasure_id AND e.state = 'erased');
          GET DIAGNOSTICS done = ROW_COUNT;
          RETURN done;
        END
        """,
        language="plpgsql",
    ),
    # A workstation that doesn't come back: its sign-ins end, and what was done there is no longer handed in.
    Function(
        "retire_seat(p_seat uuid, p_why text)",
        "boolean",
        f"""
        DECLARE ended uuid[];
        BEGIN{ONLY_ADMIN}
          IF btrim(p_why) = '' OR p_seat = acting_seat() THEN
            RAISE EXCEPTION 'not without a reason, and not one''s own' USING ERRCODE = '22023';
          END IF;
          UPDATE seats s SET retired_at = server_now(), retired_by = acting(), retired_why = p_why
            WHERE s.id = p_seat AND s.retired_at IS NULL;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          ended := ARRAY(SELECT t.session_id FROM session_tokens t WHERE t.seat_id = p_seat);
          UPDATE sessions s SET end_reason = 'retired', signed_out_at = coalesce(s.signed_out_at, now())
            WHERE s.id = ANY (ended) AND (s.signed_out_at IS NULL OR s.end_reason = 'lost');
          DELETE FROM session_tokens t WHERE t.session_id = ANY (ended);
          RETURN true;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # A retired one came back, and has let go of everything; from now on it is another seat.
    Function(
        "seat_cleared(p_seat uuid, p_secret text)",
        "void",
        """
        UPDATE seats SET cleared_at = server_now()
        WHERE id = p_seat AND proof = sha256(convert_to(p_secret, 'UTF8'))
          AND retired_at IS NOT NULL AND cleared_at IS NULL
        """,
    ),
)
