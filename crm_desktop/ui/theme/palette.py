"""QPalette from the tokens' colours."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from crm_desktop.ui.theme.tokens import Colours

ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger_fill_text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "selection_text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "tooltip_text",
    QPalette.ColorRole.Light: "surface_raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}
DISABLED = ("WindowText", "Text", "ButtonText", "HighlightedText", "PlaceholderText")


def make_palette(colours: Colours) -> QPalette:
    """The palette of one scheme; the Disabled group writes in `text_disabled`."""
    palette = QPalette()
    for role, name in ROLES.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    off = QColor(colours.text_disabled)
    for role_name in DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role_name], off)
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(colours.surface_sunken)
    )
    return palette
