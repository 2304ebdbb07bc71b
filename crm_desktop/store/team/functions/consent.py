"""What people agreed to or refused: the newest rows decide, and nobody calls round them.

`leads.refused` and `leads.purposes` are worked out here alone from the ledger, so that no program can call
who said no.
"""

from __future__ import annotations

from crm_desktop.domain.consent import AGE_GUARDED, AGE_MINOR, CHANNEL_LETTERS, Channel, Purpose, bit
from crm_desktop.domain.purposes import FOREVER
from crm_desktop.store.team.functions.written import Function

_BITS = " ".join(
    f"WHEN '{purpose}/{channel}' THEN {bit(purpose, channel)}" for purpose in Purpose for channel in Channel
)
_CALL = CHANNEL_LETTERS[Channel.CALL]
_LETTERS = " ".join(f"WHEN '{channel}' THEN '{letter}'" for channel, letter in CHANNEL_LETTERS.items())
_OFFERS, _SERVICE = bit(Purpose.OFFERS, Channel.CALL), bit(Purpose.SERVICE, Channel.CALL)
# Of a lead and of what was merged into it, the newest of each purpose and way.
_NEWEST = """SELECT DISTINCT ON (c.purpose, c.channel) c.purpose, c.channel, c.state, c.valid_until
             FROM consents c WHERE c.lead_id IN (
               SELECT l.id FROM leads l WHERE l.id = p_lead OR l.merged_into = p_lead)
             ORDER BY c.purpose, c.channel, c.at DESC, c.id DESC"""

FUNCTIONS = (
    # Whether the person's own word or age forbids calls of a campaign.
    Function(
        """forbids_calls(p_refused integer, p_purposes text, p_age text, p_class text, p_own integer,
                         p_now timestamptz)""",
        "boolean",
        f"""
        SELECT p_age = '{AGE_MINOR}'
          OR p_own IS NOT NULL AND strpos(p_purposes, ' -' || p_own || '{_CALL} ') > 0
          OR p_refused & CASE p_class WHEN 'promotional' THEN {_OFFERS} ELSE {_SERVICE} END <> 0
             AND NOT (p_purposes <> '' AND p_own IS NOT NULL AND agreed_to(p_purposes, p_own, p_now))
        """,
        callers=(),
        is_stable=True,
    ),
    # What the newest rows refuse, and why the lead may be called where they agree. It only makes true what
    # the rows say, so that anyone at work may ask for it.
    Function(
        "settle_consent(p_lead uuid)",
        "void",
        f"""
        DECLARE bits integer; own text; gives record;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN;
          END IF;
          SELECT coalesce(bit_or(CASE n.purpose || '/' || n.channel {_BITS} ELSE 0 END), 0) INTO bits
            FROM ({_NEWEST}) n WHERE n.state IN ('refused', 'withdrawn');
          SELECT coalesce(' ' || string_agg(
                     CASE WHEN n.state = 'given' THEN '+' ELSE '-' END || substr(n.purpose, 2)
                     || CASE n.channel {_LETTERS} END
                     || CASE WHEN n.state <> 'given' THEN '' WHEN n.valid_until IS NULL THEN '{FOREVER}'
                             ELSE lpad(floor(extract(epoch FROM n.valid_until))::bigint::text,
                                       {len(FOREVER)}, '0')
                        END, ' ' ORDER BY n.purpose COLLATE "C", n.channel COLLATE "C") || ' ', '')
            INTO own FROM ({_NEWEST}) n
            WHERE n.purpose ~ '^p[0-9]+$' AND n.state IN ('given', 'refused', 'withdrawn');
          UPDATE leads l SET refused = bits, purposes = own
            WHERE l.id = p_lead AND (l.refused, l.purposes) IS DISTINCT FROM (bits, own);
          SELECT CASE n.purpose WHEN 'offers' THEN 'agreed' ELSE 'agreed_service' END AS kind, n.valid_until
            INTO gives FROM ({_NEWEST}) n
            WHERE n.channel = 'call' AND n.state = 'given' AND n.purpose IN ('offers', 'service')
              AND (n.valid_until IS NULL OR n.valid_until > (
                     SELECT max(c.at) FROM consents c WHERE c.lead_id = p_lead))
            ORDER BY n.purpose = 'offers' DESC LIMIT 1;
          IF FOUND THEN
            UPDATE leads l SET basis_kind = gives.kind, basis_until = gives.valid_until
              WHERE l.id = p_lead AND (l.basis_kind = '' OR starts_with(l.basis_kind, 'agreed')
                OR (l.basis_until IS NOT NULL AND (gives.valid_until IS NULL
                                                   OR gives.valid_until > l.basis_until)));
          END IF;
        END
        """,
        language="plpgsql",
    ),
    Function(
        "consent_counts()",
        "trigger",
        """
        BEGIN
          IF NEW.state = 'given' AND NEW.import_id IS NOT NULL THEN
            RETURN NULL;  -- of a new lead, which the import itself says why to call
          END IF;
          PERFORM settle_consent(coalesce(l.merged_into, l.id)) FROM leads l WHERE l.id = NEW.lead_id;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON consents",
    ),
    # A caller tells what was said in an own call; a no is lifted, and other evidence brought, by staff.
    Function(
        "consent_told()",
        "trigger",
        """
        DECLARE before record;
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          NEW.kept_at := server_now();
          IF NEW.purpose NOT IN ('offers', 'service') AND NOT EXISTS (
               SELECT 1 FROM purposes p WHERE 'p' || p.no = NEW.purpose
                 AND (NEW.state <> 'given' OR p.retired_at IS NULL)) THEN
            RAISE EXCEPTION 'there is no such purpose to agree to' USING ERRCODE = '42501';
          END IF;
          -- The notice they were told says what for (DPDP Act s. 5); an import brings none of these.
          IF NEW.state = 'given' AND NEW.purpose LIKE 'p%' AND NOT EXISTS (
               SELECT 1 FROM notices n WHERE n.id = NEW.notice_id
                 AND jsonb_path_exists(n.named::jsonb, '$[*][0] ? (@ == $key)',
                                       jsonb_build_object('key', NEW.purpose))) THEN
            RAISE EXCEPTION 'the notice does not say what for' USING ERRCODE = '42501';
          END IF;
          IF NEW.at > server_now() + interval '5 minutes' THEN
            RAISE EXCEPTION 'nobody has said it yet' USING ERRCODE = '42501';
          END IF;
          SELECT c.state, c.valid_until INTO before FROM consents c
            WHERE c.lead_id = NEW.lead_id AND c.purpose = NEW.purpose AND c.channel = NEW.channel
            ORDER BY c.at DESC, c.id DESC LIMIT 1;
          IF NEW.state = 'expired' AND (before.state IS DISTINCT FROM 'given'
                                        OR coalesce(before.valid_until > server_now(), true)) THEN
            RAISE EXCEPTION 'nothing has ended' USING ERRCODE = '42501';
          END IF;
          IF before.state IS NULL AND NEW.purpose LIKE 'p%' THEN  -- it is as with what it is a part of
            SELECT c.state, c.valid_until INTO before
              FROM consents c JOIN purposes p ON 'p' || p.no = NEW.purpose
              WHERE c.lead_id = NEW.lead_id AND c.channel = NEW.channel
                AND c.purpose = CASE p.kind WHEN 'promotional' THEN 'offers' ELSE 'service' END
              ORDER BY c.at DESC, c.id DESC LIMIT 1;
          END IF;
          IF NEW.import_id IS NOT NULL AND before.state IN ('refused', 'withdrawn') THEN
            RAISE EXCEPTION 'an import lifts no refusal' USING ERRCODE = '42501';
          END IF;
          IF NEW.state = 'given' AND coalesce(acting_role(), '') NOT IN ('team_lead', 'admin') AND (
               NEW.import_id IS NOT NULL
               OR NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = NEW.call_id AND c.lead_id = NEW.lead_id
                                AND c.person_id = acting())
               OR coalesce(before.state IN ('refused', 'withdrawn'), false)) THEN
            RAISE EXCEPTION 'a team lead keeps this consent' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON consents",
    ),
    # What a purpose is for stays what people were asked for.
    Function(
        "purpose_stays()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner() AND (NEW.id, NEW.no, NEW.kind, NEW.person_id, NEW.at)
                                IS DISTINCT FROM (OLD.id, OLD.no, OLD.kind, OLD.person_id, OLD.at) THEN
            RAISE EXCEPTION 'a purpose stays what it is' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE ON purposes",
    ),
    # What a lead refuses is worked out of the ledger; a minor stays one until staff says otherwise.
    Function(
        "refusals_stay()",
        "trigger",
        f"""
        BEGIN
          IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID),
                         'MEMBER') THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'INSERT' THEN
            RAISE EXCEPTION 'what somebody said is kept in the ledger' USING ERRCODE = '42501';
          END IF;
          IF (NEW.refused, NEW.purposes) <> (OLD.refused, OLD.purposes) THEN
            RAISE EXCEPTION 'what somebody said is kept in the ledger' USING ERRCODE = '42501';
          END IF;
          IF NEW.age_band IS DISTINCT FROM OLD.age_band THEN
            IF NEW.age_band = '{AGE_GUARDED}' AND NOT EXISTS (
                 SELECT 1 FROM guardians g WHERE g.lead_id = NEW.id) THEN
              RAISE EXCEPTION 'a guardian agrees first' USING ERRCODE = '42501';
            END IF;
            IF OLD.age_band IN ('{AGE_MINOR}', '{AGE_GUARDED}') AND NEW.age_band <> '{AGE_MINOR}'
               AND coalesce(acting_role(), '') NOT IN ('team_lead', 'admin') THEN
              RAISE EXCEPTION 'a team lead says that a minor may be called' USING ERRCODE = '42501';
            END IF;
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        is_invoker=True,
        trigger=(
            "BEFORE INSERT ON leads WHEN (NEW.refused <> 0 OR NEW.purposes <> '' "
            f"OR NEW.age_band = '{AGE_GUARDED}')",
            # One by one: a row's comparison comes back out of a dump written otherwise.
            "BEFORE UPDATE OF refused, purposes, age_band ON leads "
            "WHEN (NEW.refused IS DISTINCT FROM OLD.refused OR NEW.purposes IS DISTINCT FROM OLD.purposes "
            "OR NEW.age_band IS DISTINCT FROM OLD.age_band)",
        ),
    ),
)
