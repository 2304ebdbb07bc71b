"""The notice people are told, and lists of numbers that aren't called, set by an admin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ids import new_id
from crm_desktop.services.notices import ready_notice
from crm_desktop.services.purposes import SavePurpose
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.notices import NoticesPart
from crm_desktop.ui.settings.number_lists import NumberListsPart
from crm_desktop.ui.settings.purposes import PurposesPart
from tests.ui.calling.stage import press, type_text
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import saved, show
from tests.ui.walk import assert_sound


def test_a_notice_is_written_in_versions_and_a_list_brought(
    desk: Desk, office: Place, tmp_path: Path
) -> None:
    services, actor = desk.session.services, desk.session.actor
    part = show(desk, office, "notices", NoticesPart)
    part.contact.set_text("")
    part.title_.set_text("How we use your data")
    part.submit()
    assert "fill every field" in part.told.text()  # nobody to contact yet
    part.contact.set_text("Rohini Nambiar, 98000 00100")
    saved(desk, office, part)
    assert_sound(part)
    (first,) = services.consent.notices(actor)
    part.contact.set_text("Joseph Lobo, 98000 00101")
    saved(desk, office, part)
    assert [notice.no for notice in services.consent.notices(actor)] == [2, 1]
    assert services.consent.notices(actor)[1] == first  # what was shown stays
    part.language.setCurrentIndex(2)
    assert part.title_.text() == ""
    lists = show(desk, office, "number_lists", NumberListsPart)
    lists.source.set_text("Operator")
    lists.submit()
    assert "Choose the file" in lists.told.text()
    file = tmp_path / "list.csv"
    file.write_text("Mobile\n9820012345\n9820012346\n")
    lists.file.set_text(str(file))
    lists.ends_on.set_text("31/12/2099")
    saved(desk, office, lists)
    assert_sound(lists)
    (made,) = services.number_lists.all(actor)
    assert (made.numbers, made.taken, made.source) == (2, 2, "Operator")


def test_a_purpose_is_set_and_retired_by_key(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    notice = ready_notice("हिन्दी", "Shakti", "Rohini, 98000 00100")
    assert notice is not None
    services.consent.save_notice(actor, (notice,), new_id())
    part = show(desk, office, "purposes", PurposesPart)
    part.new.setFocus()
    press(part, "Space")
    assert QApplication.focusWidget() is part.name.edit
    type_text(part, " ")
    press(part, "Ctrl+S")
    assert "Type a name" in part.told.text()
    type_text(part, "Home loans")
    tab_to(part, part.days)
    type_text(part, "90")
    press(part, "Ctrl+S")
    assert "words are missing: हिन्दी" in part.told.text()
    assert_sound(part)
    tab_to(part, part.words)
    type_text(part, "To offer you home loans.")
    press(part, "Ctrl+S")
    office.until(lambda: desk.ops.is_idle and not part.is_edited)
    (made,) = services.consent.purposes(actor)
    assert (made.name, made.kind, made.valid_days) == ("Home loans", "promotional", 90)
    assert services.consent.notices(actor)[0].named == (("p1", "To offer you home loans."),)
    assert part.purpose == made
    assert not part.kind.isEnabled()  # people agreed to that one
    theirs = SavePurpose(made.id, "Loans", made.kind, made.words, 60, version=made.version)
    services.consent.save_purpose(actor, theirs)  # at another desk
    tab_to(part, part.is_used)
    press(part, "Space")
    press(part, "Ctrl+S")
    office.until(lambda: "Save again" in part.told.text())
    assert "now here too: Name, A yes holds, in days." in part.told.text()
    assert (part.name.text(), part.days.value(), part.is_used.isChecked()) == ("Loans", 60, False)
    press(part, "Ctrl+S")
    office.until(lambda: desk.ops.is_idle and not part.is_edited)
    assert services.consent.purposes(actor)[0].retired_at is not None
    assert part.model.index(0, 2).data() == "not used any more"
    assert_sound(part)


def tab_to(part: QWidget, wanted: QWidget) -> None:
    """Press Tab until the focus stands there."""
    for _ in range(12):
        focus = QApplication.focusWidget()
        if focus is wanted or (focus is not None and wanted.isAncestorOf(focus)):
            return
        press(part, "Tab")
    raise AssertionError("no Tab leads there")
