"""What the simulator plays a campaign's rules on: of all teams, for whoever may change the campaign.

A team lead changes the rules of everybody's leads, so that they are tried out on everybody's too. Times,
results and ids alone: no name, no number, no text; of a lead's fields only what would stand in the queue by
the rule that is tried (a language, a city), and that only where somebody can it.
"""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.ruled import ASKED
from crm_desktop.store.team.functions.written import Function

_LEADERS = (Role.TEAM_LEAD, Role.ADMIN)
_MAY = "(SELECT is_owner() OR acting_role() IN ('team_lead', 'admin'))"
NOBODYS_SKILL = "\N{MIDDLE DOT}"  # stands for what nobody can: it is called by nobody either way

FUNCTIONS = (
    # Finished calls out, the newest first: of the campaign, and dials that used up a number elsewhere.
    Function(
        "calls_to_play(p_campaign uuid, p_since timestamptz, p_first_day integer, p_most integer)",
        """TABLE (lead_id uuid, person_id uuid, phone_id uuid, dialled_at timestamptz, closed_at timestamptz,
           answered_at timestamptz, disposition_code text, attempt_no integer, campaign_id uuid,
           promised_for timestamptz)""",
        f"""
        SELECT c.lead_id, c.person_id, c.phone_id, c.dialled_at, c.closed_at, c.answered_at,
               CASE WHEN c.campaign_id = p_campaign THEN c.disposition_code ELSE '' END, c.attempt_no,
               c.campaign_id, coalesce(b.first_due_at, b.due_at)
        FROM calls c LEFT JOIN callbacks b ON b.call_id = c.id
        WHERE {_MAY} AND c.direction = 'out' AND c.state = 'closed'
          AND (NOT c.is_practice OR c.campaign_id = p_campaign)
          AND c.dialled_at >= p_since AND c.day >= p_first_day
        ORDER BY c.dialled_at DESC LIMIT p_most
        """,
        is_stable=True,
        callers=_LEADERS,
    ),
    Function(
        "promises_to_play(p_campaign uuid)",
        "TABLE (lead_id uuid, due_at timestamptz, owner_id uuid)",
        f"""
        SELECT b.lead_id, b.due_at, b.owner_id FROM callbacks b
        WHERE {_MAY} AND b.state = 'open' AND (b.campaign_id IS NULL OR b.campaign_id = p_campaign)
          AND EXISTS (SELECT 1 FROM queue_entries q
                      WHERE q.lead_id = b.lead_id AND q.campaign_id = p_campaign)
        ORDER BY b.due_at, b.id
        """,
        is_stable=True,
        callers=_LEADERS,
    ),
    Function(
        "skills_to_play(p_campaign uuid, p_field text)",
        "TABLE (lead_id uuid, value text)",
        f"""
        SELECT asked.lead_id,
               CASE WHEN asked.value = '' OR lower(asked.value) IN (
                      SELECT lower(s.value) FROM person_skills s WHERE s.field = p_field)
                    THEN asked.value ELSE '{NOBODYS_SKILL}' END
        FROM (SELECT q.lead_id, trim(CASE p_field {ASKED} ELSE '' END) AS value
              FROM queue_entries q JOIN leads l ON l.id = q.lead_id
              WHERE {_MAY} AND q.campaign_id = p_campaign) asked
        """,
        is_stable=True,
        callers=_LEADERS,
    ),
    Function(
        "people_seen_since(p_since timestamptz)",
        "TABLE (person_id uuid)",
        f"SELECT DISTINCT s.person_id FROM sessions s WHERE {_MAY} AND s.last_seen_at >= p_since",
        is_stable=True,
        callers=_LEADERS,
    ),
)
