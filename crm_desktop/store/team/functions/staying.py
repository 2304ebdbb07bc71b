"""What a row of a server is about stays so: nobody comes by a lead by moving what is theirs onto it.

Whoever has a lead's call, promise or appointment sees the lead. Row policies look at a row before and after a
change, not at both together, so what may not change is said here.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

_ABOUT_A_LEAD = (
    "calls",
    "callbacks",
    "appointments",
    "queue_entries",
    "sales",
    "service_records",
    "attachments",
    "lead_phones",
)
_BY_STAFF = """
          IF is_owner() OR acting_role() = 'admin' THEN
            RETURN NEW;
          END IF;"""


def _lead_stays(table: str) -> Function:
    """Merging moves rows between leads, which a team lead does with those of the own team."""
    return Function(
        f"lead_of_{table}_stays()",
        "trigger",
        f"""
        BEGIN
          IF NEW.lead_id IS NOT DISTINCT FROM OLD.lead_id THEN
            RETURN NEW;
          END IF;{_BY_STAFF}
          IF acting_role() = 'team_lead' AND EXISTS (
              SELECT 1 FROM leads l WHERE l.id = NEW.lead_id
                AND (l.team_id = acting_team() OR l.team_id IS NULL OR l.owner_id = acting())) THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'what belongs to a lead stays with it' USING ERRCODE = '42501';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=f"BEFORE UPDATE OF lead_id ON {table}",
    )


FUNCTIONS = (
    *(_lead_stays(table) for table in _ABOUT_A_LEAD),
    # Where a lead comes from stays; which lead it is part of is said by merging.
    Function(
        "lead_stays_itself()",
        "trigger",
        f"""
        BEGIN{_BY_STAFF}
          IF (NEW.id, NEW.no, NEW.created_at, NEW.created_by, NEW.import_id) IS DISTINCT FROM
             (OLD.id, OLD.no, OLD.created_at, OLD.created_by, OLD.import_id)
             OR (acting_role() = 'telecaller' AND (NEW.merged_into IS DISTINCT FROM OLD.merged_into
                 OR (NEW.status = 'merged') <> (OLD.status = 'merged'))) THEN
            RAISE EXCEPTION 'a lead stays which it is' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE OF id, no, created_at, created_by, import_id, merged_into, status ON leads",
    ),
    # A claim is renewed by the minute; nobody keeps a lead from others for good.
    Function(
        "leases_run_out()",
        "trigger",
        """
        BEGIN
          IF NEW.lease_until > now() + interval '1 day' AND NOT is_owner() THEN
            RAISE EXCEPTION 'a lease runs out' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE OF lease_until ON queue_entries",
    ),
    # A number is whose it is: another one is another phone.
    Function(
        "phone_of_lead_stays()",
        "trigger",
        f"""
        BEGIN{_BY_STAFF}
          IF NEW.phone_id IS DISTINCT FROM OLD.phone_id THEN
            RAISE EXCEPTION 'another number is another phone' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE OF phone_id ON lead_phones",
    ),
)
