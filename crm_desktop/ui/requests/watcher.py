"""Watches over requests about data on any page: the badge, a bar when one runs late, the officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from crm_desktop.domain.complaints import Brake
from crm_desktop.domain.erasure import Erasure
from crm_desktop.domain.formats import day_of_date, full_when, group_indian, short_when
from crm_desktop.domain.incidents import NOTICE_LABELS, Incident
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.requests import RequestState
from crm_desktop.services.recipients import WeekOut
from crm_desktop.services.requests import RequestRow
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.requests.words import due_words, kind_words
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

LOOK_EVERY_MS = 10 * 60_000
LATE, OFFICER, INCIDENT = "requests.late", "requests.officer", "incidents.owed"
WEEK, COMPLAINTS = "exports.week", "requests.complaints"
ERASING, PUT_BACK = "erasures.waiting", "erasures.put_back"
PAGE = "requests"
# Shares of a deadline: from the first the badge counts it, from the second a bar says so, at the last in red.
BADGE, BAR, OVER = 50, 80, 100


def _due_at(incident: Incident) -> datetime:
    owed = incident.next_owed()
    assert owed is not None, "asked of those that owe one"
    return owed.due_at


@dataclass(frozen=True, slots=True)
class _Found:
    """What presses: the open requests by urgency, and whether an officer must be named."""

    rows: tuple[RequestRow, ...]
    has_no_officer: bool
    incident: Incident | None = None
    week: WeekOut | None = None  # exports to tell an admin of
    braked: tuple[Brake, int] = (Brake.NONE, 0)  # by how many who complained
    erasing: tuple[Erasure, ...] = ()  # of many, that can still be cancelled
    is_off: bool = False  # nothing is dialled since the store was put back


class RequestWatcher(QObject):
    """Made for each sign-in of who leads a team or answers for the office."""

    def __init__(
        self, session: Session, ops: Operations, notices: Notices, frame: Frame, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._told: tuple[object, ...] = ()
        self._is_told_of_officer = False
        self._is_told_of_week = False
        self._told_incident: tuple[object, ...] | None = None
        self._told_complaints = 0
        self._told_erasing: tuple[object, ...] = ()
        self._told_put_back = False
        self._is_on = session.actor.may(Permission.TAKE_REQUESTS, Reach.TEAM)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if self._is_on:
            ops.changes.announced.connect(self._heard)

    def start(self) -> None:
        """Look now, and again and again."""
        if self._is_on:
            self._timer.start()
            self.look()

    def _heard(self, change: Change) -> None:
        if change.topics & {"requests", "settings", "incidents", "erasures"}:
            self.look()

    def look(self) -> None:
        """Ask what presses; in the read lane."""
        session = self._session
        services, actor = session.services, session.actor

        def ask() -> _Found:
            rows = services.requests.page(actor, RequestState.OPEN)
            has_none = False
            if actor.may(Permission.CHANGE_SETTINGS, Reach.ALL):
                is_new = session.clock.now().date() == services.workspace.created_at.date()
                wanted = bool(rows) or not is_new
                has_none = wanted and not services.answers.head(actor).officer.is_known
            incident = None
            if actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
                owing = [each for each in services.incidents.all(actor) if each.next_owed() is not None]
                incident = min(owing, key=_due_at, default=None)
            braked = (Brake.NONE, 0)
            if actor.may(Permission.TAKE_REQUESTS, Reach.TEAM):
                braked = services.requests.complaints(actor)
            week, erasing = services.recipients.week_to_tell(actor), services.erasure.waiting(actor)
            is_off = services.put_back.standing(actor) is not None
            return _Found(rows, has_none, incident, week, braked, erasing, is_off)

        self._ops.read(self, ask).latest_only("requests.watch").success(self._tell).failure(
            lambda _error: None
        ).start()

    def _tell(self, found: _Found) -> None:
        now, zone = self._session.clock.now(), self._session.services.workspace.zone
        pressing = [(row.request.standing(now), row) for row in found.rows]
        pressing = [(standing, row) for standing, row in pressing if standing.alert >= BADGE]
        pressing.sort(key=lambda each: (-each[0].alert, each[0].due_at))
        self._frame.set_badge(PAGE, len(pressing))
        late = [each for each in pressing if each[0].alert >= BAR]
        if not late:
            self._notices.dismiss(LATE)
            self._told = ()
        elif (told := (len(late), late[0][1].request.id, late[0][0].alert)) != self._told:
            self._told = told
            standing, row = late[0]
            name = row.lead_name or row.request.name
            words = f"{name}: {kind_words(row.request)} · {due_words(standing, zone, now)}"
            if len(late) > 1:
                more = plural(self.tr("and %n more", "", len(late) - 1), len(late) - 1)
                words = f"{words} · {more}"
            is_over = standing.alert >= OVER
            self._notices.show(
                Notice(
                    LATE,
                    Tone.TROUBLE if is_over else Tone.DUE,
                    words,
                    (NoticeAct(self.tr("Open the requests"), lambda: self._open(row)),),
                    icon="page.privacy",
                    lead_in=self.tr("A request is late:") if is_over else self.tr("A request presses:"),
                )
            )
        self._tell_complaints(*found.braked)
        self._tell_officer(found.has_no_officer)
        self._tell_incident(found.incident)
        self._tell_week(found.week)
        self._tell_erasing(found.erasing)
        self._tell_put_back(is_off=found.is_off)

    def _tell_put_back(self, *, is_off: bool) -> None:
        """The store came from a copy, and an admin says when it may be called from."""
        if is_off == self._told_put_back:
            return
        self._told_put_back = is_off
        if not is_off:
            self._notices.dismiss(PUT_BACK)
            return
        act = NoticeAct(self.tr("Look, and go on"), lambda: self._frame.open_page("settings", part="erased"))
        words = self.tr("Whoever was erased since may be in it again; no campaign is called before you look.")
        lead_in = self.tr("Put back from a copy.")
        self._notices.show(
            Notice(PUT_BACK, Tone.TROUBLE, words, (act,), icon="sign.warning", lead_in=lead_in)
        )

    def _tell_erasing(self, waiting: tuple[Erasure, ...]) -> None:
        """Many people are erased soon: any admin can still cancel it; told once for each."""
        told = tuple(each.id for each in waiting)
        if told == self._told_erasing:
            return
        self._told_erasing = told
        if not waiting:
            self._notices.dismiss(ERASING)
            return
        people, zone = sum(each.leads for each in waiting), self._session.services.workspace.zone
        words = plural(self.tr("{count} people are erased from {when} on.", "", people), people)
        now = self._session.clock.now()
        when = short_when(waiting[0].starts_at, zone, now, in_sentence=True)
        act = NoticeAct(self.tr("Look, or cancel"), lambda: self._frame.open_page("settings", part="erased"))
        words = words.format(count=group_indian(people), when=when)
        lead_in = self.tr("For good:")
        self._notices.show(Notice(ERASING, Tone.DUE, words, (act,), icon="lead.erase", lead_in=lead_in))

    def _tell_complaints(self, brake: Brake, count: int) -> None:
        """How many complained lately, and what it stopped: once a count."""
        if brake is Brake.NONE:
            self._notices.dismiss(COMPLAINTS)
        elif count != self._told_complaints:
            words = plural(self.tr("%n people complained in 10 days.", "", count), count)
            if brake is Brake.STOP:
                words += " " + self.tr("Every campaign is paused; an admin lets them go on.")
            elif brake is Brake.PAUSE:
                words += " " + self.tr("Promotional campaigns are paused; an admin lets them go on.")
            act = NoticeAct(self.tr("Open the campaigns"), lambda: self._frame.open_page("campaigns"))
            tone = Tone.DUE if brake is Brake.WARN else Tone.TROUBLE
            self._notices.show(
                Notice(COMPLAINTS, tone, words, (act,), icon="sign.warning", lead_in=self.tr("Complaints:"))
            )
        self._told_complaints = count

    def _tell_week(self, week: WeekOut | None) -> None:
        """What was exported last week, once an admin and week."""
        if week is None or self._is_told_of_week:
            return
        self._is_told_of_week = True
        each = self.tr("{person} {count}")
        people = ", ".join(
            each.format(person=name, count=group_indian(rows)) for name, _, rows in week.by_person
        )
        words = self.tr("{first} to {last}: {people}").format(
            first=day_of_date(week.first), last=day_of_date(week.last), people=people
        )
        act = NoticeAct(self.tr("What went out"), self._open_week)
        self._notices.show(
            Notice(WEEK, Tone.INFO, words, (act,), icon="act.export", lead_in=self.tr("Contacts exported."))
        )
        recipients, actor = self._session.services.recipients, self._session.actor
        self._ops.task(self, lambda _progress: recipients.told(actor), key="requests.week").failure(
            lambda _error: None
        ).start()

    def _open_week(self) -> None:
        self._notices.dismiss(WEEK)
        self._frame.open_page("settings", part="recipients")

    def _tell_incident(self, incident: Incident | None) -> None:
        """Hours run: whoever answers for the office is told until when, and whom to tell."""
        owed = incident.next_owed() if incident is not None else None
        if incident is None or owed is None:
            self._notices.dismiss(INCIDENT)
            self._told_incident = None
            return
        now, zone = self._session.clock.now(), self._session.services.workspace.zone
        told = (incident.id, owed.notice, incident.alert(now))
        if told == self._told_incident:
            return
        self._told_incident = told
        words = self.tr("{who} must be told by {when}: {what}").format(
            who=tr_label(NOTICE_LABELS[owed.notice]), when=full_when(owed.due_at, zone), what=incident.title
        )
        act = NoticeAct(
            self.tr("Open the incident"), lambda: self._frame.open_page("settings", part="incidents")
        )
        tone = Tone.TROUBLE if incident.alert(now) >= OVER else Tone.DUE
        lead_in = self.tr("An incident:")
        self._notices.show(Notice(INCIDENT, tone, words, (act,), icon="sign.warning", lead_in=lead_in))

    def _open(self, row: RequestRow) -> None:
        self._frame.open_page(PAGE, request_id=row.request.id)

    def _tell_officer(self, has_none: bool) -> None:
        if not has_none:
            self._notices.dismiss(OFFICER)
            self._is_told_of_officer = False
        elif not self._is_told_of_officer:
            self._is_told_of_officer = True
            self._notices.show(
                Notice(
                    OFFICER,
                    Tone.INFO,
                    self.tr(
                        "Letters to people who ask about their data, and certificates, wait for it; "
                        "calling does not."
                    ),
                    (NoticeAct(self.tr("Fill it in"), self._open_officer),),
                    icon="page.privacy",
                    lead_in=self.tr("Name a grievance officer."),
                )
            )

    def _open_officer(self) -> None:
        self._frame.open_page("settings", part="officer")
