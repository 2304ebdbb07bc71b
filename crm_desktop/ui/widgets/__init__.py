"""Shared parts of screens. Import from the module that has it; nothing is imported here, for a quick start.

    buttons   KeyCapButton(words, key="", kind=, size=, icon=, icon_right=, spread=)  IconButton(icon, name)
              kinds: normal primary quiet link danger danger-outline inverted; sizes: compact normal large
    keycap    KeyCap(key)  key_words("Ctrl+Return")  set_key_hints(bool)  key_hints_changed
    text      Text(words, style, tone=, tabular=, wrap=, selectable=, rich=)  ElidedText  IconLabel(icon)
    field     Field(label, kind=text|password|figures, hint=, …) .set_error() .text()  InputFrame
              SearchField(placeholder, key)  NoteEdit(name)
    layouts   Row  Column  Grid (margins and gaps in px at 100 %, follow the zoom)  FlowLayout  Rule
              FormGrid().add(name, value)
    focus     install_focus_ring(app): once, after the application is made

Every part follows theme and zoom by itself and takes its accessible name from its words, or from
`accessible_name`. Icon names are those of `crm_desktop.ui.theme.ICONS`.
"""
