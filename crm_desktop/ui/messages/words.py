"""What the screens say about messages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.messages import Channel, sms_parts
from crm_desktop.services.messages import HandedOver, Preview
from crm_desktop.ui.i18n import plural

KEYS = {Channel.WHATSAPP: "W", Channel.SMS: "S", Channel.EMAIL: "E"}


def channel_words(channel: Channel) -> str:
    """What a channel is called."""
    return {
        Channel.WHATSAPP: QCoreApplication.translate("messages", "WhatsApp"),
        Channel.SMS: QCoreApplication.translate("messages", "Message"),
        Channel.EMAIL: QCoreApplication.translate("messages", "E-mail"),
    }[channel]


def hand_words(channel: Channel) -> str:
    """The words of the button that hands over."""
    return {
        Channel.WHATSAPP: QCoreApplication.translate("messages", "Open in WhatsApp"),
        Channel.SMS: QCoreApplication.translate("messages", "Open as a message"),
        Channel.EMAIL: QCoreApplication.translate("messages", "Open as an e-mail"),
    }[channel]


def handed_words(channel: Channel, done: HandedOver, *, has_file: bool) -> str:
    """What happened: handed over, never sent; what the person does there."""
    handed = {
        Channel.WHATSAPP: QCoreApplication.translate("messages", "Handed to WhatsApp."),
        Channel.SMS: QCoreApplication.translate("messages", "Handed to the message program."),
        Channel.EMAIL: QCoreApplication.translate("messages", "Handed to the mail program."),
    }[channel]
    if done.text_left_out:
        more = QCoreApplication.translate("messages", "The text was too long for a link: paste it there.")
    elif has_file:
        more = QCoreApplication.translate("messages", "The brochure’s path is copied: attach it there.")
    else:
        return handed
    return f"{handed} {more}"


def about(channel: Channel, body: str, preview: Preview | None) -> str:
    """What to know before handing over: parts of a message, places nobody knows, the brochure."""
    found = []
    if channel is Channel.SMS and body:
        parts = sms_parts(body)
        found.append(
            plural(
                QCoreApplication.translate("messages", "%n message(s), {length} characters", "", parts), parts
            ).format(length=len(body))
        )
    if preview is not None and preview.missing:
        words = QCoreApplication.translate("messages", "Not known of this lead: {places}")
        found.append(words.format(places=", ".join(preview.missing)))
    if preview is not None and preview.template.file_path:
        words = QCoreApplication.translate("messages", "To attach: {file}")
        found.append(words.format(file=preview.template.file_path))
    return " · ".join(found)
