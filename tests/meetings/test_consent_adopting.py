"""Adopting the list without debate: exactly what was read, each item on its own."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecm import clock
from ecm.archive.verification import faults
from ecm.domain.errors import Conflict, NotPossible, Refusal
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.dossiers.models import Dossier
from ecm.journal.chain import SYSTEM, AlreadyDone
from ecm.meetings.actions.agenda import Draft, add_item
from ecm.meetings.actions.consent import adopt, hide_list, show_list
from ecm.meetings.actions.items import decide, restrict_item
from ecm.meetings.actions.sittings import open_meeting
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
from tests.meetings.listing import TOGETHER, adopt_all, ids, out, prepare, put_up


@pytest.fixture
def ready(opened: Council) -> Council:
    return prepare(opened)


@pytest.fixture
def shown(ready: Council) -> Council:
    return put_up(ready)


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
    assert set(Decision.objects.values_list("item", flat=True)) == set(
        ids(shown, *TOGETHER[1:])
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


# A dozen for the dossier of each item, and a few for the list itself.
MOST_QUERIES = 13 * 31 + 25


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

    with CaptureQueriesContext(connection) as made:
        adopt(president, council.pk, read)

    assert Decision.objects.filter(item__in=read).count() == len(read) == 31
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
