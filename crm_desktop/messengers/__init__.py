"""Other programs that take a message: WhatsApp, the message program, the mail program."""

from crm_desktop.messengers.base import Handed, MessageRequest, Messenger, NotHanded
from crm_desktop.messengers.links import LinkMessenger

__all__ = ["Handed", "LinkMessenger", "MessageRequest", "Messenger", "NotHanded"]
