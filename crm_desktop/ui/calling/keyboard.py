"""Where the keyboard is on the calling page: placed after each act, given back by Esc."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from crm_desktop.ui.calling.nothing import ReasonLine
from crm_desktop.ui.calling.states import State, Strip
from crm_desktop.ui.widgets.toast import INPUTS

if TYPE_CHECKING:
    from crm_desktop.ui.calling.page import CallingPage


class Keyboard:
    """Moves the focus to where the next act begins; nothing is stolen from elsewhere."""

    def __init__(self, page: CallingPage) -> None:
        self._page = page
        self._placed_for: object = None
        self._is_awaited = False  # asked for while something was being done

    def press_or(self, run: Callable[[], object]) -> None:
        """Space and Enter press the button that has the focus; otherwise they do the state's act."""
        page, focus = self._page, QApplication.focusWidget()
        own = (
            page.hero.dial,
            page.hero.resume,
            page.results.strip.confirm,
            page.results.fields.save,
            page.plain.button,
        )
        if isinstance(focus, QAbstractButton) and focus not in own and focus.isEnabled():
            focus.click()
        elif isinstance(focus, QComboBox):
            focus.showPopup()
        elif isinstance(focus, ReasonLine):
            focus.press()
        else:
            run()

    def let_go(self) -> None:
        """Before widgets are hidden: the focus waits on the page, or it would wander."""
        if self._key() != self._placed_for and self._is_inside():
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, *, force: bool = False) -> None:
        """After each act the keyboard is where the next one begins."""
        page, key = self._page, self._key()
        self._is_awaited |= force
        if page.presenter.is_moving or key == self._placed_for or not page.isVisible():
            return
        self._placed_for = key
        is_awaited, self._is_awaited = self._is_awaited, False
        focus = QApplication.focusWidget()
        is_nobodys = focus is None or focus is page.around.chooser or focus is page.window()
        is_free = is_nobodys or (is_awaited and not isinstance(focus, INPUTS))
        if force or is_free or self._is_inside():
            self._target().setFocus(Qt.FocusReason.OtherFocusReason)

    def place_first(self) -> None:
        """Where work begins in the state, wherever the focus is; once what is done now is over."""
        self._placed_for = None
        self.place(force=True)

    def _key(self) -> object:
        p = self._page.presenter
        lead = (p.lead.lead.id, p.phone and p.phone.phone_id) if p.lead else None
        is_choosing = p.ask.promise is not None and p.ask.promise.is_choosing
        return p.state, p.ask.strip, is_choosing, lead, p.call.id if p.call else None

    def _is_inside(self) -> bool:
        page, focus = self._page, QApplication.focusWidget()
        return focus is not None and (focus is page or page.isAncestorOf(focus))

    def _target(self) -> QWidget:
        page, p = self._page, self._page.presenter
        if p.ask.strip is Strip.PROMISE:
            strip = page.results.strip
            is_choosing = p.ask.promise is not None and p.ask.promise.is_choosing
            return strip.choosing if is_choosing else strip.field.edit
        if p.ask.strip is Strip.FIELDS:
            return page.results.fields.edit_now()
        if p.ask.strip:
            return page
        return {
            State.PREVIEW: page.hero.dial,
            State.DIALLING: page.note.edit,
            State.ON_CALL: page.note.edit,
            State.BREAK: page.hero.resume,
            State.LOCKED: page.plain.button,
            State.NO_CAMPAIGN: page.plain.button,
        }.get(p.state, page)

    def escape(self) -> None:
        """Esc: out of the note, out of the QR code or a tab, or wait with dialling."""
        page = self._page
        if page.note.edit.hasFocus():
            if page.presenter.state is State.PREVIEW and not page.presenter.note.text:
                page.note.set_open(False)
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page.lead.is_qr_shown() and page.lead.isVisible():
            page.own.toggle_qr()
        elif page.body.tab:
            page.body.show_tab("")
        else:
            page.presenter.wait()
