"""What makes an imported lead someone's work, and a number one that nobody needs: conditions on rows."""

from __future__ import annotations

# What makes a created lead someone's work, in the order in which it is told. Each is a condition on a lead
# `l` of the import; `?` stands for the import's id.
WORKED = (
    ("called", "EXISTS (SELECT 1 FROM calls c WHERE c.lead_id = l.id)"),
    ("imported_again", "EXISTS (SELECT 1 FROM import_changes x WHERE x.lead_id = l.id)"),
    ("changed", "(l.version <> 1 OR l.status = 'merged' OR l.attempts > 0)"),
    (
        "noted",
        "EXISTS (SELECT 1 FROM timeline t WHERE t.lead_id = l.id "
        "AND (t.kind <> 'imported' OR t.at <> (SELECT started_at FROM imports i WHERE i.id = l.import_id)))",
    ),
    (
        "promised",
        "EXISTS (SELECT 1 FROM callbacks b WHERE b.lead_id = l.id AND (b.version <> 1 OR b.state <> 'open' "
        "OR b.created_at <> (SELECT started_at FROM imports i WHERE i.id = l.import_id)))",
    ),
    (
        "on_screen",
        "EXISTS (SELECT 1 FROM queue_entries q WHERE q.lead_id = l.id "
        "AND (q.claimed_by IS NOT NULL OR q.attempts > 0))",
    ),
    ("skipped", "EXISTS (SELECT 1 FROM skips s WHERE s.lead_id = l.id)"),
    ("merged_in", "EXISTS (SELECT 1 FROM leads o WHERE o.merged_into = l.id)"),
    ("sold", "EXISTS (SELECT 1 FROM sales s WHERE s.lead_id = l.id)"),
    ("attached", "EXISTS (SELECT 1 FROM attachments a WHERE a.lead_id = l.id)"),
)

UNUSED_PHONE = """do_not_call_at IS NULL AND attempts = 0
    AND NOT EXISTS (SELECT 1 FROM lead_phones lp WHERE lp.phone_id = phones.id)
    AND NOT EXISTS (SELECT 1 FROM do_not_calls d WHERE d.phone_id = phones.id)
    AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.phone_id = phones.id)"""
"""On a row of `phones`."""
