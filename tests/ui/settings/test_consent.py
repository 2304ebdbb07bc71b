"""The notice people are told, and lists of numbers that aren't called, set by an admin."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.notices import NoticesPart
from crm_desktop.ui.settings.number_lists import NumberListsPart
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
