"""Campaigns: what a team lead may know of all teams, and what only a team lead may set."""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function

_COUNTED = "concat_ws(' ', CASE WHEN {0} ~ '\\mhuman\\M' THEN 'human' END, " + (
    "CASE WHEN {0} ~ '\\msuccess\\M' THEN 'success' END)"
)

FUNCTIONS = (
    # The flags of a call of a day: it counts as its result did then (`Disposition.flags_on`).
    Function(
        "counted_flags(p_flags text, p_counts jsonb, p_day integer)",
        "text",
        """
        SELECT CASE WHEN held.says IS NULL THEN p_flags ELSE coalesce((
          SELECT string_agg(flag, ' ' ORDER BY place) FROM
            unnest(ARRAY['human', 'final', 'success', 'call_back', 'do_not_call', 'wrong_number'])
              WITH ORDINALITY AS every(flag, place)
          WHERE CASE WHEN flag IN ('human', 'success') THEN flag = ANY (string_to_array(held.says, ' '))
                     ELSE flag = ANY (string_to_array(p_flags, ' ')) END), '') END
        FROM (SELECT (SELECT e->>1 FROM jsonb_array_elements(
                        CASE WHEN jsonb_typeof(p_counts) = 'array' THEN p_counts END) e
                      WHERE (e->>0)::integer <= p_day
                      ORDER BY (e->>0)::integer DESC LIMIT 1) AS says) held
        """,
        is_stable=True,
        callers=(),
    ),
    # What a result counts as changes from tomorrow on, whoever changes it (`counts_after`).
    Function(
        "counts_change_tomorrow()",
        "trigger",
        f"""
        DECLARE known jsonb; says text;
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'INSERT' THEN
            NEW.counts := NULL;
            RETURN NEW;
          END IF;
          known := coalesce(CASE WHEN jsonb_typeof(OLD.counts) = 'array' THEN OLD.counts END,
                            jsonb_build_array(jsonb_build_array(0, {_COUNTED.format("OLD.flags")})));
          known := (SELECT jsonb_agg(e ORDER BY (e->>0)::integer) FROM jsonb_array_elements(known) e
                    WHERE (e->>0)::integer <= office_today());
          says := {_COUNTED.format("NEW.flags")};
          IF known->-1->>1 = says THEN
            NEW.counts := CASE WHEN jsonb_array_length(known) > 1 THEN known END;
          ELSE
            NEW.counts := known || jsonb_build_array(jsonb_build_array(
              to_char(to_date(office_today()::text, 'YYYYMMDD') + 1, 'YYYYMMDD')::integer, says));
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT OR UPDATE ON dispositions",
    ),
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
    # A place has its lead's score, whoever writes either of them: who may change the lead may change this.
    Function(
        "score_of_the_lead()",
        "trigger",
        """
        BEGIN
          NEW.score := coalesce((SELECT l.score FROM leads l WHERE l.id = NEW.lead_id), 0);
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=(
            "BEFORE INSERT ON queue_entries WHEN (NEW.score <> 0)",
            "BEFORE UPDATE OF score, lead_id ON queue_entries "
            "WHEN (NEW.score <> OLD.score OR NEW.lead_id <> OLD.lead_id)",
        ),
    ),
    Function(
        "score_of_new_places()",
        "trigger",
        """
        BEGIN
          UPDATE queue_entries q SET score = l.score FROM added a JOIN leads l ON l.id = a.lead_id
            WHERE q.id = a.id AND a.score <> l.score;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON queue_entries REFERENCING NEW TABLE AS added",
    ),
    Function(
        "score_goes_to_places()",
        "trigger",
        """
        BEGIN
          UPDATE queue_entries q SET score = NEW.score WHERE q.lead_id = NEW.id AND q.score <> NEW.score;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER UPDATE OF score ON leads WHEN (NEW.score <> OLD.score)",
    ),
    # The two may miss each other: a place added and a score changed at one moment, each before the other's
    # end. Holding the lead's row would end that, and have callers wait for whoever adds many to a campaign.
    Function(
        "settle_scores()",
        "integer",
        """
        DECLARE settled integer;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          UPDATE queue_entries e SET score = -1 WHERE e.id IN (  -- the trigger knows which one
            SELECT q.id FROM queue_entries q JOIN leads l ON l.id = q.lead_id WHERE q.score <> l.score
            FOR NO KEY UPDATE OF q SKIP LOCKED);
          GET DIAGNOSTICS settled = ROW_COUNT;
          RETURN settled;
        END
        """,
        language="plpgsql",
    ),
)
