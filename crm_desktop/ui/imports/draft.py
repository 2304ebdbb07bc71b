"""An import being prepared: the opened file, and everything the person has chosen so far."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_values import normal_word
from crm_desktop.domain.lawful import Answer
from crm_desktop.services.imports import Duplicates, ImportPlan, Match, Question
from crm_desktop.ui.imports.checking import Checked
from crm_desktop.ui.imports.desk import Found

SURE = 0.5
"""From this confidence on a guessed column counts as recognised."""
_VALUE_TARGETS = {"person": "owner", "result": "result", "status": "status"}
LEFT_AS_NOTE = "-"
"""The answer "leave it as it is": kept as a note, or without an owner."""

_TAKEN_OVER = (
    "campaign", "owner_id", "source", "remember", "why", "why_file", "is_why_later", "duplicates", "match",
    "refused_file",
)  # fmt: skip

QuestionKey = tuple[str, str, str]


def question_key(question: Question) -> QuestionKey:
    """What makes a question the same one after the file was looked at again."""
    if question.kind == "date_order":
        return question.kind, question.column, ""
    return question.kind, question.column, normal_word(question.value)


class Draft(QObject):
    """The choices of one import. `mapping_changed` when rows are understood otherwise, `plan_changed` when
    other things become of them."""

    mapping_changed = Signal()
    plan_changed = Signal()

    def __init__(self, found: Found, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found = found
        self.mapping: Mapping = found.mapping
        self.checked: Checked = found.checked
        self.decided: set[int] = set(range(len(found.mapping.columns))) if found.is_remembered else set()
        self.questions: dict[QuestionKey, Question] = {}
        self.answers: dict[QuestionKey, str] = {}
        self.campaign = found.campaigns[0] if len(found.campaigns) == 1 else ""
        self.owner_id: UUID | None = None
        self.source = plain_name(found)
        self.remember = True
        self.why: Answer | None = None
        self.why_file: Path | None = None
        self.asked_column: int | None = None
        self.is_why_later = False  # nobody knows yet
        self.duplicates: Duplicates = "skip"
        self.match: Match = "phone"
        self.refused_file: Path | None = None

    # ---- columns -----------------------------------------------------------------------------

    def target(self, index: int) -> str:
        """What a column becomes."""
        return self.mapping.columns[index].target

    def set_target(self, index: int, target: str, label: str = "") -> None:
        """A person chose what a column becomes."""
        self.decided.add(index)
        rule = self.mapping.columns[index]
        if (rule.target, rule.label) != (target, label):
            self.mapping = self.mapping.with_target(index, target, label)
        self.mapping_changed.emit()

    def set_mapping(self, mapping: Mapping) -> None:
        """A whole mapping was loaded from a file."""
        self.mapping = mapping
        self.decided = set(range(len(mapping.columns)))
        self.mapping_changed.emit()

    def undecided(self) -> list[int]:
        """Columns with cells that were not recognised for sure and that nobody decided on."""
        return [
            index
            for index, guess in enumerate(self.found.guesses)
            if guess.confidence < SURE and index not in self.decided and index in self.found.checked.filled
        ]

    def recognised(self) -> int:
        """How many columns with cells are understood or decided."""
        undecided = set(self.undecided())
        return sum(
            index in self.found.checked.filled and index not in undecided
            for index in range(len(self.mapping.columns))
        )

    # ---- questions ---------------------------------------------------------------------------

    def take_questions(self, questions: tuple[Question, ...]) -> None:
        """What the last look at the file left open; answered ones stay, so that they can be changed."""
        fresh = {question_key(question): question for question in questions}
        kept = {key: question for key, question in self.questions.items() if key in self.answers}
        headers = {rule.header: rule.target for rule in self.mapping.columns}
        still = {
            key: question
            for key, question in kept.items()
            if question.kind == "date_order" or headers.get(question.column) == _VALUE_TARGETS[question.kind]
        }
        self.questions = {**fresh, **still}

    def open_questions(self) -> list[Question]:
        """The questions nobody has answered yet, the most frequent first."""
        return [question for key, question in self.questions.items() if key not in self.answers]

    def answer(self, question: Question, answer: str) -> None:
        """A person said what a value means: a code, a person's id, a date order, or `LEFT_AS_NOTE`."""
        key = question_key(question)
        self.answers[key] = answer
        if question.kind == "date_order":
            rules = tuple(
                replace(rule, date_order=answer) if rule.header == question.column else rule
                for rule in self.mapping.columns
            )
            self.mapping = replace(self.mapping, columns=rules)
        else:
            target = _VALUE_TARGETS[question.kind]
            word = normal_word(question.value)
            if answer == LEFT_AS_NOTE:
                meanings = {k: v for k, v in self.mapping.values.get(target, {}).items() if k != word}
                self.mapping = replace(self.mapping, values={**self.mapping.values, target: meanings})
            else:
                self.mapping = self.mapping.with_values(target, {word: answer})
        self.mapping_changed.emit()

    # ---- the plan ----------------------------------------------------------------------------

    def change(self, **choices: object) -> None:
        """Other choices about duplicates, campaign, owner, source; nothing is told when they are the same."""
        changed = {name: value for name, value in choices.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        if changed.keys() & {"duplicates", "match"}:
            self.plan_changed.emit()

    def take_over(self, other: Draft) -> None:
        """The choices made for the same file before it was read in another way."""
        for name in _TAKEN_OVER:
            setattr(self, name, getattr(other, name))

    def date_columns(self) -> tuple[tuple[int, str], ...]:
        """The columns that may say when somebody asked: place and heading."""
        columns = self.mapping.columns
        return tuple((place, columns[place].header) for place in self.found.date_columns)

    def plan(self, *, is_only_a_look: bool = False) -> ImportPlan:
        """Everything chosen, as the services take it; each call is a new request.

        For a look ahead the campaign need not be named yet.
        """
        found = self.found
        return ImportPlan(
            campaign_name=self.campaign.strip() or ("–" if is_only_a_look else ""),
            mapping=self.mapping,
            duplicates=self.duplicates,
            match=self.match,
            owner_id=self.owner_id,
            source=self.source.strip(),
            country=self.mapping.country,
            remember_layout=self.remember,
            sheet=found.wish.sheet,
            why=self.why,
            why_file=self.why_file,
            asked_column=self.asked_column,
        )


def plain_name(found: Found) -> str:
    """A name for the source from the file's: "property-fair_nov (2).xlsx" gives "Property fair nov"."""
    path = found.wish.path
    if path is None:
        return ""
    words = re.sub(r"\s*\(\d+\)$", "", path.stem)
    words = " ".join(re.sub(r"[-_.]+", " ", words).split())[:80]
    return words[:1].upper() + words[1:]
