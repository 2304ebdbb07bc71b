"""Saved texts for WhatsApp, messages and e-mail: a list, and the one chosen with its preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.messages import PLACES, SAMPLE, Channel, Template, filled
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.services.messages import TemplateText
from crm_desktop.ui.folders import documents
from crm_desktop.ui.messages.words import about, channel_words
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Found:
    """What the part shows: every text, and the campaigns one may belong to."""

    texts: tuple[Template, ...]
    campaigns: Sequence[Campaign]


class TextsPart(SettingsPart):
    """One text at a time; a new one begins empty."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.text: Template | None = None
        self._wanted: UUID | None = None
        self._texts: tuple[Template, ...] = ()
        self._make_head()
        self._make_form()
        self.add_save(self.tr("Save the text"))
        self.column.addStretch(1)

    def _make_head(self) -> None:
        head = self.panel(
            self.tr("Texts"),
            self.tr("Offered where a lead is written to: in their language and of their campaign first."),
        )
        self.box = ComboBox(self.tr("Text"))
        self.box.setProperty("user_data", True)
        self.box.activated.connect(lambda index: self._choose(self.box.itemData(index)))
        self.new = KeyCapButton(self.tr("New text"), icon="act.add")
        self.new.clicked.connect(lambda: self._choose(None))
        row = Row(gap=8)
        row.addWidget(self.box, 1)
        row.addWidget(self.new)
        head.body.addLayout(row)

    def _make_form(self) -> None:
        form = self.panel(self.tr("The text"))
        self.name = Field("", accessible_name=self.tr("Name"))
        self.channel = ComboBox(self.tr("Channel"))
        for channel in Channel:
            self.channel.addItem(channel_words(channel), channel)
        self.language = Field("", accessible_name=self.tr("Language"))
        self.language.set_hint(self.tr("As in the lead’s field, such as Marathi. Empty: for everybody."))
        self.campaign = ComboBox(self.tr("Campaign"))
        self.campaign.setProperty("user_data", True)
        self.subject = Field("", accessible_name=self.tr("Subject"))
        self.body = NoteEdit(self.tr("Text"), style="body")
        self.body.setMinimumHeight(120)
        self.file = Field("", accessible_name=self.tr("Brochure"))
        self.file.set_hint(self.tr("Links carry no files: its path is copied, and you attach it there."))
        browse = IconButton("act.open", self.tr("Choose a file"), side=22)
        browse.clicked.connect(self._browse)
        self.file.frame.add_right(browse)
        self.is_active = CheckBox(self.tr("This text is offered"))
        self.is_active.setChecked(True)
        for field in (self.name, self.language, self.subject, self.file):
            field.setProperty("user_data", True)
            field.text_changed.connect(self._typed)
        self.body.setProperty("user_data", True)
        self.body.textChanged.connect(self._typed)
        self.channel.currentIndexChanged.connect(self._typed)
        self.campaign.currentIndexChanged.connect(self._typed)
        self.is_active.toggled.connect(self._typed)
        self.line(form, self.tr("Name"), self.name)
        self.line(form, self.tr("Channel"), self.channel)
        self.line(form, self.tr("Language"), self.language)
        self.line(form, self.tr("Campaign"), self.campaign)
        self._subject_name = self.line(form, self.tr("Subject"), self.subject)
        places = " ".join(f"{{{place}}}" for place in PLACES)
        self.line(
            form,
            self.tr("Text"),
            self.body,
            self.tr("Filled in for each lead: {places}").format(places=places),
        )
        self.line(form, self.tr("Brochure"), self.file)
        self.line(form, self.tr("State"), self.is_active)
        preview = self.panel(self.tr("As a lead gets it"))
        self.preview = Text("", wrap=True, selectable=True)
        self.preview.setProperty("user_data", True)
        self.note = Text("", "caption", tone="muted", wrap=True)
        preview.body.addWidget(self.preview)
        preview.body.addWidget(self.note)

    def _browse(self) -> None:
        FileAsker(self.window()).open(
            self.tr("Choose a file"), "", lambda path: self.file.set_text(str(path)), str(documents())
        )

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the texts and the campaigns."""
        services, actor = self.session.services, self.session.actor

        def work() -> _Found:
            texts = services.messages.templates(actor, include_inactive=True)
            return _Found(texts, services.campaigns.list(actor))

        self.read(work, self._show)

    def _show(self, found: _Found) -> None:
        self._texts = found.texts
        self.campaign.clear()
        self.campaign.addItem(self.tr("All campaigns"), None)
        for campaign in found.campaigns:
            self.campaign.addItem(campaign.name, campaign.id)
        self.box.clear()
        for text in found.texts:
            name = f"{channel_words(text.channel)}: {text.name}"
            if not text.is_active:
                name = self.tr("{name} (not offered)").format(name=name)
            self.box.addItem(name, text.id)
        known = self._wanted or (self.text.id if self.text is not None else None)
        self._wanted = None
        first = next(iter(found.texts), None)
        self._fill(next((t for t in found.texts if t.id == known), first))

    def _choose(self, text_id: object) -> None:
        self.is_loading = True
        try:
            self._fill(next((t for t in self._texts if t.id == text_id), None))
        finally:
            self.is_loading = False
        self.set_edited(False)
        if text_id is None:
            self.name.setFocus()

    def _fill(self, text: Template | None) -> None:
        self.text = text
        self.box.setCurrentIndex(-1 if text is None else [t.id for t in self._texts].index(text.id))
        self.box.setPlaceholderText(self.tr("New text"))
        self._put(_values_of(text))

    def _put(self, values: Mapping[str, Any]) -> None:
        self.name.set_text(values["name"])
        self.channel.setCurrentIndex(self.channel.findData(values["channel"]))
        self.language.set_text(values["language"])
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(values["campaign"])))
        self.subject.set_text(values["subject"])
        self.body.setPlainText(values["body"])
        self.file.set_text(values["file"])
        self.is_active.setChecked(values["is_active"])
        self._preview()

    def _typed_values(self) -> dict[str, Any]:
        return {
            "name": self.name.text(),
            "channel": Channel(self.channel.currentData()),
            "language": self.language.text(),
            "campaign": self.campaign.currentData(),
            "subject": self.subject.text(),
            "body": self.body.toPlainText(),
            "file": self.file.text(),
            "is_active": self.is_active.isChecked(),
        }

    def _in_words(self, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        campaign = self.campaign.itemText(max(0, self.campaign.findData(values["campaign"])))
        offered = self.tr("offered") if values["is_active"] else self.tr("not offered")
        return {
            "name": (self.tr("Name"), values["name"]),
            "channel": (self.tr("Channel"), channel_words(values["channel"])),
            "language": (self.tr("Language"), values["language"]),
            "campaign": (self.tr("Campaign"), campaign),
            "subject": (self.tr("Subject"), values["subject"]),
            "body": (self.tr("Text"), values["body"]),
            "file": (self.tr("Brochure"), values["file"]),
            "is_active": (self.tr("State"), offered),
        }

    # ---- writing -----------------------------------------------------------------------------------

    def _typed(self, *_: object) -> None:
        self._preview()
        self.edited()

    def _preview(self) -> None:
        channel = Channel(self.channel.currentData())
        is_mail = channel is Channel.EMAIL
        self.subject.setVisible(is_mail)
        self._subject_name.setVisible(is_mail)
        body = filled(self.body.toPlainText(), SAMPLE)
        subject = filled(self.subject.text(), SAMPLE) if is_mail else ""
        self.preview.setText("\n\n".join(part for part in (subject, body) if part) or "–")
        self.note.setText(about(channel, body, None))
        self.note.setVisible(bool(self.note.text()))

    def check(self) -> str:
        """The service checks what was typed and says what is wrong."""
        return ""

    def save(self) -> None:
        """Save the text, or add the new one."""
        messages, actor, before = self.session.services.messages, self.session.actor, self.text
        mine = self._typed_values()
        text = TemplateText(
            name=mine["name"],
            channel=mine["channel"],
            body=mine["body"],
            subject=mine["subject"],
            language=mine["language"],
            campaign_id=mine["campaign"],
            file_path=mine["file"],
            is_active=mine["is_active"],
            template_id=before.id if before else None,
            version=before.version if before else None,
        )

        def done(saved: Template) -> None:
            self._wanted = saved.id
            self.saved(self.tr("Text saved: {name}").format(name=saved.name))
            self.load()

        def refused(error: UserError) -> None:
            self.refused(error)
            if before is not None and isinstance(error, ChangedMeanwhile):
                self.lay_together(
                    lambda: messages.templates(actor, include_inactive=True), before.id, _values_of,
                    (_values_of(before), mine), self._take, self._in_words,
                )  # fmt: skip

        self.context.ops.store(self, lambda: messages.save_template(actor, text)).changes(
            "templates"
        ).success(done).failure(refused).start()

    def _take(self, text: Template, values: Mapping[str, Any]) -> None:
        self.text = text
        self._put(values)


def _values_of(text: Template | None) -> dict[str, Any]:
    return {
        "name": text.name if text else "",
        "channel": text.channel if text else Channel.WHATSAPP,
        "language": text.language if text else "",
        "campaign": text.campaign_id if text else None,
        "subject": text.subject if text else "",
        "body": text.body if text else "",
        "file": text.file_path if text else "",
        "is_active": text is None or text.is_active,
    }
