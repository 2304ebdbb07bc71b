"""`lift number|erased`: who isn't called is called again by their own word alone; dated, an admin's."""

from __future__ import annotations

import argparse
from dataclasses import replace

from crm_desktop.cli.run import Answer, acting
from crm_desktop.cli.whom import one_person, with_evidence
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.people import Actor
from crm_desktop.domain.phone import Phone, parse_phone
from crm_desktop.errors import NotFound
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.coming_again import ComeAgain


def lift(arguments: argparse.Namespace) -> Answer:
    """Lift a number's do-not-call, or let somebody who was erased come again."""
    with acting(arguments) as (services, actor):
        if arguments.act == "number":
            return _number(services, actor, arguments)
        command = ComeAgain(new_id(), arguments.known_by, arguments.name, arguments.ground, arguments.proof)

        def again(piece: Piece | None) -> int:
            return services.coming_again.lift(actor, replace(command, file=piece))

        whose = Whose(coming_id=command.request_id)
        lifted = with_evidence(services, actor, whose, arguments.evidence, again)
        return Answer({"id": str(command.request_id), "lifted": lifted}, ("They may come again.",))


def _number(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    lead_id = one_person(services, actor, arguments)
    lead = services.leads.get(actor, lead_id)
    wanted = parse_phone(arguments.number, lead.country or services.workspace.country)
    e164 = wanted.e164 if isinstance(wanted, Phone) else arguments.number
    phone = next((each for each in lead.phones if each.e164 == e164), None)
    if phone is None:
        raise NotFound("“{number}” is no number of theirs.", field="number", number=arguments.number)

    def again(piece: Piece | None) -> None:
        services.calling.lift_do_not_call(
            actor, lead_id, phone.phone_id, arguments.proof, arguments.ground, piece
        )

    with_evidence(services, actor, Whose(lead_id), arguments.evidence, again)
    return Answer({"id": str(lead_id), "number": phone.e164}, (f"{phone.e164} may be called again.",))
