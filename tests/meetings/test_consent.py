"""The list without debate: shown to all, thinned by any member, adopted at one stroke."""

import pytest

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.meetings.actions.consent import adopt, hide_list, show_list, take_out
from ecm.meetings.actions.sittings import close
from ecm.meetings.consenting import listed
from ecm.meetings.models import (
    AgendaItem,
    ConsentList,
    Decision,
    Track,
)
from tests.cast import Council, journal
from tests.meetings.listing import TOGETHER, adopt_all, ids, out, prepare, put_up


@pytest.fixture
def ready(opened: Council) -> Council:
    return prepare(opened)


@pytest.fixture
def shown(ready: Council) -> Council:
    return put_up(ready)


def test_showing_the_list_is_recorded_once(ready: Council) -> None:
    before = ready.meeting.seq

    show_list(ready.actor("president"), ready.pk)
    show_list(ready.actor("president"), ready.pk)

    held = ConsentList.objects.get()
    assert journal(ready.meeting, before) == [
        ("consent.shown", {"consent": held.pk, "count": len(TOGETHER)})
    ]


def test_what_may_not_be_read_by_all_is_not_on_the_list(ready: Council) -> None:
    AgendaItem.objects.filter(pk=ready.decree.pk).update(awaits_approval=True)
    AgendaItem.objects.filter(pk=ready.bill.pk).update(is_aside=True)

    names = {item.title for item in listed(ready.meeting, ())}

    assert names == {"Intitulé ordinance", "Intitulé oral", "Intitulé nominations"}


def test_there_must_be_something_to_show(opened: Council) -> None:
    with pytest.raises(NotPossible, match="Aucun point"):
        show_list(opened.actor("president"), opened.pk)


def test_the_list_waits_for_the_item_under_deliberation(ready: Council) -> None:
    ready.call("report")

    with pytest.raises(NotPossible, match="Un point est en délibération"):
        show_list(ready.actor("president"), ready.pk)


def test_only_who_conducts_shows_hides_and_adopts(shown: Council) -> None:
    for who in ("minister", "secretary", "observer"):
        for act in (show_list, hide_list):
            with pytest.raises(NotAllowed):
                act(shown.actor(who), shown.pk)
        with pytest.raises(NotAllowed):
            adopt(shown.actor(who), shown.pk, ids(shown, *TOGETHER))


def test_hiding_the_list_decides_nothing(shown: Council) -> None:
    hide_list(shown.actor("president"), shown.pk)
    before = shown.refresh().seq
    hide_list(shown.actor("president"), shown.pk)

    assert shown.refresh().seq == before
    assert not Decision.objects.exists()
    assert ConsentList.objects.get().is_adopted is False


def test_calling_an_item_puts_the_list_away_first(shown: Council) -> None:
    before = shown.meeting.seq

    shown.call("report")

    verbs = [verb for verb, _ in journal(shown.meeting, before)]
    assert verbs == ["consent.hidden", "item.called"]


def test_closing_the_meeting_leaves_no_list_behind(shown: Council) -> None:
    close(shown.actor("president"), shown.pk)

    assert ConsentList.objects.get().closed_at is not None


@pytest.mark.parametrize("who", ["minister", "rival", "president"])
def test_any_member_takes_an_item_out_with_one_gesture(
    shown: Council, who: str
) -> None:
    before = shown.meeting.seq

    out(shown, who, "decree")

    shown.decree.refresh_from_db()
    assert shown.decree.track == Track.DEBATE
    assert journal(shown.meeting, before) == [
        (
            "consent.item_taken_out",
            {
                "consent": ConsentList.objects.get().pk,
                "item": shown.decree.pk,
                "seat": shown.seat(who).pk,
            },
        )
    ]


def test_taking_out_twice_changes_nothing(shown: Council) -> None:
    out(shown, "minister", "decree")
    before = shown.refresh().seq

    out(shown, "rival", "decree")

    assert shown.refresh().seq == before


@pytest.mark.parametrize("who", ["observer", "secretary"])
def test_who_has_no_voice_takes_nothing_out(shown: Council, who: str) -> None:
    with pytest.raises(NotAllowed):
        out(shown, who, "decree")


def test_nobody_takes_out_with_the_seat_of_another(shown: Council) -> None:
    with pytest.raises(NotAllowed, match="siège"):
        take_out(shown.actor("rival"), shown.seat("minister").pk, shown.decree)


def test_what_is_not_on_the_list_is_not_taken_out(shown: Council) -> None:
    with pytest.raises(NotPossible, match="pas sur la liste"):
        out(shown, "minister", "secret")


def test_nothing_is_taken_out_while_nothing_is_shown(ready: Council) -> None:
    with pytest.raises(NotPossible, match="Aucune liste"):
        out(ready, "minister", "decree")


def test_it_is_too_late_once_the_list_is_adopted(shown: Council) -> None:
    adopt_all(shown, *TOGETHER)

    with pytest.raises(Conflict, match="La liste vient d'être adoptée"):
        out(shown, "minister", "decree")


def test_it_is_too_late_once_the_list_is_put_away(shown: Council) -> None:
    hide_list(shown.actor("president"), shown.pk)

    with pytest.raises(Conflict, match="n'est plus présentée"):
        out(shown, "minister", "decree")
