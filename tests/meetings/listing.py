"""What the tests of the list without debate share: who is on it, and the gestures."""

from ecm.meetings.actions.consent import adopt, show_list, take_out
from ecm.meetings.models import AgendaItem, Track
from tests.cast import Council

# On the list of the tests, in the order of the agenda.
TOGETHER = ("decree", "bill", "ordinance", "oral", "nominations")


def prepare(council: Council) -> Council:
    """Put five items on the consent track, and two restricted ones that may not be."""
    names = (*TOGETHER, "secret", "neutral")
    ids = [council.items[name].pk for name in names]
    AgendaItem.objects.filter(pk__in=ids).update(track=Track.CONSENT)
    for item in council.items.values():
        item.refresh_from_db()
    return council


def put_up(council: Council) -> Council:
    """Put the list before the council."""
    show_list(council.actor("president"), council.pk)
    council.refresh()
    return council


def ids(council: Council, *names: str) -> list[int]:
    return [council.items[name].pk for name in names]


def out(council: Council, who: str, name: str) -> None:
    take_out(council.actor(who), council.seat(who).pk, council.items[name])


def adopt_all(council: Council, *names: str, key: str = "") -> None:
    adopt(council.actor("president", key), council.pk, ids(council, *names))
