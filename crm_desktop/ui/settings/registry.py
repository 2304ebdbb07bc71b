"""The register of the settings' parts: a new part is one line here and a class in a file beside it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from crm_desktop.domain.people import Permission, Reach
from crm_desktop.ui.session import Session
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext


@dataclass(frozen=True)
class PartSpec:
    """A part: its id, English title, icon, what the person must be allowed (None: everyone), its class."""

    id: str
    title: str
    icon: str
    permission: Permission | None
    factory: str
    at_least: Reach = Reach.ALL

    def shown_title(self) -> str:
        """The title in the language of the program."""
        return QCoreApplication.translate("settings", self.title)

    def build(self, context: PageContext) -> SettingsPart:
        """Import the part's module and make it."""
        module, _, name = self.factory.partition(":")
        made = getattr(import_module(f"crm_desktop.ui.settings.{module}"), name)(context)
        return cast("SettingsPart", made)


GROUPS: tuple[tuple[str, tuple[PartSpec, ...]], ...] = (
    (
        str(QT_TRANSLATE_NOOP("settings", "For you")),
        (
            PartSpec(
                "appearance",
                str(QT_TRANSLATE_NOOP("settings", "Appearance")),
                "sign.light",
                None,
                "appearance:AppearancePart",
            ),
            PartSpec(
                "calling",
                str(QT_TRANSLATE_NOOP("settings", "Calling")),
                "call.dial",
                None,
                "calling:CallingPart",
            ),
            PartSpec(
                "second_factor",
                str(QT_TRANSLATE_NOOP("settings", "Second factor")),
                "act.lock",
                None,
                "second_factor:SecondFactorPart",
            ),
            PartSpec(
                "account",
                str(QT_TRANSLATE_NOOP("settings", "Your account")),
                "act.sign_out",
                None,
                "account:AccountPart",
            ),
        ),
    ),
    (
        str(QT_TRANSLATE_NOOP("settings", "The office")),
        (
            PartSpec(
                "products",
                str(QT_TRANSLATE_NOOP("settings", "Products")),
                "result.sold",
                Permission.CHANGE_SETTINGS,
                "products:ProductsPart",
            ),
            PartSpec(
                "targets",
                str(QT_TRANSLATE_NOOP("settings", "Targets")),
                "sign.flag",
                Permission.SET_TARGETS,
                "targets:TargetsPart",
                Reach.TEAM,
            ),
            PartSpec(
                "incentive",
                str(QT_TRANSLATE_NOOP("settings", "Incentive")),
                "act.receipt",
                Permission.CHANGE_SETTINGS,
                "incentive:IncentivePart",
            ),
            PartSpec(
                "texts",
                str(QT_TRANSLATE_NOOP("settings", "Texts")),
                "call.message",
                Permission.CHANGE_TEMPLATES,
                "texts:TextsPart",
                Reach.TEAM,
            ),
            PartSpec(
                "fields",
                str(QT_TRANSLATE_NOOP("settings", "Own fields")),
                "act.columns",
                Permission.CHANGE_SETTINGS,
                "fields:FieldsPart",
            ),
            PartSpec(
                "workspace",
                str(QT_TRANSLATE_NOOP("settings", "Workspace")),
                "lead.company",
                Permission.CHANGE_SETTINGS,
                "workspace:WorkspacePart",
            ),
            PartSpec(
                "team",
                str(QT_TRANSLATE_NOOP("settings", "Team")),
                "page.people",
                Permission.CHANGE_PEOPLE,
                "team:TeamPart",
            ),
        ),
    ),
    (
        str(QT_TRANSLATE_NOOP("settings", "What the law asks")),
        (
            PartSpec(
                "rules",
                str(QT_TRANSLATE_NOOP("settings", "Rules we keep")),
                "page.consent",
                Permission.CHANGE_SETTINGS,
                "rules:RulesPart",
            ),
            PartSpec(
                "why",
                str(QT_TRANSLATE_NOOP("settings", "Why we call")),
                "sign.question",
                Permission.CHANGE_CAMPAIGNS,
                "why:WhyPart",
            ),
            PartSpec(
                "officer",
                str(QT_TRANSLATE_NOOP("settings", "Officer")),
                "page.privacy",
                Permission.CHANGE_SETTINGS,
                "officer:OfficerPart",
            ),
            PartSpec(
                "incidents",
                str(QT_TRANSLATE_NOOP("settings", "Incidents")),
                "sign.warning",
                Permission.ANSWER_PEOPLE,
                "incidents:IncidentsPart",
            ),
            PartSpec(
                "recipients",
                str(QT_TRANSLATE_NOOP("settings", "Recipients")),
                "act.send",
                Permission.SEE_AUDIT,
                "recipients:RecipientsPart",
            ),
            PartSpec(
                "erased",
                str(QT_TRANSLATE_NOOP("settings", "Erased people")),
                "lead.erase",
                Permission.ANSWER_PEOPLE,
                "erased:ErasedPart",
            ),
            PartSpec(
                "notices",
                str(QT_TRANSLATE_NOOP("settings", "Consent")),
                "consent.said",
                Permission.CHANGE_SETTINGS,
                "notices:NoticesPart",
            ),
            PartSpec(
                "purposes",
                str(QT_TRANSLATE_NOOP("settings", "Purposes")),
                "lead.person",
                Permission.CHANGE_SETTINGS,
                "purposes:PurposesPart",
            ),
            PartSpec(
                "number_lists",
                str(QT_TRANSLATE_NOOP("settings", "Not called")),
                "result.blocked",
                Permission.CHANGE_SETTINGS,
                "number_lists:NumberListsPart",
            ),
        ),
    ),
    (
        str(QT_TRANSLATE_NOOP("settings", "Keeping the data")),
        (
            PartSpec(
                "backup",
                str(QT_TRANSLATE_NOOP("settings", "Backup")),
                "page.backup",
                Permission.BACKUP,
                "backup:BackupPart",
            ),
            PartSpec(
                "keeping",
                str(QT_TRANSLATE_NOOP("settings", "How long we keep")),
                "sign.clock",
                Permission.CHANGE_SETTINGS,
                "keeping:KeepingPart",
            ),
            PartSpec(
                "data",
                str(QT_TRANSLATE_NOOP("settings", "Your data")),
                "act.export",
                Permission.BACKUP,
                "data:DataPart",
            ),
            PartSpec(
                "recovery",
                str(QT_TRANSLATE_NOOP("settings", "Recovery code")),
                "sign.key",
                Permission.BACKUP,
                "recovery:RecoveryPart",
            ),
        ),
    ),
    (
        str(QT_TRANSLATE_NOOP("settings", "The program")),
        (
            PartSpec(
                "about", str(QT_TRANSLATE_NOOP("settings", "About")), "sign.info", None, "about:AboutPart"
            ),
        ),
    ),
)
"""The parts under the headings of their list."""
PARTS: tuple[PartSpec, ...] = tuple(part for _, parts in GROUPS for part in parts)


def groups_for(session: Session) -> list[tuple[str, list[PartSpec]]]:
    """The parts this person may open, under their headings in the program's language."""
    may = session.actor.may
    found = [
        (title, [part for part in parts if part.permission is None or may(part.permission, part.at_least)])
        for title, parts in GROUPS
    ]
    return [(QCoreApplication.translate("settings", title), parts) for title, parts in found if parts]
