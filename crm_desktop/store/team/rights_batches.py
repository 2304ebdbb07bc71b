"""Rights to changes of many leads: who sees and takes back which, and what may be written of them."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role
from crm_desktop.store.team.rules import LIVE, ME, STAFF, TEAM, Right, Rows, of_lead, of_person

P = Permission

# Arrays: asked once a statement, not once a row of a hundred thousand.
_COLLEAGUES = f"(SELECT array_agg(p.id) FROM people p WHERE p.team_id = {TEAM} OR p.id = {ME})"
_OF = "batch_id = ANY ((SELECT array_agg(b.id) FROM batches b WHERE {})::uuid[])"
_OF_MINE = _OF.format(f"b.person_id = {ME}")
_OF_BATCH = Rows(_OF_MINE, _OF.format(f"b.person_id = ANY ({_COLLEAGUES}::uuid[])"))
_MINE = f"person_id = {ME}"
# How a lead was is written while it is so, and only of a lead within reach: nobody makes up what undoing
# would set back.
_AS_IT_STANDS = (
    "EXISTS (SELECT 1 FROM leads seen WHERE seen.id = lead_id AND seen.status = batch_leads.before "
    "AND (batch_leads.owner_id, batch_leads.team_id) IS NOT DISTINCT FROM (seen.owner_id, seen.team_id))"
)
# So are the rows beside a lead: each is that lead's when it is written down. What was brought along is told
# of a double whose other lead is within reach too.
_OF_BATCH_LEAD = (
    "EXISTS (SELECT 1 FROM batch_leads b WHERE b.batch_id = batch_rows.batch_id "
    "AND b.lead_id = batch_rows.lead_id)"
)
_ROW = "EXISTS (SELECT 1 FROM {} t WHERE t.id = row_id AND t.lead_id = batch_rows.lead_id)"
_ROW_AS_IT_STANDS = f"""CASE kind
    WHEN 'entry' THEN EXISTS (SELECT 1 FROM queue_entries t WHERE t.id = row_id
      AND t.lead_id = batch_rows.lead_id AND t.lane || ':' || t.reason = batch_rows.before)
    WHEN 'callback' THEN {_ROW.format("callbacks")}
    WHEN 'appointment' THEN {_ROW.format("appointments")}
    WHEN 'service' THEN {_ROW.format("service_records")}
    WHEN 'child' THEN EXISTS (SELECT 1 FROM leads t WHERE t.id = row_id
      AND t.merged_into = batch_rows.lead_id)
    WHEN 'reminder' THEN {_ROW.format("callbacks")}
    WHEN 'promised' THEN EXISTS (SELECT 1 FROM queue_entries t JOIN leads o ON o.merged_into = t.lead_id
      WHERE t.id = row_id AND o.id = batch_rows.lead_id)
    ELSE EXISTS (SELECT 1 FROM leads o JOIN leads k ON k.id = o.merged_into
      WHERE o.id = batch_rows.lead_id) END"""
_COUNTED = (
    "finished_at", "undone_at", "done", "kept", "parts", "parts_undone", "skipped", "settings",
)  # fmt: skip

BATCHES: dict[str, tuple[Right, ...]] = {
    # What was done to many is everybody's to know: counts, and who.
    "batches": (
        Right("SELECT", LIVE),
        Right("INSERT", f"({_MINE} AND until <= now() + interval '31 days')", P.ASSIGN_LEADS),
        Right("UPDATE", of_person(), P.ASSIGN_LEADS, columns=_COUNTED),
    ),
    "batch_leads": (
        Right("SELECT", of_lead(), P.SEE_LEADS, roles=(Role.TELECALLER,)),
        Right("SELECT", _OF_BATCH, P.ASSIGN_LEADS, roles=STAFF),
        Right("INSERT", f"({_OF_MINE} AND {_AS_IT_STANDS})", P.ASSIGN_LEADS),
        Right("UPDATE", _OF_BATCH, P.ASSIGN_LEADS, columns=("is_kept",)),
        Right("DELETE", _OF_BATCH, P.ASSIGN_LEADS),
    ),
    "batch_rows": (
        Right("SELECT", of_lead(), P.SEE_LEADS, roles=(Role.TELECALLER,)),
        Right("SELECT", _OF_BATCH, P.ASSIGN_LEADS, roles=STAFF),
        Right("INSERT", f"({_OF_MINE} AND {_OF_BATCH_LEAD} AND {_ROW_AS_IT_STANDS})", P.ASSIGN_LEADS),
        Right("DELETE", _OF_BATCH, P.ASSIGN_LEADS),
    ),
    "hand_out_plans": (
        Right("SELECT", of_person(), P.ASSIGN_LEADS),
        Right("INSERT", _MINE, P.ASSIGN_LEADS),
        Right("UPDATE", of_person(), P.ASSIGN_LEADS),
        Right("DELETE", of_person(), P.ASSIGN_LEADS),
    ),
}
