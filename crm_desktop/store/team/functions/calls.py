"""Calls: which lead one may be noted of, and a result taken back."""

from __future__ import annotations

from crm_desktop.store.team.functions.lately import did
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

# An act of the last minutes that the person may take back; `before` says what it made.
_UNDOABLE = """
          SELECT 1 FROM undo_acts u WHERE u.person_id = acting() AND u.undone_at IS NULL
            AND u.id > id_floor(now() - interval '15 minutes') AND u.before ->> '{key}' = {id}::text"""


def undoable(key: str, row_id: str) -> str:
    """Whether the person did something to it in the last minutes that may be taken back, as SQL."""
    return f"EXISTS ({_UNDOABLE.format(key=key, id=row_id)})"


def _counted(row: str) -> str:
    """What of a call totals count, as SQL."""
    names = (
        *("state", "day", "person_id", "campaign_id", "direction", "known_how", "dialled_at", "answered_at"),
        *("ended_at", "talk_s", "disposition_code", "disposition_flags", "is_practice", "is_left_out"),
    )
    return ", ".join(f"{row}.{name}" for name in names)


FUNCTIONS = (
    # A call brings its lead into the hand: of someone else's lead only who knows the number notes one, or
    # who called it before; that, and leads of nobody's, is counted like taking one from the queue.
    Function(
        "call_within_reach()",
        "trigger",
        f"""
        DECLARE
          me uuid := acting();
          kept leads%ROWTYPE;
        BEGIN
          IF is_owner() OR acting_role() = 'admin' OR NEW.lead_id = ANY (held_leads()) THEN
            RETURN NEW;
          END IF;
          SELECT * INTO kept FROM leads l WHERE l.id = NEW.lead_id;
          IF kept.owner_id = me
             OR (acting_role() = 'team_lead' AND (kept.team_id IS NULL OR kept.team_id = acting_team()))
             OR EXISTS (SELECT 1 FROM queue_entries q WHERE q.lead_id = NEW.lead_id AND q.owner_id = me) THEN
            RETURN NEW;
          END IF;
          IF kept.owner_id IS NULL
             OR EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = NEW.lead_id AND c.person_id = me)
             OR EXISTS (SELECT 1 FROM number_lookups n JOIN lead_phones lp ON lp.phone_id = n.phone_id
                        WHERE lp.lead_id = NEW.lead_id AND n.person_id = me
                          AND n.id > id_floor(now() - interval '1 hour')) THEN
            PERFORM count_reach('claim', 1, {LIMITS["claim"]});
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'this lead is somebody else''s' USING ERRCODE = '42501';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON calls",
    ),
    # What counts in a closed month stays, whoever writes past the program; a call of it that comes later (a
    # workstation's that was long away, one whose result comes only now) counts on the day on which it comes.
    # Rulings, which stand beside with their date, and erasures are done by functions of the owner.
    Function(
        "calls_of_closed_months()",
        "trigger",
        f"""
        BEGIN
          IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'MEMBER')
             OR (TG_OP = 'INSERT' AND NEW.day / 100 >= office_today() / 100) THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' AND OLD.state = 'closed' AND OLD.day / 100 < office_today() / 100
             AND ({_counted("NEW")}) IS DISTINCT FROM ({_counted("OLD")}) AND month_is_closed(OLD.day) THEN
            RAISE EXCEPTION 'this month is closed' USING ERRCODE = '42501';
          END IF;
          IF NEW.day / 100 < office_today() / 100
             AND (TG_OP = 'INSERT' OR OLD.state <> 'closed' OR NEW.day IS DISTINCT FROM OLD.day)
             AND month_is_closed(NEW.day) THEN
            NEW.day := office_today();
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        is_invoker=True,
        trigger="BEFORE INSERT OR UPDATE ON calls",
    ),
    Function(
        "reopen_call(p_call uuid)",
        "void",
        f"""
        UPDATE calls SET state = 'open', closed_at = NULL, talk_s = NULL, disposition_id = NULL,
          disposition_code = '', disposition_label = '', disposition_flags = '', disposition_values = NULL
        WHERE id = p_call
          AND (is_owner() OR NOT month_is_closed(day))
          AND NOT EXISTS (SELECT 1 FROM contests k JOIN rulings r ON r.contest_id = k.id
                          WHERE k.call_id = p_call)
          AND (is_owner() OR (person_id = acting() AND {did("call", "p_call")}
                              AND {undoable("call_id", "p_call")}))
        """,
    ),
    Function(
        "take_back_sale(p_sale uuid)",
        "void",
        f"""
        BEGIN
          IF is_owner() OR EXISTS (SELECT 1 FROM sales s WHERE s.id = p_sale AND s.person_id = acting()
                                   AND s.version = 1 AND {undoable("sale", "p_sale")}) THEN
            DELETE FROM sale_changes WHERE sale_id = p_sale;
            DELETE FROM sales WHERE id = p_sale;
          END IF;
        END
        """,
        language="plpgsql",
    ),
    # It rang: off other people's screens, unless they are on a call with it.
    Function(
        "clear_screens(p_lead uuid, p_but uuid)",
        "void",
        f"""
        BEGIN
          PERFORM check_acting(p_but);
          IF NOT may_work(p_lead) THEN
            RAISE EXCEPTION 'this lead is somebody else''s' USING ERRCODE = '42501';
          END IF;
          PERFORM count_reach('claim', 1, {LIMITS["claim"]});
          UPDATE queue_entries q SET claimed_by = NULL, lease_until = NULL, version = q.version + 1
            WHERE q.lead_id = p_lead AND q.claimed_by IS NOT NULL AND q.claimed_by <> p_but
              AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.person_id = q.claimed_by
                              AND c.lead_id = p_lead AND c.state = 'open');
        END
        """,
        language="plpgsql",
    ),
    # Do-not-call is set by whoever heard it, once, and lifted by an admin; one's own mistake of the last
    # minutes is taken back.
    Function(
        "do_not_call_stays()",
        "trigger",
        f"""
        BEGIN
          IF is_owner() OR acting_role() = 'admin' THEN
            RETURN NEW;
          ELSIF OLD.do_not_call_at IS NULL AND NEW.do_not_call_at IS NOT NULL THEN
            PERFORM keep_lately('do_not_call', NEW.id);
          ELSIF NEW.do_not_call_at IS NOT NULL THEN
            NEW.do_not_call_at := OLD.do_not_call_at;
          ELSIF OLD.do_not_call_at IS NOT NULL AND NOT {did("do_not_call", "OLD.id")} THEN
            RAISE EXCEPTION 'only an admin lifts a do-not-call' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE OF do_not_call_at ON phones",
    ),
)
