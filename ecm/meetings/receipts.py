"""Every mark that one's own seats gave in a meeting, as receipts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ecm.access import Presence
from ecm.domain.policy import MarkValue
from ecm.meetings.models import Mark
from ecm.meetings.standing import visible_items
from ecm.meetings.words import MARK_WORDS


@dataclass(frozen=True)
class Receipt:
    """A mark as it stands; `by` names who gave it where it was not the reader."""

    item: int
    number: str
    title: str
    round: int
    is_open: bool
    value: str
    label: str
    comment: str
    at: datetime
    acting_for: str
    by: str


def receipts_of(here: Presence) -> list[Receipt]:
    """Return the marks of the user's own seats on the items that he may still read."""
    items = visible_items(here.meeting, here.standing, here.user)
    marks = Mark.objects.filter(
        seat__in=here.standing.marking_seats, round__item__in=items
    )
    rows = marks.select_related("round__item", "seat", "given_by")
    order = ("round__item__position", "round__number", "seat__precedence", "pk")
    numbers, reader = here.numbers(), here.user.person_id
    return [
        _receipt(mark, numbers[mark.round.item_id], reader)
        for mark in rows.order_by(*order)
    ]


def _receipt(mark: Mark, number: str, reader: int | None) -> Receipt:
    item, seat = mark.round.item, mark.seat
    return Receipt(
        item=item.pk,
        number=number,
        title=item.title,
        round=mark.round.number,
        is_open=mark.round.is_open,
        value=mark.value,
        label=_(MARK_WORDS[MarkValue(mark.value)]),
        comment=mark.comment,
        at=mark.given_at,
        acting_for=seat.title if seat.acting_id else "",
        by="" if mark.given_by_id == reader else str(mark.given_by),
    )
