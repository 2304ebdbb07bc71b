"""What a row means for a lead that is there already: one reading of a lead laid over another."""

from __future__ import annotations

from crm_desktop.domain.import_rows import ParsedRow


def laid_over(old: ParsedRow, new: ParsedRow, *, overwrite: bool) -> ParsedRow:
    """The old lead with what the new row gives: only where the old is empty, or everywhere.

    Phones, tags and e-mails are added, never taken away; with `overwrite` the row's e-mails come first.
    `note` and `problems` are the row's own.
    """
    emails = (*new.emails, *old.emails) if overwrite else (*old.emails, *new.emails)
    known = {brought.phone.e164 for brought in old.phones}
    fields = {**old.fields, **new.fields} if overwrite else {**new.fields, **old.fields}
    return ParsedRow(
        name=(new.name or old.name) if overwrite else (old.name or new.name),
        company=(new.company or old.company) if overwrite else (old.company or new.company),
        phones=(*old.phones, *(b for b in new.phones if b.phone.e164 not in known)),
        emails=tuple(dict.fromkeys(emails)),
        fields=fields,
        note=new.note,
        tags=tuple(dict.fromkeys((*old.tags, *new.tags))),
        problems=new.problems,
        refused=None,
    )


def says_the_same(old: ParsedRow, new: ParsedRow) -> bool:
    """Whether nothing would change but for a note."""
    return old[:5] == new[:5] and set(old.tags) == set(new.tags)
