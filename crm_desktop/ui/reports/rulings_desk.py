"""Contesting and ruling on the page of reports, where *Advanced* is switched on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.services.rulings import Claims, ContestRow
from crm_desktop.ui.reports.claims_panel import ClaimsPanel
from crm_desktop.ui.reports.contesting import ContestPopover, may_be_contested
from crm_desktop.ui.reports.rows_panel import RowsPanel
from crm_desktop.ui.reports.ruling import RulePopover
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton


class RulingsDesk(QObject):
    """The list of contested rows, the buttons that open it and contest a row, and what asks for words.

    Beside them what opens a call, or a review, on the page of coaching.
    """

    switched = Signal(bool)  # whether *Advanced* is on, as it was found
    ruled = Signal()  # the page hears of its own changes by this alone

    def __init__(
        self, page: QWidget, context: PageContext, behind: RowsPanel, changed: Callable[[], object]
    ) -> None:
        """`changed` is called when the list comes or goes, so that the page shows what has room."""
        super().__init__(page)
        self._page, self._context, self._behind, self._changed = page, context, behind, changed
        self._session: Session = context.services
        self.is_on = False
        self.panel = ClaimsPanel(self._session)
        self.panel.hide()
        self.panel.left.connect(self.leave)
        self.panel.asked.connect(self._rule)
        self.open_list = KeyCapButton(self.tr("Contested rows"), "R", icon="act.receipt")
        self.open_list.clicked.connect(self.show_list)
        self.contest = KeyCapButton(self.tr("Contest this row"), "X")
        self.contest.clicked.connect(self.ask)
        self.review = KeyCapButton(self.tr("Review this call"), "V")
        self.review.clicked.connect(self.open_review)
        for button in (self.open_list, self.contest, self.review):
            button.hide()
        behind.add_act(self.review)
        behind.add_act(self.contest)
        behind.shown.connect(self._moved)
        behind.table.cell_changed.connect(lambda *_: self._moved())
        self._contest_box: ContestPopover | None = None
        self._rule_box: RulePopover | None = None

    @property
    def contest_box(self) -> ContestPopover:
        """What asks for a claim; made when it is first asked for."""
        if self._contest_box is None:
            self._contest_box = ContestPopover(self._page, self._context)
            self._contest_box.saved.connect(self._behind.again)
        return self._contest_box

    @property
    def rule_box(self) -> RulePopover:
        """What asks for a ruling; made when it is first asked for."""
        if self._rule_box is None:
            self._rule_box = RulePopover(self._page, self._context)
            self._rule_box.saved.connect(self.ruled)
        return self._rule_box

    def acts(self, group: str) -> list[Act]:
        """What can be done by key."""
        icon, page = "act.receipt", "reports"
        title, claim = self.tr("Contested rows and rulings"), self.tr("Contest this row")
        return [
            Act(
                f"{page}.claims", title, self.show_list, ("R",), page, group, icon,
                enabled=lambda: self.is_on,
            ),
            Act(
                f"{page}.contest", claim, self.ask, ("X",), page, group, icon,
                enabled=lambda: self._row() is not None,
            ),
            Act(
                f"{page}.review", self.tr("Review this call, or open its review"), self.open_review, ("V",),
                page, group, icon, enabled=lambda: bool(self._reviewed()),
            ),
        ]  # fmt: skip

    def look(self) -> None:
        """Ask whether it is switched on, and how many claims wait."""
        services, actor = self._session.services, self._session.actor

        def ask() -> tuple[bool, int]:
            return services.settings.is_advanced(actor), services.rulings.count_waiting(actor)

        op = self._context.ops.read(self._page, ask).latest_only("reports.claims_waiting")
        op.success(lambda found: self._looked(*found)).start()

    def _looked(self, is_on: bool, waiting: int) -> None:
        self.is_on = is_on
        self.switched.emit(is_on)
        self.open_list.setVisible(is_on)
        words = self.tr("Contested rows")
        self.open_list.set_words(f"{words} ({waiting})" if waiting else words)
        self._moved()
        if self.panel.isVisible():
            self.read()

    # --- the list ---

    def show_list(self) -> None:
        """The contested rows, in place of the report."""
        if self.is_on:
            self.read()

    def open(self, **arguments: object) -> None:
        """From another page with `claims`: the contested rows, at this one where it is among them."""
        if "claims" in arguments:
            self.panel.wanted = arguments["claims"]
            self.read()

    def read(self) -> None:
        """Read the list, and show it."""
        rulings, actor = self._session.services.rulings, self._session.actor
        op = self._context.ops.read(self._page, lambda: rulings.page(actor)).latest_only("reports.claims")
        op.success(self._show).start()

    def _show(self, found: Claims) -> None:
        self._behind.hide()
        self.panel.show()
        self._changed()
        self.panel.show_claims(found)

    def leave(self) -> bool:
        """The report again; whether there was anything to leave."""
        if not self.panel.isVisibleTo(self._page):
            return False
        self.panel.hide()
        self._changed()
        return True

    def rule_chosen(self) -> bool:
        """Ask for the ruling on the chosen claim; False where the list isn't shown."""
        row = self.panel.chosen()
        if not self.panel.isVisible():
            return False
        if row is not None and self.panel.may_rule():
            self._rule(row)
        return True

    def _rule(self, row: ContestRow) -> None:
        self.rule_box.ask(row, self.panel.rule)

    # --- one row ---

    def ask(self) -> None:
        """Contest the row under the keyboard."""
        row = self._row()
        if row is not None:
            self.contest_box.ask(row, self.contest)

    def _row(self) -> BehindRow | None:
        """The own row under the keyboard, where it may be contested."""
        row = self._behind.chosen() if self.is_on and self._behind.isVisible() else None
        is_own = row is not None and may_be_contested(row, self._session.actor.person_id)
        return row if is_own else None

    def open_review(self) -> None:
        """The call under the keyboard on the page of coaching, or the review."""
        if asked := self._reviewed():
            self._context.frame.open_page("coaching", **asked)

    def _reviewed(self) -> dict[str, object]:
        """What the page of coaching would open."""
        row = self._behind.chosen() if self.is_on and self._behind.isVisible() else None
        if row is None or row.id is None:
            return {}
        if row.source is Source.REVIEW:
            return {"review_id": row.id}
        actor = self._session.actor
        is_other = row.source is Source.CALL and row.person_id != actor.person_id
        return {"call_id": row.id} if is_other and actor.may(Permission.COACH, Reach.TEAM) else {}

    def _moved(self) -> None:
        receipt = self._behind.receipt
        mine = self._session.actor.person_id
        has_own = receipt is not None and any(may_be_contested(row, mine) for row in receipt.rows)
        self.contest.setVisible(self.is_on and has_own)
        self.contest.setEnabled(self._row() is not None)
        asked = self._reviewed()
        self.review.setVisible(bool(asked))
        self.review.set_words(
            self.tr("Open the review") if "review_id" in asked else self.tr("Review this call")
        )
