"""What each role may do: the permission table itself, shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import PERMISSIONS, Reach, Role
from crm_desktop.ui.people.words import GROUPS, OWNERLESS, YES, reach_words, role_words, tr
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

_STYLES = {Reach.OWN: "plain", Reach.TEAM: "info", Reach.ALL: "ok"}


def reach_cell(reach: Reach, *, has_owners: bool) -> Cell:
    """A chip for whose records are covered; a plain “no” where none are, “yes” where nobody owns them."""
    if reach is Reach.NONE:
        return Cell(reach_words(reach), tone="muted")
    if reach is Reach.ALL and not has_owners:
        return Cell(tr(YES), "chip", style=_STYLES[reach])
    return Cell(reach_words(reach), "chip", style=_STYLES[reach])


class RightsPanel(Panel):
    """One row an act, one column a role; read from the table the services ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, gap=0, parent=parent)
        title = self.tr("What each role may do")
        self.setAccessibleName(title)
        headings = [self.tr("Act"), *(role_words(role) for role in Role)]
        rows: list[list[Cell]] = []
        for group, acts in GROUPS:
            rows.append([Cell(tr(group), "group"), *(Cell("", "group") for _ in Role)])
            for permission, words in acts:
                rows.append(
                    [
                        Cell(tr(words)),
                        *(
                            reach_cell(found, has_owners=permission not in OWNERLESS)
                            for found in PERMISSIONS[permission]
                        ),
                    ]
                )
        model = CellsModel(headings, self)
        model.set_rows(rows)
        self.table = TableView(title)
        self.table.setModel(model)
        self.body.addWidget(self.table)
        self.clip_corners()
        follow_theme(self._widen)

    def _widen(self) -> None:
        self.table.set_widths(300, 150, 150, 150)
