"""Fonts from the tokens: families with fallbacks, pixel sizes, tabular figures."""

from __future__ import annotations

import sys
from functools import lru_cache

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from crm_desktop.ui.theme.tokens import Tokens

TABULAR = "tnum"
SYSTEM_FALLBACKS = {
    "win32": ("Segoe UI", "Nirmala UI"),
    "darwin": (".AppleSystemUIFont", "Kohinoor Devanagari"),
}


def quiet_font_log() -> None:
    """Silence Qt's note that Inter lacks Devanagari: the next family in the list has it."""
    QLoggingCategory.setFilterRules("qt.text.font.db=false")


@lru_cache(maxsize=1)
def installed_families(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wanted families that this system has, then the system's own."""
    have = set(QFontDatabase.families())
    found = [name for name in wanted if name in have]
    found += [name for name in SYSTEM_FALLBACKS.get(sys.platform, ()) if name not in found]
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if system and system not in found:
        found.append(system)
    return tuple(found)


def make_font(
    tokens: Tokens, style: str, zoom: float, *, tabular: bool = False, weight: int | None = None
) -> QFont:
    """A font for a type style of the tokens; KeyError when there is no such style."""
    spec = tokens.type[style]
    font = QFont()
    font.setFamilies(list(installed_families(tokens.families)))
    font.setPixelSize(max(9, round(spec.size * zoom)))
    font.setWeight(QFont.Weight(weight or spec.weight))
    if sys.platform.startswith("linux"):
        # Full hinting would widen Inter's spacing on fractional advances.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag(TABULAR), 1)
    return font
