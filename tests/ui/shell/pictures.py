"""Pictures of what lies around every page: palette, keys, notices, progress, the menu, a fault.

python -m tests.ui.shell.pictures --out DIR
"""

from __future__ import annotations

import sys

from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.leads.finder import lead_finder, lead_opener
from crm_desktop.ui.ops import ProgressState, Ticket
from crm_desktop.ui.shell.crash import CrashDialog, report_text
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.window import MainWindow
from tests.ui.calling import pictures as calling
from tests.ui.calling.stage import DEVANAGARI, LONG_LATIN, Stage, press, type_text
from tests.ui.looks import Album, run

AWAY = "Server not reachable: your calls are kept here (3 waiting)"
OTHERWISE = (
    f"{DEVANAGARI}: Saved. Someone else has called since\n"
    f"{LONG_LATIN}: Time and result are saved, without the note\nand 4 more"
)


def _window(stage: Stage) -> MainWindow:
    return stage.windows[-1]


def _notices(stage: Stage) -> Notices:
    return _window(stage).context.notices


def _page(stage: Stage) -> CallingPage:
    return calling.history(stage, DEVANAGARI)


def palette(stage: Stage) -> CallingPage:
    page = _page(stage)
    press(page, "Ctrl+K")
    return page


def palette_lead(stage: Stage) -> CallingPage:
    page = _page(stage)
    mine = {"owner_id": stage.office.asha.person_id}
    stage.add("Ramachandran Pillai", company="Kaveri Pumps", **mine)
    stage.add(LONG_LATIN, company="Deccan Dental Clinic and Sons", **mine)
    window = _window(stage)
    session = window.context.services
    window.palette_overlay.set_leads(lead_finder(session, stage.ops, window), lead_opener(window))  # type: ignore[arg-type]
    press(page, "Ctrl+K")
    type_text(page, "ram")
    window.palette_overlay._ask()
    return page


def keys(stage: Stage) -> CallingPage:
    page = _page(stage)
    _window(stage).keys_sheet.open()
    return page


def keys_on_call(stage: Stage) -> CallingPage:
    page = calling.on_call(stage)
    _window(stage).keys_sheet.open()
    return page


def notices(stage: Stage) -> CallingPage:
    page = _page(stage)
    said = _notices(stage)
    said.error("The disk is full. Nothing was lost: make room, then go on.", NoticeAct("What to do", bool))
    said.show(
        Notice(
            "due",
            Tone.DUE,
            f"{LONG_LATIN}, promised for 15:45",
            (NoticeAct("Open", bool, "F2"), NoticeAct("In 10 minutes", bool)),
            lead_in="Due now:",
        )
    )
    said.toast("Two leads were brought over from the branch")
    said.undo(f"Not answered, {LONG_LATIN}", lambda: None)
    return page


def away(stage: Stage) -> CallingPage:
    page = calling.on_call(stage)
    _notices(stage).show(Notice("away", Tone.INFO, AWAY, is_closable=False))
    return page


def conflicts(stage: Stage) -> CallingPage:
    page = _page(stage)
    act = NoticeAct("Got it", bool)
    _notices(stage).show(
        Notice("otherwise", Tone.INFO, OTHERWISE, (act,), is_closable=False, lead_in="Sent later:")
    )
    return page


def progress(stage: Stage) -> CallingPage:
    page = _page(stage)
    state = ProgressState(2140, 4812, "", 5.2)
    _notices(stage).progress_shown(Ticket("Backing up the workspace", state, lambda: None))
    return page


def toasts_after_call(stage: Stage) -> CallingPage:
    """What passes by while the note of a call is finished."""
    page = calling.after(stage)
    _notices(stage).undo(f"Not answered, {LONG_LATIN}", lambda: None)
    return page


SCENES = (palette, palette_lead, keys, keys_on_call, notices, away, conflicts, progress, toasts_after_call)


def _crash() -> CrashDialog:
    try:
        raise ValueError("made up: +91 98200 12345 of Meera")
    except ValueError as error:
        return CrashDialog(report_text(error))


def draw(album: Album) -> None:
    """Every scene, and the dialog of a fault."""
    calling.draw_scenes(album, {scene.__name__: scene for scene in SCENES}, "shell")
    for look in album.looks:
        if not album.wants("shell-crash"):
            return
        album.dress(look)
        dialog = _crash()
        dialog.show()
        album.settle()
        file = album.out / f"shell-crash-{look.name}.png"
        dialog.grab().save(str(file))
        album.taken.append(file)
        dialog.close()


if __name__ == "__main__":
    sys.exit(run(draw, __doc__))
