"""Who may do what to which rows of which table, made from the permission table of the domain."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role
from crm_desktop.store.tables import audit, seats, workspace
from crm_desktop.store.team.rights_batches import BATCHES
from crm_desktop.store.team.rights_coaching import COACHING
from crm_desktop.store.team.rights_evidence import EVIDENCE, FILES, of_files
from crm_desktop.store.team.rights_reports import REPORTS
from crm_desktop.store.team.rights_requests import REQUESTS
from crm_desktop.store.team.rights_targets import TARGETS
from crm_desktop.store.team.rules import (
    HELD,
    LIVE,
    ME,
    ROLES,
    STAFF,
    TEAM,
    Right,
    Rows,
    both,
    either,
    of_lead,
    of_person,
)

P = Permission

_LEADS = Rows(
    own=f"(owner_id = {ME} OR id = ANY ({HELD}::uuid[]))",
    team=f"(team_id = {TEAM} OR team_id IS NULL OR owner_id = {ME} OR id = ANY ({HELD}::uuid[]))",
)
_MY_TEAM = f"(team_id IS NULL OR team_id = {TEAM})"
_COLLEAGUES = f"(SELECT array_agg(p.id) FROM people p WHERE p.team_id = {TEAM} OR p.id = {ME})"
_NEW_LEADS = Rows(
    own=f"(owner_id = {ME} AND created_by = {ME} AND {_MY_TEAM})",
    team=f"({_MY_TEAM} AND created_by = {ME} "
    f"AND (owner_id IS NULL OR owner_id = ANY ({_COLLEAGUES}::uuid[])))",
)
_BY_ME = f"person_id = {ME}"
_MINE = Rows(_BY_ME, _BY_ME, _BY_ME)
# What an act says that was handed in and isn't settled yet; within the reach of whoever applies it.
_HANDED_IN = "EXISTS (SELECT 1 FROM submitted_acts s WHERE {} AND s.settled_at IS NULL)"
_OF_TEXT = (
    "s.lead_id = messages.lead_id AND s.person_id = messages.person_id "
    "AND s.kind IN ('message', 'message_handed')"
)
_NEW_NOTE = f"(from_id = {ME} AND seen_at IS NULL AND at <= now() + interval '5 minutes')"
_OF_LEAVE = "kind = 'leave_back' AND char_length(text) < 60 AND campaign_id IS NULL"
_ON_LEAD_BY_ME = both(of_lead(), _MINE)
_SEEN = Right("SELECT", LIVE)


def _kept_with_lead(column: str = "lead_id") -> tuple[Right, ...]:
    """What belongs to a lead and is changed with it."""
    rows = of_lead(column)
    return (
        Right("SELECT", rows, P.SEE_LEADS),
        Right("INSERT", rows, P.CHANGE_LEADS),
        Right("UPDATE", rows, P.CHANGE_LEADS),
        Right("DELETE", rows, P.CHANGE_LEADS),
    )


def _only(permission: Permission, *commands: str) -> tuple[Right, ...]:
    """Seen by everybody, changed by whom the permission reaches."""
    return (_SEEN, *(Right(command, LIVE, permission) for command in commands))


# A call entered later was over before it was kept, and gets its result a moment after.
_WITHOUT_RESULT = (
    "(state = 'open' OR (known_how = 'later' AND disposition_id IS NULL AND direction <> 'missed'))"
)
_BY_NO = "EXISTS (SELECT 1 FROM leads seen WHERE seen.no = lead_search.no)"
_WITH_PHONE = "EXISTS (SELECT 1 FROM lead_phones has WHERE has.phone_id = {})"
_OF_SALE = "EXISTS (SELECT 1 FROM sales seen WHERE seen.id = sale_id)"
_OF_CONTEST = "EXISTS (SELECT 1 FROM contests seen WHERE seen.id = contest_id)"
_PERSONS_SETTING = f"(scope = 'person' AND owner_id = {ME})"
_QUEUE = Rows(
    *[f"(claimed_by = {ME} OR owner_id = {ME} OR EXISTS (SELECT 1 FROM leads seen WHERE seen.id = lead_id))"]
    * 2
)
_CALLBACKS = either(
    either(of_person("owner_id"), of_lead()), Rows(f"created_by = {ME}", f"created_by = {ME}")
)
_PERSON_COLUMNS = (
    "id",
    "sign_in_name",
    "display_name",
    "role",
    "team_id",
    "is_disabled",
    "disabled_at",
    "must_change_password",
    "created_at",
    "asks_to_leave_at",
    "left_at",
    "version",
)

_OF_SEALED = "EXISTS (SELECT 1 FROM sealed_records s WHERE s.key_id = person_keys.id)"
_UNFINISHED = Rows(*["state = 'running'"] * 3)
# An import makes its campaign, with the usual results in the same transaction.
_OF_NEW_CAMPAIGN = (
    "EXISTS (SELECT 1 FROM campaigns c WHERE c.id = campaign_id AND c.xmin = pg_current_xact_id()::xid)"
)

# Every table stands here; a table nobody may touch has no rights.
RIGHTS: dict[str, tuple[Right, ...]] = {
    "alembic_version": (Right("SELECT", "true"),),
    # That dialling is off after a restore ends with `dialling_on`.
    "workspace": (
        _SEEN,
        Right(
            "UPDATE",
            LIVE,
            P.CHANGE_SETTINGS,
            columns=tuple(c.name for c in workspace.c if c.name not in ("id", "put_back_at")),
        ),
    ),
    "settings": (
        Right("SELECT", f"({LIVE} AND (scope = 'workspace' OR owner_id = {ME}))"),
        *(
            Right(
                command,
                Rows(_PERSONS_SETTING, _PERSONS_SETTING, f"(scope = 'workspace' OR {_PERSONS_SETTING})"),
            )
            for command in ("INSERT", "UPDATE", "DELETE")
        ),
    ),
    "teams": _only(P.CHANGE_PEOPLE, "INSERT", "UPDATE"),
    "people": (Right("SELECT", LIVE, columns=_PERSON_COLUMNS),),
    "sessions": (
        Right("SELECT", of_person()),
        Right("UPDATE", _MINE, columns=("last_seen_at", "signed_out_at", "end_reason", "day")),
    ),
    "session_tokens": (),
    "second_factors": (),  # only the functions of functions/second_factor.py see secrets
    "done_lately": (),  # written by triggers alone
    # Made and ended through `reserve` and `unreserve`, which count and set limits.
    "reservations": (Right("SELECT", of_person()),),
    # Taken in by `submit_acts`, which asks for the proof, and settled by `settle_act`, which looks for it.
    "submitted_acts": (Right("SELECT", of_person()),),
    # Only ever added to; `presence_told` looks at what comes in.
    "presence": (
        Right("SELECT", of_person()),
        Right("INSERT", _MINE),
        Right(
            "INSERT",
            _HANDED_IN.format("s.id = presence.id AND s.person_id = presence.person_id"),
            roles=STAFF,
        ),
        # A forgotten break is ended at the moment, in the person's own sign-in.
        Right(
            "INSERT",
            both(
                of_person(),
                Rows(*["(state = 'ready' AND known_how = 'live' AND is_on_break(session_id))"] * 3),
            ),
            P.GUIDE_PEOPLE,
        ),
    ),
    # Read by whom it is to and by who leads them; what was said stays said.
    "desk_notes": (
        Right("SELECT", of_person()),
        Right("INSERT", both(of_person(), Rows(*[_NEW_NOTE] * 3)), P.GUIDE_PEOPLE),
        Right("INSERT", f"({_NEW_NOTE} AND {_OF_LEAVE})", P.CHANGE_CAMPAIGNS),  # anybody's leave
        Right("UPDATE", _MINE, columns=("seen_at",)),
        Right("DELETE", f"({LIVE} AND at < now() - interval '6 days')"),  # nobody still needs them
    ),
    "campaigns": (
        *_only(P.CHANGE_CAMPAIGNS, "UPDATE", "DELETE"),
        Right("INSERT", Rows("false", f"created_by = {ME}"), P.IMPORT),
    ),
    # Append-only; an import's new campaign brings its first rules.
    "campaign_rules": (
        _SEEN,
        Right("INSERT", f"made_by = {ME}", P.CHANGE_CAMPAIGNS),
        Right("INSERT", Rows("false", f"(made_by = {ME} AND {_OF_NEW_CAMPAIGN})"), P.IMPORT),
    ),
    # Append-only, in one's own name.
    "rule_changes": (
        _SEEN,
        Right("INSERT", f"({_BY_ME} AND at <= now() + interval '5 minutes')", P.CHANGE_SETTINGS),
    ),
    # What one lead asked for in a call comes by a function; overriding is an admin's.
    "bases": (
        _SEEN,
        Right(
            "INSERT",
            f"({_BY_ME} AND at <= now() + interval '5 minutes' AND scope <> 'lead' "
            "AND (overridden_until IS NULL OR acting_role() = 'admin'))",
            P.CHANGE_CAMPAIGNS,
        ),
    ),
    "scrubs": (
        _SEEN,
        Right("INSERT", f"({_BY_ME} AND scrubbed_at <= now() + interval '5 minutes')", P.CHANGE_CAMPAIGNS),
    ),
    "campaign_people": _only(P.CHANGE_CAMPAIGNS, "INSERT", "DELETE"),
    "person_skills": _only(P.CHANGE_CAMPAIGNS, "INSERT", "DELETE"),
    # What is past stays: targets of those days go by it.
    "campaign_zones": (
        _SEEN,
        Right("INSERT", LIVE, P.CREATE_LEADS),
        Right("DELETE", LIVE, P.CHANGE_CAMPAIGNS),
    ),
    "dispositions": (
        *_only(P.CHANGE_CAMPAIGNS, "UPDATE", "DELETE"),
        Right("INSERT", Rows("false", _OF_NEW_CAMPAIGN), P.IMPORT),
    ),
    "queue_entries": (
        _SEEN,
        Right("INSERT", of_lead(), P.CREATE_LEADS),
        Right("UPDATE", _QUEUE, P.CALL, check=LIVE),  # `screens_are_claimed` looks at the claim
        Right("DELETE", of_lead(), P.MERGE_LEADS),
    ),
    "queue_counts": (_SEEN,),  # written by triggers alone; no lead stands in it
    "skips": (Right("SELECT", either(of_person(), of_lead())), Right("INSERT", _MINE, P.CALL)),
    "leads": (
        Right("SELECT", _LEADS, P.SEE_LEADS),
        Right("INSERT", _NEW_LEADS, P.CREATE_LEADS),
        # Given away, it is no longer theirs: what it becomes is only asked of the sign-in.
        Right("UPDATE", _LEADS, P.CHANGE_LEADS, check=LIVE),
        Right("DELETE", LIVE, P.DELETE_LEADS),  # of an import taken back: `remove_imported`
    ),
    "lead_emails": _kept_with_lead(),
    "lead_phones": _kept_with_lead(),
    "lead_tags": _kept_with_lead(),
    "lead_preferences": _kept_with_lead(),
    "field_values": _kept_with_lead(),
    "lead_search": (
        Right("SELECT", Rows(_BY_NO, _BY_NO), P.SEE_LEADS),
        *(Right(command, Rows(_BY_NO, _BY_NO), P.CHANGE_LEADS) for command in ("INSERT", "UPDATE", "DELETE")),
    ),
    # A number that isn't known yet is kept through `phone_of`, which tells nobody whose it is.
    "phones": (
        Right("SELECT", Rows(*[_WITH_PHONE.format("phones.id")] * 2), P.SEE_LEADS),
        Right("INSERT", LIVE, P.CHANGE_SETTINGS),
        Right(
            "UPDATE",
            Rows(*[_WITH_PHONE.format("phones.id")] * 2),
            P.CHANGE_LEADS,
            columns=("do_not_call_at", "attempts", "day_attempts", "day", "last_attempt_at"),
        ),
    ),
    "do_not_calls": (
        Right("SELECT", Rows(*[_WITH_PHONE.format("do_not_calls.phone_id")] * 2), P.SEE_LEADS),
        Right("INSERT", f"({_BY_ME} AND {_WITH_PHONE.format('do_not_calls.phone_id')})", P.CHANGE_LEADS),
        Right("INSERT", f"({_BY_ME} AND list_id IS NOT NULL)", P.CHANGE_SETTINGS),
    ),
    # Append-only; `consent_told` looks at what comes in, `settle_consent` at what follows.
    "notices": (
        _SEEN,
        Right("INSERT", f"({_BY_ME} AND at <= now() + interval '5 minutes')", P.CHANGE_SETTINGS),
    ),
    # Which no and kind it has stays (`purpose_stays`); none is deleted.
    "purposes": (
        _SEEN,
        Right("INSERT", _BY_ME, P.CHANGE_SETTINGS),
        Right(
            "UPDATE",
            LIVE,
            P.CHANGE_SETTINGS,
            columns=("name", "words", "valid_days", "retired_at", "version"),
        ),
    ),
    "consents": (
        Right("SELECT", of_lead(), P.SEE_LEADS),
        Right("INSERT", f"({_BY_ME} AND EXISTS (SELECT 1 FROM leads seen WHERE seen.id = lead_id))"),
        Right(
            "INSERT",
            _HANDED_IN.format("s.lead_id = consents.lead_id AND s.person_id = consents.person_id"),
            roles=STAFF,
        ),
    ),
    "number_lists": (
        Right("SELECT", LIVE, roles=STAFF),
        Right("INSERT", f"({_BY_ME} AND ended_at IS NULL)", P.LIFT_DO_NOT_CALL),
        Right("UPDATE", LIVE, P.LIFT_DO_NOT_CALL, columns=("taken", "ended_at")),
    ),
    "guardians": (
        Right("SELECT", of_lead(), P.SEE_LEADS),
        Right("INSERT", _ON_LEAD_BY_ME, P.CHANGE_LEADS),
    ),
    "tags": (_SEEN, Right("INSERT", LIVE, P.CHANGE_LEADS)),
    "field_definitions": (
        _SEEN,
        Right("INSERT", LIVE, P.IMPORT),
        *(Right(command, LIVE, P.CHANGE_SETTINGS) for command in ("UPDATE", "DELETE")),
    ),
    "saved_views": (
        Right("SELECT", f"({LIVE} AND (owner_id = {ME} OR is_shared))"),
        Right("INSERT", f"owner_id = {ME} AND NOT is_shared", roles=(Role.TELECALLER,)),
        Right("INSERT", f"owner_id = {ME}", roles=STAFF),
        Right("UPDATE", f"owner_id = {ME} AND NOT is_shared", roles=(Role.TELECALLER,)),
        Right("UPDATE", f"owner_id = {ME}", roles=STAFF),
        Right("DELETE", f"owner_id = {ME}"),
    ),
    "calls": (
        Right("SELECT", either(of_person(), of_lead())),
        Right("INSERT", _MINE, P.CALL),
        # A call handed in for its person, proven by that person's own key.
        Right(
            "INSERT", _HANDED_IN.format("s.call_id = calls.id AND s.person_id = calls.person_id"), roles=STAFF
        ),
        # A closed call is changed by nobody; undoing goes through `reopen_call`.
        Right("UPDATE", f"({_BY_ME} AND {_WITHOUT_RESULT})", P.CALL, check=_BY_ME),
        Right("DELETE", f"({_BY_ME} AND state = 'open' AND direction <> 'out')", P.CALL),
    ),
    "callbacks": (
        Right("SELECT", _CALLBACKS, P.SEE_CALLBACKS),
        Right("INSERT", of_lead(), P.SEE_CALLBACKS),
        Right("UPDATE", either(of_person("owner_id"), of_lead()), P.SEE_CALLBACKS, check=LIVE),
    ),
    "timeline": (
        Right("SELECT", of_lead(), P.SEE_LEADS),
        Right("INSERT", f"({_BY_ME} AND EXISTS (SELECT 1 FROM leads seen WHERE seen.id = lead_id))"),
        Right(
            "INSERT",
            _HANDED_IN.format("s.lead_id = timeline.lead_id AND s.person_id = timeline.person_id"),
            roles=STAFF,
        ),
    ),
    "call_hours": (Right("SELECT", of_person(), P.SEE_REPORTS),),  # kept by the server (`totals.py`)
    # Calls are deleted through `take_calls`, which looks at the receipt.
    "closed_months": (
        Right("SELECT", LIVE, P.SEE_REPORTS),
        Right("INSERT", LIVE, P.CHANGE_SETTINGS),
        Right("UPDATE", LIVE, P.CHANGE_SETTINGS, columns=("taken", "finished_at")),
    ),
    "legal_holds": (
        Right("SELECT", LIVE, P.CHANGE_SETTINGS),
        Right("INSERT", of_person("made_by"), P.CHANGE_SETTINGS),
        Right("UPDATE", LIVE, P.CHANGE_SETTINGS, columns=("lifted_at", "lifted_by")),
    ),
    "sweeps": (
        Right("SELECT", LIVE, P.CHANGE_SETTINGS),
        Right("INSERT", of_person(), P.CHANGE_SETTINGS),
    ),
    "number_lookups": (Right("SELECT", of_person()),),  # kept by `note_look_up`
    # Append-only, in one's own name; `incentive_slabs_begin_tomorrow` looks at the day.
    "incentive_slabs": (_SEEN, Right("INSERT", _BY_ME, P.CHANGE_SETTINGS)),
    **TARGETS,
    "products": _only(P.CHANGE_SETTINGS, "INSERT", "UPDATE"),
    "sales": (
        Right("SELECT", either(of_person(), of_lead()), P.CHANGE_SALES),
        Right("INSERT", both(of_person(), of_lead()), P.CHANGE_SALES),
        Right("UPDATE", of_person(), P.CHANGE_SALES),  # `sale_confirmed_by_a_lead` looks at what changes
        # A result taken back.
        Right("DELETE", f"({_BY_ME} AND version = 1 AND confirmed_at IS NULL)", P.CHANGE_SALES),
    ),
    "sale_changes": (
        Right("SELECT", Rows(_OF_SALE, _OF_SALE), P.CHANGE_SALES),
        Right("INSERT", f"({_BY_ME} AND {_OF_SALE})", P.CHANGE_SALES),
    ),
    # Only ever added to: a claim about an own row, by its person; rulings through `rule_on…`.
    "contests": (
        Right("SELECT", either(of_person(), Rows(*["was_given(contests.id)"] * 2)), P.SEE_REPORTS),
        Right(
            "INSERT",
            f"({_BY_ME} AND (EXISTS (SELECT 1 FROM calls c WHERE c.id = call_id AND c.person_id = {ME} "
            "AND c.lead_id = contests.lead_id AND c.state = 'closed' AND NOT c.is_practice) "
            f"OR EXISTS (SELECT 1 FROM sales s WHERE s.id = sale_id AND s.person_id = {ME} "
            "AND s.lead_id = contests.lead_id) OR day BETWEEN office_today() - 10000 AND office_today()))",
            P.SEE_REPORTS,
        ),
    ),
    "rulings": (Right("SELECT", f"({_OF_CONTEST} OR {ME} IN (other_id, from_id))", P.SEE_REPORTS),),
    "service_records": (
        Right("SELECT", of_lead(), P.SEE_LEADS),
        Right("INSERT", _ON_LEAD_BY_ME, P.CHANGE_LEADS),
        Right("UPDATE", of_lead(), P.CHANGE_LEADS),
    ),
    "appointments": (
        Right("SELECT", either(of_person("owner_id"), of_lead()), P.SEE_CALLBACKS),
        Right("INSERT", of_lead(), P.SEE_CALLBACKS),
        Right("UPDATE", either(of_person("owner_id"), of_lead()), P.SEE_CALLBACKS),
    ),
    "attachments": (
        Right("SELECT", of_lead(), P.SEE_LEADS),
        Right("INSERT", of_lead(), P.CHANGE_LEADS),
        Right("UPDATE", of_lead(), P.CHANGE_LEADS),
        Right("DELETE", of_lead(), P.CHANGE_LEADS),
    ),
    **EVIDENCE,
    # Kept under a key of its lead's, its request's or its campaign's, which bears that one's id.
    "file_chunks": FILES,
    "person_keys": (
        *of_files("person_keys.id"),  # within, a plain id would be the lead’s
        Right("UPDATE", of_lead("person_keys.id"), P.DELETE_LEADS, columns=("key",)),
        # Of what is sealed when somebody is erased.
        Right("SELECT", _OF_SEALED, P.ANSWER_PEOPLE),
        Right("INSERT", _OF_SEALED, P.ANSWER_PEOPLE),
        Right("UPDATE", _OF_SEALED, P.ANSWER_PEOPLE, columns=("key",)),
    ),
    "shared_keys": (Right("SELECT", LIVE, P.SEE_AUDIT),),
    "tombstone_keys": (),  # only the functions of functions/buried.py hash with it
    # Written by `bury` and `lift_tombstones`.
    "tombstones": (Right("SELECT", LIVE, P.ANSWER_PEOPLE),),
    "erasures": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),
        Right("INSERT", _BY_ME, P.ANSWER_PEOPLE),
        Right(
            "UPDATE",
            LIVE,
            P.ANSWER_PEOPLE,
            columns=("state", "erased_at", "closed_at", "leads", "certificate", "closing", "so_far"),
        ),
    ),
    "erasure_leads": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),
        Right("INSERT", LIVE, P.ANSWER_PEOPLE),
    ),
    # Told of, acknowledged and retired through the functions of functions/seats.py.
    "seats": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE, columns=tuple(c.name for c in seats.c if c.name != "proof")),
    ),
    "erasure_seats": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),
        Right("INSERT", f"({LIVE} AND acknowledged_at IS NULL)", P.ANSWER_PEOPLE),
    ),
    # Workstations bring theirs through the functions of functions/put_back.py.
    "erasure_lines": tuple(
        Right(command, LIVE, P.ANSWER_PEOPLE) for command in ("SELECT", "INSERT", "DELETE")
    ),
    "sealed_records": (
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),
        Right("INSERT", LIVE, P.ANSWER_PEOPLE),
        Right("UPDATE", LIVE, P.ANSWER_PEOPLE, columns=("sealed", "gone_at", "until")),
    ),
    "message_templates": _only(P.CHANGE_TEMPLATES, "INSERT", "UPDATE", "DELETE"),
    "messages": (
        Right("SELECT", either(of_person(), of_lead()), P.SEE_LEADS),
        Right("INSERT", _ON_LEAD_BY_ME, P.SEE_LEADS),
        Right("UPDATE", _MINE, P.SEE_LEADS),
        # A text that its writer's own key proves to have been handed over, handed in and applied for them.
        Right("INSERT", _HANDED_IN.format(_OF_TEXT), roles=STAFF),
        Right("UPDATE", _HANDED_IN.format(_OF_TEXT), roles=STAFF, columns=("state", "handler")),
    ),
    "imports": (
        Right(
            "SELECT", LIVE, roles=(Role.TELECALLER,), columns=("id", "person_id", "file_name", "started_at")
        ),
        Right("SELECT", LIVE, roles=STAFF),
        Right("INSERT", _MINE, P.IMPORT),
        Right("UPDATE", of_person(), P.IMPORT),
        Right("DELETE", both(of_person(), _UNFINISHED), P.IMPORT),
    ),
    "import_changes": (
        Right("SELECT", of_lead(), P.IMPORT),
        Right("INSERT", of_lead(), P.IMPORT),
        Right("DELETE", of_lead(), P.IMPORT),
    ),
    **BATCHES,
    **COACHING,
    **REPORTS,
    **REQUESTS,
    "import_layouts": tuple(Right(command, LIVE, P.IMPORT) for command in ("SELECT", "INSERT", "UPDATE")),
    "audit": (
        Right("SELECT", LIVE, P.SEE_AUDIT),
        # `no` and `tx` say in which order things were written: the server counts them.
        Right(
            "INSERT",
            f"(person_id = {ME} AND session_id = (SELECT acting_session()))",
            columns=tuple(c.name for c in audit.c if c.name not in ("no", "tx")),
        ),
    ),
    "audit_seals": (Right("SELECT", LIVE, P.SEE_AUDIT), Right("INSERT", LIVE, P.SEE_AUDIT)),
    # That something changed is everybody's to know, which lead it was is not.
    "changes": (
        Right("SELECT", LIVE, columns=("no", "tx", "at", "topic", "session_id")),
        Right(
            "INSERT",
            "session_id = (SELECT acting_session())",
            columns=("at", "topic", "subject_id", "session_id"),
        ),
        Right("DELETE", f"({LIVE} AND at < now() - interval '1 day')"),  # no program still needs them
    ),
    "commands": (Right("SELECT", _MINE), Right("INSERT", _MINE)),
    "undo_acts": (
        Right("SELECT", _MINE),
        Right("INSERT", _MINE),
        Right("UPDATE", _MINE, columns=("undone_at",)),
    ),
    "disclosures": (Right("SELECT", LIVE, P.SEE_AUDIT), Right("SELECT", _MINE), Right("INSERT", _MINE)),
}

__all__ = ["RIGHTS", "ROLES"]
