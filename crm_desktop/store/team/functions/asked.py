"""What people asked about their data: taken down as it came, closed only by who answers for the office."""

from __future__ import annotations

from crm_desktop.store.team.functions.buried import names_taken_out
from crm_desktop.store.team.functions.written import Function

FUNCTIONS = (
    # A request begins open and unanswered, and isn't of tomorrow. What was received stays as it was.
    Function(
        "request_kept()",
        "trigger",
        f"""
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'open' OR NEW.version <> 1 OR NEW.acknowledged_at IS NOT NULL
               OR NEW.proof IS NOT NULL OR NEW.proven_at IS NOT NULL OR NEW.is_extended
               OR NEW.closed_at IS NOT NULL OR NEW.closed_by IS NOT NULL
               OR NEW.received_at > server_now() + interval '5 minutes' THEN
              RAISE EXCEPTION 'a request begins unanswered' USING ERRCODE = '42501';
            END IF;
            RETURN NEW;
          END IF;
          IF {names_taken_out("requests")} THEN
            RETURN NEW;
          END IF;
          IF NEW.version <> OLD.version + 1
             OR (OLD.acknowledged_at IS NOT NULL AND NEW.acknowledged_at IS DISTINCT FROM OLD.acknowledged_at)
             OR (OLD.proof IS NOT NULL AND (NEW.proof, NEW.proven_at)
                                           IS DISTINCT FROM (OLD.proof, OLD.proven_at)) THEN
            RAISE EXCEPTION 'what was done with a request stays' USING ERRCODE = '42501';
          END IF;
          IF acting_role() IS DISTINCT FROM 'admin'
             AND (NEW.state, NEW.closed_at, NEW.closed_by, NEW.is_extended, NEW.published_due_at,
                  NEW.ceiling_due_at)
                 IS DISTINCT FROM (OLD.state, OLD.closed_at, OLD.closed_by, OLD.is_extended,
                                   OLD.published_due_at, OLD.ceiling_due_at) THEN
            RAISE EXCEPTION 'an admin answers' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT OR UPDATE ON requests",
    ),
    # Who answers for the office alone tells of answers.
    Function(
        "request_step_told()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner() AND acting_role() IS DISTINCT FROM 'admin'
             AND NEW.kind NOT IN ('taken', 'acknowledged', 'identity', 'note') THEN
            RAISE EXCEPTION 'an admin answers' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON request_steps",
    ),
)
