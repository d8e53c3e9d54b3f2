"""A dossier's life in sentences: complete, dated, and to each what he may know of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ecm import access
from ecm.domain.circuit import CIRCUIT, DossierState
from ecm.domain.facts import FACTS
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import council, desk, drafting, lodging, pieces, review
from ecm.dossiers.actions.observations import observe
from ecm.dossiers.actions.opinions import consult, give_opinion, request_opinion
from ecm.dossiers.life import INSIDE, OPINIONS, Line, lines_of
from ecm.dossiers.models import Dossier, PieceKind, ReturnReason, Verdict, Version
from ecm.journal.chain import SYSTEM, record
from tests.preparation import NOW, Preparation

DUE = datetime(2026, 1, 26, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock_of_the_test() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def lines(preparation: Preparation, dossier: Dossier, name: str) -> list[Line]:
    """Return what somebody reads of the dossier's life, as its page would."""
    request = RequestFactory().get("/")
    request.user = preparation[name]
    file = access.dossier(request, dossier.pk)
    return lines_of(file.dossier, file)


def texts(preparation: Preparation, dossier: Dossier, name: str) -> list[str]:
    return [line.text for line in lines(preparation, dossier, name)]


@pytest.fixture
def lived(preparation: Preparation) -> Dossier:
    """A decree that was drafted, returned once, studied, deferred and adopted."""
    chief, officer = preparation.actor("chief"), preparation.actor("officer")
    minister = preparation.actor("minister")
    ministries = preparation.cast.ministries
    dossier = drafting.create_dossier(
        chief,
        preparation.kind("decree"),
        ministries["finance"],
        title="Décret",
        council_day=date(2026, 2, 5),
    )
    versions = preparation.give_all(dossier)
    drafting.waive_piece(chief, dossier, PieceKind.objects.get(code="comparison"))
    consult(chief, dossier, ministries=[ministries["health"]], due_at=DUE)
    (opinion,) = dossier.opinions.all()
    give_opinion(preparation.actor("health_chief"), opinion, verdict=Verdict.AGREE)
    review.send_for_review(chief, dossier)
    review.sign(minister, dossier)
    lodging.lodge(chief, dossier)
    desk.register(officer, dossier)
    desk.return_dossier(officer, dossier, ReturnReason.objects.filter(code="unsigned"))
    drafting.edit_dossier(chief, dossier, values={"theme": "Budget"})
    review.sign(minister, dossier)
    lodging.lodge(chief, dossier)
    desk.register(officer, dossier)
    desk.take_charge(officer, dossier, preparation["officer"].person)
    desk.admit(officer, dossier)
    first = Version.objects.get(pk=versions[0].pk)
    pieces.read_version(officer, first, device="une")
    request_opinion(officer, dossier, bodies=[preparation.control], due_at=DUE)
    asked = dossier.opinions.get(body=preparation.control)
    controller = preparation.actor("controller")
    observe(controller, dossier, text="Quel crédit ?", version=first)
    give_opinion(controller, asked, verdict=Verdict.COMMENT, text="Sous réserve")
    desk.write_note(officer, dossier, "Favorable")
    desk.make_ready(officer, dossier)
    desk.propose(officer, dossier)
    council.place(officer, dossier, 1, 1)
    council.bring_back(dossier, 1, 1, Outcome.DEFERRED)
    council.place(officer, dossier, 2, 2)
    council.settle(dossier, 2, 2, Outcome.ADOPTED)
    return dossier


FROM_THE_MINISTRY = [
    "Le dossier est ouvert.",
    "Tableau comparatif : sans objet.",
]
CONSULTED = [
    "Consultation ouverte : ministère de la Santé.",
    "Avis rendu : ministère de la Santé, favorable.",
]
READ_AND_SIGNED = ["Le dossier est envoyé en relecture.", "Le dossier est signé."]
LODGED = "Le dossier est transmis au SGG."
REGISTERED = "Le dossier est enregistré sous le numéro SGG-2026-00001."
RETURNED = "Le dossier est retourné pour complément (1 motif de forme)."
STUDIED = [
    "Le dossier est pris en charge par Awa OFFICER.",
    "Le dossier est recevable.",
    "Bordereau de transmission : la version 1 est ouverte.",
    "Avis demandé : Contrôle financier.",
    "Une observation est écrite.",
    "Avis rendu : Contrôle financier, favorable avec observations.",
    "La note à la présidence de séance est écrite.",
    "Le dossier est prêt.",
    "Le dossier est proposé à l'ordre du jour du 5 février 2026.",
    "Le dossier est inscrit à l'ordre du jour.",
    "Le dossier revient du Conseil : ajourné.",
    "Le dossier est inscrit à l'ordre du jour.",
    "Le Conseil a examiné le dossier : adopté.",
]
READING, NOTE = STUDIED[2], STUDIED[6]


def test_the_ministry_reads_all_its_own_and_no_note(
    preparation: Preparation, lived: Dossier
) -> None:
    assert texts(preparation, lived, "chief") == [
        *FROM_THE_MINISTRY,
        *CONSULTED,
        *READ_AND_SIGNED,
        *(LODGED, REGISTERED, RETURNED),
        "Les renseignements du dossier sont modifiés.",
        "Le dossier est signé.",
        *(LODGED, REGISTERED),
        *(text for text in STUDIED if text not in (READING, NOTE)),
    ]


def test_the_secretariat_reads_what_left_the_ministry_and_who_read(
    preparation: Preparation, lived: Dossier
) -> None:
    assert texts(preparation, lived, "officer") == [
        *CONSULTED,
        *(LODGED, REGISTERED, RETURNED, LODGED, REGISTERED),
        *STUDIED,
    ]


def test_the_heads_read_the_note_s_line_and_no_reading(
    preparation: Preparation, lived: Dossier
) -> None:
    found = texts(preparation, lived, "prime_minister")

    assert NOTE in found
    assert READING not in found
    assert FROM_THE_MINISTRY[0] not in found


def test_who_was_only_asked_reads_of_his_opinion_alone(
    preparation: Preparation, lived: Dossier
) -> None:
    said = "Une observation est écrite."

    # What is said of a version is read by all who were asked on that version.
    assert texts(preparation, lived, "health_chief") == [
        *CONSULTED,
        *(LODGED, LODGED, said),
    ]
    assert texts(preparation, lived, "controller") == [
        *(LODGED, LODGED),
        "Avis demandé : Contrôle financier.",
        said,
        "Avis rendu : Contrôle financier, favorable avec observations.",
    ]


def test_a_line_says_when_and_by_whom(
    preparation: Preparation, clock_of_the_test: time_machine.Traveller
) -> None:
    dossier = preparation.dossier(state=DossierState.READY)
    council.place(SYSTEM, dossier, 1, 1)
    clock_of_the_test.move_to(DUE)
    council.displace(preparation.actor("officer"), dossier, 1, 1)

    first, second = lines(preparation, dossier, "officer")

    assert (first.seq, first.verb, first.at, first.by) == (
        1,
        Verb.PLACE_DOSSIER,
        NOW,
        "",
    )
    assert (second.at, second.by) == (DUE, "Awa OFFICER")


def test_a_ministry_keeps_the_name_of_the_day_it_was_asked(
    preparation: Preparation, lived: Dossier
) -> None:
    health = preparation.cast.ministries["health"]
    health.names.update(valid_until=date(2026, 3, 1))
    health.names.create(
        name="ministère de la Santé et de l'hygiène publique",
        short_name="Santé",
        precedence=3,
        valid_from=date(2026, 3, 2),
    )

    assert CONSULTED[0] in texts(preparation, lived, "officer")


@pytest.mark.parametrize("name", ["chief", "officer", "prime_minister", "controller"])
def test_a_life_takes_five_queries_whatever_its_length(
    preparation: Preparation, lived: Dossier, name: str
) -> None:
    def queries() -> int:
        request = RequestFactory().get("/")
        request.user = preparation[name]
        file = access.dossier(request, lived.pk)
        with CaptureQueriesContext(connection) as captured:
            assert lines_of(file.dossier, file)
        return len(captured)

    before = queries()
    Dossier.objects.filter(pk=lived.pk).update(state=DossierState.READY)
    for number in range(5):
        council.place(preparation.actor("officer"), lived, number, number)
        council.displace(preparation.actor("officer"), lived, number, number)

    assert queries() == before <= 5


SAMPLES = {
    "document": 0,
    "piece": "transmittal",
    "version": 0,
    "digest": "",
    "device": "",
    "kind": "decree",
    "ministry": 0,
    "relation": "related",
    "dossier": None,
    "waived": True,
    "count": 3,
    "level": 1,
    "acting": True,
    "late": True,
    "day": "2026-02-05",
    "number": "SGG-2026-00001",
    "officer": None,
    "returned": 0,
    "form": 1,
    "substance": 0,
    "opinion": 0,
    "asked": "body/2",
    "verdict": "agree",
    "observation": 0,
    "meeting": 1,
    "item": 2,
    "outcome": "adopted",
    "undone": "dossier.admitted",
    "state": "registered",
}


def test_every_verb_is_a_whole_sentence_even_of_rows_that_are_gone(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=DossierState.READY)
    for verb in CIRCUIT:
        fields = FACTS[verb].__dataclass_fields__
        record(verb, SYSTEM, dossier, **{name: SAMPLES[name] for name in fields})
    dossier.save()

    found = {line.verb: line.text for line in lines(preparation, dossier, "chief")}

    assert set(found) == set(CIRCUIT) - {Verb.WRITE_NOTE, Verb.READ_PIECE}
    assert [text for text in found.values() if not text.endswith(".")] == []
    assert [text for text in found.values() if "None" in text or "{" in text] == []


def test_what_is_inside_and_what_is_of_opinions_are_verbs_of_a_dossier() -> None:
    assert (INSIDE | OPINIONS) - {Verb.OPEN_PAPER} <= set(CIRCUIT)
