"""The versions of an agenda: what stands now, what was kept, what changed between two."""

import json
from collections.abc import Iterable, Sequence

from ecm.domain.comparison import Line, Pair, compare, sealed
from ecm.domain.verbs import Verb
from ecm.journal.chain import digest
from ecm.journal.models import Entry
from ecm.meetings.agenda import heading_of
from ecm.meetings.models import AgendaItem, AgendaStep, AgendaVersion, Meeting

KEPT_BY = frozenset(
    {
        Verb.PROPOSE_AGENDA.value,
        Verb.AMEND_AGENDA.value,
        Verb.APPROVE_AGENDA.value,
    }
)


def lines_of(meeting: Meeting) -> tuple[Line, ...]:
    """Return the agenda as it stands; two queries."""
    items = meeting.items.order_by("position").prefetch_related("readers")
    return tuple(line_of(item) for item in items)


def line_of(item: AgendaItem) -> Line:
    return Line(
        item=item.pk,
        dossier=item.dossier_id,
        part=item.part,
        group=heading_of(item),
        number=item.number,
        kind=item.kind,
        title=item.title,
        ministry=item.ministry_name,
        on_behalf_of=item.on_behalf_of,
        associated=item.associated,
        presenter=item.presenter,
        track=item.track,
        minutes=item.planned_minutes,
        is_supplementary=item.is_supplementary,
        is_restricted=item.is_restricted,
        stub_display=item.stub_display,
        readers=tuple(sorted(p.pk for p in item.readers.all())),
    )


def kept_lines(version: AgendaVersion) -> tuple[Line, ...]:
    """Return the agenda as a version kept it."""
    return tuple(Line.read(line) for line in version.lines)


def digest_of(lines: Sequence[Line]) -> str:
    """Return the seal of an agenda: its numbers, titles and order."""
    return digest(json.dumps(sealed(lines), ensure_ascii=False))


def last_version(meeting: Meeting) -> AgendaVersion | None:
    return meeting.agendas.order_by("-number").first()


def approved_version(meeting: Meeting) -> AgendaVersion | None:
    """Return the last agenda that was approved, whatever happened since."""
    approved = meeting.agendas.filter(step=AgendaStep.APPROVED)
    return approved.order_by("-number").first()


def stands_approved(meeting: Meeting) -> bool:
    """Tell whether the agenda is, as it stands now, the one that was last approved."""
    last = last_version(meeting)
    if last is None or last.step != AgendaStep.APPROVED:
        return False
    return last.digest == digest_of(lines_of(meeting))


def changes(
    meeting: Meeting, before: AgendaVersion, after: Sequence[Line]
) -> tuple[Pair, ...]:
    """Return what changed from a version to another agenda of the meeting."""
    return compare(kept_lines(before), after, moved_in(entries_since(meeting, before)))


def moved_in(entries: Iterable[Entry]) -> frozenset[int]:
    """Return the items that somebody moved by hand."""
    moved = (entry for entry in entries if entry.verb == Verb.MOVE_ITEM)
    return frozenset(entry.facts["item"] for entry in moved)


def entries_since(meeting: Meeting, version: AgendaVersion) -> list[Entry]:
    """Return what was done at the agenda since a version was kept, the first first."""
    entries = Entry.objects.filter(stream=meeting.stream)
    kept = entries.filter(verb__in=KEPT_BY, facts__agenda=version.pk).first()
    later = entries.filter(seq__gt=kept.seq if kept else 0, verb__in=ARRANGING)
    return list(later.select_related("actor__person").order_by("seq"))


ARRANGING = frozenset(
    {
        *(Verb.ADD_ITEM.value, Verb.MOVE_ITEM.value, Verb.TRACK_ITEM.value),
        *(Verb.PLAN_ITEM.value, Verb.REMOVE_ITEM.value, Verb.REWORD_ITEM.value),
    }
)
