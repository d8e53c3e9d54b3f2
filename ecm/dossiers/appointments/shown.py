"""What the pages of a list show: each line with its remarks, and the list as it is printed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from ecm import clock
from ecm.domain.appointments.checks import Context, ministry_of
from ecm.domain.appointments.lines import Line
from ecm.domain.appointments.preview import Preview
from ecm.domain.appointments.problems import Problem
from ecm.domain.communique import (
    Appointment,
    AppointmentGroup,
    Measure,
    MeasureGroup,
    Named,
    Section,
)
from ecm.domain.communique.individuals import appointments as appointed
from ecm.domain.communique.individuals import measures
from ecm.domain.french import typeset
from ecm.domain.kinds import ItemKind
from ecm.dossiers.models import Dossier, ProposedAppointment
from ecm.people.names import Names

PART = 3  # the third of a communiqué


@dataclass(frozen=True)
class Remark:
    """One remark as a page says it: whole on top, its words alone beside its line."""

    told: str
    words: str
    anchor: str
    is_error: bool


@dataclass(frozen=True)
class PreviewedLine:
    """A line of a sheet, what it becomes, and what was typed where the two differ."""

    line: Line
    ministry: str
    typed: str
    remarks: tuple[Remark, ...]

    @property
    def has_errors(self) -> bool:
        return any(remark.is_error for remark in self.remarks)


@dataclass(frozen=True)
class ListedLine:
    """A line of the dossier's list, under the name its ministry has today."""

    row: ProposedAppointment
    ministry: str


def listed(dossier: Dossier, rows: Iterable[ProposedAppointment]) -> list[ListedLine]:
    names, today = Names(), clock.now().date()
    return [
        ListedLine(row, names.short(row.ministry_id or dossier.ministry_id, today))
        for row in rows
    ]


def remarks(problems: Iterable[Problem]) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            told=problem.told(gettext),
            words=problem.sentence(gettext),
            anchor=f"ligne-{problem.place.row}" if problem.place.row else "",
            is_error=problem.is_error,
        )
        for problem in problems
    )


def previewed(read: Preview, context: Context) -> list[PreviewedLine]:
    """Return the lines of a preview with their remarks."""
    of_line: dict[int, list[Problem]] = defaultdict(list)
    for problem in read.problems:
        of_line[problem.place.row or 0].append(problem)
    return [
        PreviewedLine(
            line=line,
            ministry=_ministry(line, context),
            typed=_typed(line),
            remarks=remarks(of_line[line.number]),
        )
        for line in read.lines
    ]


def _ministry(line: Line, context: Context) -> str:
    found = ministry_of(line, context)
    return found.names[-1] if found else line.ministry


def _typed(line: Line) -> str:
    """Return the cells as they were typed, where more than capitals and spaces changed."""
    cells = [text.strip() for _heading, text in line.original]
    kept = (line.surname, line.given_names, line.staff_number, line.rank, line.post)
    as_typed = {_folded(cell) for cell in cells} | {""}
    is_same = all(_folded(text) in as_typed for text in kept)
    return "" if is_same else " · ".join(cells)


def _folded(text: str) -> str:
    letters = re.sub(r"\s", "", text).casefold()
    return re.sub(r"^mle\.?", "", letters)


def printed(dossier: Dossier, rows: Sequence[ProposedAppointment]) -> list[Section]:
    """Return the list as the communiqué would print it, by ministry in today's rank."""
    by_ministry = _by_ministry(dossier, rows)
    posts, boards = (
        [
            AppointmentGroup(name, lines)
            for name, own in by_ministry
            if (lines := _lines(own, is_board))
        ]
        for is_board in (False, True)
    )
    sections = [appointed(PART, posts, boards)] if posts or boards else []
    ended = [MeasureGroup(name, _ended(own)) for name, own in by_ministry]
    over = measures(PART + len(sections), ItemKind.TERMINATION, ended)
    return [*sections, over] if over else sections


def _by_ministry(
    dossier: Dossier, rows: Iterable[ProposedAppointment]
) -> list[tuple[str, list[ProposedAppointment]]]:
    """Return the names of the ministries with their lines; the dossier's where none is named."""
    names, today = Names(), clock.now().date()
    own: dict[int, list[ProposedAppointment]] = defaultdict(list)
    for row in rows:
        own[row.ministry_id or dossier.ministry_id].append(row)
    ordered = sorted(own, key=lambda ministry: (names.rank(ministry, today), ministry))
    found = [(names.on(ministry, today), own[ministry]) for ministry in ordered]
    return [(name.name if name else "", lines) for name, lines in found]


def _lines(
    rows: Sequence[ProposedAppointment], is_board: bool
) -> tuple[Appointment, ...]:
    return tuple(
        Appointment(_named(row), row.post)
        for row in rows
        if row.is_board is is_board and not row.ends_function
    )


def _ended(rows: Sequence[ProposedAppointment]) -> tuple[Measure, ...]:
    ended = [row for row in rows if row.ends_function]
    return tuple(Measure(ItemKind.TERMINATION, _named(row), row.post) for row in ended)


def _named(row: ProposedAppointment) -> Named:
    return Named(
        given_names=row.given_names,
        surname=row.surname,
        civility=row.civility,
        staff_number=row.staff_number,
        details=(typeset(row.rank),) if row.rank else (),
    )
