"""The brake of complaints: whoever takes one down may stop campaigns, as far as the count says so."""

from __future__ import annotations

from crm_desktop.domain.complaints import BRAKE_MARK, BRAKE_SENTENCE
from crm_desktop.store.team.functions.written import Function

_BEFORE, _, _AFTER = BRAKE_SENTENCE.partition("{count}")
_HELD = f"{{}}.paused_at IS NOT NULL AND starts_with({{}}.paused_why, '{BRAKE_MARK}')"
FUNCTIONS = (
    Function(
        "complaints_lately()",
        "integer",
        """
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          RETURN (SELECT count(DISTINCT coalesce(r.lead_id::text, r.name)) FROM requests r
                  WHERE r.kind = 'grievance' AND r.state <> 'taken_back'
                    AND r.received_at > server_now() - interval '10 days');
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    # The levels are the rules', which the program knows; never fewer than two people, so that nobody stops
    # an office alone.
    Function(
        "brake_for_complaints(p_pause integer, p_stop integer)",
        "SETOF uuid",
        f"""
        DECLARE
          so_many integer := complaints_lately();
        BEGIN
          IF so_many < greatest(p_pause, 2) THEN
            RETURN;
          END IF;
          RETURN QUERY
            UPDATE campaigns c SET paused_at = server_now(), version = c.version + 1,
                                   paused_why = '{_BEFORE}' || so_many || '{_AFTER}'
            WHERE c.paused_at IS NULL AND c.is_active AND NOT c.is_practice
              AND (so_many >= greatest(p_stop, 3) OR c.call_class = 'promotional')
            RETURNING c.id;
        END
        """,
        language="plpgsql",
    ),
    # What the brake holds an admin alone lets go on; and nobody goes on with another one instead: a campaign
    # that is new, switched on again or of another kind of call stands still beside those of its kind.
    Function(
        "brake_is_lifted_by_admins()",
        "trigger",
        f"""
        DECLARE beside campaigns;
        BEGIN
          IF is_owner() OR acting_role() = 'admin' THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' AND {_HELD.format("OLD", "OLD")}
             AND (NEW.paused_at, NEW.paused_why) IS DISTINCT FROM (OLD.paused_at, OLD.paused_why) THEN
            RAISE EXCEPTION 'the brake of complaints holds' USING ERRCODE = '42501';
          END IF;
          IF NEW.paused_at IS NULL AND NEW.is_active AND NOT NEW.is_practice
             AND (TG_OP = 'INSERT' OR NOT OLD.is_active OR OLD.call_class <> NEW.call_class)
             AND complaints_lately() >= 2 THEN
            SELECT c.* INTO beside FROM campaigns c
              WHERE c.call_class = NEW.call_class AND c.is_active AND c.id <> NEW.id
                AND {_HELD.format("c", "c")}
              ORDER BY c.paused_at DESC LIMIT 1;
            IF FOUND THEN
              NEW.paused_at := server_now();
              NEW.paused_why := beside.paused_why;
            END IF;
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT OR UPDATE OF paused_at, paused_why, is_active, call_class ON campaigns",
    ),
)
