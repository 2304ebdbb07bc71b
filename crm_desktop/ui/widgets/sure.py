"""A button for what can't be taken back: it asks on itself, and only the second press does it."""

from __future__ import annotations

from typing import Literal

from crm_desktop.ui.widgets.buttons import KeyCapButton


class SureButton(KeyCapButton):
    """`is_sure(words)` at a press: the first one shows the words and gives False, the next gives True.

    Whatever changes what would be done goes to `not_sure`, and the next press asks again.
    """

    def __init__(
        self, words: str, *, kind: Literal["danger", "danger-outline"] = "danger-outline", icon: str = ""
    ) -> None:
        super().__init__(words, kind=kind, icon=icon)
        self._calm = words
        self._asked = False

    def is_sure(self, asking: str) -> bool:
        """Whether it was asked before; asks with these words otherwise."""
        if self._asked:
            return True
        self._asked = True
        self.set_words(asking)
        return False

    def not_sure(self, *_: object) -> None:
        """Ask again at the next press."""
        self._asked = False
        self.set_words(self._calm)
