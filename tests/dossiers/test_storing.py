"""Storing the versions of a document: whole, once, under a name that says nothing."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from ecm.dossiers.actions.pieces import store_version
from ecm.dossiers.models import Document
from ecm.journal.chain import SYSTEM
from tests.cast import Cast, a_dossier, actor


@pytest.fixture
def document(cast: Cast) -> Document:
    dossier = a_dossier(cast.ministries["finance"], "Loi")
    return Document.objects.create(dossier=dossier, title="Rapport")


def test_a_version_keeps_its_bytes_and_what_is_known_of_them(
    cast: Cast, document: Document
) -> None:
    pdf = b"%PDF-1.7 un texte"

    version = store_version(actor(cast.secretary), document, pdf, pages=3)

    seal = hashlib.sha256(pdf).hexdigest()
    assert version.path == f"{seal[:2]}/{seal}.pdf"
    assert (Path(settings.MEDIA_ROOT) / version.path).read_bytes() == pdf
    assert (version.number, version.sha256, version.size, version.pages) == (
        1,
        seal,
        len(pdf),
        3,
    )
    assert version.stored_by == cast.secretary


def test_other_bytes_are_the_next_version(document: Document) -> None:
    first = store_version(SYSTEM, document, b"%PDF first", pages=1)
    second = store_version(SYSTEM, document, b"%PDF second", pages=1)

    assert (first.number, second.number) == (1, 2)


def test_the_same_bytes_again_change_nothing(document: Document) -> None:
    first = store_version(SYSTEM, document, b"%PDF same", pages=1)
    again = store_version(SYSTEM, document, b"%PDF same", pages=1)

    assert again == first
    assert document.versions.count() == 1
