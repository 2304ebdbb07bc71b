"""Shared parts of screens. Import from the module that has it; nothing is imported here, for a quick start.

    buttons   KeyCapButton(words, key="", kind=, size=, icon=, icon_right=, spread=)  IconButton(icon, name)
              kinds: normal primary quiet link danger danger-outline inverted; sizes: compact normal large
    keycap    KeyCap(key)  key_words("Ctrl+Return")  set_key_hints(bool)  key_hints_changed
    text      Text(words, style, tone=, tabular=, wrap=, selectable=, rich=)  ElidedText  IconLabel(icon)
    field     Field(label, kind=text|password|figures, hint=, …) .set_error() .text()  InputFrame
              SearchField(placeholder, key)  NoteEdit(name)
    numbers   NumberField(name, least, most)  DateField(name, QDate)  TimeField(name, QTime)
    layouts   Row  Column  Grid (margins and gaps in px at 100 %, follow the zoom)  FlowLayout  Rule
              FormGrid().add(name, value)
    focus     install_focus_ring(app): once, after the application is made. Own focusable widgets ask for
              the ring with setProperty("focusRing", True), and "focusRadius" for their corners
    panel     Panel(title, detail=, margins=, gap=) .body .add_act() .add_section() .add_foot()
              .clip_corners() for a table that fills it; TitleRow; EmptyState(title, sentence, act=) .acted
    chips     Chip(words, kind, icon=, clickable=, removable=)  StatePill(state, words).show_state()
    choice    ComboBox(name, size=)  CheckBox(words)            tabs   Tabs(words, name)  SegmentedChoice
    banner    Banner(info|warn|bad|ok|practice, words, lead=, closable=).add_act(words, key)
    toast     Toasts(window, bottom=44).show(words, undo)  .undo_last()  .set_bottom()  .clear()
    progress  Bar(name, share)  ProgressBar(name).tell(name, share, detail) .cancelled  CountdownBar
    hero      Hero() .set_state(state, title, icon=, chips=) .set_lead(name, number) .add_fact()
              .side (column at the right) .set_side_shown() .number_side (row) .set_compact()
    outcomes  OutcomeBar(name).set_outcomes([Outcome(value, words, icon)]) .chosen .press(key) .check()
    timeline  TimelineView(name).set_entries([TimelineEntry(icon, title, when, detail)])
    table     TableView(name, rows=) .header_ .cells .set_widths() .set_sorting() .set_empty() .set_grid()
              signals opened(row), sort_requested(column, order)
    table_cells  models give Cell(text, kind, tone=, icon=, style=, …) for CELL_ROLE
    steps     StepBar(steps)   phone  MaskedPhone(reasons)   qr  QrCode(name)   summary  SummaryList(name)
    paint     what widgets of your own need to paint alike
    gallery   python -m crm_desktop.ui.widgets.gallery --out DIR

Every part follows theme and zoom by itself and takes its accessible name from its words, or from
`accessible_name`. Icon names are those of `crm_desktop.ui.theme.ICONS`.
"""
