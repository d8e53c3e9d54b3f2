"""Persons named twice in a list, under one staff number or under two, or already in post."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ecm.domain.appointments.checks import name_column
from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.lines import Line, Typed
from ecm.domain.appointments.names import person_key
from ecm.domain.appointments.problems import Problem, error, warning
from ecm.domain.appointments.spelling import bare
from ecm.domain.errors import gettext_noop
from ecm.domain.french import date_in_text

_SAME_LINE = gettext_noop(
    "%(person)s figure déjà à la ligne %(other)s pour la même fonction."
)
_SAME_PERSON = gettext_noop(
    "%(person)s figure déjà à la ligne %(other)s pour une autre fonction."
)
_SAME_NUMBER = gettext_noop(
    "le matricule %(number)s est déjà celui de %(person)s, à la ligne %(other)s."
)
_SAME_NAME = gettext_noop(
    "%(person)s figure aussi à la ligne %(other)s sous un autre matricule : homonymes, ou "
    "erreur de saisie ?"
)
_SAME_POST = gettext_noop(
    "cette fonction est déjà donnée à %(person)s, à la ligne %(other)s."
)
_IN_POST = gettext_noop("%(person)s a déjà été nommé(e) à cette fonction le %(day)s.")
_ELSEWHERE = gettext_noop(
    "%(person)s a été nommé(e) le %(day)s à une autre fonction, « %(post)s »."
)


@dataclass(frozen=True)
class HeldPost:
    """A post to which the council appointed a person before."""

    post: str
    since: date


@dataclass(frozen=True)
class _Seen:
    """A line with what it is compared by."""

    line: Line
    typed: Typed
    name: tuple[str, ...]
    post: str


def within(read: Sequence[tuple[Line, Typed]]) -> Iterator[Problem]:
    """Yield, at each line, the gravest thing that an earlier line already has."""
    seen: list[_Seen] = []
    for line, typed in read:
        name = person_key(line.given_names, line.surname)
        one = _Seen(line, typed, name, bare(line.post))
        remarks = [remark for before in seen for remark in _against(one, before)]
        yield from sorted(remarks, key=lambda remark: not remark.is_error)[:1]
        seen.append(one)


def _against(one: _Seen, before: _Seen) -> Iterator[Problem]:
    if one.line.measure != before.line.measure:
        return
    number = one.line.staff_number
    same_number = bool(number) and number == before.line.staff_number
    same_name = bool(one.name) and one.name == before.name
    same_post = bool(one.post) and one.post == before.post
    told = {"person": before.line.person, "other": before.line.number}
    at_name = one.typed.at(name_column(one.typed))
    if same_number and not same_name:
        at = one.typed.at(Column.STAFF_NUMBER)
        yield error(at, _SAME_NUMBER, number=number, **told)
    elif same_name and same_post:
        yield error(at_name, _SAME_LINE, **told)
    elif same_name:
        yield warning(at_name, _SAME_PERSON if same_number else _SAME_NAME, **told)
    elif same_post and _is_held_by_one(one):
        yield warning(one.typed.at(Column.POST), _SAME_POST, **told)


def _is_held_by_one(one: _Seen) -> bool:
    """Tell a post that one person holds at a time, when its words name a body too."""
    chief = one.post.startswith(
        ("directeur general ", "directrice generale ", "president")
    )
    return chief and len(one.post.split()) > 3


def already_in_post(
    read: Sequence[tuple[Line, Typed]], held: Mapping[int, Sequence[HeldPost]]
) -> Iterator[Problem]:
    """Yield what the council decided before of those who are proposed now."""
    for line, typed in read:
        for past in held.get(line.number, ()):
            told = {"person": line.person, "day": date_in_text(past.since)}
            if bare(past.post) == bare(line.post):
                yield warning(typed.at(Column.POST), _IN_POST, **told)
            else:
                at = typed.at(name_column(typed))
                yield warning(at, _ELSEWHERE, post=past.post, **told)
