"""Who may know of what, told apart from the product's own rule, and what each is shown."""

import re
from collections import defaultdict
from collections.abc import Iterable

from ecm.meetings.models import AgendaItem, Meeting, Recusal, Seat, StubDisplay
from ecm.meetings.standing import numbers_for, standing_of, visible_items
from ecm.people.models import User
from live import render
from live.audience import Audience, audiences_now
from tests.cast import Council

TABLE = {"presiding", "secretary"}
RANK = re.compile(r"^(.*)\.(\d+)$")


class Sight:
    """Who may read what at one moment of a council, from its bare rows."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.seats = list(meeting.seats.filter(withdrawn_at=None))
        held = Recusal.objects.filter(item__meeting=meeting, lifted_at=None)
        self.aside = set(held.values_list("seat", "item"))
        self.items = list(meeting.items.all())
        readers = AgendaItem.readers.through.objects.all()
        self.readers = set(readers.values_list("agendaitem", "person"))

    def shut_out(self, user: User) -> list[AgendaItem]:
        """Return the items of which `user` may read nothing, whatever he is shown."""
        seats = [seat for seat in self.seats if _sits(seat, user)]
        all_read = any(s.capacity in TABLE or s.post == "president" for s in seats)
        return [
            item
            for item in self.items
            if any((seat.pk, item.pk) in self.aside for seat in seats)
            or (item.is_restricted and not all_read and not self._reads(item, user))
        ]

    def _reads(self, item: AgendaItem, user: User) -> bool:
        return (item.pk, user.person_id) in self.readers


def _sits(seat: Seat, user: User) -> bool:
    if user.person_id is None:
        return seat.screen_id == user.pk
    occupant = seat.acting_id if seat.attendance == "represented" else seat.holder_id
    return occupant == user.person_id


def refuse_leaks(
    council: Council, sight: Sight, before: int, names: list[str], whole: str
) -> None:
    """Fail when a frame tells one of `names` of what he is shut out of.

    Every delta since entry `before` is read, and the whole page of `whole`.
    """
    meeting = council.meeting
    users = [council.cast[name] for name in names]
    found = audiences_now(meeting, [(user, False, "fr") for user in users])
    # The same bytes go to an audience: what any of its people may not know, it must not say.
    hidden: dict[Audience, set[str]] = defaultdict(set)
    for user, audience in zip(users, found, strict=True):
        if audience is not None:
            hidden[audience] |= {item.title for item in sight.shut_out(user)}
    hidden = {audience: titles for audience, titles in hidden.items() if titles}
    frames = render.changes(meeting.pk, before, set(hidden)).frames
    for audience, titles in hidden.items():
        assert not [t for t in titles if t in frames[audience]], audience
    audience = found[names.index(whole)]
    if audience in hidden:
        page = render.snapshot(meeting.pk, audience).html
        assert not [t for t in hidden[audience] if t in page], audience


def refuse_holes(sight: Sight, user: User) -> None:
    """Fail when the numbers that somebody knows tell of an item that he may not know of."""
    standing = standing_of(user, sight.meeting)
    if standing is None:
        return
    found = numbers_for(sight.meeting, standing, user)
    # The two forms of one rule: of rows at hand, and of a query.
    visible = visible_items(sight.meeting, standing, user)
    assert found.keys() == set(visible.values_list("pk", flat=True))
    hidden = sight.shut_out(user)
    assert not found.keys() & {item.pk for item in hidden}
    assert len(set(found.values())) == len(found)
    stubs = sum(item.stub_display == StubDisplay.NEUTRAL for item in hidden)
    assert _holes(found.values()) <= stubs


def _holes(numbers: Iterable[str]) -> int:
    """Count the ranks that are missing below the last one of each group."""
    ranks: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        matched = RANK.match(number.split(" ")[0])
        assert matched, number
        ranks[matched[1]].add(int(matched[2]))
    return sum(max(known) - len(known) for known in ranks.values())
