"""What readers are served: a clean copy, made once, or the reason why there is none."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from django.conf import settings

from ecm import clock
from ecm.dossiers.models import Document, Indexed, Rendition, Version
from ecm.dossiers.renditions import make_forgotten, make_readable
from ecm.files.store import Kept, keep, place
from tests.preparation import Preparation


def a_version(preparation: Preparation, tmp_path: Path, name: str, content: bytes):
    source = tmp_path / name
    source.write_bytes(content)
    kept = keep(source, suffix=source.suffix)
    document = Document.objects.create(
        dossier=preparation.dossier(), title="Rapport de présentation"
    )
    return Version.objects.create(
        document=document,
        number=1,
        path=kept.path,
        filename=name,
        sha256=kept.sha256,
        size=kept.size,
        stored_at=clock.now(),
    )


def a_pdf_with_a_program() -> bytes:
    pdf, written = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('bonjour')")
    pdf.Root.OpenAction = script
    pdf.save(written)
    return written.getvalue()


def a_letter(words: str) -> bytes:
    letter, written = docx.Document(), BytesIO()
    letter.add_paragraph(words)
    letter.save(written)
    return written.getvalue()


def test_until_it_is_made_a_brought_file_is_served_to_nobody(
    preparation: Preparation, tmp_path: Path
) -> None:
    version = a_version(preparation, tmp_path, "a.pdf", a_pdf_with_a_program())

    assert version.served_path == ""


def test_the_copy_that_is_served_runs_nothing_and_the_original_stays(
    preparation: Preparation, tmp_path: Path
) -> None:
    original = a_pdf_with_a_program()
    version = a_version(preparation, tmp_path, "a.pdf", original)

    make_readable.call(version.pk)

    version = Version.objects.get(pk=version.pk)
    served = place(version.served_path).read_bytes()
    assert b"JavaScript" not in served
    assert place(version.path).read_bytes() == original
    assert version.rendition.pages == 1
    assert len(version.rendition.previews) == 1
    assert place(version.rendition.previews[0]).read_bytes()[8:12] == b"WEBP"


def test_a_letter_becomes_a_pdf_and_its_words_are_found(
    preparation: Preparation, tmp_path: Path
) -> None:
    letter = a_letter("L'adoption de ce décret permet la réorganisation.")
    version = a_version(preparation, tmp_path, "a.docx", letter)

    make_readable.call(version.pk)

    made = Rendition.objects.get(version=version)
    assert made.fault == ""
    assert place(made.path).read_bytes().startswith(b"%PDF-")
    assert "réorganisation" in made.text
    assert "reorganisation" in Indexed.objects.get(version=version).words


def test_what_cannot_be_shown_says_why(
    preparation: Preparation, tmp_path: Path
) -> None:
    version = a_version(preparation, tmp_path, "a.pdf", b"%PDF-1.7 nothing else")

    make_readable.call(version.pk)

    made = Rendition.objects.get(version=version)
    assert (made.path, made.pages) == ("", None)
    assert "déposez-le de nouveau" in made.fault


def test_made_twice_it_is_made_once(preparation: Preparation, tmp_path: Path) -> None:
    version = a_version(preparation, tmp_path, "a.pdf", a_pdf_with_a_program())
    make_readable.call(version.pk)
    first = Rendition.objects.get(version=version)

    make_readable.call(version.pk)

    assert Rendition.objects.get(version=version).made_at == first.made_at


def test_the_same_bytes_in_another_file_are_not_opened_again(
    preparation: Preparation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = a_letter("Accord du ministère des finances.")
    first, second = (
        a_version(preparation, tmp_path, "a.docx", letter) for _ in range(2)
    )
    make_readable.call(first.pk)
    monkeypatch.setattr("ecm.dossiers.renditions.to_pdf", None)

    make_readable.call(second.pk)

    copies = [Rendition.objects.get(version=version) for version in (first, second)]
    assert copies[0].path == copies[1].path != ""
    assert copies[0].previews == copies[1].previews
    assert "accord" in Indexed.objects.get(version=second).words


def test_what_a_killed_worker_had_in_hand_lies_where_it_is_swept(
    preparation: Preparation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = a_version(preparation, tmp_path, "a.pdf", a_pdf_with_a_program())
    seen: list[Path] = []

    def kept_by_a_spy(clean: Path, *, suffix: str) -> Kept:
        seen.append(clean)
        return keep(clean, suffix=suffix)

    monkeypatch.setattr("ecm.dossiers.renditions.keep", kept_by_a_spy)
    make_readable.call(version.pk)

    assert [clean.parents[1] for clean in seen] == [settings.DATA / "scratch"]


@pytest.mark.parametrize(("minutes", "count"), [(1, 0), (4, 1)])
def test_what_a_dead_worker_left_is_made_again(
    preparation: Preparation, tmp_path: Path, minutes: int, count: int
) -> None:
    version = a_version(preparation, tmp_path, "a.pdf", a_pdf_with_a_program())

    make_forgotten(version.stored_at + timedelta(minutes=minutes))

    assert Rendition.objects.filter(version=version).count() == count
