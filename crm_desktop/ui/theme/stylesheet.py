"""The one application stylesheet, made from the tokens.

Fonts are never set here: a font rule would beat `setFont` and lose tabular figures.
"""

from __future__ import annotations

from crm_desktop.ui.theme.tokens import Colours, Tokens

TEMPLATE = """
QToolTip {{ background: {tooltip}; color: {tooltip_text}; border: 1px solid {tooltip};
  padding: {s1}px {s2}px; }}
QLabel {{ background: transparent; color: {text}; }}
QLabel:disabled {{ color: {text_disabled}; }}
QLabel[tone="muted"] {{ color: {text_muted}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLabel[tone="success"] {{ color: {success}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="info"] {{ color: {info}; }}
QLabel[tone="link"] {{ color: {link}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="ready"] {{ color: {state_ready}; }}
QLabel[tone="dialling"] {{ color: {state_dialling}; }}
QLabel[tone="on_call"] {{ color: {state_on_call}; }}
QLabel[tone="wrap_up"] {{ color: {state_wrap_up}; }}
QLabel[tone="break"] {{ color: {state_break}; }}
QLabel[tone="away"] {{ color: {state_away}; }}
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QPlainTextEdit, QTextEdit {{
  background: {surface}; color: {text}; border: 1px solid {border_strong}; border-radius: {control}px;
  padding: 1px {field_pad}px; selection-background-color: {selection};
  selection-color: {selection_text}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {text_muted}; }}
QLineEdit {{ lineedit-password-character: 8226; }}
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {{
  min-height: {field_inner}px; }}
QPlainTextEdit, QTextEdit {{ padding: {s2}px {text_pad}px; }}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus,
QDateTimeEdit:focus {{ border: 2px solid {focus}; padding: 0px {field_pad_2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {focus};
  padding: {text_v_2}px {text_pad_2}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled,
QDateEdit:disabled {{ background: {window}; color: {text_disabled}; border-color: {border}; }}
QPlainTextEdit[flat="true"], QTextEdit[flat="true"], QTextEdit[flat="true"]:focus,
QTextBrowser[flat="true"], QLineEdit[flat="true"], QLineEdit[flat="true"]:focus,
QLineEdit[flat="true"]:disabled {{
  background: transparent; border: 0; padding: 0; min-height: 0; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QAbstractSpinBox QLineEdit:disabled {{
  background: transparent; border: 0; padding: 0; min-height: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QDateEdit::drop-down, QDateTimeEdit::drop-down {{ width: {s6}px; border: 0; background: transparent;
  subcontrol-origin: padding; subcontrol-position: center right; }}
QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{ image: none; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton {{ background: transparent; color: {text}; border: 0; padding: {s1}px {s2}px; }}
QCalendarWidget QToolButton:hover {{ background: {hover}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget {{ background: {surface}; border: 1px solid {border_strong}; }}
QGroupBox {{ border: 1px solid {border}; border-radius: {panel}px; margin-top: {s3}px;
  padding: {s3}px; background: transparent; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {s3}px; padding: 0 {s1}px; color: {text_muted}; }}
QAbstractItemView {{ background: {surface}; color: {text}; border: 0; outline: 0;
  selection-background-color: {selection}; selection-color: {selection_text}; }}
QComboBox QAbstractItemView, QMenu, QCompleter QAbstractItemView {{ background: {surface_raised};
  color: {text}; border: 1px solid {border_strong}; padding: {s1}px; }}
QComboBox QAbstractItemView::item {{ min-height: {row}px; padding: 0 {s2}px; border-radius: {small}px; }}
QComboBox QAbstractItemView::item:hover {{ background: {hover}; color: {text}; }}
QComboBox QAbstractItemView::item:selected {{ background: {selection}; color: {selection_text}; }}
QMenu::item {{ padding: {s2}px {s5}px {s2}px {s3}px; border-radius: {small}px; color: {text}; }}
QMenu::item:selected {{ background: {selection}; color: {selection_text}; }}
QMenu::item:disabled {{ color: {text_disabled}; }}
QMenu::icon {{ padding-left: {s2}px; }}
QMenu::separator {{ height: 1px; background: {border}; margin: {s1}px 0; }}
QScrollArea, QScrollArea > QWidget > QWidget[transparent="true"] {{ background: transparent; border: 0; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: {bar}px; margin: 2px; }}
QScrollBar:horizontal {{ height: {bar}px; margin: 2px; }}
QScrollBar::handle {{ background: {border_strong}; border-radius: {bar_radius}px; }}
QScrollBar::handle:vertical {{ min-height: {s6}px; }}
QScrollBar::handle:horizontal {{ min-width: {s6}px; }}
QScrollBar::handle:hover {{ background: {text_muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: transparent; }}
QDialog, QMainWindow {{ background: {window}; }}
QRadioButton {{ color: {text}; spacing: {s2}px; background: transparent; }}
QRadioButton:disabled {{ color: {text_disabled}; }}
QRadioButton::indicator {{ width: {radio}px; height: {radio}px; border-radius: {radio_r}px;
  border: 1px solid {border_strong}; background: {surface}; }}
QRadioButton::indicator:checked {{ border: {radio_dot}px solid {accent}; width: {radio_in}px;
  height: {radio_in}px; background: {accent_text}; }}
"""


def make_stylesheet(tokens: Tokens, colours: Colours, zoom: float) -> str:
    """The stylesheet of one scheme at one zoom."""

    def px(size: float) -> int:
        return max(1, round(size * zoom)) if size > 0 else 0

    names = {name: getattr(colours, name) for name in colours._fields if name != "chart"}
    space = {f"s{step}": px(size) for step, size in enumerate(tokens.space)}
    radio = px(tokens.control.checkbox)
    dot = px(5)
    return TEMPLATE.format(
        **names,
        **space,
        control=px(tokens.radius.control),
        small=px(tokens.radius.small),
        panel=px(tokens.radius.panel),
        row=px(tokens.row.compact),
        field_pad=px(9),
        field_pad_2=px(9) - 1,
        field_inner=px(tokens.control.normal) - 4,
        text_pad=px(9),
        text_pad_2=px(9) - 1,
        text_v_2=px(tokens.space[2]) - 1,
        bar=px(10),
        bar_radius=px(10) // 2 - 2,
        radio=radio,
        radio_r=radio // 2 + 1,
        radio_dot=dot,
        radio_in=radio + 2 - 2 * dot,
    )
