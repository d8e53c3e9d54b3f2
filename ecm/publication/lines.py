"""The lines that a communiqué may publish, from the decided items of a meeting."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from ecm.domain.communique import (
    Appointment,
    AppointmentGroup,
    ItemLine,
    Measure,
    MeasureGroup,
    MinistryLines,
    Named,
    OralLine,
)
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.meetings.models import AgendaItem
from ecm.meetings.models import Appointment as AppointmentRow
from ecm.people.models import Mandate, MinistryName

Items = Sequence[AgendaItem]


def ministries(items: Items) -> tuple[MinistryLines, ...]:
    """Return the deliberations by theme where the item has one, by ministry otherwise."""
    grouped = groupby(items, key=lambda item: item.theme or item.ministry_name)
    return tuple(
        MinistryLines(name, tuple(_item_line(item) for item in run))
        for name, run in grouped
    )


def _item_line(item: AgendaItem) -> ItemLine:
    return ItemLine(
        kind=ItemKind(item.kind),
        outcome=Outcome(item.decision.outcome),
        subject=item.subject or item.title,
        reference=item.reference,
        count=item.count,
        context=_paragraphs(item.context),
        decision=item.decision.text,
        on_behalf_of=item.on_behalf_of,
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text; one line is one paragraph."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def oral(items: Items, day: date) -> tuple[OralLine, ...]:
    """Return the oral communications, each with the minister who spoke."""
    held = Mandate.objects.held_on(day).filter(
        ministry__in=[item.ministry_id for item in items]
    )
    mandates = list(held.select_related("person").order_by("precedence"))
    return tuple(_oral_line(item, _speaker(item, mandates)) for item in items)


def _speaker(item: AgendaItem, mandates: Iterable[Mandate]) -> Mandate | None:
    """Return the mandate under whose title an item was presented, or the ministry's first."""
    own = [m for m in mandates if m.ministry_id == item.ministry_id]
    named = [m for m in own if m.title.lower() == item.presenter.lower()]
    return next(iter([*named, *own]), None)


def _oral_line(item: AgendaItem, mandate: Mandate | None) -> OralLine:
    title = item.presenter or (mandate.title if mandate else "")
    title = title or re.sub(r"^ministère\b", "ministre", item.ministry_name)
    return OralLine(
        speaker=re.sub(r"^Ministre\b", "ministre", title),
        subject=item.subject or item.title,
        feminine=mandate is not None and mandate.person.is_woman,
        reference=item.reference,
        outcome=Outcome(item.decision.outcome),
        context=_paragraphs(item.context),
        decision=item.decision.text,
    )


Placed = tuple[AgendaItem, AppointmentRow]


def appointments(
    items: Items, day: date, *, boards: bool
) -> tuple[AppointmentGroup, ...]:
    """Return the persons appointed, by ministry: to boards, or to the other posts."""
    groups = (
        AppointmentGroup(
            name,
            tuple(
                Appointment(
                    _named(row),
                    row.post,
                    item.reference,
                    Outcome(item.decision.outcome),
                    row.pk,
                )
                for item, row in run
                if row.is_board is boards
            ),
        )
        for name, run in _by_ministry(items, day)
    )
    return tuple(groups)


def _by_ministry(items: Items, day: date) -> list[tuple[str, list[Placed]]]:
    """Return what each ministry's heading gathers, by protocol.

    A line stands under the ministry that it names, else under its item's.
    """
    found: dict[str, list[Placed]] = {}
    ranks: dict[str, int] = {}
    names = _names_of(items, day)
    for item in items:
        for row in item.appointments.all():
            own = (item.ministry_name, item.precedence)
            elsewhere = row.ministry_id not in (None, item.ministry_id)
            name, rank = names.get(row.ministry_id or 0, own) if elsewhere else own
            found.setdefault(name, []).append((item, row))
            ranks.setdefault(name, rank)
    return sorted(found.items(), key=lambda group: ranks[group[0]])


def _names_of(items: Items, day: date) -> dict[int, tuple[str, int]]:
    """Return what the ministries that lines name are called on the day, with their rank."""
    named = {r.ministry_id for item in items for r in item.appointments.all()} - {None}
    rows = MinistryName.objects.valid_on(day).filter(ministry__in=named)
    return {row.ministry_id: (row.name, row.precedence) for row in rows}


def _named(row: AppointmentRow) -> Named:
    return Named(
        given_names=row.given_names,
        surname=row.surname,
        civility=row.civility,
        staff_number=row.staff_number,
        details=(row.rank,) if row.rank else (),
    )


def measures(items: Items) -> tuple[MeasureGroup, ...]:
    """Return the dismissals, sanctions and ends of duties, by ministry."""
    grouped = groupby(items, key=lambda item: item.ministry_name)
    return tuple(
        MeasureGroup(name, tuple(line for item in run for line in _measures(item)))
        for name, run in grouped
    )


def _measures(item: AgendaItem) -> list[Measure]:
    kind, outcome = ItemKind(item.kind), Outcome(item.decision.outcome)
    rows = list(item.appointments.all())
    if not rows:
        text = item.decision.text or item.subject or item.title
        return [Measure(kind, Named("", ""), "", text, item.reference, outcome)]
    return [
        Measure(kind, _named(row), row.post, "", item.reference, outcome)
        for row in rows
    ]
