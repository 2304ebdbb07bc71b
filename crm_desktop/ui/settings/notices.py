"""Consent: the notice people hear or read before they agree, in each language; a change is a new version."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import Notice
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.notice_texts import LANGUAGES
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.notices import NoticeText, ready_notice
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.text import Text


class NoticesPart(SettingsPart):
    """One language at a time; what was shown to somebody stays as it was."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._known: tuple[Notice, ...] = ()
        panel = self.panel(
            self.tr("What people are told before they agree"),
            self.tr(
                "Nobody’s consent is kept without it. Saving writes a new version; what was shown before "
                "stays on record. The ready words are a beginning, not legal advice."
            ),
        )
        self.language = ComboBox(self.tr("Language"))
        self.language.setProperty("user_data", True)
        for each in LANGUAGES:
            self.language.addItem(each, each)
        self.version = Text("", tone="muted", wrap=True)
        self.title_ = Field("", accessible_name=self.tr("Title"))
        self.texts = {name: NoteEdit(words, style="body") for name, words in self._names().items()}
        self.contact = Field("", accessible_name=self.tr("Contact"))
        self.line(panel, self.tr("Language"), self.language)
        panel.body.addWidget(self.version)
        self.line(panel, self.tr("Title"), self.title_)
        for name, words in self._names().items():
            self.line(panel, words, self.texts[name])
        self.line(panel, self.tr("Contact"), self.contact)
        for field in (self.title_, self.contact):
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self.edited)
        for edit in self.texts.values():
            edit.setProperty("user_data", True)
            edit.textChanged.connect(self.edited)
        self.language.currentIndexChanged.connect(lambda _: self._chosen())
        self.add_save(self.tr("Write this version"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        for edit in self.texts.values():
            edit.setFixedHeight(current().px(92))

    def _names(self) -> dict[str, str]:
        return {
            "items": self.tr("What we keep"),
            "purposes": self.tr("What for"),
            "withdraw": self.tr("How to say no"),
            "rights": self.tr("Their rights"),
        }

    def load(self) -> None:
        """Read the notices."""
        consent, actor = self.session.services.consent, self.session.actor
        self.read(lambda: consent.notices(actor), self._show)

    def _show(self, found: tuple[Notice, ...]) -> None:
        self._known = found
        self._fill()

    def _chosen(self) -> None:
        if self.is_loading:
            return
        self._fill()

    def _fill(self) -> None:
        """The newest in this language, else the ready words, else nothing."""
        was, self.is_loading = self.is_loading, True
        language = str(self.language.currentData())
        newest = next((each for each in self._known if each.language == language), None)
        ready = ready_notice(language, self.session.services.workspace.name, "")
        shown = newest or ready
        self.title_.set_text(shown.title if shown else "")
        self.contact.set_text(shown.contact if shown else "")
        for name, edit in self.texts.items():
            edit.setPlainText(getattr(shown, name) if shown else "")
        zone = self.session.services.workspace.zone
        if newest is not None:
            words = self.tr("Version {no}, written {when}, {digest}")
            when = full_when(newest.at, zone)
            self.version.setText(words.format(no=newest.no, when=when, digest=newest.sha256[:12]))
        elif ready is not None:
            self.version.setText(self.tr("Not written yet: these are the ready words. Add whom to contact."))
        else:
            self.version.setText(self.tr("Not written yet in this language."))
        self.is_loading = was
        self.set_edited(False)

    def check(self) -> str:
        """A notice says all of it."""
        texts = [self.title_.text(), self.contact.text(), *(e.toPlainText() for e in self.texts.values())]
        return (
            ""
            if all(text.strip() for text in texts)
            else self.tr("A notice says all of it: fill every field.")
        )

    def save(self) -> None:
        """Write a new version in this language."""
        consent, actor = self.session.services.consent, self.session.actor
        words = {name: edit.toPlainText() for name, edit in self.texts.items()}
        text = NoticeText(
            str(self.language.currentData()), self.title_.text(), contact=self.contact.text(), **words
        )
        request_id = new_id()
        op = self.context.ops.store(self, lambda: consent.save_notice(actor, (text,), request_id))
        op.changes("settings").success(self._written).failure(self._refused_notice).start()

    def _written(self, found: tuple[Notice, ...]) -> None:
        self.context.notices.toast(self.tr("Written: people are told this from now on"))
        self._show(found)

    def _refused_notice(self, error: UserError) -> None:
        self.tell(tr_error(error))
