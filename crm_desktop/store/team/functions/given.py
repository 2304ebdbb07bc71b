"""Whose a lead becomes: given within the own team, taken by who called, and nothing picked up again later.

Policies see a row before and after a change, not what it changed from; that is looked at here.
"""

from __future__ import annotations

from crm_desktop.store.team.functions.calls import undoable
from crm_desktop.store.team.functions.dates import BACK
from crm_desktop.store.team.functions.lately import did
from crm_desktop.store.team.functions.written import Function

_BY_ADMIN = """
          IF is_owner() OR acting_role() = 'admin' THEN
            RETURN NEW;
          END IF;"""
# Told by the group alone, in a fiftieth of the time: whoever is in it and isn't signed in reaches no lead.
# Where there are no groups, the function asks itself.
_ISNT_ADMIN = """pg_has_role(session_user, to_regrole('"{prefix}_admin"'), 'MEMBER') IS NOT TRUE"""
_OF_TEAM = """EXISTS (SELECT 1 FROM people p WHERE p.id = {}
                       AND (p.id = me OR p.team_id IS NOT DISTINCT FROM mine))"""
# What nobody's lead was given from, kept for a result that is taken back.
_TEAM_KIND = "'nobodys of team ' || coalesce({}.team_id::text, 'none')"
_WAS_OF_TEAM = did(_TEAM_KIND.format("NEW"), "OLD.id", is_text=False)


def _stays_over(table: str, going: str) -> Function:
    """Whoever has a lead's open promise sees the lead: one that is over isn't opened to that end."""
    return Function(
        f"{table}_stay_over()",
        "trigger",
        f"""
        BEGIN{_BY_ADMIN}
          IF NEW.state = '{going}' AND (OLD.state <> '{going}' OR NEW.owner_id <> OLD.owner_id)
             AND NOT EXISTS (SELECT 1 FROM leads l WHERE l.id = NEW.lead_id
               AND (l.owner_id = acting() OR (acting_role() = 'team_lead'
                    AND (l.team_id IS NULL OR l.team_id = acting_team()))))
             AND NOT coalesce(NEW.lead_id = ANY (held_leads()), false) THEN
            RAISE EXCEPTION 'what is over stays over' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=f"BEFORE UPDATE ON {table}",
    )


FUNCTIONS = (
    Function(
        "leads_go_to_own_people()",
        "trigger",
        f"""
        DECLARE
          me uuid;
          mine uuid;
          my_role text;
          is_taken_back boolean;
        BEGIN
          -- Asked once a row, of which there may be a hundred thousand.
          SELECT p.id, p.team_id, p.role INTO me, mine, my_role FROM people p WHERE p.id = acting();
          IF my_role = 'admin' OR (my_role IS NULL AND is_owner()) THEN
            RETURN NEW;
          END IF;
          -- A result taken back: the lead is nobody's again, in the team whose it was.
          is_taken_back := NEW.owner_id IS NULL AND {undoable("lead_id", "OLD.id")}
                           AND {did("lead", "OLD.id")} AND {_WAS_OF_TEAM};
          IF OLD.owner_id IS NULL THEN
            PERFORM keep_lately({_TEAM_KIND.format("OLD")}, OLD.id);
          END IF;
          IF NEW.owner_id IS DISTINCT FROM OLD.owner_id AND NOT is_taken_back THEN
            IF my_role = 'team_lead'
               AND (OLD.team_id IS NULL OR OLD.team_id = mine OR OLD.owner_id = me)
               AND (NEW.owner_id IS NULL OR {_OF_TEAM.format("NEW.owner_id")}) THEN
              NULL;
            ELSIF OLD.owner_id IS NULL AND EXISTS (  -- nobody's, of whoever spoke with them
                SELECT 1 FROM calls c WHERE c.lead_id = NEW.id AND c.person_id = NEW.owner_id
                  AND c.id > id_floor(now() - interval '{BACK}')
                  AND (c.person_id = me OR my_role = 'team_lead')) THEN
              NULL;
            ELSIF OLD.owner_id = me AND {_OF_TEAM.format("NEW.owner_id")} AND EXISTS (  -- with its promise
                SELECT 1 FROM callbacks b WHERE b.lead_id = NEW.id AND b.owner_id = NEW.owner_id
                  AND b.state = 'open' AND b.handed_from IS NOT NULL) THEN
              NULL;
            ELSE
              RAISE EXCEPTION 'this lead is not theirs to give' USING ERRCODE = '42501';
            END IF;
          END IF;
          IF NEW.team_id IS DISTINCT FROM OLD.team_id AND NOT is_taken_back
             AND (NEW.team_id IS DISTINCT FROM mine
                  OR (NEW.owner_id IS NULL AND my_role = 'telecaller')) AND NOT EXISTS (
               SELECT 1 FROM people p WHERE p.id = NEW.owner_id AND p.team_id = NEW.team_id
                 AND NEW.owner_id IS DISTINCT FROM OLD.owner_id) AND NOT EXISTS (
               -- Taken back: of no team again, as the own batch found it.
               SELECT 1 FROM batch_leads b JOIN batches t ON t.id = b.batch_id
               WHERE b.lead_id = OLD.id AND t.person_id = me AND NEW.team_id IS NULL AND b.team_id IS NULL
                 AND b.owner_id IS NOT DISTINCT FROM NEW.owner_id) THEN
            RAISE EXCEPTION 'a lead is given within the own team' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE UPDATE OF owner_id, team_id ON leads WHEN "
        "((OLD.owner_id IS DISTINCT FROM NEW.owner_id OR OLD.team_id IS DISTINCT FROM NEW.team_id)"
        f" AND {_ISNT_ADMIN})",
    ),
    _stays_over("callbacks", "open"),
    _stays_over("appointments", "planned"),
    # An act is kept to be undone in the transaction that did it, not made up later.
    Function(
        "undo_is_of_its_act()",
        "trigger",
        """
        DECLARE
          now_at xid := pg_current_xact_id()::xid;
          call uuid := (NEW.before ->> 'call_id')::uuid;
          sold uuid := (NEW.before ->> 'sale')::uuid;
          phone uuid := (NEW.before ->> 'do_not_call')::uuid;
          lead uuid := (NEW.before ->> 'lead_id')::uuid;
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          IF (call IS NOT NULL AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = call AND c.xmin = now_at))
             OR (sold IS NOT NULL AND NOT EXISTS (
                   SELECT 1 FROM sales s WHERE s.id = sold AND s.xmin = now_at))
             OR (lead IS NOT NULL AND call IS NULL)
             OR (lead IS NOT NULL AND NOT EXISTS (
                   SELECT 1 FROM calls c WHERE c.id = call AND c.lead_id = lead))
             -- Only who set a do-not-call takes it back: nobody had, since one was lifted.
             OR (phone IS NOT NULL AND (call IS NULL OR NOT EXISTS (
                   SELECT 1 FROM do_not_calls d WHERE d.phone_id = phone AND d.xmin = now_at)
                 OR EXISTS (
                   SELECT 1 FROM do_not_calls d WHERE d.phone_id = phone AND d.xmin <> now_at
                     AND NOT d.is_lifted AND NOT EXISTS (
                       SELECT 1 FROM do_not_calls l
                       WHERE l.phone_id = phone AND l.is_lifted AND l.id > d.id)))) THEN
            RAISE EXCEPTION 'what is to be undone was not done' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON undo_acts",
    ),
    # That a do-not-call was lifted is told by who lifted it, in the same transaction.
    Function(
        "lifting_is_told_by_who_lifts()",
        "trigger",
        """
        BEGIN
          IF NEW.is_lifted AND NOT is_owner() AND btrim(NEW.why) = '' THEN
            RAISE EXCEPTION 'what shows it is told with a lifting' USING ERRCODE = '42501';
          END IF;
          IF NEW.is_lifted AND NOT is_owner() AND NOT EXISTS (
              SELECT 1 FROM phones p WHERE p.id = NEW.phone_id AND p.do_not_call_at IS NULL
                AND p.xmin = pg_current_xact_id()::xid
                AND EXISTS (SELECT 1 FROM do_not_calls d WHERE d.phone_id = p.id)) THEN
            RAISE EXCEPTION 'nothing was lifted' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON do_not_calls",
    ),
    # Row numbers come from the counter: one made up would meet the next lead's.
    Function(
        "leads_are_numbered()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner()
             AND (SELECT max(a.no) FROM added a) > (SELECT s.last_value FROM leads_no_seq s) THEN
            RAISE EXCEPTION 'a lead is numbered by the server' USING ERRCODE = '42501';
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON leads REFERENCING NEW TABLE AS added",
    ),
)
