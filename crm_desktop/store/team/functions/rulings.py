"""How contested rows count, ruled by somebody else and never backdated; what begins tomorrow or later."""

from __future__ import annotations

from crm_desktop.domain.people import Permission, Role, reach
from crm_desktop.domain.people import Reach as To
from crm_desktop.domain.presence import BREAK_REASONS
from crm_desktop.domain.ruled_time import RULED_STATES
from crm_desktop.store.team.functions.written import Function

_RULE = tuple(role for role in Role if reach(role, Permission.RULE) is not To.NONE)
_ROLES = ", ".join(f"'{role}'" for role in _RULE)


def _begins_tomorrow(table: str) -> Function:
    """What was earned or owed stays: new rows are made for a day to come, by the office's clock."""
    return Function(
        f"{table}_begin_tomorrow()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner() AND NEW.from_on <= office_today() THEN
            RAISE EXCEPTION 'this changes from tomorrow on' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=f"BEFORE INSERT ON {table}",
    )


#: What each function that keeps a ruling is told first.
_TOLD = "p_id uuid, p_contest uuid, p_by uuid, p_at timestamptz, p_why text, p_upheld boolean"
_BREAKS = ", ".join(f"'{reason.code}'" for reason in BREAK_REASONS)
_STATES = ", ".join(f"'{state}'" for state in RULED_STATES)
_NOTHING = "RAISE EXCEPTION 'nothing to rule on' USING ERRCODE = '42501';"

FUNCTIONS = (
    *(_begins_tomorrow(table) for table in ("incentive_slabs", "targets", "calendars")),
    # Who may rule on a claim, and let its row go to somebody (or nobody): not on own rows, not to oneself,
    # a team lead within the own team. The claim waits for its ruling, and is locked.
    Function(
        "check_ruling(p_contest uuid, p_by uuid, p_whose uuid, p_other uuid)",
        "contests",
        f"""
        DECLARE k contests;
        BEGIN
          PERFORM check_acting(p_by);
          SELECT * INTO k FROM contests WHERE id = p_contest FOR UPDATE;
          IF NOT is_owner() THEN
            IF acting() IS NULL OR acting_role() NOT IN ({_ROLES})
               OR (acting_role() <> 'admin' AND EXISTS (
                 SELECT 1 FROM people p WHERE p.id IN (k.person_id, p_other)
                   AND p.team_id IS DISTINCT FROM acting_team())) THEN
              RAISE EXCEPTION 'not yours to rule on' USING ERRCODE = '42501';
            END IF;
            IF acting() IN (k.person_id, p_whose, p_other) THEN
              RAISE EXCEPTION 'nobody rules on own rows' USING ERRCODE = '42501';
            END IF;
          END IF;
          IF k.id IS NULL OR EXISTS (SELECT 1 FROM rulings r WHERE r.contest_id = k.id) THEN
            {_NOTHING}
          END IF;
          RETURN k;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
    # Whether a ruling on a claim gave its row to whoever asks, or a sale of theirs to who claimed it: who
    # may see then what was said.
    Function(
        "was_given(p_contest uuid)",
        "boolean",
        """
        SELECT EXISTS (SELECT 1 FROM rulings r
                       WHERE r.contest_id = p_contest AND acting() IN (r.other_id, r.from_id))
        """,
        is_stable=True,
    ),
    # Keep a ruling and let the call count as it says; the totals follow by their trigger. In a month whose
    # totals were closed it stands beside them.
    Function(
        f"rule_on({_TOLD}, p_disposition uuid, p_talk_s integer, p_person uuid)",
        "void",
        f"""
        DECLARE
          k contests;
          c calls;
          said dispositions;
        BEGIN
          SELECT o.* INTO c FROM contests w JOIN calls o ON o.id = w.call_id WHERE w.id = p_contest
            FOR UPDATE OF o;
          k := check_ruling(p_contest, p_by, c.person_id, p_person);
          IF k.call_id IS NULL OR (p_upheld AND (c.id IS NULL OR c.state <> 'closed' OR k.claim = 'mine'))
             OR p_talk_s < 0 THEN
            {_NOTHING}
          END IF;
          IF p_upheld AND p_disposition IS NOT NULL THEN
            SELECT * INTO said FROM dispositions d
              WHERE d.id = p_disposition AND d.campaign_id = c.campaign_id;
            IF said.id IS NULL THEN
              RAISE EXCEPTION 'a result of another campaign' USING ERRCODE = '42501';
            END IF;
            c.disposition_id := said.id;
            c.disposition_code := said.code;
            c.disposition_label := said.label;
            c.disposition_flags := counted_flags(said.flags, said.counts, c.day);
          ELSIF p_upheld AND p_talk_s IS NOT NULL THEN
            c.talk_s := p_talk_s;
          ELSIF p_upheld AND p_person IS NOT NULL THEN
            c.person_id := p_person;
          ELSIF p_upheld THEN
            c.is_left_out := true;
          END IF;
          IF p_upheld AND NOT EXISTS (SELECT 1 FROM closed_months m WHERE m.month = c.day / 100) THEN
            UPDATE calls SET disposition_id = c.disposition_id, disposition_code = c.disposition_code,
              disposition_label = c.disposition_label, disposition_flags = c.disposition_flags,
              talk_s = c.talk_s, person_id = c.person_id, is_left_out = c.is_left_out WHERE id = c.id;
          END IF;
          INSERT INTO rulings (id, contest_id, lead_id, person_id, other_id, at, is_upheld, why, counts_as)
            VALUES (p_id, k.id, k.lead_id, p_by,
              CASE WHEN p_upheld THEN p_person END, p_at, p_upheld, p_why,
              CASE WHEN p_upheld THEN jsonb_build_object('person', c.person_id,
                'disposition', c.disposition_id, 'code', c.disposition_code, 'label', c.disposition_label,
                'flags', c.disposition_flags, 'talk_s', c.talk_s, 'left_out', c.is_left_out) END);
        END
        """,
        language="plpgsql",
        callers=_RULE,
    ),
    # Keep a ruling and write the sale so, as one more step; one thing of it at a time. The ruling stands
    # first: `sale_confirmed_by_a_lead` lets the sale go to whom it names.
    Function(
        f"rule_on_sale({_TOLD}, p_person uuid, p_product uuid, p_name text, p_amount bigint, p_state text)",
        "void",
        f"""
        DECLARE
          k contests;
          s sales;
          is_moved boolean;
        BEGIN
          SELECT o.* INTO s FROM contests w JOIN sales o ON o.id = w.sale_id WHERE w.id = p_contest
            FOR UPDATE OF o;
          is_moved := p_upheld AND p_person IS DISTINCT FROM s.person_id;
          k := check_ruling(p_contest, p_by, s.person_id, CASE WHEN is_moved THEN p_person END);
          IF k.sale_id IS NULL OR s.id IS NULL OR (p_upheld AND (p_amount <= 0 OR p_name = ''
             OR (p_product IS NOT NULL AND p_product IS DISTINCT FROM s.product_id
                 AND NOT EXISTS (SELECT 1 FROM products p WHERE p.id = p_product AND p.name = p_name))
             OR is_moved::integer + (p_amount <> s.amount_minor)::integer + (p_state <> s.state)::integer
                + ((p_product, p_name) IS DISTINCT FROM (s.product_id, s.product))::integer <> 1)) THEN
            {_NOTHING}
          END IF;
          INSERT INTO rulings
            (id, contest_id, lead_id, person_id, other_id, at, is_upheld, why, counts_as, product)
            VALUES (p_id, k.id, k.lead_id, p_by, CASE WHEN is_moved THEN p_person END, p_at, p_upheld, p_why,
              CASE WHEN p_upheld THEN jsonb_build_object('person', p_person, 'product', p_product,
                'amount_minor', p_amount, 'currency', s.currency, 'state', p_state) END,
              CASE WHEN p_upheld THEN p_name ELSE '' END);
          IF p_upheld THEN
            UPDATE sales SET person_id = p_person, product_id = p_product, product = p_name,
              amount_minor = p_amount, state = p_state, version = s.version + 1,
              state_at = CASE WHEN p_state <> s.state THEN p_at ELSE s.state_at END WHERE id = s.id;
            INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor, is_confirmed, why,
                                      seller_id, product_id, counts_on)
              VALUES (new_id(), s.id, p_at, p_by, p_state, p_amount, s.confirmed_at IS NOT NULL, p_why,
                      p_person, p_product, late_day(s.day));
          END IF;
        END
        """,
        language="plpgsql",
        callers=_RULE,
    ),
    # Keep the ruling that a sale is whose who claimed it, by a call with its lead: as one more step.
    Function(
        "rule_on_mine(p_id uuid, p_contest uuid, p_by uuid, p_at timestamptz, p_why text, p_sale uuid)",
        "void",
        f"""
        DECLARE
          k contests;
          s sales;
        BEGIN
          SELECT o.* INTO s FROM contests w
            JOIN leads said ON said.id = w.lead_id
            JOIN sales o ON o.id = p_sale
            JOIN leads sold ON sold.id = o.lead_id
              AND coalesce(sold.merged_into, sold.id) = coalesce(said.merged_into, said.id)
            WHERE w.id = p_contest FOR UPDATE OF o;
          k := check_ruling(p_contest, p_by, s.person_id, s.person_id);
          IF k.claim <> 'mine' OR s.id IS NULL OR s.person_id = k.person_id THEN
            {_NOTHING}
          END IF;
          INSERT INTO rulings (id, contest_id, lead_id, person_id, other_id, sale_id, from_id, at, is_upheld,
                               why, counts_as, product)
            VALUES (p_id, k.id, k.lead_id, p_by, k.person_id, s.id, s.person_id, p_at, true, p_why,
              jsonb_build_object('person', k.person_id, 'product', s.product_id,
                'amount_minor', s.amount_minor, 'currency', s.currency, 'state', s.state), s.product);
          UPDATE sales SET person_id = k.person_id, version = s.version + 1 WHERE id = s.id;
          INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor, is_confirmed, why,
                                    seller_id, product_id, counts_on)
            VALUES (new_id(), s.id, p_at, p_by, s.state, s.amount_minor, s.confirmed_at IS NOT NULL, p_why,
                    k.person_id, s.product_id, late_day(s.day));
        END
        """,
        language="plpgsql",
        callers=_RULE,
    ),
    # Keep a ruling about a stretch of somebody's day: it counts so wherever days are laid out.
    Function(
        f"rule_on_time({_TOLD}, p_state text, p_reason text, p_began timestamptz, p_until timestamptz)",
        "void",
        f"""
        DECLARE
          k contests;
          midnight timestamptz;
        BEGIN
          k := check_ruling(p_contest, p_by, NULL, NULL);
          midnight := to_date(k.day::text, 'YYYYMMDD')::timestamp
            AT TIME ZONE coalesce((SELECT w.zone FROM workspace w LIMIT 1), 'UTC');
          IF k.day IS NULL OR (p_upheld AND (
               p_state NOT IN ({_STATES}) OR (p_state = 'break') <> (p_reason IN ({_BREAKS}))
               OR (p_state <> 'break' AND p_reason <> '') OR p_until <= p_began OR p_until > server_now()
               OR p_began < midnight OR p_until > midnight + interval '36 hours')) THEN
            {_NOTHING}
          END IF;
          INSERT INTO rulings (id, contest_id, lead_id, person_id, at, is_upheld, why, counts_as)
            VALUES (p_id, k.id, NULL, p_by, p_at, p_upheld, p_why,
              CASE WHEN p_upheld THEN jsonb_build_object('state', p_state, 'reason', p_reason,
                'began', p_began, 'until', p_until) END);
        END
        """,
        language="plpgsql",
        callers=_RULE,
    ),
)
