"""One act on many dossiers: shown before, done where it may be, taken back where it can."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import bulk, desk
from ecm.dossiers.actions.pieces import read_version
from ecm.dossiers.models import BulkAct, Dossier
from ecm.journal.chain import faults_of
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation

S = DossierState
REGISTER = Verb.REGISTER_DOSSIER


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lodged(preparation: Preparation) -> list[Dossier]:
    """Three dossiers; the last row is the first that arrived."""
    dossiers = [preparation.dossier(f"Décret {n}", state=S.LODGED) for n in range(3)]
    for hours, dossier in enumerate(reversed(dossiers)):
        dossier.lodged_at = NOW + timedelta(hours=hours)
        dossier.save()
    return dossiers


def states(dossiers: list[Dossier]) -> list[str]:
    return [Dossier.objects.get(pk=d.pk).state for d in dossiers]


def verbs(dossier: Dossier) -> list[str]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", flat=True))


def test_numbers_are_given_in_order_of_arrival(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    done = bulk.apply(preparation.actor("officer"), REGISTER, lodged)

    assert [(d.pk, d.register_serial) for d in done.done] == [
        (lodged[2].pk, 1),
        (lodged[1].pk, 2),
        (lodged[0].pk, 3),
    ]
    assert done.refused == []


def test_a_preview_shows_what_would_be_refused_and_does_nothing(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    draft = preparation.dossier("Un projet")
    officer = preparation.actor("officer")
    admitted = preparation.dossier("Recevable", state=S.ADMISSIBLE)

    shown = bulk.preview(officer, REGISTER, [lodged[0], draft, admitted])

    assert {d.pk: obstacle for d, obstacle in shown} == {
        lodged[0].pk: "",
        draft.pk: "Vos fonctions ne permettent pas cet acte sur ce dossier.",
        admitted.pk: "Cet acte n'est pas possible : le dossier est recevable.",
    }
    assert states([lodged[0], draft, admitted]) == ["lodged", "draft", "admissible"]
    assert not BulkAct.objects.exists()


def test_the_possible_is_done_and_the_rest_is_told(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    bill = preparation.dossier("Loi", kind="bill", state=S.UNDER_STUDY)
    decree = preparation.dossier("Décret", state=S.UNDER_STUDY)

    done = bulk.apply(
        preparation.actor("officer"), Verb.READY_DOSSIER, [bill, decree, lodged[0]]
    )

    assert [d.pk for d in done.done] == [decree.pk]
    told = {d.pk: words for d, words in done.refused}
    assert told[bill.pk].startswith("Il manque : Rapport du COTEVAL.")
    assert "le dossier est transmis au SGG" in told[lodged[0].pk]
    assert states([bill, decree, lodged[0]]) == ["under_study", "ready", "lodged"]


def test_the_preview_says_what_the_act_then_says(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer = preparation.actor("officer")
    bill = preparation.dossier("Loi", kind="bill", state=S.UNDER_STUDY)
    chosen = [bill, *lodged]

    shown = bulk.preview(officer, Verb.READY_DOSSIER, chosen)
    done = bulk.apply(officer, Verb.READY_DOSSIER, chosen)

    assert [(d.pk, why) for d, why in shown if why] == [
        (d.pk, why) for d, why in done.refused
    ]


@pytest.mark.parametrize(
    ("verb", "state", "arguments", "after"),
    [
        (Verb.ADMIT_DOSSIER, S.REGISTERED, {}, "admissible"),
        (Verb.STUDY_DOSSIER, S.ADMISSIBLE, {}, "under_study"),
        (Verb.READY_DOSSIER, S.UNDER_STUDY, {}, "ready"),
        (
            Verb.PROPOSE_DOSSIER,
            S.READY,
            {"council_day": date(2026, 2, 5)},
            "proposed",
        ),
        (Verb.HOLD_DOSSIER, S.PROPOSED, {}, "ready"),
    ],
)
def test_each_act_on_many_is_done_and_undone(
    preparation: Preparation,
    verb: Verb,
    state: DossierState,
    arguments: dict,
    after: str,
) -> None:
    dossiers = [preparation.dossier(f"Décret {n}", state=state) for n in range(2)]
    officer = preparation.actor("officer")

    done = bulk.apply(officer, verb, dossiers, **arguments)
    assert states(dossiers) == [after, after]
    undone = bulk.undo(officer, done.act)

    assert states(dossiers) == [state.value, state.value]
    assert [d.pk for d in undone.done] == [d.pk for d in dossiers]
    assert verbs(dossiers[0]) == [verb.value, "dossier.bulk_undone"]
    for dossier in Dossier.objects.all():
        assert dossier.council_day is None
        assert list(faults_of(dossier.stream, dossier.seq, dossier.head)) == []


def test_charge_is_given_to_many_and_given_back(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer, person = preparation.actor("officer"), preparation["officer"].person
    former = preparation["secretary"].person
    desk.take_charge(officer, lodged[0], former)

    done = bulk.apply(officer, Verb.TAKE_CHARGE, lodged, officer=person)
    assert {d.officer for d in Dossier.objects.all()} == {person}
    bulk.undo(officer, done.act)

    officers = [Dossier.objects.get(pk=d.pk).officer for d in lodged]
    assert officers == [former, None, None]


def test_what_the_act_did_not_change_is_neither_done_nor_undone(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer, person = preparation.actor("officer"), preparation["officer"].person
    desk.take_charge(officer, lodged[0], person)

    done = bulk.apply(officer, Verb.TAKE_CHARGE, lodged[:2], officer=person)
    bulk.undo(officer, done.act)

    assert [d.pk for d in done.done] == [lodged[1].pk]
    lodged[0].refresh_from_db()
    assert lodged[0].officer == person


def test_an_undone_registration_keeps_its_number(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer = preparation.actor("officer")
    done = bulk.apply(officer, REGISTER, lodged[:2])

    bulk.undo(officer, done.act)
    newcomer = desk.register(officer, lodged[2])
    again = desk.register(officer, lodged[1])

    assert (again, newcomer) == ("SGG-2026-00001", "SGG-2026-00003")


def test_a_dossier_that_moved_on_is_left_and_reported(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer = preparation.actor("officer")
    done = bulk.apply(officer, REGISTER, lodged)
    desk.admit(preparation.actor("secretary"), lodged[0])

    undone = bulk.undo(officer, done.act)

    assert states(lodged) == ["admissible", "lodged", "lodged"]
    assert [(d.pk, why) for d, why in undone.refused] == [
        (
            lodged[0].pk,
            "Autre chose s'est passé depuis : ce dossier reste tel quel.",
        )
    ]


def test_reading_a_piece_or_writing_the_note_is_no_obstacle(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer = preparation.actor("officer")
    (version,) = preparation.give(lodged[0], "transmittal")
    done = bulk.apply(officer, REGISTER, lodged[:1])
    read_version(officer, version, device="une tablette")
    desk.write_note(officer, lodged[0], "À lire")

    undone = bulk.undo(officer, done.act)

    assert (states(lodged[:1]), undone.refused) == (["lodged"], [])


def test_only_its_author_takes_an_act_back_and_once(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer = preparation.actor("officer")
    done = bulk.apply(officer, REGISTER, lodged)
    with pytest.raises(NotAllowed, match="Seul l'auteur"):
        bulk.undo(preparation.actor("secretary"), done.act)
    assert bulk.undoable(preparation.actor("secretary")) is None
    assert bulk.undoable(officer) == done.act

    bulk.undo(officer, done.act)
    bulk.apply(officer, REGISTER, lodged)
    again = bulk.undo(officer, done.act)

    assert (again.done, again.refused) == ([], [])
    assert states(lodged) == ["registered"] * 3


def test_the_same_key_does_it_once(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    officer = preparation.actor("officer", key="un")
    first = bulk.apply(officer, REGISTER, lodged)

    again = bulk.apply(officer, REGISTER, lodged)

    assert again.act == first.act
    assert {d.pk for d in again.done} == {d.pk for d in lodged}
    assert [verbs(d) for d in lodged] == [["dossier.registered"]] * 3


def test_an_act_that_did_nothing_is_not_offered_for_undoing(
    preparation: Preparation,
) -> None:
    officer = preparation.actor("officer")
    done = bulk.apply(officer, REGISTER, [preparation.dossier(state=S.READY)])

    assert done.done == []
    assert bulk.undoable(officer) is None


@pytest.mark.parametrize("name", ["chief", "prime_minister", "coteval_secretary"])
def test_others_act_on_none(
    preparation: Preparation, lodged: list[Dossier], name: str
) -> None:
    done = bulk.apply(preparation.actor(name), REGISTER, lodged)

    assert done.done == []
    assert {why for _, why in done.refused} == {
        "Vos fonctions ne permettent pas cet acte sur ce dossier."
    }
    assert states(lodged) == ["lodged"] * 3


def test_what_needs_words_for_each_is_not_done_on_many(
    preparation: Preparation, lodged: list[Dossier]
) -> None:
    with pytest.raises(NotPossible, match="dossier par dossier"):
        bulk.apply(preparation.actor("officer"), Verb.RETURN_DOSSIER, lodged)


@pytest.mark.parametrize("verb", [Verb.READY_DOSSIER, Verb.PROPOSE_DOSSIER])
def test_many_are_previewed_in_a_constant_number_of_queries(
    preparation: Preparation, verb: Verb
) -> None:
    officer = preparation.actor("officer")
    state = S.UNDER_STUDY if verb is Verb.READY_DOSSIER else S.READY

    def queries(count: int) -> int:
        chosen = [preparation.dossier(kind="bill", state=state) for _ in range(count)]
        for dossier in chosen:
            preparation.give(dossier, "coteval_report")
        with CaptureQueriesContext(connection) as captured:
            shown = bulk.preview(officer, verb, chosen)
        assert [why for _, why in shown] == [""] * count
        return len(captured)

    assert queries(2) == queries(6) <= 25
