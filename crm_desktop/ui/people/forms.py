"""The forms beside the list of people: a new person, a change, what a person can, a one-time password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Person, Team
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.services.people import Added, AddPerson, ChangePerson
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.people.delete_form import DeleteAccountForm
from crm_desktop.ui.people.leave_form import LeaveForm
from crm_desktop.ui.people.person_card import OneTimeCard, TakeFactorCard
from crm_desktop.ui.people.person_form import PersonForm
from crm_desktop.ui.people.skills import SkillsForm
from crm_desktop.ui.people.words import leave_words
from crm_desktop.ui.targets.person_form import PersonTargetsForm

if TYPE_CHECKING:
    from uuid import UUID

    from crm_desktop.services.leaving import LeavingPlan, Left
    from crm_desktop.ui.people.page import PeoplePage


class PeopleForms(QObject):
    """Opens a form over the card of the person chosen, saves it, and closes it again."""

    def __init__(self, page: PeoplePage) -> None:
        super().__init__(page)
        self._page = page
        self._ops, self._session = page.context.ops, page.session
        self.side: QWidget | None = None  # a form or a one-time password, over the card

    def begin_add(self) -> None:
        """Open the form of a new person."""
        self._page.show_list()
        self._open_form(PersonForm(list(self._all_teams())))

    def begin_change(self) -> None:
        """Open the form of the person chosen."""
        if self._page.card.person is not None and not self._page.card.edit.isHidden():
            self._open_form(PersonForm(list(self._all_teams()), self._page.card.person))

    def begin_skills(self) -> None:
        """Read what the person chosen can, and open the form of it."""
        person = self._page.card.person
        if person is None or self._page.card.skills.isHidden():
            return
        campaigns, actor = self._session.services.campaigns, self._session.actor

        def came(skills: dict[str, frozenset[str]]) -> None:
            form = SkillsForm(person.display_name, skills)
            form.save_asked.connect(lambda values: self._save_skills(person, skills, values))
            form.cancelled.connect(self.close)
            self._put(form)
            form.focus_first()

        op = self._ops.read(self._page, lambda: campaigns.skills(actor, person.id))
        op.latest_only("people.skills").success(came).start()

    def _save_skills(
        self, person: Person, before: dict[str, frozenset[str]], values: dict[str, frozenset[str]]
    ) -> None:
        campaigns, actor = self._session.services.campaigns, self._session.actor

        def work() -> None:
            for field, wanted in values.items():
                if wanted != before.get(field, frozenset()):
                    campaigns.set_skills(actor, person.id, field, wanted)

        def done(_none: object) -> None:
            self.close()
            self._page.context.notices.toast(self.tr("Saved: {name}").format(name=person.display_name))

        self._ops.store(self._page, work).changes("people", "queue").success(done).failure(
            self._page.context.notices.user_error
        ).start()

    def begin_leave(self) -> None:
        """Read from when to when the person chosen is away, and open the form of it."""
        person = self._page.card.person
        if person is None or self._page.card.leave.isHidden():
            return
        service, actor = self._session.services.leave, self._session.actor
        zone = ZoneInfo(self._session.services.workspace.zone)
        today = self._session.clock.now().astimezone(zone).date()

        def came(leave: Leave | None) -> None:
            form = LeaveForm(person.display_name, leave, today)
            form.save_asked.connect(lambda wanted: self._save_leave(form, person, wanted))
            form.cancelled.connect(self.close)
            self._put(form)
            form.focus_first()

        op = self._ops.read(self._page, lambda: service.of(actor, person.id))
        op.latest_only("people.leave_form").success(came).start()

    def begin_targets(self) -> None:
        """Open what the person chosen is to reach."""
        person = self._page.card.person
        if person is None or self._page.card.targets.isHidden():
            return
        campaigns, actor = self._session.services.campaigns, self._session.actor

        def came(found: tuple[Campaign, ...]) -> None:
            named = [(each.id, each.name) for each in found if not each.is_practice]
            form = PersonTargetsForm(self._page.context, (person.id, person.display_name), named)
            form.closed.connect(self.close)
            self._put(form)
            form.focus_first()

        op = self._ops.read(self._page, lambda: campaigns.list(actor))
        op.latest_only("people.targets_form").success(came).start()

    def _save_leave(self, form: LeaveForm, person: Person, leave: Leave | None) -> None:
        service, actor = self._session.services.leave, self._session.actor

        def done(late: tuple[Leave, ...]) -> None:
            self.close()
            notices = self._page.context.notices
            if not late:
                notices.toast(self.tr("Saved: {name}").format(name=person.display_name))
                return
            days = ", ".join(map(leave_words, late))
            words = self.tr("Leave of past days: {days}. {name} is told").format(
                days=days, name=person.display_name
            )
            notices.undo(words, lambda: self._take_leave_back(person, late))

        self._ops.store(self._page, lambda: service.set(actor, person.id, leave)).changes(
            "people", "queue", "rulings"
        ).success(done).failure(lambda error: form.refuse(tr_error(error))).start()

    def _take_leave_back(self, person: Person, late: tuple[Leave, ...]) -> None:
        service, actor, notices = (
            self._session.services.leave,
            self._session.actor,
            self._page.context.notices,
        )
        op = self._ops.store(self._page, lambda: service.take_back(actor, person.id, late))
        op.changes("people", "queue", "rulings").success(
            lambda _: notices.toast(self.tr("Taken back: {name}").format(name=person.display_name))
        ).failure(notices.user_error).start()

    def _all_teams(self) -> Sequence[Team]:
        return sorted(self._page.teams.values(), key=lambda team: team.name.casefold())

    def _open_form(self, form: PersonForm) -> None:
        form.add_asked.connect(lambda command, team: self._save(form, command, team))
        form.change_asked.connect(lambda command, team: self._save(form, command, team))
        form.cancelled.connect(self.close)
        self._put(form)
        form.focus_first()

    def _save(self, form: PersonForm, command: AddPerson | ChangePerson, new_team: str) -> None:
        people, actor = self._session.services.people, self._session.actor

        def work() -> Added:
            asked = command
            if new_team:
                asked = replace(asked, team_id=people.add_team(actor, new_team).id)
            if isinstance(asked, AddPerson):
                return people.add(actor, asked)
            return Added(people.update(actor, asked), None)

        def done(saved: Added) -> None:
            person = saved.person
            if saved.one_time_password is not None:
                self._show_one_time(person, saved.one_time_password)
            else:
                self.close()
                self._page.context.notices.toast(self.tr("Saved: {name}").format(name=person.display_name))
            self._page.read(person.id)

        def refused(error: UserError) -> None:
            form.show_error(error)
            if isinstance(command, ChangePerson) and isinstance(error, ChangedMeanwhile):
                op = self._ops.read(form, lambda: people.list(actor))
                op.success(
                    lambda found: form.lay_over(next(p for p in found if p.id == command.person_id))
                ).start()

        self._ops.store(self._page, work).changes("people").success(done).failure(refused).start()

    def set_one_time_password(self) -> None:
        """Make a one-time password for the person chosen and show it once."""
        person = self._page.card.person
        if person is None or self._page.card.password.isHidden():
            return
        people, actor = self._session.services.people, self._session.actor
        self._ops.store(self._page, lambda: people.set_one_time_password(actor, person.id)).changes(
            "people"
        ).success(lambda made: self._show_one_time(person, made)).start()

    def _show_one_time(self, person: Person, password: str) -> None:
        card = OneTimeCard(person.display_name, person.sign_in_name, password)
        card.done.connect(self.close)
        self._put(card)
        card.close_it.setFocus()
        self._page.read(person.id)

    def begin_take_factor(self) -> None:
        """Ask once more before a person's second factor goes."""
        person = self._page.card.person
        if person is None or self._page.card.factor.isHidden():
            return
        card = TakeFactorCard(person.display_name)
        card.asked.connect(lambda: self._take_factor(person))
        card.cancelled.connect(self.close)
        self._put(card)
        card.take_it.setFocus()

    def _take_factor(self, person: Person) -> None:
        service, actor, notices = (
            self._session.services.second_factor,
            self._session.actor,
            self._page.context.notices,
        )
        words = self.tr("{name} signs in with the password alone").format(name=person.display_name)
        self.close()
        self._ops.store(self._page, lambda: service.drop_of(actor, person.id)).changes("people").success(
            lambda _none: notices.toast(words)
        ).failure(notices.user_error).start()

    def begin_delete(self) -> None:
        """Read what deleting the account of the person chosen would do, and open the form of it."""
        person = self._page.card.person
        if person is None or self._page.card.remove.isHidden():
            return
        services, actor = self._session.services, self._session.actor

        def came(found: tuple[LeavingPlan, tuple[Person, ...]]) -> None:
            plan, colleagues = found
            form = DeleteAccountForm(plan, [each for each in colleagues if each.id != person.id])
            form.delete_asked.connect(lambda typed, to: self._delete(form, person, typed, to))
            form.refuse_asked.connect(lambda: self._keep(person))
            form.cancelled.connect(self.close)
            self._put(form)
            form.focus_first()

        self._ops.read(
            self._page, lambda: (services.leaving.plan(actor, person.id), services.people.colleagues(actor))
        ).latest_only("people.delete_form").success(came).start()

    def _delete(self, form: DeleteAccountForm, person: Person, typed: str, to: UUID | None) -> None:
        service, actor = self._session.services.leaving, self._session.actor

        def done(left: Left) -> None:
            self.close()
            words = self.tr("The account is deleted: {name}").format(name=left.name)
            self._page.context.notices.toast(words)
            self._page.read(left.person_id)

        self._ops.store(self._page, lambda: service.delete(actor, typed, person.id, to)).changes(
            "people", "leads", "queue", "callbacks"
        ).success(done).failure(form.show_error).start()

    def _keep(self, person: Person) -> None:
        service, actor = self._session.services.leaving, self._session.actor
        self.close()
        self._ops.store(self._page, lambda: service.stay(actor, person.id)).changes("people").success(
            lambda _none: self._page.read(person.id)
        ).failure(self._page.context.notices.user_error).start()

    def _put(self, widget: QWidget) -> None:
        self._drop()
        self.side = widget
        self._page.right_column.addWidget(widget)
        self._page.card.hide()
        widget.show()
        self._page.context.acts.set_state("people", "form")
        self._page.arrange()

    def submit(self) -> None:
        """What Ctrl+Enter does while a form is open."""
        if isinstance(self.side, PersonForm | SkillsForm | DeleteAccountForm | PersonTargetsForm):
            self.side.submit()
        elif isinstance(self.side, OneTimeCard):
            self.close()
        elif isinstance(self.side, TakeFactorCard):
            self.side.asked.emit()

    def _drop(self) -> None:
        side, self.side = self.side, None
        if side is not None:
            self._page.right_column.removeWidget(side)
            side.hide()
            side.deleteLater()

    def close(self) -> None:
        """Back to the card of the person chosen."""
        self._drop()
        self._page.card.show()
        self._page.context.acts.set_state("people", "")
        self._page.arrange()
        self._page.show_chosen()
        self._page.table.setFocus()
