"""The look: tokens, colours, fonts, the application's palette and stylesheet, icons.

    apply_theme(app, mode="system", zoom=1.0) -> Theme   dress the application; any time again
    theme_changed                    signal without arguments, after each change
    follow_theme(slot)               connect a method to it and call it once now
    current() -> Theme               .scheme .zoom .tokens .colours
        .colour("accent") -> QColor  by token name, chart_1 … chart_8 too
        .px(14) -> int               a size at this zoom        .space(3) -> int   space step 0–7
        .font("body", tabular=False, weight=None) -> QFont      .metrics(…) .line("body")
    current_mode() -> "light" | "dark" | "system"
    animate_ms("panel") -> int       0 where the system asks for less motion
    icon("call.dial", "text") -> QIcon        tinted when painted; follows the theme by itself
    paint_icon(painter, rect, name, colour, size)      ICONS is the table of meanings

Type styles: caption caption_strong label chip table table_strong body body_medium body_strong button
button_small button_large title page headline script number lead_name lead_name_small timer
timer_small wall. Text colours on a plain QLabel: the dynamic property `tone` (see widgets.text.Text).
No stylesheets in pages: what is missing belongs here or into `ui/widgets`.
"""

from crm_desktop.ui.theme.current import (
    Mode,
    Theme,
    animate_ms,
    apply_theme,
    current,
    current_mode,
    follow_theme,
    theme_changed,
)
from crm_desktop.ui.theme.icons import ICONS, icon, icon_pixmap, load_icons, paint_icon
from crm_desktop.ui.theme.tokens import Colours, Tokens, TypeStyle

__all__ = [
    "ICONS",
    "Colours",
    "Mode",
    "Theme",
    "Tokens",
    "TypeStyle",
    "animate_ms",
    "apply_theme",
    "current",
    "current_mode",
    "follow_theme",
    "icon",
    "icon_pixmap",
    "load_icons",
    "paint_icon",
    "theme_changed",
]
