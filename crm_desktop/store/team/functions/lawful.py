"""Why people may be called, as the server itself sees it: of a campaign's spans and a lead's own basis."""

from __future__ import annotations

from crm_desktop.domain.consent import CHANNEL_LETTERS, Channel
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.store.team.functions.written import Function

_REASONS = "(" + ", ".join(f"'{reason.value}'" for reason in BASIS_REASONS) + ")"
_OPEN_PROMISE = """FROM callbacks b WHERE b.lead_id = e.lead_id AND b.state = 'open'
                     AND (b.campaign_id = e.campaign_id OR b.campaign_id IS NULL)"""
# The entries of a campaign nobody has, with the word of law on each; `l` is the lead, `e` the entry.
_ENTRIES = """SELECT e.id FROM queue_entries e JOIN leads l ON l.id = e.lead_id
              WHERE e.campaign_id = p_campaign AND e.claimed_by IS NULL
                AND (p_leads IS NULL OR e.lead_id = ANY (p_leads))"""
_CALL = CHANNEL_LETTERS[Channel.CALL]
_MAY = "may_be_called(span, l.basis_kind, l.basis_until, l.created_at, at_now, l.purposes)"
_WHY = "refused_by_law(span, l.basis_kind)"

FUNCTIONS = (
    # Whether a lead agreed to calls for one of the office's own purposes and that holds (`purposes.told_of`).
    Function(
        "agreed_to(p_purposes text, p_own integer, p_now timestamptz)",
        "boolean",
        f"""
        SELECT coalesce(substring(p_purposes FROM ' [+]' || p_own || '{_CALL}([0-9]+) ')::bigint
                          > extract(epoch FROM p_now), false)
        """,
        callers=(),
        is_stable=True,
    ),
    # What holds for a campaign at a moment; nothing where the gate isn't on.
    Function(
        "span_of(p_campaign uuid, p_now timestamptz)",
        "jsonb",
        """
        SELECT s.value FROM campaigns c, jsonb_array_elements(c.lawful) WITH ORDINALITY s(value, no)
        WHERE c.id = p_campaign
          AND (s.value ->> 'until' IS NULL OR p_now < (s.value ->> 'until')::timestamptz)
        ORDER BY s.no LIMIT 1
        """,
        callers=(),
        is_stable=True,
    ),
    Function(
        """may_be_called(p_span jsonb, p_kind text, p_until timestamptz, p_added timestamptz,
                         p_now timestamptz, p_purposes text)""",
        "boolean",
        """
        SELECT p_span IS NULL
          OR (jsonb_exists(p_span -> 'own', p_kind) AND (p_until IS NULL OR p_until > p_now))
          OR (p_purposes <> '' AND jsonb_exists(p_span, 'purpose') AND jsonb_exists(p_span -> 'own', 'agreed')
              AND agreed_to(p_purposes, (p_span ->> 'purpose')::integer, p_now))
          OR (jsonb_array_length(p_span -> 'reasons') = 0
              AND (p_span ->> 'scrubbed_at' IS NULL OR p_added <= (p_span ->> 'scrubbed_at')::timestamptz))
        """,
        callers=(),
        is_stable=True,
    ),
    Function(
        "refused_by_law(p_span jsonb, p_kind text)",
        "text",
        """
        SELECT CASE WHEN jsonb_array_length(p_span -> 'reasons') = 0 THEN 'scrub_missing'
                    WHEN p_span -> 'reasons' ->> 0 = 'no_basis' AND jsonb_exists(p_span -> 'own', p_kind)
                    THEN 'basis_expired'
                    ELSE p_span -> 'reasons' ->> 0 END
        """,
        callers=(),
        is_stable=True,
    ),
    # Out of the way what may not be called, back what may again: it only makes true what the campaign's
    # answer says, so that anyone at work may ask for it.
    Function(
        "settle_lawful(p_campaign uuid, p_leads uuid[], p_now timestamptz, p_most integer)",
        "integer",
        f"""
        DECLARE span jsonb; at_now timestamptz; moved integer; total integer := 0;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN 0;
          END IF;
          at_now := CASE WHEN is_owner() THEN p_now ELSE server_now() END;
          span := span_of(p_campaign, at_now);
          -- A plan for all of a campaign would walk over all of it for a few leads as well.
          PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
          IF span IS NOT NULL AND NOT (jsonb_array_length(span -> 'reasons') = 0
                                       AND span ->> 'scrubbed_at' IS NULL) THEN
            UPDATE queue_entries q SET lane = 8, version = q.version + 1,
                reason = (SELECT {_WHY} FROM leads l WHERE l.id = q.lead_id)
              WHERE q.id IN ({_ENTRIES} AND e.lane < 8 AND NOT {_MAY} LIMIT p_most
                             FOR NO KEY UPDATE OF e SKIP LOCKED);
            GET DIAGNOSTICS moved = ROW_COUNT;
            total := total + moved;
            UPDATE queue_entries q SET version = q.version + 1,
                reason = (SELECT {_WHY} FROM leads l WHERE l.id = q.lead_id)
              WHERE q.id IN ({_ENTRIES} AND e.lane = 8 AND e.reason IN {_REASONS} AND NOT {_MAY}
                               AND e.reason <> {_WHY} LIMIT p_most FOR NO KEY UPDATE OF e SKIP LOCKED);
            GET DIAGNOSTICS moved = ROW_COUNT;
            total := total + moved;
          END IF;
          UPDATE queue_entries e SET version = e.version + 1, reason = '',
              lane = CASE WHEN EXISTS (SELECT 1 {_OPEN_PROMISE}) THEN 1
                          WHEN e.attempts > 0 THEN 2 ELSE 3 END,
              next_at = coalesce((SELECT min(b.due_at) {_OPEN_PROMISE}), e.next_at)
            WHERE e.id IN ({_ENTRIES.replace("e.", "f.").replace(" e ", " f ")}
                             AND f.lane = 8 AND f.reason IN {_REASONS} AND {_MAY} LIMIT p_most
                           FOR NO KEY UPDATE OF f SKIP LOCKED);
          GET DIAGNOSTICS moved = ROW_COUNT;
          RETURN total + moved;
        END
        """,
        language="plpgsql",
    ),
    # A lead's own basis is told by who may import, never by who wants to call it; `settle_consent` tells what
    # the person agreed to.
    Function(
        "basis_by_staff()",
        "trigger",
        """
        BEGIN
          IF NOT pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID),
                             'MEMBER')
             AND acting_role() IS DISTINCT FROM 'admin'
             AND acting_role() IS DISTINCT FROM 'team_lead'
             AND NOT EXISTS (SELECT 1 FROM bases b WHERE b.lead_id = NEW.id AND b.scope = 'lead'
                               AND b.person_id = acting() AND b.kind = NEW.basis_kind
                               AND NEW.basis_until <= b.at + interval '92 days')
             AND (TG_OP = 'INSERT' OR (NEW.basis_kind, NEW.basis_until)
                                      IS DISTINCT FROM (OLD.basis_kind, OLD.basis_until)) THEN
            RAISE EXCEPTION 'why a lead may be called is told by a team lead' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        is_invoker=True,
        trigger="BEFORE INSERT OR UPDATE OF basis_kind, basis_until ON leads "
        "WHEN (NEW.basis_kind <> '' OR NEW.basis_until IS NOT NULL)",
    ),
    # Whom somebody called themselves asked for another call: kept with the call, in the name of who heard it.
    Function(
        """note_asked(p_id uuid, p_lead uuid, p_call uuid, p_words text, p_on integer,
                      p_until timestamptz, p_now timestamptz)""",
        "boolean",
        """
        DECLARE call record; at_now timestamptz;
        BEGIN
          at_now := CASE WHEN is_owner() THEN p_now ELSE server_now() END;
          SELECT c.campaign_id, c.person_id INTO call FROM calls c
            WHERE c.id = p_call AND c.lead_id = p_lead AND NOT c.is_practice
              AND (is_owner() OR c.person_id = acting()) AND c.dialled_at >= at_now - interval '30 days';
          IF call IS NULL OR p_until > at_now + interval '92 days'
             OR NOT coalesce(jsonb_exists(span_of(call.campaign_id, at_now) -> 'own', 'asked'), false)
             OR EXISTS (SELECT 1 FROM bases b WHERE b.lead_id = p_lead AND b.call_id = p_call) THEN
            RETURN false;
          END IF;
          INSERT INTO bases (id, campaign_id, scope, lead_id, call_id, kind, on_date, proof, person_id, at)
            VALUES (p_id, call.campaign_id, 'lead', p_lead, p_call, 'asked', p_on, left(p_words, 300),
                    call.person_id, at_now);
          UPDATE leads SET basis_kind = 'asked', basis_until = p_until WHERE id = p_lead;
          RETURN true;
        END
        """,
        language="plpgsql",
    ),
    # What follows from an answer is worked out by the program; that there is one, and that practice stays
    # practice, is seen to here.
    Function(
        "lawful_by_answers()",
        "trigger",
        """
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' AND NEW.is_practice IS DISTINCT FROM OLD.is_practice THEN
            RAISE EXCEPTION 'practice stays practice, calling stays calling' USING ERRCODE = '42501';
          END IF;
          IF (TG_OP = 'UPDATE' AND NEW.lawful IS NOT DISTINCT FROM OLD.lawful) OR NEW.is_practice
             OR NOT EXISTS (SELECT 1 FROM settings s JOIN workspace w ON w.id = s.owner_id
                            WHERE s.scope = 'workspace' AND s.key = 'gate_on'
                              AND s.value = 'true'::jsonb) THEN
            RETURN NEW;
          END IF;
          IF NEW.lawful IS NULL OR jsonb_array_length(NEW.lawful) = 0 THEN
            RAISE EXCEPTION 'the gate is on' USING ERRCODE = '42501';
          END IF;
          IF NOT EXISTS (SELECT 1 FROM bases b WHERE b.campaign_id = NEW.id AND b.scope = 'campaign')
             AND EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.lawful) s
                         WHERE jsonb_array_length(s.value -> 'reasons') = 0) THEN
            RAISE EXCEPTION 'nobody answered why these people may be called' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT OR UPDATE OF lawful, is_practice ON campaigns",
    ),
)
