"""Presence: what somebody changes to is said once, for their own sign-in, by the server's clock."""

from __future__ import annotations

from crm_desktop.domain.presence import AWAY_REASONS, BREAK_REASONS
from crm_desktop.domain.shift import NOON
from crm_desktop.store.team.functions.written import Function

LIVE_WITHIN = "2 minutes"  # what is said later was kept while the server was away, and says so
_ALLOWED = " ".join(f"WHEN '{r.code}' THEN {r.minutes}" for r in BREAK_REASONS)
_SETTING = " ".join(f"WHEN '{r.code}' THEN '{r.setting}'" for r in BREAK_REASONS)
_AWAY = ", ".join(f"'{reason}'" for reason in AWAY_REASONS)
_REASONS = ", ".join(f"'{r.code}'" for r in BREAK_REASONS)

FUNCTIONS = (
    # No time of a program's is believed that lies before its sign-in, before the last change or ahead of the
    # server; how long a break may take is what the workspace allows at present.
    Function(
        "presence_told()",
        "trigger",
        f"""
        DECLARE
          begun timestamptz;
          last_at timestamptz;
          minutes integer;
          local_at timestamp;
        BEGIN
          IF is_owner() THEN
            RETURN NEW;
          END IF;
          SELECT s.signed_in_at INTO begun FROM sessions s
            WHERE s.id = NEW.session_id AND s.person_id = NEW.person_id;
          IF begun IS NULL THEN
            RAISE EXCEPTION 'presence belongs to an own sign-in' USING ERRCODE = '42501';
          END IF;
          IF NEW.state = 'break' AND NEW.reason <> ALL (ARRAY[{_REASONS}])
             OR NEW.state = 'away' AND NEW.reason <> ALL (ARRAY[{_AWAY}])
             OR NEW.state = 'ready' AND NEW.reason <> '' THEN
            RAISE EXCEPTION 'no such reason' USING ERRCODE = '42501';
          END IF;
          SELECT max(p.at) INTO last_at FROM presence p
            WHERE p.person_id = NEW.person_id AND p.session_id = NEW.session_id;
          NEW.at := greatest(least(NEW.at, server_now()), begun, last_at + interval '1 microsecond');
          NEW.known_how := CASE WHEN NEW.at < server_now() - interval '{LIVE_WITHIN}' THEN 'kept'
                                ELSE 'live' END;
          NEW.allowed_s := NULL;
          IF NEW.state = 'break' THEN
            SELECT s.value::text::integer INTO minutes FROM settings s JOIN workspace w ON w.id = s.owner_id
              WHERE s.scope = 'workspace' AND s.key = CASE NEW.reason {_SETTING} END;
            minutes := coalesce(minutes, CASE NEW.reason {_ALLOWED} END);
            NEW.allowed_s := nullif(minutes, 0) * 60;
          END IF;
          SELECT NEW.at AT TIME ZONE w.zone INTO local_at FROM workspace w;
          IF NEW.day <> to_char(local_at, 'YYYYMMDD')::integer
             AND (extract(hour FROM local_at) >= {NOON}
                  OR NEW.day <> to_char(local_at - interval '1 day', 'YYYYMMDD')::integer) THEN
            NEW.day := to_char(local_at, 'YYYYMMDD')::integer;
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON presence",
    ),
    # Whoever ends somebody else's break tells them, also past the program; what they said themselves and
    # somebody handed in is no such end.
    Function(
        "break_end_told()",
        "trigger",
        """
        DECLARE ended record;
        BEGIN
          IF NEW.state <> 'ready' OR acting() IS NULL OR acting() = NEW.person_id
             OR EXISTS (SELECT 1 FROM submitted_acts a WHERE a.id = NEW.id AND a.person_id = NEW.person_id)
             OR EXISTS (SELECT 1 FROM desk_notes n WHERE n.person_id = NEW.person_id
                        AND n.kind = 'break_ended' AND n.xmin = pg_current_xact_id()::xid) THEN
            RETURN NULL;
          END IF;
          SELECT p.state, p.reason INTO ended FROM presence p
            WHERE p.session_id = NEW.session_id AND p.id <> NEW.id ORDER BY p.at DESC LIMIT 1;
          IF ended.state = 'break' THEN
            INSERT INTO desk_notes (id, person_id, from_id, at, kind, text)
              VALUES (new_id(), NEW.person_id, acting(), server_now(), 'break_ended', ended.reason);
            INSERT INTO changes (at, topic, subject_id) VALUES (server_now(), 'notes', NEW.person_id);
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON presence",
    ),
    # Whether a sign-in's last word was that of a break: only that is ended by who leads the team.
    Function(
        "is_on_break(p_session uuid)",
        "boolean",
        """
        SELECT coalesce((SELECT p.state = 'break' FROM presence p WHERE p.session_id = p_session
                         ORDER BY p.at DESC LIMIT 1), false)
        """,
        is_stable=True,
    ),
    # Until when a sign-in that was lost can have gone on: until now, or the same workstation's next.
    Function(
        "lost_at_most(p_session uuid)",
        "timestamptz",
        """
        SELECT least(server_now(), (
          SELECT min(later.signed_in_at) FROM sessions s JOIN sessions later
            ON later.person_id = s.person_id AND later.seat = s.seat AND later.signed_in_at > s.signed_in_at
          WHERE s.id = p_session AND s.person_id = acting() AND s.end_reason = 'lost'))
        """,
        is_stable=True,
    ),
    # A sign-in's times go forward, never past the server's clock; one that was lost is made longer by what
    # was done in it later. Functions of the server pass.
    Function(
        "session_told()",
        "trigger",
        """
        DECLARE latest timestamptz;
        BEGIN
          IF is_owner() OR (SELECT pg_has_role(current_user, c.relowner, 'MEMBER') FROM pg_class c
                            WHERE c.oid = TG_RELID) THEN
            RETURN NEW;
          END IF;
          latest := lost_at_most(OLD.id);
          IF OLD.signed_out_at IS NOT NULL THEN
            IF OLD.end_reason <> 'lost' OR NEW.end_reason <> 'lost' OR NEW.signed_out_at IS NULL THEN
              RAISE EXCEPTION 'a sign-in that has ended stays so' USING ERRCODE = '42501';
            END IF;
          END IF;
          NEW.last_seen_at := greatest(OLD.last_seen_at, least(NEW.last_seen_at, latest));
          IF NEW.signed_out_at IS NOT NULL THEN
            NEW.signed_out_at :=
              greatest(OLD.last_seen_at, OLD.signed_out_at, least(NEW.signed_out_at, latest));
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        is_invoker=True,
        trigger="BEFORE UPDATE ON sessions",
    ),
)
