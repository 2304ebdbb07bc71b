"""Everything a person can do on the leads page, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from crm_desktop.domain.people import Permission, Reach
from crm_desktop.ui.leads.card import DETAILS, RECORDS, TIMELINE
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.widgets.chips import Chip

if TYPE_CHECKING:
    from crm_desktop.ui.leads.page import LeadsPage

PAGE = "leads"
# The list has the keyboard; a field or button has it; a form or popover is open.
LIST, FIELD, FORM = "list", "field", "form"
RECORD = "record"  # a sale or service on the card has it
CALM = frozenset({LIST, FIELD, RECORD})
FOCUSABLE = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, Chip)


class ListActs(QObject):
    """Registers the acts and says in which state the page is, by where the keyboard is."""

    def __init__(self, page: LeadsPage) -> None:
        super().__init__(page)
        self._page = page
        actor = page.session.actor
        self._may_assign = actor.may(Permission.ASSIGN_LEADS, Reach.TEAM)
        self._may_export = actor.may(Permission.EXPORT, Reach.TEAM)
        self._may_import = actor.may(Permission.IMPORT, Reach.TEAM)
        self._add_list_acts()
        self._add_card_acts()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.state_changed()

    def _add(
        self,
        name: str,
        title: str,
        run: Callable[[], object],
        *keys: str,
        group: str,
        icon: str = "",
        states: frozenset[str] = CALM,
        enabled: Callable[[], bool] | None = None,
        in_palette: bool = True,
    ) -> None:
        act = Act(
            f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, states, in_palette=in_palette,
            enabled=enabled or (lambda: True),
        )  # fmt: skip
        self._page.context.acts.add(act, scope=self._page)

    def _add_list_acts(self) -> None:
        page, pops, group = self._page, self._page.popovers, self.tr("List of leads")
        in_list = frozenset({LIST})
        self._add("search", self.tr("Search"), self._search, "/", group=group, icon="act.search")
        self._add("filter", self.tr("Filter"), pops.open_filter, "F", group=group, icon="act.filter")
        self._add("views", self.tr("Views"), pops.open_views, "V", group=group, icon="lead.view")
        self._add("columns", self.tr("Columns"), pops.open_columns, "C", group=group, icon="act.columns")
        self._add(
            "choose", self.tr("Choose the lead or not"), self._choose, "Space", group=group, states=in_list
        )
        self._add(
            "choose_all", self.tr("Choose all of this view"), lambda: page.model.choose_all(True), "Ctrl+A",
            group=group, states=in_list,
        )  # fmt: skip
        if page.session.actor.may(Permission.CREATE_LEADS):
            self._add("new", self.tr("New lead"), page.card.begin_new, "Ctrl+N", group=group, icon="act.add")
        if self._may_assign:
            self._add(
                "assign", self.tr("Give to someone"), pops.open_assign, "A", group=group, icon="lead.reassign"
            )
            self._add(
                "priority", self.tr("Call first or last"), pops.open_priority, "P", group=group,
                icon="sign.flag", states=frozenset({LIST, FIELD}),
            )  # fmt: skip
            self._add(
                "many", self.tr("Hand out or change many"), pops.open_many, "J", group=group,
                icon="page.leads",
            )  # fmt: skip
            self._add(
                "past_many", self.tr("Earlier changes of many leads"), pops.open_past_many, "Shift+J",
                group=group, icon="act.undo",
            )  # fmt: skip
        if page.card.erasing.may_erase:
            self._add(
                "erase_many", self.tr("Erase these people for good"), pops.open_erase_many,
                "Ctrl+Shift+Delete", group=group, icon="lead.erase",
            )  # fmt: skip
        if self._may_export:
            self._add(
                "export", self.tr("Export leads"), pops.open_export, "X", group=group, icon="act.export"
            )
        if self._may_import:
            self._add(
                "import", self.tr("Import leads"), page.open_import, "I", group=group, icon="act.import"
            )

    def _add_card_acts(self) -> None:
        page, card, group = self._page, self._page.card, self.tr("Lead")
        pops = page.popovers
        in_list, in_form = frozenset({LIST}), frozenset({FORM})
        has_lead: Callable[[], bool] = lambda: card.lead is not None  # noqa: E731 - asked anew each time
        self._add(
            "call", self.tr("Call"), card.call, "Return", "Enter", "Ctrl+Return", group=group,
            icon="call.dial", states=in_list, enabled=has_lead,
        )  # fmt: skip
        self._add(
            "note", self.tr("Write a note"), self._note, "N", group=group, icon="lead.note", enabled=has_lead
        )
        self._add(
            "write", self.tr("Write to the lead"), pops.open_writer, "W", "Ctrl+M", group=group,
            icon="call.message", enabled=has_lead,
        )  # fmt: skip
        self._add(
            "book", self.tr("Book an appointment"), pops.open_booker, "B", "Ctrl+T", group=group,
            icon="sign.calendar", enabled=has_lead,
        )  # fmt: skip
        if page.session.actor.may(Permission.CHANGE_LEADS):
            self._add(
                "wishes", self.tr("How to reach the customer"), pops.open_wishes, "H", group=group,
                icon="sign.clock", enabled=has_lead,
            )  # fmt: skip
        self._add(
            "consent", self.tr("Consent"), pops.open_consent, "K", "Ctrl+D", group=group, icon="page.consent",
            enabled=has_lead,
        )  # fmt: skip
        if page.session.actor.may(Permission.CHANGE_LEADS):
            self._add(
                "age", self.tr("Age, and who speaks for a minor"), pops.open_age, "G", group=group,
                icon="lead.family", enabled=has_lead,
            )  # fmt: skip
        if page.session.actor.may(Permission.LIFT_DO_NOT_CALL, Reach.ALL):
            self._add(
                "lift", self.tr("Let a number be called again"), pops.open_lift, "U", group=group,
                icon="call.dial", enabled=pops.may_lift,
            )  # fmt: skip
        self._add(
            "edit", self.tr("Edit"), card.begin_edit, "E", group=group, icon="act.edit", enabled=has_lead
        )
        self._add(
            "gates", self.tr("Why isn’t it dialled?"), pops.open_gates, "Y", group=group,
            icon="sign.question", enabled=has_lead,
        )  # fmt: skip
        self._add(
            "show_number", self.tr("Show the number"), card.head.phone.ask, "Alt+V", group=group,
            icon="act.show", enabled=card.head.phone.is_masked,
        )  # fmt: skip
        self._add(
            "copy", self.tr("Copy the number"), card.copy_number, "Ctrl+C", group=group, icon="act.copy",
            states=in_list, enabled=has_lead,
        )  # fmt: skip
        if card.may_merge:
            self._add(
                "merge", self.tr("Merge with another lead"), card.merging.begin, "M", group=group,
                icon="lead.merge", enabled=has_lead,
            )  # fmt: skip
        if page.session.actor.may(Permission.CHANGE_SETTINGS, Reach.ALL):
            self._add(
                "hold", self.tr("Keep by law (legal hold)"), pops.open_holds, "Alt+H", group=group,
                icon="act.lock", enabled=has_lead,
            )  # fmt: skip
        if card.erasing.may_erase:
            self._add(
                "erase", self.tr("Erase this person"), card.erasing.begin, "Ctrl+Delete", group=group,
                icon="lead.erase", enabled=has_lead,
            )  # fmt: skip
            self._add(
                "certificate", self.tr("Save the certificate"), card.erasing.ask_place, "Ctrl+S", group=group,
                states=in_form, enabled=lambda: card.erasing.has_certificate, in_palette=False,
            )  # fmt: skip
        if page.session.actor.may(Permission.TAKE_REQUESTS, Reach.TEAM):
            self._add(
                "asked_data", self.tr("They ask about their data"), page.ask_data, "Alt+D", group=group,
                icon="page.privacy", enabled=has_lead,
            )  # fmt: skip
        self._add("previous", self.tr("Previous lead"), lambda: page.step(-1), "Alt+Up", group=group)
        self._add("next", self.tr("Next lead"), lambda: page.step(1), "Alt+Down", group=group)
        self._add("timeline", self.tr("Timeline"), lambda: self._tab(TIMELINE), "T", group=group)
        self._add("details", self.tr("Details"), lambda: self._tab(DETAILS), "D", group=group)
        self._add_record_acts()
        self._add(
            "save", self.tr("Save"), self._submit, "Ctrl+Return", group=group, states=in_form,
            in_palette=False,
        )  # fmt: skip
        self._add(
            "look_again", self.tr("Look again"), card.form.look_asked.emit, "Alt+L", group=group,
            states=in_form, enabled=card.form.conflict.isVisible, in_palette=False,
        )  # fmt: skip
        self._add(
            "keep_other", self.tr("Keep the other"), card.merge.keep_other, "Alt+K", group=group,
            states=in_form, enabled=card.merge.swap.isVisible, in_palette=False,
        )  # fmt: skip

    def _add_record_acts(self) -> None:
        card, group = self._page.card, self.tr("Sales and service")
        desk = card.desk
        has_lead: Callable[[], bool] = lambda: card.lead is not None  # noqa: E731 - asked anew each time
        on_record = frozenset({RECORD})
        self._add(
            "records", self.tr("Sales and service"), self._records, "R", group=group, icon="lead.service",
            enabled=has_lead,
        )  # fmt: skip
        acts = (
            ("change", self.tr("Change"), desk.begin_change, ("Return", "Enter"), "act.edit"),
            ("open", self.tr("Open the document"), desk.open_document, ("O",), "act.open"),
            ("save", self.tr("Save the document"), desk.ask_place, ("Ctrl+S",), "act.save"),
            ("attach", self.tr("Attach a document"), desk.ask_file, ("P",), "act.attach"),
            ("remove", self.tr("Take away"), desk.remove, ("Delete",), "act.delete"),
        )
        if self._page.session.actor.may(Permission.CHANGE_LEADS):
            self._add(
                "service", self.tr("Add a service"), desk.begin_new, "S", group=group, icon="act.add",
                enabled=has_lead,
            )  # fmt: skip
        for name, title, run, keys, icon in acts:
            self._add(
                f"record_{name}", title, run, *keys, group=group, icon=icon, states=on_record,
                enabled=self._can(name),
            )  # fmt: skip

        self._add(
            "record_back", self.tr("Back to the list"), self._page.table.setFocus, "Escape", group=group,
            states=on_record, in_palette=False,
        )  # fmt: skip

    def _can(self, name: str) -> Callable[[], bool]:
        return lambda: self._page.card.records.can(name)

    def _records(self) -> None:
        """Show them, then give them the keyboard."""
        self._tab(RECORDS)
        self._page.card.records.list.setFocus()

    # ---- state -----------------------------------------------------------------------------------

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._page.isVisible():
            self.state_changed()

    def state_changed(self) -> None:
        """Say where the keyboard is: in the list, in a field, or in a form."""
        page = self._page
        focus = QApplication.focusWidget()
        if page.card.in_form or page.popovers.is_open:
            state = FORM
        elif focus is page.card.records.list:
            state = RECORD
        elif isinstance(focus, FOCUSABLE):
            state = FIELD
        else:
            state = LIST
        page.context.acts.set_state(PAGE, state)

    # ---- small acts ------------------------------------------------------------------------------

    def _search(self) -> None:
        self._page.toolbar.search.edit.setFocus()
        self._page.toolbar.search.edit.selectAll()

    def _choose(self) -> None:
        page = self._page
        place = page.table.current_place()
        number = page.model.number(place)
        if number is not None:
            page.model.choose(place, not page.model.is_chosen(number))

    def _note(self) -> None:
        self._page.card.write_note()

    def _tab(self, index: int) -> None:
        self._page.card.tabs.choose(index)

    def _submit(self) -> None:
        if self._page.popovers.is_open:
            self._page.popovers.submit()
        else:
            self._page.card.submit()
