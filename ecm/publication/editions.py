"""The edition that the decisions of a council make before any hand has touched it."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime, time

from django.utils import timezone

from ecm.domain.communique import (
    Communique,
    Group,
    Paragraph,
    Section,
    compose,
)
from ecm.domain.communique.edition import (
    Appointed,
    Decided,
    Edition,
    EditionGroup,
    EditionParagraph,
    EditionPeriod,
    EditionSection,
)
from ecm.domain.communique.subjects import title_of
from ecm.domain.french import upper_first
from ecm.domain.kinds import WORDS, ItemKind
from ecm.meetings.models import AgendaItem, Appointment, Meeting, MeetingKind
from ecm.publication.compose import NATURES, content_of, published_items
from ecm.publication.origin import was_imported

LANGUAGE = "fr"


def edition_of_decisions(meeting: Meeting, *, without: Collection[str] = ()) -> Edition:
    """Return the text that the grammar makes of a meeting's decisions, as version 1.

    Its moments are the council's own: whoever publishes it sets them. `without` are the
    references of decisions that are left out.
    """
    facts, content = content_of(meeting, without=without)
    communique = compose(facts, content)
    keys = _Keys(meeting)
    sections = keys.sections(communique)
    # A mission is counted and never listed: what has no paragraph is no data either.
    said = {p.reference for s in sections for g in s.groups for p in g.paragraphs}
    items = [
        item
        for item in published_items(meeting, without=without)
        if item.reference in said
    ]
    days = sorted({period.day for period in facts.periods})
    noon = datetime.combine(days[-1], time(12), UTC).isoformat()
    return Edition(
        reference=meeting.reference,
        country=meeting.body.country,
        body_code=meeting.body.code,
        body_name=meeting.body.name,
        year=meeting.year,
        number=meeting.number,
        nature=NATURES[MeetingKind(meeting.kind)],
        place=meeting.place,
        days=tuple(day.isoformat() for day in days),
        periods=tuple(_periods(meeting)),
        language=LANGUAGE,
        version=1,
        published=noon,
        first_published=noon,
        reason="",
        is_archive=was_imported(meeting),
        heading=communique.heading,
        opening=communique.opening,
        second=communique.second,
        sections=sections,
        signature=communique.signature,
        decisions=tuple(_decided(item) for item in items),
        appointments=tuple(
            _appointed(item, row, keys.of_line[row.pk])
            for item in items
            for row in item.appointments.all()
            if row.pk in keys.of_line
        ),
    )


def _periods(meeting: Meeting) -> list[EditionPeriod]:
    return [
        EditionPeriod(
            starts=timezone.localtime(sitting.starts_at).isoformat(),
            ends=(
                timezone.localtime(sitting.ends_at).isoformat()
                if sitting.ends_at and sitting.ends_at > sitting.starts_at
                else ""
            ),
        )
        for sitting in meeting.sittings.all()
    ]


class _Keys:
    """Names the texts of a communiqué: after their decision, or after their place."""

    def __init__(self, meeting: Meeting) -> None:
        self._prefix = f"{meeting.reference}/"
        self._seen: Counter[str] = Counter()
        self.of_line: dict[int, str] = {}

    def sections(self, communique: Communique) -> tuple[EditionSection, ...]:
        return tuple(self._section(section) for section in communique.sections)

    def _section(self, section: Section) -> EditionSection:
        groups = tuple(
            self._group(f"{section.number}/{place}", group)
            for place, group in enumerate(section.groups, start=1)
        )
        return EditionSection(section.number, section.number, section.title, groups)

    def _group(self, key: str, group: Group) -> EditionGroup:
        paragraphs = tuple(self._paragraph(key, p) for p in group.paragraphs)
        return EditionGroup(
            *(key, group.number, group.title, group.on_behalf_of, group.level),
            paragraphs,
        )

    def _paragraph(self, group: str, paragraph: Paragraph) -> EditionParagraph:
        base = paragraph.reference.removeprefix(self._prefix) or group
        key = f"{base}#{self._seen[base]}"
        self._seen[base] += 1
        if paragraph.line:
            self.of_line[paragraph.line] = key
        return EditionParagraph(key, paragraph.text, paragraph.reference)


def _decided(item: AgendaItem) -> Decided:
    kind = ItemKind(item.kind)
    return Decided(
        reference=item.reference,
        number=item.number,
        title=_title(item, kind),
        kind=kind.value,
        outcome=item.decision.outcome,
        ministry=item.ministry_name,
        ministry_code=item.ministry.code,
        theme=item.theme,
        on_behalf_of=item.on_behalf_of,
    )


def _title(item: AgendaItem, kind: ItemKind) -> str:
    # A list of persons is no text: its kind names it.
    if item.appointments.all():
        return upper_first(WORDS[kind].label)
    return title_of(kind, item.subject or item.title, item.count)


def _appointed(item: AgendaItem, row: Appointment, key: str) -> Appointed:
    ministry = row.ministry or item.ministry
    return Appointed(
        reference=item.reference,
        paragraph=key,
        ministry=str(ministry) if row.ministry else item.ministry_name,
        ministry_code=ministry.code,
        is_board=row.is_board,
        post=row.post,
        civility=row.civility,
        given_names=row.given_names,
        surname=row.surname,
        staff_number=row.staff_number,
        rank=row.rank,
    )
