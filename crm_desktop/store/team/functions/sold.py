"""Sales: who sold keeps the credit, and what was confirmed is changed by nobody who may not confirm."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Reach, Role, reach
from crm_desktop.store.team.functions.buried import names_taken_out
from crm_desktop.store.team.functions.written import Function

_CONFIRM = ", ".join(
    f"'{role}'" for role in Role if reach(role, Permission.CONFIRM_SALES) in (Reach.TEAM, Reach.ALL)
)
_CONFIRMS = f"acting_role() IN ({_CONFIRM})"
# Steps of a sale tell who confirmed it, also once that is taken back and given again.
_CONFIRMED_BEFORE = """EXISTS (SELECT 1 FROM sale_changes c WHERE c.sale_id = NEW.id AND c.is_confirmed
                             AND c.person_id = NEW.confirmed_by)"""

FUNCTIONS = (
    Function(
        "sale_confirmed_by_a_lead()",
        "trigger",
        f"""
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'INSERT' THEN
            IF NEW.confirmed_at IS NOT NULL OR NEW.confirmed_by IS NOT NULL OR NEW.version <> 1 THEN
              RAISE EXCEPTION 'a sale is confirmed after it was made' USING ERRCODE = '42501';
            END IF;
            RETURN NEW;
          END IF;
          IF {names_taken_out("sales")} THEN
            RETURN NEW;
          END IF;
          IF NEW.person_id <> OLD.person_id AND EXISTS (
              SELECT 1 FROM rulings r JOIN contests k ON k.id = r.contest_id
              WHERE coalesce(k.sale_id, r.sale_id) = NEW.id AND r.is_upheld
                AND r.xmin = pg_current_xact_id()::xid
                AND r.other_id = NEW.person_id
                AND NEW.state = OLD.state AND NEW.amount_minor = OLD.amount_minor
                AND NEW.version = OLD.version + 1) THEN
            OLD.person_id := NEW.person_id;  -- a ruling, kept a moment ago, gives it to somebody else
          END IF;
          IF (NEW.id, NEW.person_id, NEW.call_id, NEW.campaign_id, NEW.currency, NEW.at, NEW.day)
             IS DISTINCT FROM
             (OLD.id, OLD.person_id, OLD.call_id, OLD.campaign_id, OLD.currency, OLD.at, OLD.day) THEN
            RAISE EXCEPTION 'a sale stays whose it is' USING ERRCODE = '42501';
          END IF;
          IF NEW.version < OLD.version OR (NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD
                                           AND NEW.lead_id = OLD.lead_id) THEN
            RAISE EXCEPTION 'each step of a sale counts' USING ERRCODE = '42501';
          END IF;
          IF ({_CONFIRMS}) IS NOT TRUE THEN
            IF OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NOT NULL OR NEW.confirmed_by IS NOT NULL
               OR NEW.state = 'refunded' OR OLD.state = 'refunded' THEN
              RAISE EXCEPTION 'only a team lead or an admin changes a confirmed sale' USING ERRCODE = '42501';
            END IF;
          ELSIF (NEW.confirmed_at, NEW.confirmed_by)
                IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by) THEN
            IF acting_role() IS DISTINCT FROM 'admin' AND NEW.person_id = acting()
               AND NEW.confirmed_at IS NOT NULL THEN
              RAISE EXCEPTION 'nobody confirms an own sale' USING ERRCODE = '42501';
            END IF;
            IF (NEW.confirmed_at IS NULL) <> (NEW.confirmed_by IS NULL)
               OR (NEW.confirmed_by IS DISTINCT FROM acting() AND NEW.confirmed_by IS NOT NULL
                   AND NOT {_CONFIRMED_BEFORE}) THEN
              RAISE EXCEPTION 'nobody confirms for someone else' USING ERRCODE = '42501';
            END IF;
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT OR UPDATE ON sales",
    ),
    # A step says what the sale is by then.
    Function(
        "step_of_a_sale()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner() THEN
            SELECT s.person_id, s.product_id, late_day(s.day)
              INTO NEW.seller_id, NEW.product_id, NEW.counts_on FROM sales s WHERE s.id = NEW.sale_id;
          END IF;
          IF NOT is_owner() AND NOT EXISTS (
              SELECT 1 FROM sales s WHERE s.id = NEW.sale_id AND s.state = NEW.state
                AND s.amount_minor = NEW.amount_minor
                AND (s.confirmed_at IS NOT NULL) = NEW.is_confirmed
                AND s.xmin = pg_current_xact_id()::xid) THEN
            RAISE EXCEPTION 'a step is told with the change' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON sale_changes",
    ),
    # And each change has its step, by the end of its transaction.
    Function(
        "sale_has_its_step()",
        "trigger",
        f"""
        BEGIN
          IF is_owner() OR (TG_OP = 'UPDATE'
             AND (NEW.state, NEW.amount_minor, NEW.confirmed_at, NEW.person_id, NEW.product_id, NEW.product)
             IS NOT DISTINCT FROM
             (OLD.state, OLD.amount_minor, OLD.confirmed_at, OLD.person_id, OLD.product_id, OLD.product))
          THEN
            RETURN NULL;
          END IF;
          -- A sale whose customer is erased loses the text of what was sold, and nothing else.
          IF TG_OP = 'UPDATE'
             AND (NEW.state, NEW.amount_minor, NEW.confirmed_at, NEW.person_id, NEW.product_id)
             IS NOT DISTINCT FROM
             (OLD.state, OLD.amount_minor, OLD.confirmed_at, OLD.person_id, OLD.product_id)
             AND ({names_taken_out("sales")} OR (NEW.product = '' AND EXISTS (
               SELECT 1 FROM leads l WHERE l.id = NEW.lead_id AND l.erased_at IS NOT NULL))) THEN
            RETURN NULL;
          END IF;
          IF EXISTS (SELECT 1 FROM sales s WHERE s.id = NEW.id AND s.version = NEW.version)
             AND NOT EXISTS (SELECT 1 FROM sale_changes c WHERE c.sale_id = NEW.id
               AND c.xmin = pg_current_xact_id()::xid AND c.state = NEW.state
               AND c.amount_minor = NEW.amount_minor AND c.person_id = acting()
               AND c.is_confirmed = (NEW.confirmed_at IS NOT NULL)) THEN
            RAISE EXCEPTION 'a change of a sale is told' USING ERRCODE = '42501';
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT OR UPDATE ON sales DEFERRABLE INITIALLY DEFERRED",
    ),
)
