"""Acts handed in, marked as settled: what one says goes only once the server itself finds it carried out.

Whoever settles another person's act without that leaves what it said on the server, and is in the audit.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

#: How long what wasn't found carried out is kept with its act.
KEPT = "60 days"

FUNCTIONS = (
    # Whether what an act says is found done; in doubt it isn't. Nothing is lost with an act that changes
    # nothing by itself, or whose lead is gone or erased.
    Function(
        "is_carried_out(p_act submitted_acts)",
        "boolean",
        """
        DECLARE
          said jsonb;
          theirs uuid := p_act.person_id;
        BEGIN
          IF p_act.kind IN ('dial', 'answered', 'ended', 'take', 'put_down', 'break', 'resume', 'away',
                            'back', 'callback_snoozed')
             OR (p_act.kind <> 'new_lead' AND p_act.lead_id IS NOT NULL AND NOT EXISTS (
                   SELECT 1 FROM leads l WHERE l.id = p_act.lead_id AND l.status <> 'erased')) THEN
            RETURN true;
          END IF;
          said := p_act.payload::jsonb;
          RETURN CASE
            WHEN p_act.kind IN ('complete', 'rang', 'missed', 'earlier') THEN EXISTS (
              SELECT 1 FROM calls c
              WHERE c.id = p_act.call_id AND c.person_id = theirs AND c.state = 'closed'
                AND (said ->> 'code' IS NULL OR c.disposition_code = said ->> 'code'
                     OR c.disposition_id = (said ->> 'disposition_id')::uuid))
            WHEN p_act.kind = 'new_lead' THEN EXISTS (SELECT 1 FROM leads l WHERE l.id = p_act.lead_id)
            WHEN p_act.kind IN ('note', 'skip', 'number_shown') THEN EXISTS (
              SELECT 1 FROM timeline t
              WHERE t.lead_id = p_act.lead_id AND t.person_id = theirs
                AND t.kind = CASE p_act.kind WHEN 'skip' THEN 'skipped' ELSE p_act.kind END
                AND btrim(t.text) = btrim(coalesce(said ->> 'note', said ->> 'reason')))
            WHEN p_act.kind = 'call_later' THEN EXISTS (
              SELECT 1 FROM callbacks b
              WHERE b.lead_id = p_act.lead_id AND b.owner_id = theirs
                AND (said ->> 'at')::timestamptz IN (b.due_at, b.first_due_at))
            WHEN p_act.kind = 'callback_moved' THEN EXISTS (
              SELECT 1 FROM callbacks b WHERE b.id = (said ->> 'callback_id')::uuid
                AND (said ->> 'at')::timestamptz IN (b.due_at, b.first_due_at))
            WHEN p_act.kind = 'callback_closed' THEN EXISTS (
              SELECT 1 FROM callbacks b WHERE b.id = (said ->> 'callback_id')::uuid AND b.state <> 'open')
            WHEN p_act.kind IN ('message', 'message_handed') THEN EXISTS (
              SELECT 1 FROM messages m WHERE m.id = (said ->> 'message_id')::uuid AND m.person_id = theirs
                AND (p_act.kind = 'message' OR m.state <> 'handing'))
            WHEN p_act.kind = 'booked' THEN EXISTS (SELECT 1 FROM appointments a WHERE a.id = p_act.id)
            WHEN p_act.kind = 'request' THEN EXISTS (SELECT 1 FROM requests r WHERE r.id = p_act.id)
            WHEN p_act.kind = 'never' THEN EXISTS (
              SELECT 1 FROM phones p
              WHERE p.id = (said ->> 'phone_id')::uuid AND p.do_not_call_at IS NOT NULL)
            WHEN p_act.kind = 'said_no' THEN NOT EXISTS (
              SELECT 1 FROM (
                SELECT replace(replace(t, '*/', g || '/'), 'offers' || g || '/', 'offers/')
                FROM jsonb_array_elements_text(said -> 'what') t, unnest(ARRAY['offers', 'service']) g) o(w)
              WHERE NOT EXISTS (SELECT 1 FROM consents c
                                WHERE c.lead_id = p_act.lead_id AND c.purpose || '/' || c.channel = w
                                  AND c.at >= p_act.made_at - interval '1 s'
                                   OR c.lead_id = p_act.lead_id AND c.purpose || '/' || c.channel = w
                                  AND c.state IN ('refused', 'withdrawn')))
            WHEN p_act.kind = 'undo' THEN EXISTS (
              SELECT 1 FROM commands c JOIN undo_acts u ON u.id = (c.result ->> 'undo_id')::uuid
              WHERE c.request_id = (said ->> 'of')::uuid AND u.undone_at IS NOT NULL)
            ELSE false
          END;
        EXCEPTION WHEN data_exception THEN
          RETURN false;  -- not the form of any act
        END
        """,
        language="plpgsql",
        callers=(),
        is_stable=True,
    ),
    # One's own act, or one of whoever the person may act for that a program has dealt with.
    Function(
        "settle_act(p_act uuid, p_outcome text)",
        "boolean",
        f"""
        DECLARE
          act submitted_acts;
          is_kept boolean := false;
        BEGIN
          SELECT s.* INTO act FROM submitted_acts s WHERE s.id = p_act AND s.settled_at IS NULL FOR UPDATE;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          IF act.person_id IS DISTINCT FROM acting() AND NOT is_owner() THEN
            IF coalesce(acting_role(), '') <> 'admin' AND NOT (
                 acting_role() = 'team_lead' AND EXISTS (
                   SELECT 1 FROM people p WHERE p.id = act.person_id AND p.team_id = acting_team()))
               OR NOT EXISTS (SELECT 1 FROM commands c WHERE c.request_id = p_act) THEN
              RAISE EXCEPTION 'this act is not theirs to settle' USING ERRCODE = '42501';
            END IF;
            is_kept := NOT is_carried_out(act);
          END IF;
          UPDATE submitted_acts s SET settled_at = server_now(), outcome = p_outcome,
              payload = CASE WHEN is_kept THEN s.payload ELSE '' END WHERE s.id = p_act;
          UPDATE submitted_acts s SET payload = ''
            WHERE s.person_id = act.person_id AND s.payload <> ''
              AND s.settled_at < server_now() - interval '{KEPT}';
          IF is_kept THEN
            INSERT INTO audit (id, at, person_id, session_id, act, subject_kind, subject_id, detail)
              VALUES (overlay(gen_random_uuid()::text PLACING left(id_floor(now())::text, 13) FROM 1)::uuid,
                      server_now(), acting(), acting_session(), 'kept_act.put_aside', 'act', p_act,
                      jsonb_build_object('kind', act.kind, 'of', act.person_id));
          END IF;
          RETURN true;
        END
        """,
        language="plpgsql",
    ),
)
