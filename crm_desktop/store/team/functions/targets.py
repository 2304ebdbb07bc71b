"""Goals of several together: who reaches for one is told the sums, never whose they are made of."""

from __future__ import annotations

from crm_desktop.domain.sales import COUNTED
from crm_desktop.store.sold import SOLD
from crm_desktop.store.team.functions.written import Function

_COUNTED = ", ".join(f"'{state}'" for state in sorted(COUNTED))

FUNCTIONS = (
    # Of a goal that there is alone, of one's own team (who was in it on each day), and of a campaign for who
    # leads.
    Function(
        "done_together(p_whose text, p_campaign uuid, p_team uuid, p_first integer, p_last integer)",
        "jsonb",
        f"""
        WITH members AS MATERIALIZED (SELECT * FROM team_spans(p_team))
        SELECT jsonb_build_object(
          'attempts', c.attempts, 'conversations', c.conversations, 'successes', c.successes,
          'talk_s', c.talk_s, 'sales', s.sales, 'sales_minor', s.minor)
        FROM
          (SELECT sum(h.attempts)::bigint AS attempts, sum(h.conversations)::bigint AS conversations,
                  sum(h.successes)::bigint AS successes, sum(h.talk_s)::bigint AS talk_s
           FROM call_hours h
             LEFT JOIN members m ON m.person_id = h.person_id AND h.day >= m.from_on AND h.day < m.until_on
           WHERE h.day BETWEEN p_first AND p_last AND (p_campaign IS NULL OR h.campaign_id = p_campaign)
             AND (p_team IS NULL OR m.person_id IS NOT NULL)) c,
          (SELECT sum(s.sign)::bigint AS sales, sum(s.sign * s.amount_minor)::bigint AS minor
           FROM ({SOLD}) s
             LEFT JOIN members m ON m.person_id = s.person_id AND s.day >= m.from_on AND s.day < m.until_on
           WHERE s.day BETWEEN p_first AND p_last AND (p_campaign IS NULL OR s.campaign_id = p_campaign)
             AND s.state IN ({_COUNTED}) AND s.is_confirmed
             AND (p_team IS NULL OR m.person_id IS NOT NULL)) s
        WHERE is_owner() OR (
          acting() IS NOT NULL
          AND (p_campaign IS NULL OR acting_role() IN ('team_lead', 'admin'))
          AND (p_team IS NULL OR p_team = acting_team() OR acting_role() = 'admin')
          AND p_whose IN ('campaign', 'team', 'office')
          AND EXISTS (SELECT 1 FROM targets t WHERE t.whose = p_whose
                        AND t.campaign_id IS NOT DISTINCT FROM p_campaign
                        AND t.team_id IS NOT DISTINCT FROM p_team AND t.amount > 0))
        """,
        is_stable=True,
    ),
)
