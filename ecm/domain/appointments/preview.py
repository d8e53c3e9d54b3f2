"""The preview of a list of appointments: every line and every remark; it writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ecm.domain.appointments import headings, reading, repeated, rows
from ecm.domain.appointments.checks import Context, check
from ecm.domain.appointments.headings import LABELS, Column, Headings
from ecm.domain.appointments.lines import Line, Typed
from ecm.domain.appointments.problems import (
    Place,
    Problem,
    error,
    warning,
)
from ecm.domain.appointments.repeated import HeldPost
from ecm.domain.appointments.sheet import Sheet, Workbook
from ecm.domain.errors import gettext_noop
from ecm.domain.french import listed

MOST_LINES = 500

Lookup = Callable[[Sequence[Line]], Mapping[int, Sequence[HeldPost]]]

_NOTHING = gettext_noop("ce fichier ne contient aucune ligne.")
_NO_HEADINGS = gettext_noop(
    "aucune ligne d'en-têtes n'a été reconnue. Il faut au moins les colonnes « Nom » et "
    "« Fonction » ; téléchargez le modèle pour partir de ses colonnes."
)
_MISSING_COLUMN = gettext_noop(
    "il manque cette colonne. En-têtes lus à la ligne %(row)s : %(titles)s."
)
_NO_LINES = gettext_noop(
    "il n'y a aucune nomination sous les en-têtes de la ligne %(row)s."
)
_TOO_MANY = gettext_noop(
    "cette liste compte %(count)s nominations, %(most)s au plus : partagez-la."
)
_ABSENT = gettext_noop("cette colonne manque dans la liste.")
_UNREAD = gettext_noop("cette colonne n'est pas lue.")
_TWICE = gettext_noop("cette colonne figure deux fois : seule la première est lue.")
_OTHER_SHEET = gettext_noop(
    "le classeur contient une autre liste, dans la feuille « %(name)s » : seule « %(read)s » "
    "est lue."
)
_COMPUTED = gettext_noop(
    "cellules calculées par une formule : %(count)s. Leur dernière valeur enregistrée est "
    "lue."
)
_MERGED = gettext_noop(
    "cellules fusionnées avec celle du dessus : %(count)s. Sa valeur est reprise."
)


@dataclass(frozen=True)
class Preview:
    """What would be written on confirmation, and everything that is wrong, at once."""

    sheet: str = ""
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: Mapping[Column, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_error)

    @property
    def is_confirmable(self) -> bool:
        return bool(self.lines) and not self.errors

    def of_line(self, number: int) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.place.row == number)


def nobody(_lines: Sequence[Line]) -> Mapping[int, Sequence[HeldPost]]:
    """Know of nobody in post."""
    return {}


def preview(
    workbook: Workbook, context: Context | None = None, in_post: Lookup = nobody
) -> Preview:
    """Return the lines of the first sheet that holds a list, with all there is to say."""
    found = [(sheet, headings.find(sheet.rows)) for sheet in workbook.sheets]
    read = next(((s, h) for s, h in found if h and h.is_enough), None)
    if read is None:
        return Preview(problems=(*workbook.problems, _without_list(found)))
    sheet, heads = read
    others = [s.name for s, h in found if h and h.is_enough and s is not sheet]
    notes = [
        *workbook.problems,
        *sheet.problems,
        *(warning(Place(), _OTHER_SHEET, name=o, read=sheet.name) for o in others),
        *_of_headings(heads),
    ]
    typed, skipped = rows.typed_lines(sheet, heads)
    return _judged(
        sheet, heads, typed, [*notes, *skipped], context or Context(), in_post
    )


def judge(
    typed: Sequence[Typed], context: Context, in_post: Lookup = nobody
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Read and check lines, from a sheet or from a form, alone and against each other."""
    read: list[tuple[Line, Typed]] = []
    problems: list[Problem] = []
    for one in typed:
        line, told = reading.read(one)
        places = {problem.place for problem in told}
        problems += told
        # What a cell's own trouble explains is not said again as « missing ».
        problems += [p for p in check(line, one, context) if p.place not in places]
        read.append((line, one))
    problems += repeated.within(read)
    problems += repeated.already_in_post(read, in_post([line for line, _ in read]))
    return tuple(line for line, _ in read), in_order(problems)


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return remarks by row and column, those on the whole file first."""
    return tuple(
        sorted(problems, key=lambda p: (p.place.row or 0, p.place.column or 0))
    )


def _judged(
    sheet: Sheet,
    heads: Headings,
    typed: Sequence[Typed],
    notes: Sequence[Problem],
    context: Context,
    in_post: Lookup,
) -> Preview:
    if len(typed) > MOST_LINES:
        many = error(Place(), _TOO_MANY, count=len(typed), most=MOST_LINES)
        return Preview(sheet.name, (), in_order([*notes, many]), heads.columns)
    if not typed:
        none = error(Place(), _NO_LINES, row=heads.row)
        return Preview(sheet.name, (), in_order([*notes, none]), heads.columns)
    read, problems = judge(typed, context, in_post)
    by_row = {row.number: row for row in sheet.rows}
    kept = tuple(
        replace(x, original=rows.original(by_row[x.number], heads)) for x in read
    )
    told = in_order([*notes, *_of_columns(typed), *_gathered(problems, len(read))])
    return Preview(sheet.name, kept, told, heads.columns)


def _without_list(found: Sequence[tuple[Sheet, Headings | None]]) -> Problem:
    """Say why no sheet is a list of appointments."""
    if not any(sheet.rows for sheet, _ in found):
        return error(Place(), _NOTHING)
    near = max((h for _, h in found if h), key=lambda h: len(h.columns), default=None)
    if near is None:
        return error(Place(), _NO_HEADINGS)
    missing = Column.SURNAME if Column.POST in near.columns else Column.POST
    titles = listed([f"« {title} »" for title in near.titles.values()])
    at = Place(label=LABELS[missing])
    return error(at, _MISSING_COLUMN, row=near.row, titles=titles)


def _of_headings(heads: Headings) -> Iterator[Problem]:
    for place, title in heads.unknown.items():
        yield warning(Place(heads.row, place, title), _UNREAD)
    for place, title in heads.repeated.items():
        yield warning(Place(heads.row, place, title), _TWICE)


def _of_columns(typed: Sequence[Typed]) -> Iterator[Problem]:
    """Say once for a column what would be said of each of its eighty cells."""
    for column, place in typed[0].places.items():
        cells = [one.cell(column) for one in typed]
        at = Place(None, place, LABELS[column])
        if computed := sum(c.is_computed and bool(c.text) for c in cells):
            yield warning(at, _COMPUTED, count=computed)
        if merged := sum(cell.is_merged for cell in cells):
            yield warning(at, _MERGED, count=merged)


def _gathered(problems: Sequence[Problem], lines: int) -> list[Problem]:
    """Say once that a column is absent, where every line would say it."""
    absent = Counter(p.place.label for p in problems if not p.place.column)
    gathered = {label for label, count in absent.items() if 1 < lines <= count}
    first = {p.place.label: p for p in problems if not p.place.column}
    kept = [p for p in problems if p.place.column or p.place.label not in gathered]
    return kept + [
        replace(first[label], place=Place(label=label), message=_ABSENT, values=())
        for label in sorted(gathered)
    ]
