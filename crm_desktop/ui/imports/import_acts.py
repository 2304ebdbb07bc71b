"""The acts of the import page: everything on it by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from crm_desktop.ui.shell.actions import Act

if TYPE_CHECKING:
    from crm_desktop.ui.imports.page import ImportPage

CONTEXT = "import"
_OPEN = frozenset({"file", "columns", "why", "duplicates", "result"})
_CHOSEN = frozenset({"columns", "why", "duplicates"})
_COLUMNS = frozenset({"columns"})


def import_acts(page: ImportPage) -> list[Act]:
    """The catalogue entries of one page."""
    translate = QCoreApplication.translate
    group = translate("imports", "Import")

    def act(
        name: str,
        title: str,
        run: object,
        keys: tuple[str, ...],
        states: frozenset[str] = frozenset(),
        icon: str = "",
        enabled: object = None,
    ) -> Act:
        more = {"enabled": enabled} if enabled is not None else {}
        return Act(f"import.{name}", title, run, keys, CONTEXT, group, icon, states, **more)  # type: ignore[arg-type]

    enter = ("Ctrl+Return", "Ctrl+Enter")
    return [
        act(
            "next",
            translate("imports", "Next step"),
            page.next,
            enter,
            frozenset({"file", *_CHOSEN}),
            enabled=lambda: page.draft is not None,
        ),
        act(
            "calling",
            translate("imports", "Start calling"),
            page.start_calling,
            enter,
            frozenset({"result"}),
            "page.calling",
        ),
        act("back", translate("imports", "Back"), page.back, ("Alt+Left",), _CHOSEN),
        act("cancel", translate("imports", "Cancel"), page.cancel, ("Esc",)),
        act(
            "choose", translate("imports", "Choose a file"), page.choose_file, ("Ctrl+O",), _OPEN, "act.open"
        ),
        act(
            "paste",
            translate("imports", "Paste cells"),
            page.paste,
            ("Ctrl+V",),
            frozenset({"file"}),
            "act.paste",
        ),
        act(
            "rows",
            translate("imports", "Rows with a question only"),
            page.only_questions,
            ("Alt+R",),
            _COLUMNS,
        ),
        act(
            "decide",
            translate("imports", "Next column to decide"),
            page.columns.go_to_undecided,
            ("Alt+D",),
            _COLUMNS,
        ),
        act(
            "questions",
            translate("imports", "What words mean"),
            page.columns.toggle_questions,
            ("Alt+Q",),
            _COLUMNS,
        ),
        act(
            "leads",
            translate("imports", "See the leads"),
            page.see_leads,
            ("Alt+L",),
            frozenset({"result"}),
            "page.leads",
        ),
        act(
            "undo",
            translate("imports", "Undo this import"),
            page.ask_undo,
            ("Alt+U",),
            frozenset({"file", "result"}),
            "act.undo",
            page.can_undo,
        ),
    ]
