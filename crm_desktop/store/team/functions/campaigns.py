"""Campaigns: what a team lead may know of all teams, and what only a team lead may set."""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function

FUNCTIONS = (
    Function(
        "campaign_successes()",
        "TABLE (campaign_id uuid, successes bigint)",
        """
        SELECT h.campaign_id, sum(h.successes)::bigint FROM call_hours h
        WHERE (SELECT is_owner() OR acting_role() IN ('team_lead', 'admin'))
        GROUP BY h.campaign_id HAVING sum(h.successes) > 0
        """,
        is_stable=True,
        callers=(Role.TEAM_LEAD, Role.ADMIN),
    ),
    # Who calls first what is likely to be sold would pick the cherries.
    Function(
        "priority_is_set_by_leads()",
        "trigger",
        """
        BEGIN
          IF is_owner() OR acting_role() IN ('team_lead', 'admin') THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'a team lead says which leads are called first' USING ERRCODE = '42501';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=(
            "BEFORE INSERT ON queue_entries WHEN (NEW.priority <> 0)",
            "BEFORE UPDATE OF priority ON queue_entries WHEN (NEW.priority <> OLD.priority)",
        ),
    ),
)
