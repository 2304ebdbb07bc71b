"""Leads kept for a workstation while the server is away, and what workstations hand in afterwards."""

from __future__ import annotations

from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

#: Leads one person may keep at a time, and for how long at most: two hours while they may be called, and
#: ten minutes more until another person gets them.
MOST_KEPT = 60
LONGEST_KEPT = "2 hours 10 minutes"
#: Acts handed in at a time, and characters of one.
MOST_ACTS = 500
LONGEST_ACT = 65_536

# What an act's MAC is made of; `domain/kept_acts.signed_text` says the same.
_SIGNED = """concat_ws(E'\\n', a ->> 'id', a ->> 'no', a ->> 'person_id', a ->> 'session_id', a ->> 'kind',
                       a ->> 'lead_id', a ->> 'call_id', a ->> 'made_at', a ->> 'payload')"""

# The place of a reservation as it was, unless somebody has moved it meanwhile; `g` is the reservation.
_PUT_BACK = """UPDATE queue_entries q SET reason = g.reason, next_at = g.next_at, version = q.version + 1
            FROM gone g
            WHERE q.lead_id = g.lead_id AND q.campaign_id = g.campaign_id AND q.claimed_by IS NULL
              AND q.reason = 'on_another_screen' AND q.next_at = g.until"""

FUNCTIONS = (
    # Whoever keeps the lead at `p_now`, NULL when nobody does.
    Function(
        "reserved_by(p_lead uuid, p_now timestamptz)",
        "uuid",
        """
        SELECT r.person_id FROM reservations r
        WHERE r.lead_id = p_lead AND (acting() IS NOT NULL OR is_owner())
          AND r.until > CASE WHEN is_owner() THEN p_now ELSE server_now() END
        """,
        is_stable=True,
    ),
    # True when the entry is kept for the person from now on; false when others were quicker. Also what is on
    # the person's own screen, which stays there.
    Function(
        """reserve(p_entry uuid, p_lead uuid, p_person uuid, p_seat text, p_now timestamptz,
                   p_until timestamptz)""",
        "boolean",
        f"""
        DECLARE
          moment timestamptz := CASE WHEN is_owner() THEN p_now ELSE server_now() END;
          ends timestamptz := CASE WHEN is_owner() THEN p_until
                                   ELSE least(p_until, server_now() + interval '{LONGEST_KEPT}') END;
          entry queue_entries;
        BEGIN
          PERFORM check_acting(p_person);
          IF (SELECT count(*) FROM reservations r WHERE r.person_id = p_person AND r.until > moment)
             >= {MOST_KEPT} THEN
            RETURN false;
          END IF;
          PERFORM 1 FROM leads l WHERE l.id = p_lead FOR NO KEY UPDATE SKIP LOCKED;
          IF NOT FOUND OR EXISTS (SELECT 1 FROM reservations r WHERE r.lead_id = p_lead AND r.until > moment)
          THEN
            RETURN false;
          END IF;
          SELECT q.* INTO entry FROM queue_entries q
            WHERE q.id = p_entry AND q.lead_id = p_lead
              AND (q.claimed_by = p_person OR (
                     q.claimed_by IS NULL AND q.lane < 8 AND q.next_at <= moment
                     AND (q.owner_id IS NULL OR q.owner_id = p_person)
                     AND NOT EXISTS (SELECT 1 FROM queue_entries o
                                     WHERE o.lead_id = p_lead AND o.claimed_by IS NOT NULL)))
            FOR NO KEY UPDATE SKIP LOCKED;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          INSERT INTO reservations (lead_id, person_id, campaign_id, seat, until, reason, next_at, made_at)
            VALUES (p_lead, p_person, entry.campaign_id, p_seat, ends, entry.reason, entry.next_at, moment)
            ON CONFLICT (lead_id, person_id) DO UPDATE SET campaign_id = excluded.campaign_id,
              seat = excluded.seat, until = excluded.until, reason = excluded.reason,
              next_at = excluded.next_at, made_at = excluded.made_at;
          IF entry.claimed_by IS NULL THEN
            UPDATE queue_entries SET next_at = ends, reason = 'on_another_screen', version = version + 1
              WHERE id = p_entry;
            PERFORM count_reach('claim', 1, {LIMITS["claim"]});
          END IF;
          RETURN true;
        END
        """,
        language="plpgsql",
    ),
    # Give back what a person keeps (`p_lead` NULL: all, of `p_seat` alone unless it is empty); entries that
    # others changed meanwhile stay as they are. What ran out a week ago goes, whosever it was.
    Function(
        "unreserve(p_person uuid, p_lead uuid, p_seat text, p_now timestamptz)",
        "integer",
        f"""
        DECLARE
          moment timestamptz := CASE WHEN is_owner() THEN p_now ELSE least(p_now, server_now()) END;
          ended integer;
        BEGIN
          PERFORM check_acting(p_person);
          WITH gone AS (
            DELETE FROM reservations r
            WHERE r.person_id = p_person AND (p_lead IS NULL OR r.lead_id = p_lead)
              AND (p_seat = '' OR r.seat = p_seat)
            RETURNING r.*)
          {_PUT_BACK};
          GET DIAGNOSTICS ended = ROW_COUNT;
          DELETE FROM reservations r WHERE r.until < moment - interval '7 days';
          RETURN ended;
        END
        """,
        language="plpgsql",
    ),
    # A lead whose place is closed or taken away is kept for nobody. The row stays for a while: what was done
    # with the lead meanwhile is still handed in by who kept it.
    Function(
        "reservations_end()",
        "trigger",
        """
        BEGIN
          IF TG_OP = 'DELETE' OR (NEW.lane >= 8 AND OLD.lane < 8) THEN
            UPDATE reservations r SET until = r.made_at
              WHERE r.lead_id = OLD.lead_id AND r.campaign_id = OLD.campaign_id AND r.until > r.made_at;
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER DELETE OR UPDATE OF lane ON queue_entries",
    ),
    # Leads that stand aside for nobody; `store/dead_holds.py` says the same. What is dead is decided here, so
    # that anybody may ask for it.
    Function(
        "free_dead_holds(p_now timestamptz)",
        "TABLE (claims integer, kept integer)",
        f"""
        DECLARE
          moment timestamptz := CASE WHEN is_owner() THEN p_now ELSE server_now() END;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          UPDATE queue_entries e SET claimed_by = NULL, lease_until = NULL WHERE e.id IN (
            SELECT q.id FROM queue_entries q,
              LATERAL (SELECT EXISTS (SELECT 1 FROM calls c WHERE c.person_id = q.claimed_by
                                      AND c.lead_id = q.lead_id AND c.state = 'open') AS runs) call
            WHERE q.claimed_by IS NOT NULL AND (
              q.lease_until > moment + interval '1 hour' AND NOT call.runs
              OR q.lease_until < moment AND (
                NOT call.runs OR q.lease_until < moment - interval '1 hour' AND NOT EXISTS (
                  SELECT 1 FROM reservations r WHERE r.lead_id = q.lead_id AND r.person_id = q.claimed_by
                    AND r.until > moment)))
            FOR NO KEY UPDATE OF q SKIP LOCKED);
          GET DIAGNOSTICS claims = ROW_COUNT;
          WITH gone AS MATERIALIZED (
            SELECT r.* FROM reservations r
            WHERE r.until > moment AND (
              r.until > moment + interval '{LONGEST_KEPT}'
              OR EXISTS (SELECT 1 FROM people p WHERE p.id = r.person_id AND p.is_disabled)
              OR EXISTS (SELECT 1 FROM sessions s WHERE s.person_id = r.person_id AND s.seat = r.seat
                           AND s.signed_out_at >= r.made_at AND s.end_reason <> 'lost'
                           AND NOT EXISTS (SELECT 1 FROM sessions later
                                           WHERE later.person_id = s.person_id AND later.seat = s.seat
                                             AND later.signed_in_at >= s.signed_out_at))
              OR NOT EXISTS (SELECT 1 FROM queue_entries o JOIN campaigns c ON c.id = o.campaign_id
                             WHERE o.lead_id = r.lead_id AND o.campaign_id = r.campaign_id AND o.lane < 8
                               AND c.is_active))
            FOR UPDATE OF r SKIP LOCKED),
          back AS ({_PUT_BACK} RETURNING 1),
          ended AS (UPDATE reservations r SET until = g.made_at FROM gone g
                    WHERE r.lead_id = g.lead_id AND r.person_id = g.person_id RETURNING 1)
          SELECT count(*)::integer INTO kept FROM ended;
          DELETE FROM reservations r WHERE r.until < moment - interval '7 days';
          RETURN NEXT;
        END
        """,
        language="plpgsql",
    ),
    Function(
        "hmac_sha256(p_key bytea, p_said text)",
        "bytea",
        """
        DECLARE
          inside bytea := decode(repeat('36', 64), 'hex');
          outside bytea := decode(repeat('5c', 64), 'hex');
        BEGIN
          FOR i IN 0 .. length(p_key) - 1 LOOP
            inside := set_byte(inside, i, get_byte(inside, i) # get_byte(p_key, i));
            outside := set_byte(outside, i, get_byte(outside, i) # get_byte(p_key, i));
          END LOOP;
          RETURN sha256(outside || sha256(inside || convert_to(p_said, 'UTF8')));
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    # Acts of whoever signed them, handed in by anybody signed in: only kept, never applied here. All or none;
    # gives how many are new. One whose MAC isn't made with the key of that person's own sign-in is refused.
    Function(
        "submit_acts(p_acts jsonb)",
        "integer",
        f"""
        DECLARE
          a jsonb;
          known bytea;
          taken integer := 0;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          IF jsonb_array_length(p_acts) > {MOST_ACTS} THEN
            RAISE EXCEPTION 'too many at a time' USING ERRCODE = '22023';
          END IF;
          FOR a IN SELECT * FROM jsonb_array_elements(p_acts) LOOP
            SELECT t.mac_key INTO known FROM session_tokens t
              WHERE t.session_id = (a ->> 'session_id')::uuid AND t.person_id = (a ->> 'person_id')::uuid
                AND length(t.mac_key) = 32;
            IF NOT FOUND OR length(a ->> 'payload') > {LONGEST_ACT}
               OR hmac_sha256(known, {_SIGNED}) IS DISTINCT FROM decode(a ->> 'mac', 'hex') THEN
              RAISE EXCEPTION 'not proven' USING ERRCODE = 'CR030';
            END IF;
            IF NOT EXISTS (SELECT 1 FROM commands c WHERE c.request_id = (a ->> 'id')::uuid) THEN
              INSERT INTO submitted_acts (id, person_id, session_id, no, kind, lead_id, call_id, payload, mac,
                                          made_at, submitted_by, submitted_at)
                VALUES ((a ->> 'id')::uuid, (a ->> 'person_id')::uuid, (a ->> 'session_id')::uuid,
                        (a ->> 'no')::integer, a ->> 'kind', nullif(a ->> 'lead_id', '')::uuid,
                        nullif(a ->> 'call_id', '')::uuid, a ->> 'payload', decode(a ->> 'mac', 'hex'),
                        (a ->> 'made_at')::timestamptz,
                        coalesce(acting(), (a ->> 'person_id')::uuid), now())
                ON CONFLICT (id) DO NOTHING;
              IF FOUND THEN
                taken := taken + 1;
              END IF;
            END IF;
          END LOOP;
          RETURN taken;
        END
        """,
        language="plpgsql",
    ),
)
