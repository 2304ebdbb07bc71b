"""What an import would do, without doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from crm_desktop.domain.import_dates import decide_order
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.domain.import_ready import NOTHING, known_by
from crm_desktop.domain.import_rows import ParsedRow
from crm_desktop.domain.import_values import guess_result, guess_status, match_person, normal_word
from crm_desktop.domain.people import Actor
from crm_desktop.readers.apart import Reading
from crm_desktop.services.imports.looking_up import look_up, may_change, without_erased
from crm_desktop.services.imports.matching import Decisions, Matcher, NumberedRow
from crm_desktop.services.imports.plan import AskedRows, ImportPlan, Preview, PreviewRow, Question, check_of
from crm_desktop.services.imports.reading import Rows, no_collections
from crm_desktop.services.imports.tally import Tally
from crm_desktop.services.lawful import enquiry_days
from crm_desktop.services.progress import Progress
from crm_desktop.store.bulk import packed_ids
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.imports import PersonNames
from crm_desktop.store.unit_of_work import Work

SAMPLES = 50
_CHUNK = 5_000
_MOST_VALUES = 2_000


def look_ahead(
    work: Work,
    actor: Actor,
    reading: Reading,
    plan: ImportPlan,
    people: Sequence[PersonNames],
    limit: int | None,
    progress: Progress | None,
) -> Preview:
    """Read, understand and match rows; count what would become of them. Writes nothing."""
    values = _Values(plan.mapping)
    reading = replace(reading, keeps_cells=values.are_asked)
    is_short = limit is not None and limit <= _CHUNK
    with no_collections(), Rows(reading, check_of(progress), here=is_short) as rows:
        return _look(work, actor, rows, plan, people, values, limit, progress)


def _look(
    work: Work,
    actor: Actor,
    rows: Rows,
    plan: ImportPlan,
    people: Sequence[PersonNames],
    values: _Values,
    limit: int | None,
    progress: Progress | None,
) -> Preview:
    tally = Tally()
    matcher = Matcher(plan.duplicates, plan.match, b"", packed_ids(), may_change(actor))
    samples: list[PreviewRow] = []
    asked = None if plan.asked_column is None else _Asked(work)
    while some := rows.take(_CHUNK if limit is None else min(_CHUNK, limit - tally.read)):
        good: list[NumberedRow] = []
        tally.read += len(some)
        for row_no, row, cells in some:
            assert isinstance(row, ParsedRow), "nobody asked for ready rows"
            values.add(cells)
            tally.note_problems(row_no, row.problems)
            if row.refused is None:
                good.append((row_no, known_by(row)))
            else:
                tally.refuse(row_no, row)
                if len(samples) < SAMPLES:
                    samples.append(_sample(row_no, row, "refuse"))
        good, erased = without_erased(work, good)
        tally.refuse_erased(erased)
        if asked is not None:
            asked.add(good)
        decisions = matcher.decide(good, look_up(work, good))
        _count(tally, decisions)
        samples += _samples(good, decisions, SAMPLES - len(samples))
        for lead in decisions.created:
            lead.row = NOTHING  # only who they are will be asked
        if progress is not None:
            share = rows.fraction()
            progress.update(tally.read, int(tally.read / share) if share else None)
            progress.check()
    matcher.forget_new()
    is_exact = not rows.take(1)
    return Preview(
        rows=tally.read,
        is_exact=is_exact,
        created=tally.created,
        updated=tally.updated,
        skipped=tally.skipped,
        refused=tally.refused,
        repeated=tally.repeated,
        problems=tally.problems(),
        questions=values.questions(people),
        samples=tuple(sorted(samples, key=lambda sample: sample.row)),
        asked=None if asked is None else asked.counted(),
    )


class _Asked:
    """Counts rows by when their people asked to be called."""

    def __init__(self, work: Work) -> None:
        today = office_date(work)
        self._first = today - timedelta(days=min(enquiry_days(work), today.toordinal() - 1))
        self._lately = self._long_ago = self._unsaid = 0

    def add(self, rows: Sequence[NumberedRow]) -> None:
        """Count some rows."""
        for _, row in rows:
            day = row.understood.fields.get("asked_on")
            if day is None:
                self._unsaid += 1
            elif day >= self._first:
                self._lately += 1
            else:
                self._long_ago += 1

    def counted(self) -> AskedRows:
        """What was counted."""
        return AskedRows(self._lately, self._long_ago, self._unsaid)


def _count(tally: Tally, decisions: Decisions) -> None:
    tally.created += len(decisions.created)
    tally.updated += sum(map(len, decisions.changes.values()))
    tally.skipped += decisions.skipped
    tally.repeated += decisions.repeated


def _samples(rows: Sequence[NumberedRow], decisions: Decisions, room: int) -> list[PreviewRow]:
    """The first rows with their fate."""
    if room <= 0:
        return []
    new = {lead.row_no for lead in decisions.created}
    changed = {row_no for several in decisions.changes.values() for row_no, _ in several}
    found = []
    for row_no, row in rows[:room]:
        fate = "new" if row_no in new else "update" if row_no in changed else "skip"
        found.append(_sample(row_no, row.understood, fate))
    return found


def _sample(row_no: int, row: ParsedRow, fate: str) -> PreviewRow:
    return PreviewRow(
        row=row_no,
        name=row.name,
        company=row.company,
        phones=tuple(brought.phone.e164 for brought in row.phones),
        emails=row.emails,
        fields={key: _shown(value) for key, value in row.fields.items()},
        fate=fate,
        why=row.refused or "; ".join(dict.fromkeys(problem.reason for problem in row.problems)),
    )


def _shown(value: Any) -> str:
    return (
        value.isoformat(" ", "minutes")
        if isinstance(value, datetime)
        else (value.isoformat() if isinstance(value, date) else str(value))
    )


class _Values:
    """The words of columns whose values have to be understood, with how often each came."""

    _ASKED = ("owner", "result", "status")
    _DATES = ("next_call_date", "created_at", "birthday")

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._counts: dict[int, dict[str, int]] = {
            index: {}
            for index, rule in enumerate(mapping.columns)
            if rule.target in (*self._ASKED, *self._DATES)
        }

    @property
    def are_asked(self) -> bool:
        """Whether any column has such values."""
        return bool(self._counts)

    def add(self, cells: Sequence[str]) -> None:
        """Count the words of one row."""
        for index, counts in self._counts.items():
            word = cells[index].strip() if index < len(cells) else ""
            if word and (word in counts or len(counts) < _MOST_VALUES):
                counts[word] = counts.get(word, 0) + 1

    def questions(self, people: Sequence[PersonNames]) -> tuple[Question, ...]:
        """What the person should decide, the most frequent first."""
        found: list[Question] = []
        for index, counts in self._counts.items():
            rule = self._mapping.columns[index]
            if rule.target in self._DATES:
                order = decide_order(counts, rule.date_order)
                if order.is_ambiguous:
                    rows = sum(counts.values())
                    found.append(
                        Question("date_order", rule.header, next(iter(counts)), ("dmy", "mdy"), rows)
                    )
                continue
            meanings = self._mapping.values.get(rule.target, {})
            targets = {each.target for each in self._mapping.columns}
            may_be_both = not {"result", "status"} <= targets  # then callers write both into one column
            for word, rows in counts.items():
                if may_be_both and rule.target != "owner" and (guess_result(word) or guess_status(word)):
                    continue
                if normal_word(word) not in meanings:
                    found += self._ask(rule.target, rule.header, word, rows, people)
        return tuple(sorted(found, key=lambda question: -question.rows))

    @staticmethod
    def _ask(target: str, column: str, word: str, rows: int, people: Sequence[PersonNames]) -> list[Question]:
        if target == "owner":
            match = match_person(word, {str(p.id): p.names for p in people})
            return [] if match.person else [Question("person", column, word, match.candidates, rows)]
        known = guess_result(word) if target == "result" else guess_status(word)
        return [] if known else [Question(target, column, word, (), rows)]
