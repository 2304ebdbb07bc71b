"""Which commands a program sends: the server takes those of this version and of the one before.

So that a program that wasn't updated yet finishes its day, and an outbox that waited still applies. Raise it
when a command or a function of the server means something else than before.
"""

from __future__ import annotations

COMMAND_VERSION = 1
ACCEPTED = (COMMAND_VERSION, COMMAND_VERSION - 1)
SETTING = "crm.commands"  # shown with each transaction, beside the token
