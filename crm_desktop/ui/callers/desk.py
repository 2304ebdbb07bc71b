"""Someone called, from every page: asks the services for the panel, and does what is chosen there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.callers import CallerRow
from crm_desktop.domain.people import Permission
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.callers import Found
from crm_desktop.services.leads import NewLead
from crm_desktop.services.outside_calls import EarlierCall, EarlierForm, Missed, MissedCall
from crm_desktop.store.outside_calls import Way
from crm_desktop.ui.callers import words
from crm_desktop.ui.callers.earlier import EarlierPanel
from crm_desktop.ui.callers.panel import CallerPanel, How
from crm_desktop.ui.calling.ringing import Ring
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from datetime import datetime

    from crm_desktop.domain.campaign import Campaign
    from crm_desktop.domain.lead import Lead
    from crm_desktop.ui.ops import Operations
    from crm_desktop.ui.session import Session
    from crm_desktop.ui.shell.notices import Notices
    from crm_desktop.ui.shell.window import MainWindow

LINE = "callers.our_number"  # on the seat: the number of ours that is rung here
ENGAGED = frozenset({"dialling", "on_call", "wrap_up"})


class CallerDesk(QObject):
    """The panel of one sign-in, and what follows from it."""

    def __init__(self, session: Session, ops: Operations, notices: Notices, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._ops, self._notices, self._window = session, ops, notices, window
        self._zone = session.services.workspace.zone
        self._opened_at: datetime = session.clock.now()
        self._found: Found | None = None
        self._looked_up: dict[str, tuple[CallerRow, ...]] = {}
        self._line = ""
        self._is_saving = False  # a second press of a key means nothing
        if session.may(Permission.CALL):
            window.acts.add(
                Act(
                    "callers.open",
                    self.tr("Someone called"),
                    self.open,
                    ("F3",),
                    group=self.tr("Everywhere"),
                    icon="call.incoming",
                )
            )
            window.acts.add(
                Act(
                    "callers.earlier",
                    self.tr("Log an earlier call"),
                    lambda: self.open(How.EARLIER),
                    ("Shift+F3",),
                    group=self.tr("Everywhere"),
                    icon="sign.clock",
                )
            )
            ops.read(self, lambda: str(session.seat.get(LINE) or "")).success(self._know_line).start()

    @cached_property
    def panel(self) -> CallerPanel:
        """Who called: made when it is first wanted."""
        session, window = self._session, self._window
        panel = CallerPanel(window.ground, session.actor.person_id, self._zone, session.clock)
        window.take_overlay(panel)
        panel.asked.connect(self._ask)
        panel.chosen.connect(self._chosen)
        panel.new_asked.connect(self._ask_form)
        panel.made.connect(self._made)
        return panel

    @cached_property
    def earlier(self) -> EarlierPanel:
        """The form of a call that is over: made when it is first wanted."""
        panel = EarlierPanel(self._window.ground, self._zone, self._session.clock)
        self._window.take_overlay(panel)
        panel.saved.connect(self._log)
        return panel

    def steps(self) -> Iterator[None]:
        """Make the panels ahead, one at each step."""
        if self._session.may(Permission.CALL):
            for made in (lambda: self.panel, lambda: self.earlier):
                made()
                yield

    def _know_line(self, line: str) -> None:
        self._line = line

    @property
    def is_on_call(self) -> bool:
        """Whether a call is on, or owes its result."""
        return self._window.presence in ENGAGED

    def open(self, how: How = How.CALL) -> None:
        """Someone is calling (or did): the panel, ready to type."""
        self._opened_at = self._session.clock.now()
        self._found = None
        self._looked_up.clear()
        self.panel.begin(how, is_on_call=self.is_on_call, line=self._line)
        self.panel.open()

    # ---- looking -----------------------------------------------------------------------------

    def _ask(self, text: str) -> None:
        callers, actor = self._session.services.callers, self._session.actor
        self._ops.read(self, lambda: callers.find(actor, text)).latest_only("callers.find").success(
            self._show
        ).start()

    def _show(self, found: Found) -> None:
        if self.panel.is_form_open:
            return
        self._found = found
        known = self._looked_up.get(found.look_up) if found.look_up else None
        rows = found.rows if known is None else known
        is_looking = bool(found.look_up) and known is None
        if is_looking:
            self._look_up(found)
        if is_looking and not rows:
            return  # nobody is told to be unknown before everybody was asked
        is_asked, lacks = not found.asked.is_empty, found.asked.lacks
        self.panel.show_found(
            rows, is_asked=is_asked, has_more=found.has_more, lacks=lacks, is_away=found.is_away
        )

    def _look_up(self, found: Found) -> None:
        """A whole number: among everybody's leads, which is counted."""
        callers, actor, e164 = self._session.services.callers, self._session.actor, found.look_up

        def looked_up(rows: tuple[CallerRow, ...]) -> None:
            self._looked_up[e164] = rows
            if self._found is found:
                self._show(found)

        def refused(error: UserError) -> None:
            if self._found is found:
                self.panel.show_found(found.rows)
                self.panel.warn(tr_error(error))

        self._ops.store(self, lambda: callers.look_up(actor, e164)).success(looked_up).failure(
            refused
        ).start()

    # ---- doing -------------------------------------------------------------------------------

    def _chosen(self, row: object, how: object) -> None:
        assert isinstance(row, CallerRow)
        self._do(row.lead_id, row.phone_id, words.name_of(row), How(str(how)))

    def _do(self, lead_id: UUID, phone_id: UUID | None, name: str, how: How) -> None:
        way = self.panel.way
        self._keep_line(way.our_number)
        if how is How.MISSED:
            self._note_missed(lead_id, phone_id, name, way)
            return
        self.panel.dismiss()
        if how is How.EARLIER:
            self.ask_earlier(lead_id, phone_id)
        else:
            self._window.open_page("calling", rang=Ring(lead_id, phone_id, self._opened_at, way))

    def _note_missed(self, lead_id: UUID, phone_id: UUID | None, name: str, way: Way) -> None:
        if not self._begin_saving():
            return
        services, actor, session = self._session.services, self._session.actor, self._session
        request, call_id = new_id(), new_id()

        def note() -> Missed:
            working_on = _campaign_id(services.settings.get(actor, "last_campaign"))
            command = MissedCall(request, call_id, lead_id, phone_id, working_on, way=way)
            return services.outside_calls.note_missed(actor, command)

        def noted(missed: Missed) -> None:
            self.panel.dismiss()
            now = session.clock.now()
            self._notices.toast(words.missed_noted(name, missed, session.name, self._zone, now))

        def refused(error: UserError) -> None:
            self.panel.warn(tr_error(error))

        self._ops.store(self, note).changes("calls", "callbacks", "queue", "leads").success(noted).failure(
            refused
        ).settled(self._saved).start()

    def _keep_line(self, line: str) -> None:
        if line != self._line:
            self._line = line
            seat = self._session.seat
            self._ops.task(self, lambda _progress: seat.set(LINE, line), key="seat").start()

    # ---- a call made earlier -----------------------------------------------------------------

    def ask_earlier(self, lead_id: UUID, phone_id: UUID | None) -> None:
        """The form of a call that is over, for this lead."""
        services, actor = self._session.services, self._session.actor

        def read() -> EarlierForm:
            working_on = _campaign_id(services.settings.get(actor, "last_campaign"))
            return services.outside_calls.earlier_form(actor, lead_id, working_on)

        def filled(form: EarlierForm) -> None:
            self.earlier.begin(lead_id, phone_id, form)
            self.earlier.open()

        self._ops.read(self, read).success(filled).start()

    def _log(self, command: object) -> None:
        if not self._begin_saving():
            return
        services, actor, panel = self._session.services, self._session.actor, self.earlier
        name, now = panel.name, self._session.clock.now()

        def log() -> Missed | None:
            if isinstance(command, MissedCall):
                return services.outside_calls.note_missed(actor, command)
            assert isinstance(command, EarlierCall)
            services.outside_calls.log_earlier(actor, command)
            return None

        def logged(missed: Missed | None) -> None:
            panel.dismiss()
            if missed is not None:
                told = words.missed_noted(name, missed, self._session.name, self._zone, now)
            else:
                told = words.entered(name)
            self._notices.toast(told)

        self._ops.store(self, log).changes("calls", "callbacks", "queue", "leads", "sales").success(
            logged
        ).failure(panel.refuse).settled(self._saved).start()

    # ---- a new lead --------------------------------------------------------------------------

    def _ask_form(self) -> None:
        services, actor, panel = self._session.services, self._session.actor, self.panel
        typed = panel.edit.text().strip()
        number = self._found.asked.e164 if self._found is not None else ""

        def read() -> tuple[tuple[Campaign, ...], UUID | None]:
            return services.campaigns.list(actor), _campaign_id(services.settings.get(actor, "last_campaign"))

        def filled(found: tuple[tuple[Campaign, ...], UUID | None]) -> None:
            panel.form.begin(typed, number, *found, self.tr("Called us"))
            panel.show_form(panel.how)

        self._ops.read(self, read).success(filled).start()

    def _begin_saving(self) -> bool:
        if self._is_saving:
            return False
        self._is_saving = True
        return True

    def _saved(self) -> None:
        self._is_saving = False

    def _made(self, lead: object, how: object) -> None:
        assert isinstance(lead, NewLead)
        if not self._begin_saving():
            return
        services, actor, request = self._session.services, self._session.actor, new_id()

        def added(made: Lead) -> None:
            self._saved()
            phone = made.phones[0].phone_id if made.phones else None
            self._do(made.id, phone, made.name or lead.phones[0], How(str(how)))

        def refused(error: UserError) -> None:
            self.panel.form.refuse(error)
            self.panel.place()

        self._ops.store(self, lambda: services.leads.create(actor, lead, request)).changes(
            "leads", "queue"
        ).success(added).failure(refused).settled(self._saved).start()


def _campaign_id(kept: object) -> UUID | None:
    try:
        return UUID(str(kept))
    except ValueError:
        return None
