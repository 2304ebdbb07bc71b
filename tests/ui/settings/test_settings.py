"""The settings page: its parts, on a real workspace."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTime
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from crm_desktop.domain.lawful import Basis
from crm_desktop.domain.messages import READY_TEXTS, Template
from crm_desktop.domain.people import Role
from crm_desktop.domain.reminders import Reminds
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.messages import TemplateText
from crm_desktop.services.people import AddPerson
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import leads
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.lawful.gate_watch import UNANSWERED
from crm_desktop.ui.settings.about import AboutPart
from crm_desktop.ui.settings.appearance import AppearancePart, languages
from crm_desktop.ui.settings.backup import BackupPart
from crm_desktop.ui.settings.calling import CallingPart, read_remarks, remarks_text
from crm_desktop.ui.settings.fields import FieldsPart, key_of
from crm_desktop.ui.settings.incidents import IncidentsPart
from crm_desktop.ui.settings.page import SettingsPage
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.settings.recipients import RecipientsPart
from crm_desktop.ui.settings.recovery import RecoveryPart
from crm_desktop.ui.settings.registry import PARTS
from crm_desktop.ui.settings.rules import RulesPart
from crm_desktop.ui.settings.texts import TextsPart
from crm_desktop.ui.settings.why import KINDS, WhyPart
from crm_desktop.ui.settings.workspace import WorkspacePart
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import apply_theme, current
from tests.factories import PASSWORD
from tests.made_up_calls import a_call, add_row
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound

P = TypeVar("P", bound=SettingsPart)


def show(desk: Desk, office: Place, part_id: str, kind: type[P]) -> P:
    desk.window.open_page("settings", part=part_id)
    office.until(lambda: desk.ops.is_idle)
    page = desk.window.deck.current_page
    assert isinstance(page, SettingsPage)
    assert isinstance(page.part, kind)
    return page.part


def saved(desk: Desk, office: Place, part: SettingsPart) -> None:
    assert part.save_button is not None
    assert part.save_button.isEnabled()
    part.submit()
    office.until(lambda: desk.ops.is_idle and not part.is_edited)


def test_the_workspace_settings_are_saved_by_key(desk: Desk, office: Place, qtbot: QtBot) -> None:
    part = show(desk, office, "workspace", WorkspacePart)
    services, actor = desk.session.services, desk.session.actor
    part.numbers["lock_after_minutes"].setValue(25)
    part.numbers["callbacks_most"].setValue(40)
    part.quiet["quiet_from"].setTime(QTime(21, 30))
    part.hidden.setChecked(True)
    assert not part.advanced.isChecked()
    part.advanced.setChecked(True)
    assert part.is_edited
    assert not part.parent().window().deck.current_page.may_leave()  # type: ignore[attr-defined]
    part.edited()
    qtbot.keyClick(part.numbers["import_undo_days"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: desk.ops.is_idle and not part.is_edited)
    assert services.settings.get(actor, "lock_after_minutes") == 25
    assert services.settings.get(actor, "callbacks_most") == 40
    assert services.settings.get(actor, "quiet_from") == 21 * 60 + 30
    assert services.settings.get(actor, "numbers_hidden") is True
    assert services.settings.is_advanced(actor)
    assert services.settings.get(actor, "import_undo_days") == 30
    office.until(lambda: desk.idle._limit_s == 25 * 60)


def test_how_long_calls_are_kept_says_what_would_go_before_it_is_saved(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    assert services.settings.get(actor, "calls_kept_months") == 12  # as India's rules say
    services.settings.set(actor, "calls_kept_months", 0)
    at = office.clock.now() - timedelta(days=600)
    with services.opened.store.write(actor) as work:
        lead_id = new_id()
        zone = services.workspace.zone
        work.connection.execute(
            insert(leads).values(id=lead_id, name="Ravi", zone=zone, created_at=at, updated_at=at)
        )
        call = a_call(lead_id, actor.person_id, at, zone)
        add_row(work, call)
        CallHours(work).add(call)
    part = show(desk, office, "workspace", WorkspacePart)
    assert (part.kept.months, part.kept.told.isHidden(), part.kept.receipts.isHidden()) == (0, True, True)
    part.kept.box.setCurrentIndex(part.kept.box.findText("1 year"))
    office.until(lambda: desk.ops.is_idle)
    assert part.kept.told.text().startswith("1 call ")
    assert part.is_edited
    saved(desk, office, part)
    assert services.settings.get(actor, "calls_kept_months") == 12
    services.retention.sweep(actor)
    part.load()
    office.until(lambda: desk.ops.is_idle and not part.kept.receipts.isHidden())
    assert "1 of 1 calls deleted" in part.kept.receipts.text()


def test_appearance_is_seen_at_once_and_kept(desk: Desk, office: Place) -> None:
    part = show(desk, office, "appearance", AppearancePart)
    try:
        part.mode.choose(2)
        part.zoom.choose(3)
        assert current().scheme == "dark"
        assert current().zoom == 1.25
        assert office.settings.value("look/mode") == "dark"
    finally:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, "light", 1.0)


def test_the_pseudo_language_is_for_testers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "qps" not in languages()
    monkeypatch.setenv("CRM_DESKTOP_PSEUDO", "1")
    assert "qps" in languages()


def test_remarks_are_read_back_as_written() -> None:
    assert read_remarks(remarks_text({"rnr": "Rang, no reply.", "cbl": "Call later."}))[0] == {
        "rnr": "Rang, no reply.",
        "cbl": "Call later.",
    }
    assert read_remarks("rnr\n")[1] == "rnr"
    assert read_remarks("a one\na two")[1] == "a two"


def test_dialler_and_remarks(desk: Desk, office: Place) -> None:
    part = show(desk, office, "calling", CallingPart)
    services, actor = desk.session.services, desk.session.actor
    part.dialler.setCurrentIndex(1)
    part.dialler.activated.emit(1)
    part.remarks.setPlainText("rnr Rang, nobody there.\nlonely")
    part.submit()
    assert "lonely" in part.told.text()
    part.remarks.setPlainText("rnr Rang, nobody there.")
    saved(desk, office, part)
    assert services.settings.get(actor, "dialler") == "os_link"
    assert services.settings.get(actor, "remarks") == {"rnr": "Rang, nobody there."}


def test_own_fields(desk: Desk, office: Place) -> None:
    part = show(desk, office, "fields", FieldsPart)
    part.label.set_text("Loan amount")
    part.kind.setCurrentIndex(2)
    saved(desk, office, part)
    office.until(lambda: part.model.rowCount() == 1)
    part.label.set_text("Branch")
    part.kind.setCurrentIndex(4)
    part.options.set_text("Pune")
    part.submit()
    assert part.told.text()
    part.options.set_text("Pune, Nashik, Pune")
    saved(desk, office, part)
    fields = desk.session.services.leads.fields(desk.session.actor)
    assert [(f.key, f.kind, f.options) for f in fields] == [
        ("loan_amount", "money", ()),
        ("branch", "choice", ("Pune", "Nashik")),
    ]
    assert key_of("  Loan – amount (₹) ") == "loan_amount"


def test_a_date_of_ones_own_reminds(desk: Desk, office: Place) -> None:
    part = show(desk, office, "fields", FieldsPart)
    assert part.reminding.panel.isHidden()
    part.label.set_text("Renewal")
    part.kind.setCurrentIndex(3)
    saved(desk, office, part)
    office.until(lambda: not part.reminding.panel.isHidden())
    dates = part.reminding
    assert dates.days.isHidden()
    dates.how.setCurrentIndex(1)
    assert dates.days.text() == "30, 15, 7, 1"
    dates.days.set_text("30, soon")
    dates.save()
    assert dates.days.error()
    dates.days.set_text("400")
    dates.save()
    office.until(lambda: "90" in dates.days.error())
    dates.days.set_text("1, 10")
    dates.save()
    office.until(lambda: part.model.index(0, 3).data() == "10, 1 days before, every year")
    (field,) = desk.session.services.leads.fields(desk.session.actor)
    assert field.reminds == Reminds((10, 1), is_yearly=True)
    dates.how.setCurrentIndex(0)
    dates.save()
    office.until(lambda: part.model.index(0, 3).data() == "")


def test_backups(desk: Desk, office: Place, tmp_path: Path) -> None:
    part = show(desk, office, "backup", BackupPart)
    assert not part.warning.isHidden()
    file = tmp_path / "office.crmbackup"
    part.back_up(str(file))
    office.until(lambda: desk.ops.is_idle and file.exists())
    part.set_folder(str(tmp_path))
    office.until(lambda: desk.ops.is_idle and part.warning.isHidden())
    assert desk.session.services.workspaces.backup_folder(desk.session.services.opened) == tmp_path


def test_the_recovery_code_is_made_saved_and_typed_back(desk: Desk, office: Place, tmp_path: Path) -> None:
    part = show(desk, office, "recovery", RecoveryPart)
    part.make_code()
    office.until(lambda: bool(part.code))
    code = part.code
    pdf = tmp_path / "code.pdf"
    part.save_file(str(pdf))
    assert pdf.read_bytes().startswith(b"%PDF")
    part.typed.set_text(code[:-1])
    part.confirm()
    office.until(lambda: "Group 8" in part.typed.error())
    part.typed.set_text(code.lower())
    part.confirm()
    office.until(lambda: desk.ops.is_idle and not part.code)
    services = desk.session.services
    assert services.settings.get(desk.session.actor, "recovery_code_confirmed") is True
    assert code not in part.typed.text()


def test_the_doctor_looks(desk: Desk, office: Place) -> None:
    part = show(desk, office, "about", AboutPart)
    part.examine()
    office.until(lambda: len(part.findings) >= 5, timeout=15_000)
    assert_sound(part)


def test_a_telecaller_has_only_what_is_theirs(office: Place) -> None:
    program = office.start()
    office.wait_open(program)
    people = program.flow.opened.services.people  # type: ignore[union-attr]
    admin = people.sign_in("asha.pawar", PASSWORD).actor
    people.add(admin, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, PASSWORD))
    office.sign_in(program, "imran")
    desk = program.desk
    assert desk is not None
    show(desk, office, "calling", CallingPart)
    page = desk.window.deck.current_page
    assert isinstance(page, SettingsPage)
    assert page.parts_shown() == ["appearance", "calling", "second_factor", "account", "about"]
    assert not page.show_part("workspace")


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_every_part_is_sound(desk: Desk, office: Place, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    for spec in PARTS:
        show(desk, office, spec.id, SettingsPart)
        page = desk.window.deck.current_page
        assert page is not None
        page.fit(Width.of(size[0]))
        assert_sound(page)


def test_every_part_is_translated(
    pseudo_language: None, office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_desktop.ui.entrance.program.install_translator", lambda *_: True)
    program = office.start()
    office.sign_in(program)
    desk = program.desk
    assert desk is not None
    desk.window.resize(1366, 768)
    for spec in PARTS:
        show(desk, office, spec.id, SettingsPart)
        page = desk.window.deck.current_page
        assert page is not None
        assert_sound(page, pseudo=True)


def typed_of(text: Template) -> TemplateText:
    """A text as somebody reads it who is about to change it."""
    return TemplateText(
        text.name, text.channel, text.body, text.subject, text.language, text.campaign_id, text.file_path,
        text.is_active, text.id, text.version,
    )  # fmt: skip


def test_texts_are_previewed_changed_and_added(desk: Desk, office: Place) -> None:
    part = show(desk, office, "texts", TextsPart)
    services, actor = desk.session.services, desk.session.actor
    ready = services.messages.templates(actor)
    assert part.box.count() == len(ready) == len(READY_TEXTS)
    part.body.setPlainText("Namaste {first_name} from {office}")
    assert part.preview.text() == "Namaste Meera from Shakti Finance"
    saved(desk, office, part)
    assert part.text is not None
    (changed,) = [t for t in services.messages.templates(actor) if t.id == part.text.id]
    assert (changed.body, changed.version) == ("Namaste {first_name} from {office}", 2)
    theirs = dataclasses.replace(typed_of(changed), body="Namaste", name="Hello")
    services.messages.save_template(actor, theirs)  # at another desk
    part.body.setPlainText("Namaste {first_name}!")
    part.submit()
    office.until(lambda: "Save again" in part.told.text())
    assert "now here too: Name." in part.told.text()
    assert "changed Text: what you typed stands here, theirs is “Namaste”" in part.told.text()
    saved(desk, office, part)
    (changed,) = [t for t in services.messages.templates(actor) if t.id == changed.id]
    assert (changed.name, changed.body, changed.version) == ("Hello", "Namaste {first_name}!", 4)
    part.new.click()
    assert not part.is_edited
    part.name.set_text("Visit")
    part.submit()
    office.until(lambda: desk.ops.is_idle)
    assert part.told.text() == "The text is empty. Type something, or choose a saved text."
    part.body.setPlainText("We come on Monday.")
    part.is_active.setChecked(False)
    saved(desk, office, part)
    assert part.text is not None
    assert (part.text.name, part.text.is_active) == ("Visit", False)
    assert len(services.messages.templates(actor)) == len(READY_TEXTS)


def test_a_rule_of_law_is_changed_with_a_note_and_another_jurisdiction_chosen(
    desk: Desk, office: Place
) -> None:
    part = show(desk, office, "rules", RulesPart)
    assert part.kept is not None
    assert part.kept.row.rule == "promotional_hours"
    assert part.whole.text() == "Promotional calls only 10:00–21:00, by the called person’s clock."
    part.table.selectRow(0)  # a heading: nothing to choose there
    assert part.kept.row.rule == "promotional_hours"
    rows = [kept and (kept.row.rule, kept.row.from_on.year) for kept in part._rows]
    part.table.selectRow(rows.index(("enquiry_days", 2025)))
    part.value.set_text("many")
    part.submit()
    assert part.told.text() == "Type a whole number between 0 and 3660."
    part.value.set_text("5")
    part.submit()
    assert part.told.text() == "Say why, such as the notice or who advised it."
    part.note.set_text("Our lawyer’s advice")
    saved(desk, office, part)
    office.until(lambda: part.kept is not None and part.kept.row.value == 5)
    assert "Our lawyer’s advice" in part.about.text()
    part.profile.setCurrentIndex(part.profile.findData("us"))
    part.profile.activated.emit(part.profile.currentIndex())
    office.until(lambda: desk.ops.is_idle and part._found is not None and part._found.pack.profile == "us")
    assert_sound(desk.window)


def test_why_people_may_be_called_is_answered_and_the_gate_switched_on(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    for campaign in services.campaigns.list(actor):
        if not campaign.is_practice:
            services.campaigns.update(actor, ChangeCampaign(campaign.id, campaign.version, is_active=False))
    made = services.campaigns.create(actor, NewCampaign("Home loan, fair in Pune"))
    desk.gate.look()
    office.until(lambda: UNANSWERED in {banner.id for banner in desk.notices.banners})
    bar = next(banner for banner in desk.notices.banners if banner.id == UNANSWERED)
    assert bar.lead_in == f"{made.name}:"
    bar.acts[0].run()
    part = show(desk, office, "why", WhyPart)
    assert part.chosen is not None
    assert part.chosen.name == made.name
    assert not part.switch.isEnabled()
    assert not part.override.isVisible()
    part.kind.choose(KINDS.index(Basis.LIST))
    part.kind.changed.emit(part.kind.index())
    office.until(lambda: desk.ops.is_idle)
    assert "a 140 number" in part.follows.text()
    part.submit()
    office.until(lambda: bool(part.told.text()))
    assert part.told.text() == "Say whom you have the list from."
    part.fields.source.set_text("Fair in Pune")
    saved(desk, office, part)
    office.until(lambda: part.switch.isEnabled())
    office.until(lambda: desk.ops.is_idle and UNANSWERED not in {each.id for each in desk.notices.banners})
    assert part.override.isVisible()
    part.override.override.click()
    assert "Say why" in part.override.note.error()
    part.override.note.set_text("Agreed with the client, see the mail of Monday")
    part.override.override.click()
    office.until(lambda: desk.ops.is_idle and part.override.told.isVisible())
    assert "see the mail of Monday" in part.override.told.text()
    assert services.lawful.of_campaign(actor, made.id).span.reasons == ()
    part.provider.set_text("Operator")
    part.enter_scrub()
    office.until(lambda: bool(part.reference.error()))
    part.reference.set_text("R-17")
    part.enter_scrub()
    office.until(lambda: desk.ops.is_idle and part.chosen is not None and part.chosen.scrub is not None)
    part.switch_on()
    office.until(lambda: services.lawful.state(actor).is_on)
    office.until(lambda: desk.ops.is_idle)
    assert "The gate is on" in part.gate.text()
    assert services.campaigns.get(actor, made.id).lawful
    assert_sound(desk.window)


def test_an_incident_from_the_first_word_to_its_notice(desk: Desk, office: Place, tmp_path: Path) -> None:
    part = show(desk, office, "incidents", IncidentsPart)
    part.begin_new()
    part.title.edit.setText("Laptop lost")
    part.fields["nature"].setPlainText("A laptop was lost on the train")
    saved(desk, office, part)
    assert desk.notices.banners[0].text.startswith("CERT-In must be told by")
    part.asker.save = lambda *a, **k: a[3](tmp_path / "notice.pdf")  # type: ignore[method-assign]
    part.paper.click()
    assert part.told.text().startswith("This notice must also say: When it happened")
    for name in ("when", "where", "contact"):
        part.fields[name].setPlainText("known")
    saved(desk, office, part)
    part.paper.click()
    office.until(lambda: desk.ops.is_idle)
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")
    part.how.set_text("by form, no. 7")
    part.sent.click()
    office.until(lambda: desk.ops.is_idle)
    assert part.chosen is not None
    assert part.chosen.next_owed() is None
    assert not [b for b in desk.notices.banners if b.id == "incidents.owed"]
    part.closing.click()
    office.until(lambda: desk.ops.is_idle)
    assert part.chosen.closed_at is not None


def test_who_gets_data_is_named_changed_and_taken_off(desk: Desk, office: Place) -> None:
    part = show(desk, office, "recipients", RecipientsPart)
    part.fields["gets"].edit.setText("everything")
    part.submit()
    office.until(lambda: desk.ops.is_idle)
    assert part.told.text() == "Say who it is."
    part.fields["name"].edit.setText("Pune Hosting")
    saved(desk, office, part)
    part.begin_new()
    part.fields["name"].edit.setText("Mail house")
    saved(desk, office, part)
    actor, service = desk.session.actor, desk.session.services.recipients
    assert [r.name for r in service.known(actor).recipients] == ["Pune Hosting", "Mail house"]
    part.remove.click()
    office.until(lambda: desk.ops.is_idle)
    assert [r.name for r in service.known(actor).recipients] == ["Pune Hosting"]
