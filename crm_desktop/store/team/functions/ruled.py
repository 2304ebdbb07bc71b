"""What a campaign's rules say of its places in the queue, asked and carried out by the server."""

from __future__ import annotations

from crm_desktop.domain.campaign_rules import SKILLS
from crm_desktop.store.team.functions.written import Function

# A campaign with the rules in force; a campaign without any has the first ones.
CAMPAIGN = """(SELECT one.*, r.rules, r.rules -> 'who' AS who,
      r.rules -> 'phone_caps' AS phone_caps, r.rules -> 'lead_caps' AS lead_caps
    FROM campaigns one LEFT JOIN campaign_rules r ON r.id = one.rules_id)"""
# What a lead asks for, of the field a CASE is about.
ASKED = " ".join(f"WHEN '{field}' THEN l.{field}" for field in SKILLS)

FUNCTIONS = (
    # Whether an owned lead has waited for its owner as long as its campaign's rules say, or they don't come.
    Function(
        "waits_for_anyone(p_entry uuid)",
        "boolean",
        f"""
        SELECT EXISTS (
          SELECT 1 FROM queue_entries q JOIN {CAMPAIGN} c ON c.id = q.campaign_id
          WHERE q.id = p_entry AND q.lane IN (2, 3) AND c.paused_at IS NULL AND c.who ->> 'kind' <> 'owner'
            AND (is_absent(q.owner_id) AND q.next_at <= server_now() OR q.next_at <= server_now()
                 - CASE WHEN c.who ->> 'kind' = 'anyone' THEN interval '1 day'
                        ELSE (c.who ->> 'after_minutes')::integer * interval '1 minute' END))
        """,
        is_stable=True,
        callers=(),
    ),
    Function(
        "recent_tries(p_leads uuid[], p_since timestamptz)",
        "TABLE (phone_id uuid, lead_id uuid, dialled_at timestamptz)",
        """
        SELECT c.phone_id, c.lead_id, c.dialled_at FROM calls c
        WHERE (SELECT acting() IS NOT NULL OR is_owner()) AND c.id >= id_floor(p_since - interval '1 day')
          AND c.phone_id IN (SELECT lp.phone_id FROM lead_phones lp WHERE lp.lead_id = ANY (p_leads))
          AND c.direction = 'out' AND NOT c.is_practice AND c.dialled_at > p_since
        UNION ALL
        SELECT c.phone_id, c.lead_id, c.dialled_at FROM calls c
        WHERE (SELECT acting() IS NOT NULL OR is_owner()) AND c.id >= id_floor(p_since - interval '1 day')
          AND c.lead_id = ANY (p_leads) AND c.direction = 'out' AND NOT c.is_practice
          AND c.dialled_at > p_since AND NOT EXISTS (
            SELECT 1 FROM lead_phones lp WHERE lp.lead_id = ANY (p_leads) AND lp.phone_id = c.phone_id)
        """,
        is_stable=True,
    ),
    # Places in the queue where the rules want them; all of a campaign only for who may change it.
    Function(
        "settle_queue(p_campaign uuid, p_leads uuid[])",
        "void",
        f"""
        DECLARE who jsonb; field text;
        BEGIN
          IF NOT (is_owner() OR acting() IS NOT NULL
                  AND (p_leads IS NOT NULL OR acting_role() IN ('team_lead', 'admin'))) THEN
            RETURN;
          END IF;
          SELECT r.rules -> 'who' INTO who FROM campaigns c JOIN campaign_rules r ON r.id = c.rules_id
            WHERE c.id = p_campaign;
          IF who IS NULL THEN
            RETURN;
          END IF;
          field := who ->> 'skill';
          IF who ->> 'kind' <> 'anyone' THEN
            UPDATE queue_entries q SET owner_id = l.owner_id, version = q.version + 1
              FROM leads l WHERE l.id = q.lead_id AND q.campaign_id = p_campaign AND q.lane IN (2, 3)
                AND (p_leads IS NULL OR q.lead_id = ANY (p_leads))
                AND q.owner_id IS DISTINCT FROM l.owner_id;
          ELSIF p_leads IS NOT NULL OR (who ->> 'same_days')::integer = 0 THEN
            UPDATE queue_entries q SET owner_id = NULL, version = q.version + 1
              WHERE q.campaign_id = p_campaign AND q.lane IN (2, 3) AND q.owner_id IS NOT NULL
                AND (p_leads IS NULL OR q.lead_id = ANY (p_leads));
          END IF;
          UPDATE queue_entries q SET skill = w.skill, version = q.version + 1
            FROM leads l, LATERAL (SELECT btrim(CASE field
                {ASKED} ELSE '' END) AS skill) w
            WHERE l.id = q.lead_id AND q.campaign_id = p_campaign AND q.lane < 8
              AND (p_leads IS NULL OR q.lead_id = ANY (p_leads)) AND q.skill <> w.skill;
          IF FOUND THEN
            INSERT INTO campaign_zones (campaign_id, zone, priority, skill)
              SELECT DISTINCT q.campaign_id, q.zone, q.priority, q.skill FROM queue_entries q
              WHERE q.campaign_id = p_campaign AND (p_leads IS NULL OR q.lead_id = ANY (p_leads))
              ON CONFLICT DO NOTHING;
          END IF;
        END
        """,
        language="plpgsql",
    ),
    # Who spoke at a number keeps everyone there, where the campaign's rules say so.
    Function(
        "keep_number(p_entry uuid, p_call uuid)",
        "void",
        f"""
        UPDATE queue_entries q SET owner_id = d.person_id, version = q.version + 1
        FROM calls d JOIN {CAMPAIGN} c ON c.id = d.campaign_id
        WHERE q.id = p_entry AND d.id = p_call AND (is_owner() OR d.person_id = acting())
          AND d.id > id_floor(now() - interval '9 days') AND (c.who ->> 'same_days')::integer > 0
          AND q.campaign_id = d.campaign_id AND q.lane IN (2, 3)
          AND EXISTS (SELECT 1 FROM lead_phones lp
                      WHERE lp.lead_id = q.lead_id AND lp.phone_id = d.phone_id)
        """,
    ),
)
