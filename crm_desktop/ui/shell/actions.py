"""The catalogue of acts: everything a person can do by name or key, in one place.

An act belongs to a context: `GLOBAL` or a page's id. Its keys work while that page is in view (and, if
it names states, while the page is in one of them); it stands in the `?` sheet and in the Ctrl+K palette.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from crm_desktop.log import get_logger
from crm_desktop.ui.widgets.keycap import key_words

log = get_logger(__name__)
GLOBAL = "global"


def _always() -> bool:
    return True


@dataclass(frozen=True, eq=False)
class Act:
    """Something a person can do.

    `id` is dotted ("calling.next"), `title` the translated verb, `run` what happens, `keys` in Qt's
    portable spelling ("Ctrl+Return"; the first is the one shown). `states` limits the keys to states of
    the page set by `Catalogue.set_state` (empty: all). `enabled` is asked each time the act is shown or
    its key pressed. `group` is its heading in the `?` sheet, `in_palette` whether Ctrl+K finds it. An act
    that `yields` leaves when another wants its key (passing notices do). Acts of one `series` ("One of the
    answers") share a line of the `?` sheet.
    """

    id: str
    title: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    context: str = GLOBAL
    group: str = ""
    icon: str = ""
    states: frozenset[str] = field(default_factory=frozenset)
    enabled: Callable[[], bool] = _always
    in_palette: bool = True
    series: str = ""
    yields: bool = False

    def key_text(self) -> str:
        """The first key as shown on a key cap ("Ctrl Enter"); empty without a key."""
        return key_words(self.keys[0]) if self.keys else ""


class KeyClash(ValueError):
    """Two acts of one context want the same key in the same state."""


class Catalogue(QObject):
    """All acts of one window and their keys."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._acts: dict[str, Act] = {}
        self._shortcuts: dict[str, list[QShortcut]] = {}
        self._state: dict[str, str] = {}
        self._context = GLOBAL
        self._suspended = False

    def add(self, act: Act, scope: QWidget | None = None) -> Act:
        """Take an act in. `scope` is the page it belongs to (its keys need it in view).

        Raises `KeyClash` when another act of the context has one of its keys, or for a page's act whose
        key a global act has. The acts of a `scope` leave with it.
        """
        if act.id in self._acts:
            self.remove(act.id)
        self._refuse_clashes(act)
        self._acts[act.id] = act
        self._shortcuts[act.id] = [self._shortcut(act, key, scope or self._window) for key in act.keys]
        self._arm(act)
        self.changed.emit()
        return act

    def add_all(self, acts: Iterable[Act], scope: QWidget | None = None) -> None:
        """Take several acts in."""
        for act in acts:
            self.add(act, scope)

    def remove(self, act_id: str) -> None:
        """Take an act and its keys out."""
        self._acts.pop(act_id, None)
        for shortcut in self._shortcuts.pop(act_id, []):
            if isValid(shortcut):
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        self.changed.emit()

    def remove_context(self, context: str) -> None:
        """Take out all acts of a page that was closed."""
        for act_id in [act.id for act in self._acts.values() if act.context == context]:
            self.remove(act_id)

    def get(self, act_id: str) -> Act:
        """The act of this id; KeyError when there is none."""
        return self._acts[act_id]

    def trigger(self, act_id: str) -> bool:
        """Do an act now, by id, when it is enabled. Whether it was done."""
        act = self._acts.get(act_id)
        if act is None or not act.enabled():
            return False
        act.run()
        return True

    def acts(self, context: str | None = None) -> list[Act]:
        """All acts, or those of one context, in the order they were added."""
        return [act for act in self._acts.values() if context is None or act.context == context]

    def usable_acts(self) -> list[Act]:
        """The acts that can be done now: of the page in view and state, then the global ones."""
        here = [act for act in self._acts.values() if self._fits(act) and act.enabled()]
        return sorted(here, key=lambda act: act.context == GLOBAL)

    # ---- where the person is -----------------------------------------------------------------

    @property
    def context(self) -> str:
        """The id of the page in view."""
        return self._context

    def enter(self, context: str) -> None:
        """A page came into view; called by the window."""
        self._context = context
        self._arm_all()
        self._tell()

    def set_state(self, context: str, state: str) -> None:
        """The page `context` is now in `state`: keys of acts for other states sleep."""
        if self._state.get(context) != state:
            self._state[context] = state
            self._arm_all()
            self._tell()
            self.changed.emit()

    def state(self, context: str) -> str:
        """The state of a page; empty when it has none."""
        return self._state.get(context, "")

    def _tell(self) -> None:
        """For whoever follows the window through its log, as the tests that type into it do."""
        log.debug("keys awake", page=self._context, state=self.state(self._context))

    def suspend(self, on: bool) -> None:
        """While an overlay is open no key but the overlay's own acts."""
        self._suspended = on
        self._arm_all()

    # ---- keys --------------------------------------------------------------------------------

    def _fits(self, act: Act) -> bool:
        if act.context == GLOBAL:
            return True
        return act.context == self._context and (not act.states or self.state(act.context) in act.states)

    def _refuse_clashes(self, new: Act) -> None:
        for act in list(self._acts.values()):
            if not _meet(act, new):
                continue
            common = {_plain(key) for key in new.keys} & {_plain(key) for key in act.keys}
            if common and not act.yields:
                raise KeyClash(f"{new.id} and {act.id} both want {min(common)}")
            if common:
                self.remove(act.id)

    def _shortcut(self, act: Act, key: str, scope: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), scope)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.setProperty("act", act.id)
        shortcut.activated.connect(self._pressed)
        return shortcut

    def _pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.trigger(str(sender.property("act")))

    def _arm(self, act: Act) -> None:
        on = self._fits(act) and not self._suspended
        for shortcut in self._shortcuts.get(act.id, []):
            if isValid(shortcut):
                shortcut.setEnabled(on)

    def _arm_all(self) -> None:
        for act in self._acts.values():
            self._arm(act)


@lru_cache(maxsize=512)
def _plain(key: str) -> str:
    """The one spelling of a key, however it was written."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _meet(one: Act, other: Act) -> bool:
    """Whether two acts can be awake at the same time."""
    if one.context == GLOBAL or other.context == GLOBAL:
        return True
    if one.context != other.context:
        return False
    return not one.states or not other.states or bool(one.states & other.states)
