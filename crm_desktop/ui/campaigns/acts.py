"""Everything a person can do on the page of campaigns, by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from crm_desktop.ui.campaigns.page import CampaignsPage

PAGE = "campaigns"
LIST, FIELD, NEW = "list", "field", "new"


class CampaignActs(QObject):
    """Registers the acts; single keys are awake in the list, the others wherever one types."""

    def __init__(self, page: CampaignsPage) -> None:
        super().__init__(page)
        self._page = page
        group = self.tr("Campaigns")
        in_list, outside = frozenset({LIST}), frozenset({LIST, FIELD})

        def has_one() -> bool:
            return page.base is not None

        one, new = page.one_chosen, page.new_one

        acts = (
            ("new", self.tr("New campaign"), new.begin_new, "N", "act.add", lambda: True),
            ("pause", self.tr("Pause for all, or go on"), one.pause_or_resume, "P", "call.hold", has_one),
            ("copy", self.tr("Copy the campaign"), new.begin_copy, "C", "act.copy", has_one),
            ("why", self.tr("Why isn’t it dialling?"), one.show_why, "W", "sign.question", has_one),
            ("leads", self.tr("Its leads"), one.show_leads, "L", "page.leads", has_one),
            ("hand_out", self.tr("Hand out its leads"), one.hand_out, "H", "lead.reassign", has_one),
            ("turn", self.tr("Switch off or on"), one.turn, "O", "result.blocked", has_one),
        )  # fmt: skip
        for name, title, run, key, icon, enabled in acts:
            self._add(name, title, run, (key,), group, icon, in_list, enabled, in_palette=False)
            keys = ("Ctrl+N",) if name == "new" else ()
            self._add(f"{name}_by_name", title, run, keys, group, icon, outside, enabled)
        self._add(
            "save", self.tr("Save the campaign"), page.saving.save, ("Ctrl+S", "Ctrl+Return"), group,
            "act.save", outside, lambda: page.is_edited,
        )  # fmt: skip
        self._add(
            "back", self.tr("Back to the list"), page.go_back, ("Escape",), group, "", outside,
            in_palette=False,
        )  # fmt: skip
        self._add(
            "make", self.tr("Make the campaign"), page.new_form.submit, ("Ctrl+Return",), group, "",
            frozenset({NEW}), in_palette=False,
        )  # fmt: skip
        series = self.tr("Sections of the campaign")
        for place in range(len(page.sections)):
            title = self.tr("Section {place}").format(place=place + 1)
            act = Act(
                f"{PAGE}.section.{place + 1}", title, self._showing(place), (f"Alt+{place + 1}",), PAGE,
                group, states=outside, enabled=has_one, in_palette=False, series=series,
            )  # fmt: skip
            page.context.acts.add(act, scope=page)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.state_changed()

    def _add(
        self,
        name: str,
        title: str,
        run: Callable[[], object],
        keys: tuple[str, ...],
        group: str,
        icon: str,
        states: frozenset[str],
        enabled: Callable[[], bool] = lambda: True,
        *,
        in_palette: bool = True,
    ) -> None:
        act = Act(
            f"{PAGE}.{name}", title, run, keys, PAGE, group, icon, states, enabled, in_palette=in_palette
        )
        self._page.context.acts.add(act, scope=self._page)

    def _showing(self, place: int) -> Callable[[], object]:
        return lambda: self._page.show_section(place)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._page.isVisible() and self._page.isAncestorOf(new):
            self.state_changed()

    def state_changed(self) -> None:
        """Say where the keyboard is: in the list, in a field, or in the form of a new one."""
        page, focus = self._page, QApplication.focusWidget()
        if not page.new_form.isHidden():
            state = NEW
        elif focus is None or focus is page.list.table or not page.isAncestorOf(focus):
            state = LIST
        else:
            state = FIELD
        page.context.acts.set_state(PAGE, state)
