"""The whole way of a dossier, from its ministry's draft to the council's decision."""

from datetime import date

import pytest
import time_machine

from ecm.domain.outcomes import Outcome
from ecm.dossiers.actions import council, desk, drafting, lodging, review
from ecm.dossiers.models import Document, Dossier, PieceKind, ReturnReason, Version
from ecm.journal.chain import faults_of
from ecm.journal.models import Entry
from tests.preparation import NOW, Preparation


def give(dossier: Dossier, *codes: str) -> None:
    """Put a file in the dossier for each of these pieces, as `attach` would."""
    for code in codes:
        piece = PieceKind.objects.get(code=code)
        document = Document.objects.create(
            dossier=dossier, kind=piece, title=piece.label
        )
        Version.objects.create(
            document=document,
            number=1,
            path=f"00/{document.pk}.pdf",
            sha256=f"{document.pk:064x}",
            size=10,
            pages=1,
            stored_at=NOW,
        )


def give_all(dossier: Dossier) -> None:
    """Give every piece that the ministry must."""
    asked = dossier.kind.requirements.filter(
        need="required", piece__supplier="ministry"
    )
    give(dossier, *asked.values_list("piece__code", flat=True))


def verbs(dossier: Dossier) -> list[str]:
    entries = Entry.objects.filter(stream=dossier.stream)
    return list(entries.order_by("seq").values_list("verb", flat=True))


@pytest.mark.usefixtures("db")
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
    give_all(dossier)
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
