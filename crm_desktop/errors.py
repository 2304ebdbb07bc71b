"""What can go wrong, sorted by who has to act: the person, the program's retry, or nobody."""

from __future__ import annotations


class CrmError(Exception):
    """Base of every error this program raises on purpose."""


class UserError(CrmError):
    """Something the person can mend; shown as one sentence, never as a traceback.

    `template` is the English sentence with `{named}` places; the screens translate the template and
    fill in `params`. `field` names the input it belongs to, if any.
    """

    is_about_server = False  # the team's server is away: nothing is wrong with what was asked
    waits_for_server = False  # it can be done once that is back, and the sentence says so

    def __init__(self, template: str, *, field: str | None = None, **params: object) -> None:
        self.template = template
        self.params = params
        self.field = field
        super().__init__(template.format(**params) if params else template)


class NotAllowed(UserError):
    """The person's role does not permit this act."""


class NotFound(UserError):
    """The thing asked for does not exist, or not any more, or not for this person."""


class ChangedMeanwhile(UserError):
    """Someone else changed the same record; nothing was overwritten."""


class StoreProblem(UserError):
    """The store can't be opened or used (wrong key, damaged, newer schema, network share, no space…)."""


class StoreBusy(CrmError):
    """The store is locked by another writer; the caller may try again."""


class Cancelled(CrmError):
    """The person stopped a long act; nothing half-done stays behind."""
