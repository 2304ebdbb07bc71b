"""Working the queue: what is looked at, taken and moved before a lead is in somebody's hand.

Nothing here gives a name or a number: only what the gate judges by. Taking a lead is counted.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.ruled import CAMPAIGN
from crm_desktop.store.team.functions.written import Function

# What the gate judges a lead by; a row a phone, in order.
FACTS = """TABLE (id uuid, status text, zone text, owner_id uuid, team_id uuid, last_result text,
  next_call_at timestamptz, lead_attempts integer, last_call_at timestamptz, on_screen_of uuid,
  in_call_of uuid, phone_id uuid, wrong_at timestamptz, do_not_call_at timestamptz, attempts integer,
  day_attempts integer, day integer, last_attempt_at timestamptz,
  basis_kind text, basis_until timestamptz, created_at timestamptz, erased_at timestamptz,
  refused integer, purposes text, age_band text)"""
FACTS_OF = """
        SELECT l.id, l.status, l.zone, l.owner_id, l.team_id, l.last_result, l.next_call_at,
               l.attempts, l.last_call_at,
               coalesce((SELECT o.claimed_by FROM queue_entries o
                         WHERE o.lead_id = l.id AND o.claimed_by IS NOT NULL LIMIT 1),
                        (SELECT r.person_id FROM reservations r
                         WHERE r.lead_id = l.id AND r.until > now() LIMIT 1)),
               (SELECT o.person_id FROM open_calls o WHERE o.lead_id = l.id),
               p.id, lp.wrong_at, p.do_not_call_at, p.attempts, p.day_attempts, p.day, p.last_attempt_at,
               l.basis_kind, l.basis_until, l.created_at, l.erased_at, l.refused, l.purposes,
               l.age_band
        FROM leads l
        LEFT JOIN lead_phones lp ON lp.lead_id = l.id
        LEFT JOIN phones p ON p.id = lp.phone_id"""
# A number that may be dialled again some day; `c` is its campaign.
_USABLE = """lp.wrong_at IS NULL AND p.do_not_call_at IS NULL
  AND p.attempts < coalesce((c.phone_caps ->> 'lifetime')::integer, 2147483647)"""
# How often a number or a lead was dialled in a stretch of time.
_DIALS = """(SELECT count(*) FROM calls d WHERE {} AND d.direction = 'out' AND NOT d.is_practice
    AND d.id >= id_floor(p_now - interval '9 days') AND d.dialled_at > p_now - interval '{}')"""
# Whether a clock's minute of the day lies in half-open hours, which may end on the next day.
_IN_HOURS = """CASE WHEN {start} < {end} THEN {minute} >= {start} AND {minute} < {end}
    ELSE {minute} >= {start} OR {minute} < {end} END"""


def _within(caps: str, whose: str) -> str:
    """Whether the rolling caps leave room."""
    return " AND ".join(
        f"({caps} ->> '{name}' IS NULL OR {_DIALS.format(whose, span)} < ({caps} ->> '{name}')::integer)"
        for name, span in (("per_24h", "24 hours"), ("per_week", "7 days"))
    )


FUNCTIONS = (
    Function(
        "lead_facts(p_lead uuid)",
        FACTS,
        f"{FACTS_OF} WHERE l.id = p_lead AND (acting() IS NOT NULL OR is_owner()) ORDER BY lp.position, p.id",
        is_stable=True,
    ),
    Function(
        "lead_facts_of(p_leads uuid[])",
        FACTS,
        f"""{FACTS_OF} WHERE l.id = ANY (p_leads) AND (SELECT acting() IS NOT NULL OR is_owner())
        ORDER BY l.id, lp.position, p.id""",
        is_stable=True,
    ),
    # Whether a lead may be taken up: one's own, nobody's, the own team's; what one is at, has called before,
    # or whose whole number one looked up within the hour.
    Function(
        "may_work(p_lead uuid)",
        "boolean",
        """
        SELECT is_owner() OR (acting() IS NOT NULL AND (
          acting_role() = 'admin'
          OR EXISTS (SELECT 1 FROM leads l WHERE l.id = p_lead AND (
               l.owner_id IS NULL OR l.owner_id = acting()
               OR (acting_role() = 'team_lead' AND (l.team_id IS NULL OR l.team_id = acting_team()))))
          OR EXISTS (SELECT 1 FROM queue_entries q
                     WHERE q.lead_id = p_lead AND acting() IN (q.owner_id, q.claimed_by))
          OR p_lead = ANY (held_leads())
          OR EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = p_lead AND c.person_id = acting())
          OR EXISTS (SELECT 1 FROM number_lookups n JOIN lead_phones lp ON lp.phone_id = n.phone_id
                     WHERE lp.lead_id = p_lead AND n.person_id = acting()
                       AND n.id > id_floor(now() - interval '1 hour'))))
        """,
        is_stable=True,
        callers=(),
    ),
    # Whether somebody is on leave on the office's day of that moment.
    Function(
        "is_on_leave(p_person uuid, p_at timestamptz)",
        "boolean",
        """
        SELECT EXISTS (
          SELECT 1 FROM leaves v, workspace w,
            LATERAL (SELECT to_char(p_at AT TIME ZONE w.zone, 'YYYYMMDD')::integer AS day) today
          WHERE v.person_id = p_person AND today.day BETWEEN v.first_day AND v.last_day)
        """,
        is_stable=True,
        callers=(),
    ),
    # Who isn't at work: not in since the office's midnight or out again, on leave, disabled; at the turn of
    # the day both days count.
    Function(
        "is_absent(p_person uuid)",
        "boolean",
        """
        SELECT NOT EXISTS (
          SELECT 1 FROM sessions s,
            (SELECT date_trunc('day', (server_now() + interval '5 minutes') AT TIME ZONE w.zone)
                      AT TIME ZONE w.zone AS began FROM workspace w LIMIT 1) today
          WHERE s.person_id = p_person AND s.last_seen_at >= today.began
            AND s.signed_in_at >= today.began - interval '1 day'
            AND (s.signed_out_at IS NULL OR s.end_reason = 'lost'))
        OR is_on_leave(p_person, server_now())
        OR EXISTS (SELECT 1 FROM people p WHERE p.id = p_person AND p.is_disabled)
        """,
        is_stable=True,
        callers=(),
    ),
    Function(
        "claim(p_entry uuid, p_lead uuid, p_person uuid, p_due_by timestamptz, p_lease_until timestamptz)",
        "SETOF queue_entries",
        f"""
        DECLARE taken queue_entries;
        BEGIN
          PERFORM check_acting(p_person);
          UPDATE queue_entries q SET claimed_by = p_person,
              lease_until = CASE WHEN is_owner() THEN p_lease_until
                                 ELSE least(p_lease_until, now() + interval '10 minutes') END
            WHERE q.id = p_entry AND q.lead_id = p_lead AND q.claimed_by IS NULL AND q.next_at <= p_due_by
              AND (q.owner_id IS NULL OR q.owner_id = p_person OR may_work(p_lead)
                   OR (q.lane = 1 AND is_absent(q.owner_id))  -- promised by who doesn't come today
                   OR waits_for_anyone(p_entry))
              AND NOT EXISTS (SELECT 1 FROM queue_entries o
                              WHERE o.lead_id = p_lead AND o.claimed_by IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM reservations r  -- kept on another person's workstation
                              WHERE r.lead_id = p_lead AND r.person_id <> p_person
                                AND r.until > least(now(), p_lease_until))
            RETURNING q.* INTO taken;
          IF FOUND THEN
            PERFORM count_reach('claim', 1, {LIMITS["claim"]});
            RETURN NEXT taken;
          END IF;
        END
        """,
        language="plpgsql",
    ),
    # On a screen a lead comes through `claim` alone, and off another one's through a function too.
    Function(
        "screens_are_claimed()",
        "trigger",
        """
        BEGIN
          IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID),
                         'MEMBER') THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' AND NEW.claimed_by IS NULL THEN
            IF OLD.claimed_by = acting()
                -- The result of the claim's own person, handed in and carried out for them.
                OR EXISTS (
                    SELECT 1 FROM submitted_acts s WHERE s.lead_id = OLD.lead_id
                      AND s.person_id = OLD.claimed_by AND s.settled_at IS NULL) THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'a lead is taken by claiming it' USING ERRCODE = '42501';
        END
        """,
        language="plpgsql",
        callers=(),
        is_invoker=True,
        trigger=(
            "BEFORE INSERT ON queue_entries WHEN (NEW.claimed_by IS NOT NULL)",
            "BEFORE UPDATE ON queue_entries WHEN (NEW.claimed_by IS DISTINCT FROM OLD.claimed_by)",
        ),
    ),
    # What left a screen for a call that turned out to be none comes back to its place.
    Function(
        """unhold(p_lead uuid, p_campaign uuid, p_until timestamptz, p_reason text,
                  p_next_at timestamptz)""",
        "integer",
        """
        DECLARE moved integer;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN 0;
          END IF;
          UPDATE queue_entries SET reason = p_reason, next_at = p_next_at, version = version + 1
            WHERE lead_id = p_lead AND campaign_id = p_campaign AND claimed_by IS NULL
              AND reason = 'on_another_screen' AND next_at = p_until
              AND (is_owner() OR ((p_next_at <= p_until OR p_lead = ANY (held_leads())) AND NOT EXISTS (
                     SELECT 1 FROM reservations r
                     WHERE r.lead_id = p_lead AND r.person_id <> acting() AND r.until > now())));
          GET DIAGNOSTICS moved = ROW_COUNT;
          RETURN moved;
        END
        """,
        language="plpgsql",
    ),
    # The own claim of who is named, and those whose lease ran out: with no call running, or long ago.
    Function(
        "free_claims(p_person uuid, p_now timestamptz, p_lost_by timestamptz)",
        "void",
        """
        BEGIN
          PERFORM check_acting(coalesce(p_person, acting(), '00000000-0000-0000-0000-000000000000'));
          UPDATE queue_entries SET claimed_by = NULL, lease_until = NULL WHERE id IN (
            SELECT mine.id FROM (SELECT q.id FROM queue_entries q WHERE q.claimed_by = p_person
                                 FOR NO KEY UPDATE) mine
            UNION ALL
            SELECT late.id FROM (
              SELECT q.id FROM queue_entries q
              WHERE q.claimed_by IS NOT NULL
                AND q.lease_until < CASE WHEN is_owner() THEN p_now ELSE least(p_now, now()) END
                AND (NOT EXISTS (SELECT 1 FROM calls c WHERE c.person_id = q.claimed_by
                                 AND c.lead_id = q.lead_id AND c.state = 'open')
                     OR q.lease_until < CASE WHEN is_owner() THEN p_lost_by
                                             ELSE least(p_lost_by, now() - interval '1 hour') END
                        AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.lead_id = q.lead_id
                                        AND r.person_id = q.claimed_by AND r.until > now()))
              -- In order, so that it comes from the index of leases: any other holds all that was claimed
              -- since the oldest snapshot.
              ORDER BY q.lease_until LIMIT 100
              FOR NO KEY UPDATE SKIP LOCKED) late);
        END
        """,
        language="plpgsql",
    ),
    # Whether the gate would let the lead of an entry be dialled: law, hours, holidays, screens, caps.
    Function(
        "is_dialable(p_entry uuid, p_now timestamptz)",
        "boolean",
        f"""
        SELECT EXISTS (
          SELECT 1 FROM queue_entries q JOIN {CAMPAIGN} c ON c.id = q.campaign_id
            JOIN leads l ON l.id = q.lead_id,
            LATERAL (SELECT w.zone AS office FROM workspace w LIMIT 1) w,
            LATERAL (SELECT clock_of(q.zone, w.office) AS name) zone,
            LATERAL (SELECT span_of(c.id, p_now) AS span) law,
            LATERAL (SELECT p_now AT TIME ZONE zone.name AS at,
                            p_now AT TIME ZONE w.office AS office_at) local,
            LATERAL (SELECT extract(hour FROM local.at) * 60 + extract(minute FROM local.at) AS minute,
                            extract(hour FROM local.office_at) * 60 + extract(minute FROM local.office_at)
                              AS office_minute) clock,
            LATERAL (SELECT CASE WHEN c.end_minute < c.start_minute AND clock.minute < c.end_minute
                                 THEN local.at::date - 1 ELSE local.at::date END AS began) day
          WHERE q.id = p_entry AND c.paused_at IS NULL AND l.erased_at IS NULL
            AND (c.role <> 'client' OR c.client_until IS NULL
                 OR c.client_until >= to_char(day.began, 'YYYYMMDD')::integer)
            AND position((extract(isodow FROM day.began) - 1)::text IN c.days) > 0
            AND NOT coalesce(c.holidays @> to_jsonb(to_char(day.began, 'YYYYMMDD')::integer), false)
            AND {_IN_HOURS.format(minute="clock.minute", start="c.start_minute", end="c.end_minute")}
            AND may_be_called(law.span, l.basis_kind, l.basis_until, l.created_at, p_now, l.purposes)
            AND NOT forbids_calls(l.refused, l.purposes, l.age_band, c.call_class, c.purpose_no, p_now)
            AND (law.span IS NULL OR clock.minute >= (law.span ->> 'from_minute')::integer
                                     AND clock.minute < (law.span ->> 'to_minute')::integer)
            AND (c.office_start_minute IS NULL OR
                 {
            _IN_HOURS.format(
                minute="clock.office_minute", start="c.office_start_minute", end="c.office_end_minute"
            )
        })
            AND NOT EXISTS (SELECT 1 FROM queue_entries o
                            WHERE o.lead_id = q.lead_id AND o.claimed_by IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.lead_id = q.lead_id AND r.until > p_now)
            AND l.attempts < coalesce((c.lead_caps ->> 'lifetime')::integer, 2147483647)
            AND {_within("c.lead_caps", "d.lead_id = q.lead_id")}
            AND (c.lead_caps ->> 'per_day' IS NULL OR
                 (SELECT count(*) FROM calls d WHERE d.lead_id = q.lead_id AND d.direction = 'out'
                    AND NOT d.is_practice AND d.id >= id_floor(p_now - interval '9 days')
                    AND (d.dialled_at AT TIME ZONE zone.name)::date >= local.at::date)
                  < (c.lead_caps ->> 'per_day')::integer)
            AND EXISTS (
              SELECT 1 FROM lead_phones lp JOIN phones p ON p.id = lp.phone_id
              WHERE lp.lead_id = q.lead_id AND {_USABLE}
                AND NOT (coalesce(p.day, 0) >= to_char(local.at, 'YYYYMMDD')::integer
                         AND p.day_attempts >= coalesce((c.phone_caps ->> 'per_day')::integer, 2147483647))
                AND {_within("c.phone_caps", "d.phone_id = p.id")}
                -- A relative was called there lately; the lead's own tries have their own waits.
                AND (q.lane = 1 OR p.last_attempt_at IS NULL OR p.last_attempt_at = l.last_call_at
                     OR p.last_attempt_at + coalesce((c.rules ->> 'gap_s')::integer, 3600) * interval '1 s'
                        <= p_now)))
        """,
        callers=(),
        is_stable=True,
    ),
    # When calling hours begin on the first day after an entry's today that has any.
    Function(
        "opens_after_today(p_entry uuid, p_now timestamptz)",
        "timestamptz",
        """
        SELECT coalesce(
          min((local.today + ahead + c.start_minute * interval '1 minute') AT TIME ZONE zone.name),
          p_now + interval '1 day')
        FROM queue_entries q JOIN campaigns c ON c.id = q.campaign_id,
          LATERAL (SELECT clock_of(q.zone, (SELECT w.zone FROM workspace w)) AS name) zone,
          LATERAL (SELECT (p_now AT TIME ZONE zone.name)::date AS today) local,
          generate_series(1, 8 + coalesce(jsonb_array_length(c.holidays), 0)) ahead
        WHERE q.id = p_entry
          AND position((extract(isodow FROM local.today + ahead) - 1)::text IN c.days) > 0
          AND NOT coalesce(
            c.holidays @> to_jsonb(to_char(local.today + ahead, 'YYYYMMDD')::integer), false)
        """,
        callers=(),
        is_stable=True,
    ),
    # Out of the way what the gate refused, for no longer than it refuses: nobody can hide a lead that may be
    # dialled. Some seconds are left to the workstation, whose clock is a little off. The entry may have been
    # claimed, promised or closed since it was found due, in that lane and at that time.
    Function(
        """move_on(p_entry uuid, p_from_lane integer, p_due_at timestamptz, p_lane integer, p_reason text,
                   p_next_at timestamptz)""",
        "integer",
        f"""
        DECLARE moved integer; at_now timestamptz := server_now();
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN 0;
          END IF;
          IF NOT is_owner() AND (
              is_dialable(p_entry, at_now - interval '5 s') AND is_dialable(p_entry, at_now)
                AND is_dialable(p_entry, at_now + interval '5 s')
              OR p_lane < 8 AND p_next_at > opens_after_today(p_entry, at_now) + interval '2 hours'
                AND NOT (p_reason IN ('rolling_cap', 'week_cap') AND p_next_at < at_now + interval '16 days')
              OR p_lane < 8 AND p_lane <> p_from_lane
              OR p_lane >= 8 AND EXISTS (
                SELECT 1 FROM queue_entries q JOIN {CAMPAIGN} c ON c.id = q.campaign_id
                  JOIN leads l ON l.id = q.lead_id AND l.erased_at IS NULL
                    AND l.attempts < coalesce((c.lead_caps ->> 'lifetime')::integer, 2147483647)
                  JOIN lead_phones lp ON lp.lead_id = q.lead_id JOIN phones p ON p.id = lp.phone_id
                WHERE q.id = p_entry AND {_USABLE}
                  AND NOT forbids_calls(l.refused, l.purposes, l.age_band, c.call_class, c.purpose_no,
                                        at_now)
                  AND may_be_called(span_of(c.id, at_now), l.basis_kind, l.basis_until, l.created_at,
                                    at_now, l.purposes))) THEN
            RETURN 0;
          END IF;
          -- Who is at it this moment knows better: nobody waits for them.
          UPDATE queue_entries SET lane = p_lane, reason = p_reason, next_at = p_next_at,
                                   version = version + 1
            WHERE id = (SELECT q.id FROM queue_entries q
                        WHERE q.id = p_entry AND q.claimed_by IS NULL AND q.lane < 8
                          AND q.lane = p_from_lane AND q.next_at = p_due_at
                        FOR NO KEY UPDATE SKIP LOCKED);
          GET DIAGNOSTICS moved = ROW_COUNT;
          RETURN moved;
        END
        """,
        language="plpgsql",
    ),
    # A call that somebody's program never ended, of a lead that is on the caller's screen now.
    Function(
        "close_lost_calls(p_lead uuid, p_person uuid)",
        "TABLE (id uuid)",
        """
        BEGIN
          PERFORM check_acting(p_person);
          IF NOT EXISTS (SELECT 1 FROM queue_entries q
                         WHERE q.lead_id = p_lead AND q.claimed_by = p_person) THEN
            RETURN;
          END IF;
          RETURN QUERY UPDATE calls c SET state = 'closed', closed_at = server_now(), end_cause = 'lost',
              day = coalesce(late_day(c.day), c.day)
            WHERE c.lead_id = p_lead AND c.person_id <> p_person AND c.state = 'open'
              AND c.direction = 'out' RETURNING c.id;
        END
        """,
        language="plpgsql",
    ),
    # Who isn't at work since `p_today`: whose promises wait for them, and whose don't.
    Function(
        "absent_people(p_person uuid, p_yesterday timestamptz, p_today timestamptz)",
        "TABLE (id uuid)",
        """
        SELECT p.id FROM people p
        WHERE p.id <> p_person AND (SELECT acting() IS NOT NULL OR is_owner()) AND (NOT EXISTS (
          SELECT 1 FROM sessions s WHERE s.person_id = p.id
            AND s.signed_in_at >= p_yesterday AND s.last_seen_at >= p_today
            AND (s.signed_out_at IS NULL OR s.end_reason = 'lost'))
          OR is_on_leave(p.id, p_today) OR p.is_disabled)
        """,
        is_stable=True,
    ),
    # The same of all, but who has gone home is still of the day: who gets leads to call next.
    Function(
        "not_here_today(p_yesterday timestamptz, p_today timestamptz)",
        "TABLE (id uuid)",
        """
        SELECT p.id FROM people p
        WHERE (SELECT acting() IS NOT NULL OR is_owner()) AND (NOT EXISTS (
          SELECT 1 FROM sessions s WHERE s.person_id = p.id
            AND s.signed_in_at >= p_yesterday AND s.last_seen_at >= p_today)
          OR is_on_leave(p.id, p_today) OR p.is_disabled)
        """,
        is_stable=True,
    ),
)
