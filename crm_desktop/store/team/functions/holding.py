"""Holding what is being decided about, until the transaction ends: persons, phones, leads."""

from __future__ import annotations

from crm_desktop.store.team.functions.calling import FACTS, FACTS_OF
from crm_desktop.store.team.functions.written import Function

_MAY_ACT = """
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN;
          END IF;"""
# Whether a lead is on a screen or kept on a workstation, as of this very moment.
_TAKEN = """(EXISTS (SELECT 1 FROM queue_entries o WHERE o.lead_id = {0} AND o.claimed_by IS NOT NULL)
                OR EXISTS (SELECT 1 FROM reservations r WHERE r.lead_id = {0} AND r.until > now()))"""

FUNCTIONS = (
    # What the gate judges a lead by, holding its row; nothing where someone else holds it.
    Function(
        "lead_facts_held(p_lead uuid)",
        FACTS,
        f"""
        BEGIN{_MAY_ACT}
          PERFORM 1 FROM leads l WHERE l.id = p_lead FOR NO KEY UPDATE SKIP LOCKED;
          IF FOUND THEN
            RETURN QUERY {FACTS_OF} WHERE l.id = p_lead ORDER BY lp.position, p.id;
          END IF;
        END
        """,
        language="plpgsql",
    ),
    # Hold a lead to claim it; false where someone else is at it or has it. What somebody took in the moment
    # before the lock is let go of again (only a block that fails gives back a lock before the transaction
    # ends): else a search that passes many taken leads would have those who call them wait for its end.
    Function(
        "hold_to_claim(p_lead uuid)",
        "boolean",
        f"""
        BEGIN
          IF {_TAKEN.format("p_lead")} THEN
            RETURN false;
          END IF;
          PERFORM 1 FROM leads l WHERE l.id = p_lead FOR NO KEY UPDATE SKIP LOCKED;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          IF {_TAKEN.format("p_lead")} THEN
            RAISE EXCEPTION 'taken meanwhile' USING ERRCODE = 'CR013';
          END IF;
          RETURN true;
        EXCEPTION WHEN SQLSTATE 'CR013' THEN
          RETURN false;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
    # What the gate judges a lead by that is to be claimed: held, or on another screen and not held. Nothing
    # where someone else is at it.
    Function(
        "lead_facts_to_claim(p_lead uuid)",
        FACTS,
        f"""
        BEGIN{_MAY_ACT}
          IF hold_to_claim(p_lead) OR {_TAKEN.format("p_lead")} THEN
            RETURN QUERY {FACTS_OF} WHERE l.id = p_lead ORDER BY lp.position, p.id;
          END IF;
        END
        """,
        language="plpgsql",
    ),
    # The first of these places in the queue that nobody has and nobody is at this moment; its lead is held.
    Function(
        "hold_first(p_entries uuid[])",
        "uuid",
        """
        DECLARE entry uuid; lead uuid;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN NULL;
          END IF;
          FOREACH entry IN ARRAY p_entries LOOP
            SELECT q.lead_id INTO lead FROM queue_entries q WHERE q.id = entry AND q.claimed_by IS NULL;
            IF FOUND AND hold_to_claim(lead) THEN
              RETURN entry;
            END IF;
          END LOOP;
          RETURN NULL;
        END
        """,
        language="plpgsql",
    ),
    Function(
        "hold_person(p_person uuid)",
        "void",
        """
        BEGIN
          PERFORM check_acting(p_person);
          PERFORM 1 FROM people WHERE id = p_person FOR NO KEY UPDATE;
        END
        """,
        language="plpgsql",
    ),
    Function(
        "hold_phones(p_lead uuid)",
        "void",
        f"""
        BEGIN{_MAY_ACT}
          PERFORM 1 FROM phones WHERE id IN (SELECT phone_id FROM lead_phones WHERE lead_id = p_lead)
            ORDER BY id FOR NO KEY UPDATE;
        END
        """,
        language="plpgsql",
    ),
    Function(
        "leads_with_phone(p_phone uuid)",
        "TABLE (id uuid)",
        f"""
        BEGIN{_MAY_ACT}
          RETURN QUERY SELECT l.id FROM lead_phones lp JOIN leads l ON l.id = lp.lead_id
            WHERE lp.phone_id = p_phone ORDER BY l.id FOR NO KEY UPDATE OF l;
        END
        """,
        language="plpgsql",
    ),
)
