"""A list with a card at its right: beside each other where there is room, else one at a time under tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.tabs import Tabs

LIST_TAB, CARD_TAB = 0, 1
_ANY_WIDTH = 16_777_215  # Qt's QWIDGETSIZE_MAX


def fit_card(beside: Row, tabs: Tabs, card: QWidget, width: Width, *, normal: int, wide: int) -> bool:
    """Give the card its width (px of the tokens; `wide` in wide windows) or all there is under tabs.

    Whether the two stand under tabs: the page then shows one of them, else both. Where somebody types in the
    card as the room shrinks, the card is the one.
    """
    is_tabbed, is_wide = width < Width.FULL, width is Width.WIDE
    focus = QApplication.focusWidget()
    if is_tabbed and tabs.isHidden() and focus is not None and card.isAncestorOf(focus):
        tabs.choose(CARD_TAB)
    beside.set_space(0, 16 if is_wide else 12)
    tabs.setVisible(is_tabbed)
    if is_tabbed:
        card.setMinimumWidth(0)
        card.setMaximumWidth(_ANY_WIDTH)
    else:
        card.setFixedWidth(current().px(wide if is_wide else normal))
    return is_tabbed
