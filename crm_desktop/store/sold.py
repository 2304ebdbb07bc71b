"""Sales as figures count them: a closed month keeps what stood when it closed, later steps have own days.

A sale without such steps is one row, as it stands. One with them is what it was by then, on its own day, and
for each later step what it has been since (`sign` 1) and what stood until then, taken off (-1), on the
step's day. So the sum over all days is what stands now. `late_of`: the sale's own day, of such a step.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Integer, Text, text

from crm_desktop.store.types import Id, UtcTime

_OF_STEP = """s.id, coalesce(c.seller_id, s.person_id) AS person_id, s.lead_id, s.campaign_id, s.product,
  c.state, c.amount_minor, c.is_confirmed"""
_LATE = "(SELECT l.sale_id FROM sale_changes l WHERE l.counts_on IS NOT NULL)"
#: In words that both engines know; a server's functions count by the same. Each part is found by its day.
SOLD = f"""SELECT s.id, s.person_id, s.lead_id, s.campaign_id, s.product, s.state, s.amount_minor,
  s.confirmed_at IS NOT NULL AS is_confirmed, s.day, s.at, 1 AS sign, CAST(NULL AS integer) AS late_of
FROM sales s WHERE s.id NOT IN {_LATE}
UNION ALL
SELECT {_OF_STEP}, s.day, s.at, 1, NULL
FROM sales s JOIN sale_changes c ON c.id = (
  SELECT p.id FROM sale_changes p WHERE p.sale_id = s.id AND p.counts_on IS NULL
  ORDER BY p.at DESC, p.id DESC LIMIT 1)
WHERE s.id IN {_LATE}
UNION ALL
SELECT {_OF_STEP}, c.counts_on, c.at, 1, s.day
FROM sale_changes c JOIN sales s ON s.id = c.sale_id
WHERE c.counts_on IS NOT NULL
UNION ALL
SELECT {_OF_STEP}, n.counts_on, n.at, -1, s.day
FROM sale_changes n JOIN sales s ON s.id = n.sale_id JOIN sale_changes c ON c.id = (
  SELECT p.id FROM sale_changes p WHERE p.sale_id = n.sale_id
    AND (p.counts_on IS NULL OR p.at < n.at OR (p.at = n.at AND p.id < n.id))
  ORDER BY (p.counts_on IS NOT NULL) DESC, p.at DESC, p.id DESC LIMIT 1)
WHERE n.counts_on IS NOT NULL"""

sold = (
    text(SOLD)
    .columns(
        id=Id(), person_id=Id(), lead_id=Id(), campaign_id=Id(), product=Text(), state=Text(),
        amount_minor=BigInteger(), is_confirmed=Boolean(create_constraint=False), day=Integer(), at=UtcTime(),
        sign=Integer(), late_of=Integer(),
    )
    .subquery("sold")
)  # fmt: skip
