"""An agenda as a document to be read or printed, now or as a version kept it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ecm.domain.comparison import Line, Pair
from ecm.meetings.agenda import GROUPED, numbered
from ecm.meetings.models import AgendaStep, AgendaVersion, Part, Track
from ecm.meetings.planning.rows import words_of_changes
from ecm.meetings.planning.sight import Sight
from ecm.meetings.versions import kept_lines
from ecm.meetings.words import kind_label


@dataclass(frozen=True)
class Entry:
    """One item of the document; a stub says only that there is one."""

    number: str
    title: str
    kind: str = ""
    ministry: str = ""
    on_behalf_of: str = ""
    associated: str = ""
    presenter: str = ""
    is_consent: bool = False
    is_stub: bool = False


@dataclass
class Group:
    name: str
    number: str
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Section:
    number: str
    name: str
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """The whole agenda; `late` is its supplementary list, until it is approved."""

    sections: tuple[Section, ...]
    late: tuple[Entry, ...]
    count: int
    together: int


@dataclass(frozen=True)
class Compared:
    """One item in two agendas, side by side."""

    before: Entry | None
    after: Entry | None
    changes: tuple[str, ...]
    codes: str


def sheet_of(lines: Sequence[Line], sight: Sight, *, merged: bool = False) -> Sheet:
    """Return the document of an agenda; `merged` puts late items in their places."""
    known = [line for line in lines if sight.knows_line(line)]
    places = numbered((line.part, line.group) for line in known)
    entries = [
        (line, _entry(line, sight, number))
        for line, number in zip(known, places, strict=True)
    ]
    late = [e for line, e in entries if line.is_supplementary and not merged]
    return Sheet(
        sections=tuple(_sections(entries, {entry.number for entry in late})),
        late=tuple(late),
        count=len(entries),
        together=sum(entry.is_consent for _line, entry in entries),
    )


def sheet_of_version(version: AgendaVersion, sight: Sight) -> Sheet:
    """Return the document of a version; an approved one has no list apart."""
    approved = version.step == AgendaStep.APPROVED
    return sheet_of(kept_lines(version), sight, merged=approved)


def _entry(line: Line, sight: Sight, number: str) -> Entry:
    if not sight.sees_line(line):
        return Entry(number, _("Point réservé"), is_stub=True)
    return Entry(
        number=number,
        title=line.title,
        kind=kind_label(line.kind),
        ministry=line.ministry,
        on_behalf_of=line.on_behalf_of,
        associated=line.associated,
        presenter=line.presenter,
        is_consent=line.track == Track.CONSENT,
    )


def _sections(
    entries: Iterable[tuple[Line, Entry]], apart: set[str]
) -> Iterable[Section]:
    found: list[Section] = []
    part = ""
    for line, entry in entries:
        if entry.number in apart:
            continue
        if line.part != part:
            part = line.part
            number = entry.number.split(".")[0]
            found.append(Section(number, str(Part(part).label)))
        name = line.group if part in GROUPED and not entry.is_stub else ""
        groups = found[-1].groups
        if not groups or groups[-1].name != name:
            number = entry.number.rpartition(".")[0] if name else ""
            groups.append(Group(name, number))
        groups[-1].entries.append(entry)
    return found


def compared(pairs: Sequence[Pair], sight: Sight) -> list[Compared]:
    """Return two agendas side by side, without what the reader may not know."""
    return [
        Compared(
            before=_side(pair.before, sight),
            after=_side(pair.after, sight),
            changes=words_of_changes(pair) if _is_seen(pair, sight) else (),
            codes=" ".join(pair.changes),
        )
        for pair in pairs
        if any(line and sight.knows_line(line) for line in (pair.before, pair.after))
    ]


def _is_seen(pair: Pair, sight: Sight) -> bool:
    return all(
        line is None or sight.sees_line(line) for line in (pair.before, pair.after)
    )


def _side(line: Line | None, sight: Sight) -> Entry | None:
    if line is None or not sight.knows_line(line):
        return None
    return _entry(line, sight, line.number)
