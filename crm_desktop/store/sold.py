"""Sales as figures count them: a closed month keeps what stood when it closed, later steps have own days.

A sale without such steps is one row, as it stands. One with them is what it was by then, on its own day, and
for each later step what it has been since (`sign` 1) and what stood until then, taken off (-1), on the
step's day. So the sum over all days is what stands now. `late_of`: the sale's own day, of such a step.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Integer, Text, text

from crm_desktop.store.types import Id, UtcTime

_STEPS = """(
  SELECT c.*, lead(c.counts_on) OVER ordered AS next_on, lead(c.at) OVER ordered AS next_at
  FROM sale_changes c WHERE c.sale_id IN (SELECT l.sale_id FROM sale_changes l WHERE l.counts_on IS NOT NULL)
  WINDOW ordered AS (PARTITION BY c.sale_id ORDER BY (c.counts_on IS NOT NULL), c.at, c.id))"""
_OF_STEP = """s.id, coalesce(c.seller_id, s.person_id) AS person_id, s.lead_id, s.campaign_id, s.product,
  c.state, c.amount_minor, c.is_confirmed"""
#: In words that both engines know; a server's functions count by the same.
SOLD = f"""SELECT s.id, s.person_id, s.lead_id, s.campaign_id, s.product, s.state, s.amount_minor,
  s.confirmed_at IS NOT NULL AS is_confirmed, s.day, s.at, 1 AS sign, CAST(NULL AS integer) AS late_of
FROM sales s
WHERE NOT EXISTS (SELECT 1 FROM sale_changes l WHERE l.sale_id = s.id AND l.counts_on IS NOT NULL)
UNION ALL
SELECT {_OF_STEP}, coalesce(c.counts_on, s.day), CASE WHEN c.counts_on IS NULL THEN s.at ELSE c.at END, 1,
  CASE WHEN c.counts_on IS NOT NULL THEN s.day END
FROM {_STEPS} c JOIN sales s ON s.id = c.sale_id
WHERE c.counts_on IS NOT NULL OR c.next_on IS NOT NULL
UNION ALL
SELECT {_OF_STEP}, c.next_on, c.next_at, -1, s.day
FROM {_STEPS} c JOIN sales s ON s.id = c.sale_id
WHERE c.next_on IS NOT NULL"""

sold = (
    text(SOLD)
    .columns(
        id=Id(), person_id=Id(), lead_id=Id(), campaign_id=Id(), product=Text(), state=Text(),
        amount_minor=BigInteger(), is_confirmed=Boolean(create_constraint=False), day=Integer(), at=UtcTime(),
        sign=Integer(), late_of=Integer(),
    )
    .subquery("sold")
)  # fmt: skip
