"""Giving, replacing, setting aside and reading the pieces of a dossier on its page."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Document, Dossier, DraftText, Rendition, Version
from ecm.files.actions import receive
from ecm.files.models import Upload
from ecm.files.store import place, write_once
from ecm.journal.models import Entry
from tests.cast import signed_in
from tests.files.makers import pdf_file
from tests.preparation import Preparation

ONE_DATABASE = True
REPORT = "presentation_report"


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    return preparation.dossier()


def client_of(preparation: Preparation, who: str = "chief") -> Client:
    return signed_in(Client(), preparation[who])


def words(answer) -> str:
    found = answer.content.decode().replace("&#x27;", "'")
    return found.replace("\u00a0", " ")


def told(answer) -> list[str]:
    found = [str(message) for message in get_messages(answer.wsgi_request)]
    return [words.replace("\u00a0", " ") for words in found]


def a_file(path: Path, name: str = "Rapport signé.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, path.read_bytes())


def give(client: Client, dossier: Dossier, piece: str = REPORT, **fields):
    fields = {"key": str(uuid4()), **fields}
    return client.post(f"{dossier.get_absolute_url()}pieces/{piece}/joindre/", fields)


def served(dossier: Dossier, content: bytes = b"%PDF-1.7 la copie") -> Version:
    """Return a piece whose clean copy is made, with the picture of a page."""
    document = Document.objects.create(dossier=dossier, kind_id=REPORT, title="Rapport")
    version = Version.objects.create(
        document=document,
        number=1,
        path="aa/original.pdf",
        filename="rapport.pdf",
        sha256="a" * 64,
        size=10,
        stored_at=clock.now(),
    )
    for path, what in (("bb/copie.pdf", content), ("bb/copie-0.webp", b"RIFF")):
        write_once(place(path), what)
    Rendition.objects.create(
        version=version, path="bb/copie.pdf", previews=["bb/copie-0.webp"]
    )
    return version


def test_a_file_in_the_form_becomes_a_piece(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    answer = give(client_of(preparation), dossier, file=a_file(pdf_file(tmp_path)))

    url = dossier.get_absolute_url()
    assert answer.headers["Location"] == f"{url}#piece-{REPORT}"
    assert told(answer) == ["La pièce « Rapport de présentation » est jointe."]
    assert Version.objects.get().filename == "Rapport signé.pdf"


def test_a_file_that_came_before_the_form_becomes_a_piece(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    upload = receive(preparation["chief"], a_file(pdf_file(tmp_path)))

    answer = give(client_of(preparation), dossier, upload=str(upload.pk))

    assert answer.status_code == 302
    assert Version.objects.get().document.kind_id == REPORT
    assert not Upload.objects.exists()


def test_what_one_brought_is_not_anothers_to_give(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    upload = receive(preparation["chief"], a_file(pdf_file(tmp_path)))

    refused = give(client_of(preparation, "writer"), dossier, upload=str(upload.pk))

    assert refused.status_code == 422
    assert "Cet envoi n'existe plus" in words(refused)
    assert Upload.objects.count() == 1


def test_a_refused_file_is_told_at_its_piece_and_the_words_stay(
    preparation: Preparation, dossier: Dossier
) -> None:
    refused = give(
        client_of(preparation),
        dossier,
        "consultation_minutes",
        title="Accord de la Santé",
        file=SimpleUploadedFile("accord.pdf", b"GIF89a"),
    )

    page = words(refused)
    assert refused.status_code == 422
    assert (
        '<a href="#piece-consultation_minutes">Compte rendu des concertations' in page
    )
    assert "une image GIF" in page
    assert 'value="Accord de la Santé"' in page
    assert not Version.objects.exists()


def test_no_file_is_told_so(preparation: Preparation, dossier: Dossier) -> None:
    refused = give(client_of(preparation), dossier)

    assert refused.status_code == 422
    assert "Choisissez un fichier." in words(refused)


def test_advice_is_said_when_the_file_is_taken(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    file = a_file(pdf_file(tmp_path), name="rapport.docx")

    answer = give(client_of(preparation), dossier, file=file)

    assert any("est un PDF" in words for words in told(answer)[1:])


def test_a_piece_is_replaced_and_its_versions_are_listed(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    client = client_of(preparation)
    give(client, dossier, file=a_file(pdf_file(tmp_path, "Un")))
    document = Document.objects.get()

    give(
        client,
        dossier,
        file=a_file(pdf_file(tmp_path, "Deux")),
        document=document.pk,
    )

    page = words(client.get(dossier.get_absolute_url()))
    assert document.versions.count() == 2
    assert "version 2" in page
    assert "1 version remplacée" in page


def test_the_document_of_another_dossier_is_not_replaced(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    other = served(preparation.dossier("Un autre")).document

    answer = give(
        client_of(preparation),
        dossier,
        file=a_file(pdf_file(tmp_path)),
        document=other.pk,
    )

    assert answer.status_code == 404
    assert other.versions.count() == 1


def test_each_draft_text_has_its_place(
    preparation: Preparation, dossier: Dossier, tmp_path: Path
) -> None:
    client = client_of(preparation)
    drafts = [
        DraftText.objects.create(dossier=dossier, title=title, position=rank)
        for rank, title in enumerate(("Décret A", "Décret B"), start=1)
    ]

    give(
        client,
        dossier,
        "draft_text",
        file=a_file(pdf_file(tmp_path)),
        draft=drafts[0].pk,
    )

    page = words(client.get(dossier.get_absolute_url()))
    assert "Joindre « Décret B »" in page
    assert "Joindre « Décret A »" not in page


def test_a_piece_is_said_without_object_and_expected_again(
    preparation: Preparation, dossier: Dossier
) -> None:
    client = client_of(preparation)
    url = f"{dossier.get_absolute_url()}pieces/comparison/sans-objet/"

    client.post(url, {"reason": "Texte nouveau", "key": "1"})
    waived = words(client.get(dossier.get_absolute_url()))
    client.post(url, {"expected": "1", "key": "2"})

    assert "« Texte nouveau »" in waived
    assert not dossier.waivers.exists()


def test_a_required_piece_is_never_without_object(
    preparation: Preparation, dossier: Dossier
) -> None:
    url = f"{dossier.get_absolute_url()}pieces/transmittal/sans-objet/"

    refused = client_of(preparation).post(url, {"reason": "Perdu"})

    assert refused.status_code == 422
    assert "ne peut pas être déclarée sans objet" in words(refused)


def test_a_piece_is_taken_out_and_its_versions_stay(
    preparation: Preparation, dossier: Dossier
) -> None:
    document = served(dossier).document

    answer = client_of(preparation).post(
        f"{dossier.get_absolute_url()}documents/{document.pk}/retirer/"
    )

    assert answer.status_code == 302
    assert told(answer) == [
        "La pièce « Rapport » est retirée ; ses versions sont gardées."
    ]
    assert document.versions.count() == 1


def test_reading_a_piece_is_written_before_its_first_byte(
    preparation: Preparation, dossier: Dossier
) -> None:
    version = served(dossier)
    client = client_of(preparation, "minister")

    answer = client.get(f"{dossier.get_absolute_url()}pieces/versions/{version.pk}/")

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 la copie"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Content-Disposition"] == (
        f'inline; filename="piece-{version.pk}.pdf"'
    )
    entry = Entry.objects.get(stream=dossier.stream)
    assert (entry.verb, entry.actor) == ("piece.read", preparation["minister"])


def test_a_piece_whose_copy_is_not_made_says_to_wait(
    preparation: Preparation, dossier: Dossier
) -> None:
    version = served(dossier)
    Rendition.objects.filter(version=version).delete()
    client = client_of(preparation)

    refused = client.get(f"{dossier.get_absolute_url()}pieces/versions/{version.pk}/")

    assert refused.status_code == 409
    assert "en cours de préparation" in words(refused)
    assert "La copie à lire est en préparation." in words(
        client.get(dossier.get_absolute_url())
    )
    assert not Entry.objects.filter(stream=dossier.stream).exists()


def test_the_pictures_are_for_the_ministry_that_gave_the_piece(
    preparation: Preparation,
) -> None:
    dossier = preparation.dossier(state=DossierState.REGISTERED)
    version = served(dossier)
    url = f"{dossier.get_absolute_url()}pieces/versions/{version.pk}/apercu/0/"

    seen = client_of(preparation).get(url)
    beyond = client_of(preparation).get(url.replace("/0/", "/1/"))

    assert b"".join(seen.streaming_content) == b"RIFF"
    assert seen.headers["Content-Type"] == "image/webp"
    assert beyond.status_code == 404
    assert client_of(preparation, "officer").get(url).status_code == 404


@pytest.mark.parametrize("who", ["rival_chief", "stranger", "officer"])
def test_a_stranger_neither_gives_nor_reads(
    preparation: Preparation, dossier: Dossier, tmp_path: Path, who: str
) -> None:
    version = served(dossier)
    client = client_of(preparation, who)

    given = give(client, dossier, file=a_file(pdf_file(tmp_path)))
    read = client.get(f"{dossier.get_absolute_url()}pieces/versions/{version.pk}/")

    assert (given.status_code, read.status_code) == (404, 404)
    assert not Entry.objects.filter(stream=dossier.stream).exists()


def test_the_reader_of_a_lodged_dossier_gives_nothing(
    preparation: Preparation, tmp_path: Path
) -> None:
    dossier = preparation.dossier(state=DossierState.REGISTERED)

    refused = give(
        client_of(preparation, "officer"), dossier, file=a_file(pdf_file(tmp_path))
    )

    assert refused.status_code == 403
    assert not Version.objects.exists()


def test_what_was_signed_takes_no_file(
    preparation: Preparation, tmp_path: Path
) -> None:
    dossier = preparation.dossier(state=DossierState.SIGNED)

    refused = give(client_of(preparation), dossier, file=a_file(pdf_file(tmp_path)))

    assert refused.status_code == 422
    assert "le dossier est signé, à transmettre" in words(refused)
