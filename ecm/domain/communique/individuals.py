"""Sections III and after: appointments, dismissals, sanctions and ends of duties."""

from collections.abc import Sequence

from ecm.domain.communique.contents import (
    Appointment,
    AppointmentGroup,
    Measure,
    MeasureGroup,
    Named,
)
from ecm.domain.communique.deliberations import in_the_name_of
from ecm.domain.communique.layout import Group, Paragraph, Section
from ecm.domain.french import (
    NBSP,
    Gender,
    Nature,
    agree,
    capitals,
    full_name,
    of,
    plural,
    typeset,
)
from ecm.domain.kinds import WORDS, ItemKind
from ecm.domain.numbering import ItemNumber, letter, roman

_POSTS = "NOMINATIONS DANS LES EMPLOIS SUPERIEURS"
_BOARDS = "NOMINATIONS DANS LES CONSEILS D'ADMINISTRATION"


def named(person: Named) -> str:
    """Return « Madame Awa SANOU, Mle 99 999 W, administrateur civil, 5e échelon »."""
    name = f"{person.civility} {full_name(person.given_names, person.surname)}".strip()
    staff = [f"Mle {person.staff_number}"] if person.staff_number else []
    return ", ".join([name, *staff, *filter(None, person.details)])


def appointments(
    rank: int, posts: Sequence[AppointmentGroup], boards: Sequence[AppointmentGroup]
) -> Section:
    """Return the section of the appointments, numbered `rank`."""
    groups: list[Group] = []
    lists = [(title, run) for title, run in ((_POSTS, posts), (_BOARDS, boards)) if run]
    for place, (title, run) in enumerate(lists, start=1):
        groups.append(Group(str(ItemNumber(rank, (place,))), title))
        groups += [_lettered(n, group) for n, group in enumerate(run, start=1)]
    return Section(roman(rank), "NOMINATIONS", tuple(groups))


def _lettered(place: int, group: AppointmentGroup) -> Group:
    texts = [(_appointed(line), line.reference, line.line) for line in group.lines]
    return Group(
        letter(place), in_the_name_of(group.name), "", _enumerated(texts), level=3
    )


def _enumerated(texts: list[tuple[str, str, int]]) -> tuple[Paragraph, ...]:
    """Return the lines of a list: a semicolon after each, a full stop after the last."""
    last = len(texts) - 1
    return tuple(
        Paragraph(typeset(f"- {text.rstrip(' .;')}{_end(i == last)}"), reference, line)
        for i, (text, reference, line) in enumerate(texts)
    )


def _end(is_last: bool) -> str:
    return "." if is_last else " ;"


def _nature(person: Named) -> Nature:
    gender = Gender.FEMININE if person.is_woman else Gender.MASCULINE
    return Nature(gender, plural=False)


def _subject(person: Named) -> str:
    """Return the person before a verb: what is set between commas ends with one."""
    text = named(person)
    return f"{text}," if "," in text else text


def _appointed(line: Appointment) -> str:
    verb = agree("nommé", _nature(line.person))
    return f"{_subject(line.person)} est {verb} {line.post.strip()}"


def measures(
    rank: int, kind: ItemKind, groups: Sequence[MeasureGroup]
) -> Section | None:
    """Return the section of the measures of one kind, or None without any."""
    chosen: list[tuple[str, list[Measure]]] = []
    for group in groups:
        lines = [line for line in group.lines if line.kind is kind]
        if lines:
            chosen.append((group.name, lines))
    total = sum(len(lines) for _, lines in chosen)
    if not total:
        return None
    noun = WORDS[kind].noun
    title = capitals(plural(noun) if total > 1 else noun)
    listed = [
        _listed(n, name, lines) for n, (name, lines) in enumerate(chosen, start=1)
    ]
    return Section(roman(rank), title, tuple(listed))


def _listed(place: int, name: str, lines: Sequence[Measure]) -> Group:
    texts = [(line.text or _measure(line), line.reference, 0) for line in lines]
    title = in_the_name_of(name) if name else ""
    number = letter(place) if title else ""
    return Group(number, title, "", _enumerated(texts), level=3)


def _measure(line: Measure) -> str:
    person = named(line.person)
    post = line.post.strip()
    if line.kind is ItemKind.DISMISSAL:
        verb = agree("révoqué", _nature(line.person))
        duties = f" de ses fonctions {of(post)}" if post else ""
        return f"{_subject(line.person)} est {verb}{duties}"
    if line.kind is ItemKind.TERMINATION:
        return f"Il est mis fin aux fonctions de {person}{', ' * bool(post)}{post}"
    duties = f", {post}" if post else ""
    return f"Une sanction est prise à l'encontre de{NBSP}{person}{duties}"
