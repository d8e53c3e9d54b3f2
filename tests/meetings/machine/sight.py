"""Who may know of what, told apart from the product's own rule, and what each is shown."""

import re
from collections import defaultdict
from collections.abc import Iterable

from ecm.meetings.models import AgendaItem, Meeting, Recusal, Seat, StubDisplay
from ecm.meetings.standing import numbers_for, standing_of
from ecm.people.models import User
from live import render
from live.audience import Audience, audiences_now
from tests.cast import Council

TABLE = {"presiding", "secretary"}
RANK = re.compile(r"^(.*)\.(\d+)$")


def shut_out(meeting: Meeting, user: User) -> list[AgendaItem]:
    """Return the items of which `user` may read nothing, whatever he is shown."""
    seats = [s for s in meeting.seats.filter(withdrawn_at=None) if _sits(s, user)]
    held = Recusal.objects.filter(seat__in=seats, lifted_at=None)
    aside = set(held.values_list("item", flat=True))
    all_read = any(s.capacity in TABLE or s.post == "president" for s in seats)
    items = meeting.items.prefetch_related("readers")
    return [
        item
        for item in items
        if item.pk in aside
        or (item.is_restricted and not all_read and not _reads(item, user))
    ]


def _sits(seat: Seat, user: User) -> bool:
    if user.person_id is None:
        return seat.screen_id == user.pk
    occupant = seat.acting_id if seat.attendance == "represented" else seat.holder_id
    return occupant == user.person_id


def _reads(item: AgendaItem, user: User) -> bool:
    return user.person_id in {reader.pk for reader in item.readers.all()}


def refuse_leaks(council: Council, before: int, names: list[str], whole: str) -> None:
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
            hidden[audience] |= {item.title for item in shut_out(meeting, user)}
    frames = render.changes(meeting.pk, before, set(hidden)).frames
    for audience, titles in hidden.items():
        assert not [t for t in titles if t in frames[audience]], audience
    audience = found[names.index(whole)]
    if audience is not None:
        page = render.snapshot(meeting.pk, audience).html
        assert not [t for t in hidden[audience] if t in page], audience


def refuse_holes(meeting: Meeting, user: User) -> None:
    """Fail when the numbers that somebody knows tell of an item that he may not know of."""
    standing = standing_of(user, meeting)
    if standing is None:
        return
    found = numbers_for(meeting, standing, user)
    hidden = shut_out(meeting, user)
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
