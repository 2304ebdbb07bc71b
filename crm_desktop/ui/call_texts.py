"""What a call's row in a history says beside its result: who rang whom, and that it was entered later."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.call import Direction


def call_marks(data: Mapping[str, object]) -> list[str]:
    """“they called”, “entered later” or “from the phone's log”; nothing for a call dialled here."""
    translate = QCoreApplication.translate
    marks = []
    if data.get("direction") == Direction.IN:
        marks.append(translate("calls", "they called"))
    if data.get("from") == "phone_log":
        marks.append(translate("calls", "from the phone's log"))
    elif data.get("entered_at"):
        marks.append(translate("calls", "entered later"))
    return marks


def call_icon(data: Mapping[str, object], usual: str) -> str:
    """The icon of a call: one that rang in has its own."""
    return "call.incoming" if data.get("direction") == Direction.IN else usual
