"""Rights to coaching: who reviews whose calls, and what the person whose call it was sees of it."""

from __future__ import annotations

from crm_desktop.domain.people import Permission
from crm_desktop.store.team.rules import LIVE, ME, TEAM, Right, Rows, both, of_person

P = Permission

_NOW = "at <= now() + interval '5 minutes'"
_BY_ME = f"(person_id = {ME} AND {_NOW})"
_OTHERS = Rows(*[f"person_id <> {ME}"] * 3)
_COACHED = both(of_person(), _OTHERS)  # nobody reviews the own calls
_OF_TEAM = Rows("false", f"team_id = {TEAM}")
_MINE_PUBLISHED = f"(person_id = {ME} AND published_at IS NOT NULL)"
_MY_DRAFT = Rows(*[f"(by_id = {ME} AND published_at IS NULL)"] * 3)
_DROPPED = Rows(_MY_DRAFT.own, _MY_DRAFT.team, "published_at IS NULL")  # an admin drops what got stuck
# Of a call of that person, with its result in; practice is no call.
_OF_CALL = Rows(
    *[
        "EXISTS (SELECT 1 FROM calls c WHERE c.id = call_id AND c.person_id = {t}.person_id "
        "AND c.lead_id = {t}.lead_id AND c.state = 'closed' AND NOT c.is_practice)"
    ]
    * 3
)
_OF_REVIEW = "EXISTS (SELECT 1 FROM reviews r WHERE r.id = review_id)"  # obeys the policies of reviews
_MY_REVIEW = (
    f"EXISTS (SELECT 1 FROM reviews r WHERE r.id = review_id AND r.person_id = {ME} "
    "AND r.published_at IS NOT NULL AND r.lead_id = review_replies.lead_id)"
)
_LOOKED = (
    "EXISTS (SELECT 1 FROM calls c WHERE c.id = call_id AND c.person_id = of_id) "
    "OR EXISTS (SELECT 1 FROM reviews r WHERE r.id = review_id AND r.person_id = of_id)"
)


def _of_call(table: str) -> Rows:
    return Rows(*[each.format(t=table) for each in (_OF_CALL.own, _OF_CALL.team, _OF_CALL.all)])


COACHING: dict[str, tuple[Right, ...]] = {
    # Append-only, in one's own name; what a call is reviewed by is nobody's secret.
    "scorecards": (
        Right("SELECT", LIVE),
        Right("INSERT", _BY_ME, P.CHANGE_CAMPAIGNS),
    ),
    "sample_rules": (
        Right("SELECT", Rows("false", f"(team_id = {TEAM} OR team_id IS NULL)"), P.COACH),
        Right("INSERT", both(_OF_TEAM, Rows(*[f"({_BY_ME} AND ended_at IS NULL)"] * 3)), P.COACH),
        Right("UPDATE", _OF_TEAM, P.COACH, columns=("ended_at",)),
    ),
    "sample_draws": (
        Right("SELECT", of_person(), P.COACH),
        Right("INSERT", both(of_person(), Rows(*[f"(by_id = {ME} AND {_NOW})"] * 3)), P.COACH),
    ),
    "samples": (
        Right("SELECT", of_person(), P.COACH),
        Right("INSERT", both(of_person(), _of_call("samples")), P.COACH),
    ),
    # `reviews_told` looks at what changes; a published one stands (0003).
    "reviews": (
        Right("SELECT", _COACHED, P.COACH),
        Right("SELECT", _MINE_PUBLISHED, P.SEE_REPORTS),
        Right("SELECT", LIVE, P.ANSWER_PEOPLE),  # what is told to a customer who asks is whole
        Right("INSERT", both(both(_COACHED, _MY_DRAFT), _of_call("reviews")), P.COACH),
        Right("UPDATE", _COACHED, P.COACH),
        Right("DELETE", both(_COACHED, _DROPPED), P.COACH),
    ),
    # Only ever added to, by the person of the review.
    "review_replies": (
        Right("SELECT", _OF_REVIEW, P.SEE_REPORTS),
        Right("INSERT", f"({_BY_ME} AND {_MY_REVIEW})", P.SEE_REPORTS),
    ),
    # Only ever added to, in one's own name; seen by whose call it was, and by who coaches them.
    "review_looks": (
        Right("SELECT", of_person("of_id"), P.SEE_REPORTS),
        Right("INSERT", f"({_BY_ME} AND ({_LOOKED}))", P.SEE_REPORTS),
    ),
}
