"""The call-backs page by key and mouse, and the watcher that tells when a promise falls due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from crm_desktop.clock import SetClock
from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.tables import callbacks as callback_rows
from crm_desktop.store.tables import disclosures
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.callbacks.reading import strip
from crm_desktop.ui.callbacks.watcher import BANNER, CallbackWatcher
from crm_desktop.ui.ops import InlineOperations
from tests.conftest import TEST_NOW
from tests.factories import Office
from tests.staffed_stores import Staffed
from tests.ui.leads.scene import Elsewhere, Scene, make_services, open_scene, settle
from tests.ui.walk import assert_sound

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "திருவேங்கடம் வெங்கடசுப்ரமணியம் இராமச்சந்திரன்"
PROMISES = {  # name → minutes from now
    "Bhaskar Reddy": -72,
    "Omkar Shinde": 28,
    "Lalita Joshi": 120,
    LONG: 26 * 60,
    "Dilip Bhatt": 9 * 24 * 60,
}


def _press(key: Qt.Key | str, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, how)  # type: ignore[call-overload]
    settle()


@pytest.fixture
def sqlite_store(sqlite_staffed: Staffed) -> Store:
    return sqlite_staffed.store


@pytest.fixture
def office(sqlite_staffed: Staffed) -> Office:
    return sqlite_staffed.office


@pytest.fixture
def services(sqlite_store: Store, office: Office) -> Services:
    return make_services(sqlite_store)


@pytest.fixture
def promised(sqlite_store: Store, services: Services, office: Office) -> dict[str, UUID]:
    """Asha's promises; gives their ids by name."""
    found: dict[str, UUID] = {}
    for number, (name, minutes) in enumerate(PROMISES.items()):
        lead = services.leads.create(office.asha, NewLead(name, (f"98000 {number + 100:05d}",)))
        found[name] = new_id()
        with sqlite_store.write(office.asha) as work:
            Callbacks(work).add(
                Callback(
                    found[name], lead.id, None, office.asha.person_id,
                    TEST_NOW + timedelta(minutes=minutes), f"Said {number}", CallbackState.OPEN, TEST_NOW,
                    None, 1,
                )
            )  # fmt: skip
    return found


Opener = Callable[..., Scene]


@pytest.fixture
def opened(
    services: Services, clock: SetClock, ops: InlineOperations, office: Office, tmp_path: Path
) -> Opener:
    def opener(**more: object) -> Scene:
        ini = tmp_path / "window.ini"
        return open_scene(services, clock, office.asha, ops, ini, **{"page": "callbacks", **more})  # type: ignore[arg-type]

    return opener


def _lines(scene: Scene) -> list[str]:
    model = scene.callbacks.model
    return [
        str(model.index(line, 0 if model.row(line) is None else 1).data()) for line in range(model.rowCount())
    ]


def test_overdue_today_and_coming(promised: dict[str, UUID], opened: Opener) -> None:
    scene = opened()
    assert _lines(scene) == [
        "Overdue, 1", "Bhaskar Reddy", "Today, 2", "Omkar Shinde", "Lalita Joshi", "Coming, 2", LONG,
        "Dilip Bhatt",
    ]  # fmt: skip
    assert scene.callbacks.card.name.text() == "Bhaskar Reddy"
    states = [scene.callbacks.model.index(line, 4).data() for line in (1, 3, 4)]
    assert states == ["late by 1 h 12 min", "in 28 min", "in 2 h"]
    assert scene.window.status.texts()[:3] == ["1 overdue", "2 more today", "2 coming"]


def test_arrow_keys_pass_over_headings(promised: dict[str, UUID], opened: Opener) -> None:
    scene = opened()
    _press(Qt.Key.Key_Down)
    assert scene.callbacks.card.name.text() == "Omkar Shinde"
    _press(Qt.Key.Key_Up)
    assert scene.callbacks.card.name.text() == "Bhaskar Reddy"


def test_enter_takes_the_lead_to_the_calling_page(promised: dict[str, UUID], opened: Opener) -> None:
    scene = opened()
    row = scene.callbacks.card.row
    assert row is not None
    _press(Qt.Key.Key_Return)
    assert scene.window.deck.current_id == "calling"
    assert Elsewhere.asked == [{"lead_id": row.lead_id}]


def test_moving_by_words_shows_the_date_first(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    _press(Qt.Key.Key_Down)
    box = scene.callbacks.card.move_box
    _press("M")
    assert box.field.edit.hasFocus()
    QTest.keyClicks(box.field.edit, "kal 4 baje")
    assert box.field._hint.startswith("Sat 21 Nov, 16:00 (tomorrow)")
    assert {r.lead_name for r in services.callbacks.mine(office.asha).today} == {
        "Omkar Shinde",
        "Lalita Joshi",
    }
    _press(Qt.Key.Key_Return)
    mine = services.callbacks.mine(office.asha)
    assert "Omkar Shinde" in {row.lead_name for row in mine.coming}
    assert scene.notices.toasts[-1].text == "Omkar Shinde: moved to Sat 21 Nov, 16:00"
    assert scene.callbacks.card.name.text() == "Lalita Joshi"  # the next one: the list is worked downwards
    _press("z", CTRL)
    assert "Omkar Shinde" in {row.lead_name for row in services.callbacks.mine(office.asha).today}


def test_moving_by_a_ready_choice(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    opened()
    _press("M")
    _press("2", ALT)
    row = next(r for r in services.callbacks.mine(office.asha).today if r.lead_name == "Bhaskar Reddy")
    assert row.due_at == TEST_NOW + timedelta(hours=2)


def test_a_time_with_two_readings_is_asked_and_chosen_by_key(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    _press(Qt.Key.Key_Down)
    box = scene.callbacks.card.move_box
    _press("M")
    QTest.keyClicks(box.field.edit, "kal ya parso 11 baje")
    assert box.field._hint == "Which of them?"
    shown = [button.words() for button in box._meant if button.isVisible()]
    assert shown == ["Sat 21 Nov, 11:00 · tomorrow", "Sun 22 Nov, 11:00 · in 2 days"]
    assert not box._ready.isVisible()
    _press(Qt.Key.Key_Return)
    assert box.is_choosing
    assert {r.lead_name for r in services.callbacks.mine(office.asha).today} >= {"Omkar Shinde"}
    _press(Qt.Key.Key_Return)  # in haste: nothing is taken unseen
    assert box.is_choosing
    _press(Qt.Key.Key_Escape)  # types again
    assert box.field.edit.hasFocus()
    assert box.field.text() == "kal ya parso 11 baje"
    _press(Qt.Key.Key_Return)
    _press("2")
    moved = next(r for r in services.callbacks.mine(office.asha).coming if r.lead_name == "Omkar Shinde")
    assert moved.due_at == datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


def test_a_reading_is_taken_while_typing_by_alt_and_digits_are_typed(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    box = scene.callbacks.card.move_box
    _press("M")
    QTest.keyClicks(box.field.edit, "8")
    assert box._readings
    QTest.keyClicks(box.field.edit, "1")  # no choice: it belongs to what is typed
    assert box.field.text() == "81"
    box.field.set_text("31 tarikh")
    assert [choice.shown for choice in box._readings] == ["Mon 30 Nov, 10:00", "Thu 31 Dec, 10:00"]
    _press("1", ALT)
    moved = next(r for r in services.callbacks.mine(office.asha).coming if r.lead_name == "Bhaskar Reddy")
    assert moved.due_at == datetime(2026, 11, 30, 4, 30, tzinfo=UTC)


def test_words_of_another_kind_are_asked_of_the_library(promised: dict[str, UUID], opened: Opener) -> None:
    scene = opened()
    box = scene.callbacks.card.move_box
    _press("M")
    box.field.set_text("25 novembr")
    settle()
    assert box._readings == () or box.field._hint == "Is this meant?"
    box.field.set_text("kal 4 baje")
    assert box._readings == ()
    assert box._ready.isVisible()


def test_words_without_meaning_change_nothing(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    _press("M")
    QTest.keyClicks(scene.callbacks.card.move_box.field.edit, "sometime")
    _press(Qt.Key.Key_Return)
    assert scene.callbacks.card.move_box.field.error()
    _press(Qt.Key.Key_Escape)
    assert scene.callbacks.card.box is None
    assert scene.callbacks.table.hasFocus()
    assert len(services.callbacks.mine(office.asha).overdue) == 1


def test_handing_over(promised: dict[str, UUID], opened: Opener, services: Services, office: Office) -> None:
    scene = opened()
    _press("H")
    combo = scene.callbacks.card.hand_box.person
    assert combo.hasFocus()
    assert combo.findText("Asha Pawar") == -1
    combo.setCurrentIndex(combo.findText("Imran Sheikh"))
    _press(Qt.Key.Key_Return, CTRL)
    assert [r.lead_name for r in services.callbacks.mine(office.imran).overdue] == ["Bhaskar Reddy"]
    assert "Done today, 1" in _lines(scene)
    assert scene.callbacks.card.name.text() == "Omkar Shinde"  # what took its place


def test_done_without_a_call_needs_a_reason(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    _press("X")
    _press(Qt.Key.Key_Return)
    assert scene.callbacks.card.done_box.why.error()
    QTest.keyClicks(scene.callbacks.card.done_box.why.edit, "Paid at the branch")
    _press(Qt.Key.Key_Return)
    assert services.callbacks.mine(office.asha).overdue == ()
    lead_id = services.callbacks.mine(office.asha).done_today[0].lead_id
    assert "Paid at the branch" in {i.text for i in services.leads.timeline(office.asha, lead_id)}
    assert scene.callbacks.card.name.text() == "Omkar Shinde"  # what took its place
    for _ in range(len(PROMISES)):
        _press(Qt.Key.Key_Down)
    assert scene.callbacks.card.name.text() == "Bhaskar Reddy"
    assert not scene.callbacks.can_change()
    _press("M")
    assert scene.callbacks.card.box is None  # what is closed can't be moved


def test_the_last_open_one_stays_chosen_when_it_ends(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    for left in range(len(PROMISES), 0, -1):
        row = scene.callbacks.card.row
        assert row is not None
        assert row.state is CallbackState.OPEN
        assert len(services.callbacks.mine(office.asha).done_today) == len(PROMISES) - left
        last = row.id
        _press("X")
        _press("1", ALT)
    assert {line for line in _lines(scene) if "," in line} == {f"Done today, {len(PROMISES)}"}
    assert scene.callbacks.card.row is not None
    assert scene.callbacks.card.row.id == last


def test_changed_meanwhile_is_told_and_nothing_is_lost(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    _press("M")
    services.callbacks.move(office.asha, promised["Bhaskar Reddy"], 1, TEST_NOW + timedelta(hours=1))
    _press("1", ALT)
    assert "meanwhile" in scene.callbacks.card.move_box.field.error()
    row = next(r for r in services.callbacks.mine(office.asha).today if r.lead_name == "Bhaskar Reddy")
    assert row.due_at == TEST_NOW + timedelta(hours=1)


def test_days_of_the_strip(promised: dict[str, UUID], opened: Opener) -> None:
    scene = opened()
    counts = [day.count for day in scene.callbacks.strip.days()]
    assert counts == [3, 1, *[0] * 7, 1, *[0] * 5]
    _press("D")
    _press(Qt.Key.Key_Right)
    assert _lines(scene) == ["Sat 21, 1", LONG]
    _press("T")
    assert _lines(scene)[0] == "Overdue, 1"
    button = scene.callbacks.strip.button(9)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert _lines(scene) == ["Sun 29, 1", "Dilip Bhatt"]
    scene.callbacks.strip.choose(14)
    settle()
    assert _lines(scene) == []


def test_the_strip_counts_by_the_offices_day(
    promised: dict[str, UUID], services: Services, office: Office, clock: SetClock
) -> None:
    callbacks, asha = services.callbacks, office.asha
    overdue = callbacks.count_badge(asha)
    days = strip(callbacks.due_times(asha), (), clock.now(), "Asia/Kolkata", overdue=overdue, done=0)
    assert sum(day.count for day in days) == len(PROMISES)
    assert days[0].on is not None
    assert days[0].on.isoformat() == "2026-11-20"
    assert days[-1].on is None


def test_nothing_promised(services: Services, opened: Opener) -> None:
    scene = opened()
    assert scene.callbacks.empty.isVisible()
    assert scene.callbacks.empty.title.text() == "No call-backs"
    assert scene.callbacks.card.row is None


def test_a_list_that_cannot_be_read_says_so(
    promised: dict[str, UUID], opened: Opener, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserError("The disk is full. Nothing was lost.")

    with monkeypatch.context() as broken:
        broken.setattr(type(services.callbacks), "mine", refuse)
        scene = opened()
        assert scene.callbacks.empty.sentence.text() == "The disk is full. Nothing was lost."
    QTest.mouseClick(scene.callbacks.empty.button, Qt.MouseButton.LeftButton)
    settle()
    assert scene.callbacks.model.rowCount() == 8


# ---- the watcher ----------------------------------------------------------------------------------------


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """What the system was asked to show."""
    return []


@pytest.fixture
def watch(
    opened: Opener, told: list[tuple[str, str]]
) -> Iterator[Callable[[], tuple[Scene, CallbackWatcher]]]:
    made: list[CallbackWatcher] = []

    def make() -> tuple[Scene, CallbackWatcher]:
        scene = opened(page="leads")

        def tell(title: str, text: str) -> bool:
            told.append((title, text))
            return True

        watcher = CallbackWatcher(scene.session, scene.ops, scene.notices, scene.window, scene.window, tell)
        made.append(watcher)
        watcher.start()
        settle()
        return scene, watcher

    yield make
    for watcher in made:
        watcher.stop()


Watch = Callable[[], tuple[Scene, CallbackWatcher]]


def test_a_due_call_back_is_told_once_on_any_page(
    promised: dict[str, UUID], watch: Watch, told: list[tuple[str, str]], clock: SetClock
) -> None:
    scene, watcher = watch()
    assert scene.window.deck.current_id == "leads"
    assert [(n.lead_in, n.text) for n in scene.notices.banners] == [
        ("Due at 14:30:", "Bhaskar Reddy, promised by you")
    ]
    assert told == [("Call-back due", "Bhaskar Reddy, promised for 14:30 by you")]
    button = scene.window.rail.button("callbacks")
    assert button is not None
    watcher.look()
    assert len(told) == 1
    scene.notices.dismiss(BANNER)
    watcher.look()
    assert scene.notices.banners == []  # closed by the person: not told again
    clock.move(minutes=30)
    watcher.look()
    assert len(told) == 1  # the oldest one is still the one that is due


def test_call_now_by_its_key(promised: dict[str, UUID], watch: Watch) -> None:
    scene, _ = watch()
    scene.page.table.setFocus()
    _press(Qt.Key.Key_F2)
    assert scene.window.deck.current_id == "calling"
    assert [sorted(asked) for asked in Elsewhere.asked] == [["lead_id"]]
    assert scene.notices.banners == []


def test_ten_minutes_later_by_its_key(
    promised: dict[str, UUID], watch: Watch, services: Services, office: Office, clock: SetClock,
    told: list[tuple[str, str]],
) -> None:  # fmt: skip
    scene, watcher = watch()
    scene.page.table.setFocus()
    _press(Qt.Key.Key_F4)
    assert scene.notices.banners == []
    row = next(r for r in services.callbacks.mine(office.asha).overdue if r.lead_name == "Bhaskar Reddy")
    assert row.snoozed_until == TEST_NOW + timedelta(minutes=10)
    assert row.moved_count == 0  # what was promised stands
    clock.move(minutes=11)
    watcher.look()
    assert len(told) == 2


def test_at_night_the_system_is_silent_and_the_banner_stays(
    promised: dict[str, UUID], watch: Watch, services: Services, office: Office, told: list[tuple[str, str]]
) -> None:
    services.settings.set(office.admin, "quiet_from", 13 * 60)
    services.settings.set(office.admin, "quiet_until", 20 * 60)
    scene, _ = watch()
    assert [(n.lead_in, n.text) for n in scene.notices.banners] == [
        ("Due at 14:30:", "Bhaskar Reddy, promised by you")
    ]
    assert told == []


def test_no_banner_when_nothing_is_due_any_more(
    promised: dict[str, UUID], watch: Watch, services: Services, office: Office
) -> None:
    scene, watcher = watch()
    services.callbacks.done(office.asha, promised["Bhaskar Reddy"], 1, "They called us")
    scene.ops.changes.announce({"callbacks"})
    settle()
    assert scene.notices.banners == []
    watcher.stop()
    scene.ops.changes.announce({"callbacks"})


@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (1920, 1080)])
def test_everything_has_a_name_and_room(
    promised: dict[str, UUID], opened: Opener, size: tuple[int, int]
) -> None:
    scene = opened(size=size)
    assert_sound(scene.window)
    for ask in ("move", "hand_over", "done"):
        getattr(scene.callbacks.asking, ask)()
        settle()
        assert_sound(scene.window)
        scene.callbacks.card.leave_box()
    scene.callbacks.asking.move()
    scene.callbacks.card.move_box.field.set_text("kal ya parso 8 baje")
    settle()
    assert_sound(scene.window)


def test_every_text_is_translated(pseudo_language: None, promised: dict[str, UUID], opened: Opener) -> None:
    scene = opened()
    assert_sound(scene.callbacks, pseudo=True)
    for ask in ("move", "hand_over", "done"):
        getattr(scene.callbacks.asking, ask)()
        settle()
        assert_sound(scene.callbacks, pseudo=True)
        scene.callbacks.card.leave_box()
    scene.callbacks.asking.move()
    scene.callbacks.card.move_box.field.set_text("kal ya parso 8 baje")
    settle()
    assert_sound(scene.callbacks, pseudo=True)


def test_todays_call_backs_go_on_paper(
    promised: dict[str, UUID], opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scene = opened()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    page = scene.callbacks
    page.table.setFocus()
    _press(Qt.Key.Key_P)
    (file,) = tmp_path.glob("*.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    assert file.name == f"Call-backs {TEST_NOW.astimezone(ZoneInfo('Asia/Kolkata')).date().isoformat()}.pdf"
    assert "1 page" in scene.notices.toasts[-1].text


def test_todays_call_backs_go_to_a_printer_and_are_noted(
    promised: dict[str, UUID], opened: Opener, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    scene = opened()
    page = scene.callbacks
    page.table.setFocus()
    out = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> None:
        """Chooses a printer that writes to a file, as the person would."""
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(out))
        dialog.accepted.emit(dialog.printer())

    monkeypatch.setattr(QPrintDialog, "show", accept)
    _press(Qt.Key.Key_P, CTRL)
    assert out.read_bytes().startswith(b"%PDF")
    assert scene.notices.toasts[-1].text == f"1 page sent to {out}"
    with sqlite_store.read() as work:
        (noted,) = work.connection.execute(select(disclosures.c.kind, disclosures.c.row_count)).all()
    mine = page.shown.mine
    assert tuple(noted) == ("print", len(mine.overdue) + len(mine.today))


@pytest.mark.qt_log_ignore("QPainter::begin.*Returned false")  # Qt's own word of it
def test_a_printer_that_takes_nothing_is_told(
    promised: dict[str, UUID], opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scene = opened()
    scene.callbacks.table.setFocus()
    nowhere = tmp_path / "no such folder" / "printed.pdf"

    def accept(dialog: QPrintDialog) -> None:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(nowhere))
        dialog.accepted.emit(dialog.printer())

    monkeypatch.setattr(QPrintDialog, "show", accept)
    _press(Qt.Key.Key_P, CTRL)
    assert [n.text for n in scene.notices.banners] == [
        f"{nowhere} took nothing. Is it on? Save it as a PDF instead."
    ]


def test_nothing_is_printed_where_it_is_cancelled(
    promised: dict[str, UUID], opened: Opener, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = opened()
    scene.callbacks.table.setFocus()
    monkeypatch.setattr(QPrintDialog, "show", QPrintDialog.reject)
    _press(Qt.Key.Key_P, CTRL)
    with sqlite_store.read() as work:
        assert not work.connection.execute(select(disclosures.c.kind)).all()


def test_open_leads_without_a_next_step_are_empty_or_visible(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    page = scene.callbacks
    assert page.stranded.isHidden()
    lead_id = services.leads.create(office.asha, NewLead("Forgotten Kale", ("98000 00999",))).id
    services.leads.edit(office.asha, EditLead(lead_id, 1, {"status": "open"}))
    page.read()
    settle()
    assert page.stranded.isVisible()
    assert page.stranded.words() == "1 open lead without a next step"
    page.table.setFocus()
    _press(Qt.Key.Key_N)
    assert scene.window.deck.current_id == "leads"


# ---- kinds, and quiet for a while -----------------------------------------------------------------------


def _of_kind(store: Store, services: Services, office: Office, name: str, **values: object) -> None:
    lead = services.leads.create(office.asha, NewLead(name, (f"97000 {len(name):05d}",)))
    with store.write(office.asha) as work:
        made = new_id()
        Callbacks(work).add(
            Callback(made, lead.id, None, office.asha.person_id, TEST_NOW + timedelta(minutes=5), "Birthday",
                     CallbackState.OPEN, TEST_NOW, None, 1)
        )  # fmt: skip
        work.connection.execute(callback_rows.update().where(callback_rows.c.id == made).values(**values))


def test_the_list_says_where_a_call_back_comes_from(
    sqlite_store: Store, services: Services, office: Office, opened: Opener
) -> None:
    _of_kind(sqlite_store, services, office, "Meera Iyer", kind="reminder", occasion_on=20261205)
    _of_kind(sqlite_store, services, office, "Ravi", kind="missed_call", note="")
    scene = opened()
    notes = {scene.callbacks.model.index(line, 3).data() for line in (1, 2)}
    assert notes == {"Birthday, Sat 5 Dec", "Rang us, not answered"}


@pytest.mark.parametrize(("key", "minutes"), [("5", 5), ("1", 10), ("3", 30)])
def test_quiet_for_a_while_by_one_key(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office, key: str, minutes: int
) -> None:
    scene = opened()
    _press(key)
    (row,) = services.callbacks.mine(office.asha).overdue
    assert row.snoozed_until == TEST_NOW + timedelta(minutes=minutes)
    assert (row.due_at, row.moved_count) == (TEST_NOW - timedelta(minutes=72), 0)
    assert str(scene.callbacks.model.index(1, 4).data()).startswith("quiet until")


def test_what_is_far_away_needs_no_quiet(
    promised: dict[str, UUID], opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Down)
    assert scene.callbacks.card.name.text() == "Lalita Joshi"
    assert not scene.callbacks.card.snooze.isVisible()
    _press("5")
    assert all(row.snoozed_until is None for row in services.callbacks.mine(office.asha).today)


def test_what_came_due_while_the_program_was_closed_is_summed_up(
    promised: dict[str, UUID], watch: Watch, clock: SetClock
) -> None:
    clock.move(hours=20)
    scene, watcher = watch()
    words = "3 call-backs are due, the first since yesterday 14:30."
    assert [toast.text for toast in scene.notices.toasts] == [words]
    watcher.look()
    assert len(scene.notices.toasts) == 1


def test_a_list_that_can_not_be_written_is_not_noted_as_handed_on(
    promised: dict[str, UUID], opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    sqlite_store: Store,
) -> None:  # fmt: skip
    blocked = tmp_path / "a file"
    blocked.write_text("no folder")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(blocked))
    scene = opened()
    scene.callbacks.table.setFocus()
    _press(Qt.Key.Key_P)
    with sqlite_store.read() as work:
        assert work.connection.execute(select(disclosures)).all() == []
    assert any("can't be written" in n.text for n in scene.notices.banners) or any(
        "can't be written" in t.text for t in scene.notices.toasts
    )
