"""Reviews: a draft is its reviewer's, published by its reviewer alone, and not as of another day."""

from __future__ import annotations

from crm_desktop.store.team.functions.dates import AHEAD, BACK
from crm_desktop.store.team.functions.written import Function

FUNCTIONS = (
    Function(
        "reviews_told()",
        "trigger",
        """
        BEGIN
          -- Erasing and what follows an account that is deleted are done by functions of the owner.
          IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID),
                         'MEMBER') THEN
            RETURN NEW;
          END IF;
          IF (NEW.id, NEW.call_id, NEW.lead_id, NEW.campaign_id, NEW.person_id, NEW.by_id, NEW.created_at)
             IS DISTINCT FROM
             (OLD.id, OLD.call_id, OLD.lead_id, OLD.campaign_id, OLD.person_id, OLD.by_id, OLD.created_at)
             OR NEW.version <= OLD.version THEN
            RAISE EXCEPTION 'a review stays about what it is' USING ERRCODE = '42501';
          END IF;
          IF OLD.published_at IS NULL AND NEW.by_id IS DISTINCT FROM acting() THEN
            RAISE EXCEPTION 'a draft is its reviewer''s' USING ERRCODE = '42501';
          END IF;
          IF OLD.published_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
             AND acting() IS DISTINCT FROM OLD.by_id AND acting_role() IS DISTINCT FROM 'admin' THEN
            RAISE EXCEPTION 'withdrawn by its reviewer or an admin' USING ERRCODE = '42501';
          END IF;
          IF OLD.published_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
             AND month_is_closed(office_day(OLD.published_at)) THEN
            RAISE EXCEPTION 'this month is closed' USING ERRCODE = '42501';
          END IF;
          IF NEW.note IS DISTINCT FROM OLD.note AND OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published review stands' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        is_invoker=True,
        trigger="BEFORE UPDATE ON reviews",
    ),
    Function(
        "reviews_by_now()",
        "trigger",
        f"""
        BEGIN
          IF NOT is_owner() AND ((NEW.published_at IS DISTINCT FROM OLD.published_at
                AND NOT coalesce(NEW.published_at BETWEEN server_now() - interval '{AHEAD}'
                                                      AND server_now() + interval '{AHEAD}', false))
             OR NEW.talked_at > server_now() + interval '{AHEAD}'
             OR NEW.withdrawn_at > server_now() + interval '{AHEAD}'
             OR (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
                 AND NEW.withdrawn_at < server_now() - interval '{BACK}')) THEN
            RAISE EXCEPTION 'a time far from the clock of the server' USING ERRCODE = 'CR020';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE ON reviews",
    ),
)
