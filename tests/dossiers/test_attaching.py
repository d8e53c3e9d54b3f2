"""Giving a dossier its pieces: checked, kept once, replaced without loss, read on record."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.pieces import attach, read_version, remove_document
from ecm.dossiers.models import (
    Dossier,
    DraftText,
    Opinion,
    PieceKind,
    Rendition,
    Version,
)
from ecm.files.actions import receive
from ecm.files.models import Upload
from ecm.files.refusals import Refused
from ecm.journal.chain import AlreadyDone
from ecm.journal.models import Entry
from tests.files.makers import docx_file, pdf_file
from tests.preparation import Preparation


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    return preparation.dossier()


def brought(
    preparation: Preparation,
    who: str,
    path: Path,
    filename: str = "rapport.pdf",
) -> Upload:
    """Return a file that `who` has sent in full."""
    return receive(preparation[who], SimpleUploadedFile(filename, path.read_bytes()))


def given(
    preparation: Preparation,
    dossier: Dossier,
    path: Path,
    piece: str = "presentation_report",
    *,
    who: str = "chief",
    filename: str = "rapport.pdf",
    key: str = "",
    **more: object,
) -> Version:
    upload = brought(preparation, who, path, filename)
    kind = PieceKind.objects.get(code=piece)
    return attach(preparation.actor(who, key), dossier, kind, upload, **more)


def verbs(dossier: Dossier) -> list[str]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", flat=True))


def test_a_file_becomes_a_version_that_tells_what_it_is(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    version = given(
        preparation,
        dossier,
        pdf_file(tmp_path, pages=3),
        filename="../../Rapport signé.pdf",
    )

    document = version.document
    assert (document.kind_id, document.title) == (
        "presentation_report",
        "Rapport de présentation",
    )
    assert (version.number, version.pages, version.filename) == (
        1,
        3,
        "Rapport signé.pdf",
    )
    assert version.media_type == "application/pdf"
    assert version.stored_by == preparation["chief"]
    assert verbs(dossier) == ["piece.stored"]
    assert not Upload.objects.exists()


def test_another_file_is_the_next_version_and_the_former_stays(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    first = given(preparation, dossier, pdf_file(tmp_path, "Un"))
    second = given(preparation, dossier, pdf_file(tmp_path, "Deux"))

    assert second.document == first.document
    assert (first.number, second.number) == (1, 2)
    assert second.document.versions.count() == 2


def test_the_same_file_again_changes_nothing(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    path = pdf_file(tmp_path)
    first = given(preparation, dossier, path)

    again = given(preparation, dossier, path)

    assert again == first
    assert verbs(dossier) == ["piece.stored"]
    assert not Upload.objects.exists()


def test_a_command_sent_twice_stores_once(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    given(preparation, dossier, pdf_file(tmp_path, "Un"), key="k")

    with pytest.raises(AlreadyDone):
        given(preparation, dossier, pdf_file(tmp_path, "Deux"), key="k")

    assert Version.objects.count() == 1


def test_a_piece_of_which_several_may_be_given_takes_each_its_place(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    minutes = "consultation_minutes"
    first = given(
        preparation, dossier, pdf_file(tmp_path, "A"), minutes, filename="Santé.pdf"
    )
    second = given(
        preparation, dossier, pdf_file(tmp_path, "B"), minutes, title="Culture"
    )

    replaced = given(
        preparation,
        dossier,
        pdf_file(tmp_path, "C"),
        minutes,
        document=first.document,
    )

    assert [first.document.title, second.document.title] == ["Santé", "Culture"]
    assert (replaced.document, replaced.number) == (first.document, 2)
    assert dossier.documents.count() == 2


def test_each_draft_text_has_a_document_of_its_own(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    drafts = [
        DraftText.objects.create(dossier=dossier, title=title, position=position)
        for position, title in enumerate(("Décret A", "Décret B"), start=1)
    ]

    for draft in drafts:
        path = pdf_file(tmp_path, draft.title)
        given(preparation, dossier, path, "draft_text", draft=draft)
    again = given(
        preparation, dossier, pdf_file(tmp_path, "A bis"), "draft_text", draft=drafts[0]
    )

    assert [d.title for d in dossier.documents.all()] == ["Décret A", "Décret B"]
    assert (again.document.draft, again.number) == (drafts[0], 2)


def test_a_refused_file_leaves_nothing_half_and_is_not_lost(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"GIF89a")

    with pytest.raises(Refused, match="une image GIF"):
        given(preparation, dossier, path)

    assert (dossier.documents.count(), Version.objects.count()) == (0, 0)
    assert verbs(dossier) == []
    assert Upload.objects.get().path.exists()


def test_a_docx_is_refused_where_nothing_can_show_it(
    preparation: Preparation,
    dossier: Dossier,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")  # a machine without LibreOffice

    with pytest.raises(Refused, match="Enregistrez le document en PDF"):
        given(preparation, dossier, docx_file(tmp_path, "Texte"), filename="t.docx")


@pytest.mark.parametrize(
    ("who", "piece"),
    [
        ("rival_chief", "presentation_report"),
        ("reviewer", "coteval_report"),
        ("stranger", "presentation_report"),
    ],
)
def test_a_piece_is_given_by_those_who_supply_it(
    preparation: Preparation, dossier: Dossier, tmp_path: Path, who: str, piece: str
) -> None:
    with pytest.raises(NotAllowed):
        given(preparation, dossier, pdf_file(tmp_path), piece, who=who)

    assert Upload.objects.count() == 1


def test_the_secretariat_adds_its_pieces_to_what_it_registered(
    preparation: Preparation, tmp_path: Path
) -> None:
    dossier = preparation.dossier(kind="bill", state=DossierState.REGISTERED)

    report = given(
        preparation, dossier, pdf_file(tmp_path), "coteval_report", who="officer"
    )

    assert report.document.kind_id == "coteval_report"
    with pytest.raises(NotAllowed, match="fournie par le ministère"):
        given(preparation, dossier, pdf_file(tmp_path), "transmittal", who="officer")


@pytest.mark.parametrize(
    "state", [DossierState.IN_REVIEW, DossierState.SIGNED, DossierState.ON_AGENDA]
)
def test_what_was_signed_or_is_being_read_is_not_changed(
    preparation: Preparation, tmp_path: Path, state: DossierState
) -> None:
    dossier = preparation.dossier(state=state)

    with pytest.raises(NotPossible):
        given(preparation, dossier, pdf_file(tmp_path))


def test_a_replaced_version_invalidates_the_opinion_given_on_it(
    preparation: Preparation, tmp_path: Path
) -> None:
    dossier = preparation.dossier(state=DossierState.UNDER_STUDY)
    version = given(preparation, dossier, pdf_file(tmp_path, "Un"))
    opinion = Opinion.objects.create(
        dossier=dossier,
        by_secretariat=True,
        ministry=preparation.cast.ministries["culture"],
        about="0" * 64,
        asked_by=preparation["officer"].person,
        asked_at=clock.now(),
        due_at=clock.now(),
    )
    opinion.versions.add(version)

    given(preparation, dossier, pdf_file(tmp_path, "Deux"))

    opinion.refresh_from_db()
    assert opinion.invalidated_at is not None
    assert verbs(dossier)[-2:] == ["piece.stored", "opinion.invalidated"]


def test_a_removed_piece_stays_with_its_versions(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    version = given(preparation, dossier, pdf_file(tmp_path))

    remove_document(preparation.actor("chief"), version.document)
    remove_document(preparation.actor("chief"), version.document)

    version.document.refresh_from_db()
    assert version.document.removed_at is not None
    assert version.document.versions.count() == 1
    assert verbs(dossier) == ["piece.stored", "piece.removed"]


def test_a_piece_given_after_it_was_removed_is_another_document(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    former = given(preparation, dossier, pdf_file(tmp_path))
    remove_document(preparation.actor("chief"), former.document)

    version = given(preparation, dossier, pdf_file(tmp_path))

    assert version.document != former.document
    assert version.number == 1


def test_reading_is_recorded_and_is_no_change(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    version = given(preparation, dossier, pdf_file(tmp_path))
    Rendition.objects.create(version=version, path=version.path)
    dossier.refresh_from_db()

    read_version(preparation.actor("minister"), version, device="tablette")

    entry = Entry.objects.filter(stream=dossier.stream).latest("seq")
    assert (entry.verb, entry.actor) == ("piece.read", preparation["minister"])
    assert entry.facts["digest"] == version.sha256
    assert "tablette" not in str(entry.facts)
    assert Dossier.objects.get(pk=dossier.pk).changed_at == dossier.changed_at


def test_what_has_no_clean_copy_yet_cannot_be_read(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    version = given(preparation, dossier, pdf_file(tmp_path))

    with pytest.raises(NotPossible, match="en cours de préparation"):
        read_version(preparation.actor("minister"), version, device="")


def test_a_stranger_reads_nothing(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    version = given(preparation, dossier, pdf_file(tmp_path))

    with pytest.raises(NotAllowed):
        read_version(preparation.actor("rival_chief"), version, device="")
