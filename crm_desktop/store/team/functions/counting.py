"""How many entries of the queue stand alike: counted by triggers, put together now and then.

Rows are only added, so that two people's results never wait for each other. Sums give no name and no number.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

_KIND = "campaign_id, lane, quarter, zone, priority, skill, owner_id, reason"
_NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"


def _of(row: str) -> str:
    """The kind of an entry."""
    return f"""{row}.campaign_id, {row}.lane,
        CASE WHEN {row}.lane < 8 THEN floor(extract(epoch FROM {row}.next_at) / 900)::integer ELSE 0 END,
        {row}.zone, {row}.priority, {row}.skill, coalesce({row}.owner_id, {_NOBODY}), {row}.reason"""


def _added_together(sign: str) -> str:
    return f"""
        BEGIN
          INSERT INTO queue_counts ({_KIND}, entries)
            SELECT {_of("e")}, {sign}count(*) FROM entries e GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
          RETURN NULL;
        END
        """


#: All entries at once, where nothing is counted yet.
COUNT_ALL = (
    f"INSERT INTO queue_counts ({_KIND}, entries) SELECT {_of('e')}, count(*) FROM queue_entries e "
    "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
)

FUNCTIONS = (
    Function(
        "queue_counts_added()",
        "trigger",
        _added_together(""),
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON queue_entries REFERENCING NEW TABLE AS entries",
    ),
    Function(
        "queue_counts_removed()",
        "trigger",
        _added_together("-"),
        language="plpgsql",
        callers=(),
        trigger="AFTER DELETE ON queue_entries REFERENCING OLD TABLE AS entries",
    ),
    # A claim changes none of these columns; where one is only written anew, nothing is counted.
    Function(
        "queue_counts_moved()",
        "trigger",
        f"""
        BEGIN
          IF (OLD.lane, OLD.reason, OLD.next_at, OLD.zone, OLD.priority, OLD.skill, OLD.campaign_id)
               = (NEW.lane, NEW.reason, NEW.next_at, NEW.zone, NEW.priority, NEW.skill, NEW.campaign_id)
             AND OLD.owner_id IS NOT DISTINCT FROM NEW.owner_id THEN
            RETURN NULL;
          END IF;
          INSERT INTO queue_counts ({_KIND}, entries) VALUES ({_of("OLD")}, -1), ({_of("NEW")}, 1);
          IF random() < 0.001 THEN
            PERFORM fold_queue_counts(NEW.campaign_id);
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER UPDATE OF campaign_id, lane, reason, next_at, zone, priority, skill, owner_id "
        "ON queue_entries",
    ),
    # Rows of one kind become one, and none where they add up to nothing. One at a time.
    Function(
        "fold_queue_counts(p_campaign uuid)",
        "void",
        f"""
        BEGIN
          IF NOT pg_try_advisory_xact_lock(hashtextextended('queue_counts ' || p_campaign, 0)) THEN
            RETURN;
          END IF;
          WITH gone AS (DELETE FROM queue_counts WHERE campaign_id = p_campaign RETURNING *)
          INSERT INTO queue_counts ({_KIND}, entries)
            SELECT {_KIND}, sum(entries) FROM gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(entries) <> 0;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
    # Places that can't be told from their kind: the lead is on a screen or kept on a workstation, or a number
    # of it was called lately, for whomever. It says no more than the places' rows do, which everybody sees.
    Function(
        """judged_apart(p_campaign uuid, p_first_day integer, p_day_tries integer, p_all_tries integer,
                        p_lead_tries integer, p_gap_from timestamptz, p_now timestamptz)""",
        "SETOF queue_entries",
        """
        SELECT q.* FROM queue_entries q
        WHERE (SELECT acting() IS NOT NULL OR is_owner()) AND q.campaign_id = p_campaign AND q.lane < 8
          AND q.lead_id IN (
            SELECT lp.lead_id FROM phones p JOIN lead_phones lp ON lp.phone_id = p.id
              JOIN leads l ON l.id = lp.lead_id
            WHERE p.day IS NOT NULL AND p.day >= p_first_day
              AND (p_lead_tries < 2147483647 OR p.day_attempts >= p_day_tries OR p.attempts >= p_all_tries
                   OR p.last_attempt_at > p_gap_from) AND (
              p.day_attempts >= p_day_tries OR p.attempts >= p_all_tries OR l.attempts >= p_lead_tries
              OR (p.last_attempt_at > p_gap_from AND l.last_call_at IS DISTINCT FROM p.last_attempt_at))
            UNION SELECT o.lead_id FROM queue_entries o WHERE o.claimed_by IS NOT NULL
            UNION SELECT r.lead_id FROM reservations r WHERE r.until > least(now(), p_now))
        """,
        is_stable=True,
    ),
)
