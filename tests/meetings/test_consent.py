"""The list without debate: shown to all, thinned by any member, adopted at one stroke."""

from collections.abc import Callable, Iterable
from datetime import date
from time import perf_counter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecm import clock
from ecm.archive.verification import faults
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, Refusal
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.dossiers.models import Dossier
from ecm.journal.chain import SYSTEM, AlreadyDone
from ecm.meetings.actions.agenda import Draft, add_item
from ecm.meetings.actions.consent import adopt, hide_list, show_list, take_out
from ecm.meetings.actions.items import decide, restrict_item
from ecm.meetings.actions.sittings import close, open_meeting
from ecm.meetings.consenting import listed
from ecm.meetings.models import (
    AgendaItem,
    ConsentList,
    Decision,
    Part,
    Recusal,
    Track,
)
from tests.cast import Council, a_dossier, journal

# On the list of the tests, in the order of the agenda.
TOGETHER = ("decree", "bill", "ordinance", "oral", "nominations")


@pytest.fixture
def ready(opened: Council) -> Council:
    """The council, open, with five items on the consent track and two that may not be."""
    names = (*TOGETHER, "secret", "neutral")
    ids = [opened.items[name].pk for name in names]
    AgendaItem.objects.filter(pk__in=ids).update(track=Track.CONSENT)
    for item in opened.items.values():
        item.refresh_from_db()
    return opened


@pytest.fixture
def shown(ready: Council) -> Council:
    """The same, with the list before it."""
    show_list(ready.actor("president"), ready.pk)
    ready.refresh()
    return ready


def ids(council: Council, *names: str) -> set[int]:
    return {council.items[name].pk for name in names}


def out(council: Council, who: str, name: str, key: str = "") -> None:
    seat, item = council.seat(who), council.items[name]
    take_out(council.actor(who, key), seat.pk, item)


def adopt_all(council: Council, *names: str, key: str = "") -> None:
    adopt(council.actor("president", key), council.pk, ids(council, *names))


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


SENTENCES = {
    "decree": (Outcome.ADOPTED, "Le Conseil a adopté ce décret."),
    "bill": (
        Outcome.TRANSMITTED_TO_PARLIAMENT,
        "Le Conseil a marqué son accord pour la transmission desdits projets de loi "
        "à l'Assemblée législative du peuple.",
    ),
    "ordinance": (Outcome.ADOPTED, "Le Conseil a adopté cette ordonnance."),
    "oral": (Outcome.NOTED, "Le Conseil a pris acte de cette communication orale."),
    "nominations": (Outcome.ADOPTED, "Le Conseil a procédé à ces nominations."),
}


def test_each_item_gets_its_own_decision_in_the_words_of_its_kind(
    shown: Council,
) -> None:
    adopt_all(shown, *TOGETHER)

    decided = {
        name: (d.outcome, d.text)
        for name in TOGETHER
        for d in [Decision.objects.get(item=shown.items[name])]
    }
    assert decided == SENTENCES
    assert list(faults()) == []


def test_each_item_has_its_entry_and_the_list_its_own(shown: Council) -> None:
    before = shown.meeting.seq

    adopt_all(shown, *TOGETHER)

    entries = journal(shown.meeting, before)
    assert [facts.get("item") for _, facts in entries[:-1]] == [
        shown.items[name].pk for name in TOGETHER
    ]
    assert {verb for verb, _ in entries[:-1]} == {"item.decided"}
    held = ConsentList.objects.get()
    assert entries[-1] == ("consent.adopted", {"consent": held.pk, "count": 5})
    assert held.is_adopted
    assert {d.decided_at for d in Decision.objects.all()} == {held.closed_at}
    assert shown.refresh().current_item_id is None


def test_adopting_is_one_turn(
    shown: Council, announced: list, django_capture_on_commit_callbacks: Callable
) -> None:
    before = shown.meeting.seq

    with django_capture_on_commit_callbacks(execute=True):
        adopt_all(shown, *TOGETHER)

    assert announced == [(shown.pk, before)]


def test_the_same_confirmation_twice_is_one(shown: Council) -> None:
    adopt_all(shown, *TOGETHER, key="un")

    with pytest.raises(AlreadyDone):
        adopt_all(shown, *TOGETHER, key="un")

    assert Decision.objects.count() == len(TOGETHER)


def test_a_list_that_changed_is_read_again(shown: Council) -> None:
    out(shown, "minister", "decree")

    with pytest.raises(Conflict, match="La liste a changé"):
        adopt_all(shown, *TOGETHER)

    assert not Decision.objects.exists()
    adopt_all(shown, *TOGETHER[1:])
    assert set(Decision.objects.values_list("item", flat=True)) == ids(
        shown, *TOGETHER[1:]
    )


def test_a_part_of_the_list_is_not_adopted(shown: Council) -> None:
    with pytest.raises(Conflict, match="La liste a changé"):
        adopt_all(shown, "decree")


def test_an_item_restricted_meanwhile_is_not_adopted_unread(shown: Council) -> None:
    restrict_item(shown.actor("secretary"), shown.decree, restricted=True)

    with pytest.raises(Conflict, match="La liste a changé"):
        adopt_all(shown, *TOGETHER)


def test_an_item_withdrawn_meanwhile_is_not_adopted(shown: Council) -> None:
    president = shown.actor("president")
    decide(president, shown.bill, outcome=Outcome.WITHDRAWN, text="Retiré.")

    with pytest.raises(Conflict, match="La liste a changé"):
        adopt_all(shown, *TOGETHER)


def test_an_empty_list_is_not_adopted(shown: Council) -> None:
    for name in TOGETHER:
        out(shown, "minister", name)

    with pytest.raises(NotPossible, match="Il ne reste aucun point"):
        adopt_all(shown)


def test_what_the_chair_stands_aside_from_is_not_in_his_gesture(shown: Council) -> None:
    Recusal.objects.create(
        item=shown.decree, seat=shown.seat("president"), since=clock.now()
    )

    adopt_all(shown, *TOGETHER[1:])

    shown.decree.refresh_from_db()
    assert shown.decree.state == "planned"
    assert not Decision.objects.filter(item=shown.decree).exists()


def test_the_dossier_of_each_item_follows(shown: Council) -> None:
    for name in TOGETHER:
        with_dossier(shown.items[name])

    adopt_all(shown, *TOGETHER)

    assert set(Dossier.objects.values_list("state", "outcome")) == {
        ("settled", outcome.value) for outcome, _ in SENTENCES.values()
    }


def with_dossier(item: AgendaItem) -> None:
    dossier = a_dossier(item.ministry, item.title)
    dossier.state, dossier.council_day = "on_agenda", date(2026, 2, 5)
    dossier.save()
    item.dossier = dossier
    item.save(update_fields=["dossier"])


MOST_QUERIES = 14 * 31 + 40


def test_thirty_one_items_are_adopted_in_one_gesture(council: Council) -> None:
    ministry = council.cast.ministries["culture"]
    for rank in range(31):
        draft = Draft(Part.DELIBERATIONS, ItemKind.DECREE, ministry, f"Décret {rank}")
        item = add_item(SYSTEM, council.meeting, draft)
        item.track = Track.CONSENT
        item.save(update_fields=["track"])
        with_dossier(item)
    president = council.actor("president")
    open_meeting(president, council.pk)
    show_list(president, council.pk)
    read = {item.pk for item in listed(council.meeting, ())}

    with CaptureQueriesContext(connection, ) as made:
        since = perf_counter()
        adopt(president, council.pk, read)
        taken = perf_counter() - since

    assert Decision.objects.filter(item__in=read).count() == len(read) == 31
    print(f"31 points : {len(made)} requêtes, {1000 * taken:.0f} ms")
    assert len(made) <= MOST_QUERIES


GESTURES = st.lists(
    st.one_of(
        st.tuples(st.just("out"), st.sampled_from(TOGETHER)),
        st.tuples(st.just("show"), st.none()),
        st.tuples(st.just("hide"), st.none()),
        st.tuples(st.just("read"), st.none()),
        st.tuples(st.just("adopt"), st.none()),
    ),
    max_size=14,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gestures=GESTURES)
def test_whatever_the_order_what_is_adopted_is_what_was_read(
    ready: Council, gestures: Iterable[tuple[str, str | None]]
) -> None:
    read: set[int] = set()
    with transaction.atomic():
        for gesture, name in gestures:
            before = set(Decision.objects.values_list("item", flat=True))
            if gesture == "read":
                read = {item.pk for item in listed(ready.meeting, ())}
            adopted = done(ready, gesture, name, read)
            now = set(Decision.objects.values_list("item", flat=True))
            assert now - before == (read if adopted else set())
            assert now >= before
        debated = set(
            AgendaItem.objects.filter(track=Track.DEBATE).values_list("pk", flat=True)
        )
        assert not debated & set(Decision.objects.values_list("item", flat=True))
        assert list(faults()) == []
        transaction.set_rollback(True)


def done(council: Council, gesture: str, name: str | None, read: set[int]) -> bool:
    """Do a gesture, refused or not; tell whether it adopted something."""
    president = council.actor("president")
    try:
        if gesture == "out":
            assert name
            out(council, "minister", name)
        elif gesture == "show":
            show_list(president, council.pk)
        elif gesture == "hide":
            hide_list(president, council.pk)
        elif gesture == "adopt":
            adopt(president, council.pk, read)
            return True
    except Refusal:
        pass
    return False
