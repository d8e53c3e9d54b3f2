"""The whole way of a dossier, from its ministry's draft to the council's decision."""

from datetime import date

import time_machine

from ecm.domain.outcomes import Outcome
from ecm.dossiers.actions import council, desk, drafting, lodging, review
from ecm.dossiers.models import ReturnReason
from ecm.journal.chain import faults_of
from tests.preparation import NOW, Preparation


@time_machine.travel(NOW, tick=False)
def test_a_dossier_goes_all_the_way(preparation: Preparation) -> None:
    chief, officer = preparation.actor("chief"), preparation.actor("officer")
    minister = preparation.actor("minister")
    dossier = drafting.create_dossier(
        chief,
        preparation.kind("decree"),
        preparation.cast.ministries["finance"],
        title="Décret",
        council_day=date(2026, 2, 5),
    )
    preparation.give_all(dossier)
    review.send_for_review(chief, dossier)
    review.sign(minister, dossier)
    lodging.lodge(chief, dossier)
    number = desk.register(officer, dossier)
    desk.return_dossier(officer, dossier, list(ReturnReason.objects.all()[:2]))
    review.sign(minister, dossier)
    lodging.lodge(chief, dossier)
    assert desk.register(officer, dossier) == number == "SGG-2026-00001"
    desk.admit(officer, dossier)
    desk.make_ready(officer, dossier)
    desk.propose(officer, dossier)
    council.place(officer, dossier, 1, 2)
    council.bring_back(dossier, 1, 2, Outcome.DEFERRED)
    council.place(officer, dossier, 3, 4)
    council.settle(dossier, 3, 4, Outcome.ADOPTED)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome, dossier.returns) == (
        "settled",
        "adopted",
        1,
    )
    assert list(faults_of(dossier.stream, dossier.seq, dossier.head)) == []
