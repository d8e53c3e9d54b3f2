"""What is taken out of a file for its readers: words, pictures, a PDF of a DOCX."""

import io
from pathlib import Path

import pytest
from docx import Document
from pikepdf import Pdf
from PIL import Image

from ecm.files.checks import Media, examine
from ecm.files.conversion import can_convert, to_pdf
from ecm.files.previews import pictures_of
from ecm.files.refusals import REASONS, Refused
from ecm.files.text import text_of
from tests.files.makers import docx_file, laid_open, pdf, pdf_file, saved, with_body


def test_the_words_of_a_pdf_come_page_by_page(tmp_path: Path) -> None:
    path = pdf_file(tmp_path, pages=2)

    assert text_of(path, Media.PDF) == "Projet de decret 1\fProjet de decret 2"


def test_the_words_of_a_docx_come_with_its_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Avant le tableau")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Région", "Montant"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "dans la case"
    document.add_paragraph("Après l'œuvre")
    path = tmp_path / "a.docx"
    document.save(str(path))

    said = text_of(path, Media.DOCX).split("\n")

    assert [line for line in said if line] == [
        *("Avant le tableau", "Région", "Montant", "dans la case", "Après l'œuvre")
    ]


def test_what_was_struck_out_is_not_searched(tmp_path: Path) -> None:
    by = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    path = with_body(
        docx_file(tmp_path, "Fin"),
        f"<w:p><w:del {by}>{run.format('delText', 'ancien')}</w:del>"
        f"<w:ins {by}>{run.format('t', 'nouveau')}</w:ins></w:p>",
    )

    assert text_of(path, Media.DOCX) == "nouveau\nFin\n"


def test_an_endless_text_is_cut(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("ecm.files.text.MOST_CHARACTERS", 30)

    assert text_of(pdf_file(tmp_path, pages=3), Media.PDF) == (
        "Projet de decret 1\fProjet de d"
    )


def test_the_first_pages_are_small_pictures(tmp_path: Path) -> None:
    shown = pictures_of(pdf_file(tmp_path, pages=5))

    assert len(shown) == 3
    for picture in shown:
        assert len(picture) <= 100_000
        with Image.open(io.BytesIO(picture)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (900, 1274))


@pytest.mark.parametrize("size", [(3, 3), (14_400, 14_400), (14_400, 3)])
def test_a_page_of_any_size_is_drawn_small(tmp_path: Path, size) -> None:
    made = Pdf.new()
    made.add_blank_page(page_size=size)

    (shown,) = pictures_of(saved(made, tmp_path / "odd.pdf"))

    with Image.open(io.BytesIO(shown)) as picture:
        assert picture.width <= 900
        assert picture.height <= 1300


def test_a_noisy_page_is_made_coarser_until_it_is_small(tmp_path: Path) -> None:
    noise = Image.effect_noise((900, 1270), 120).convert("RGB")
    noise.save(tmp_path / "noise.pdf", quality=95)

    (shown,) = pictures_of(tmp_path / "noise.pdf")

    assert len(shown) <= 100_000


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DOCX put into PDF by the real LibreOffice."""
    if not can_convert():
        pytest.skip("not installed: soffice")
    folder = tmp_path_factory.mktemp("converted")
    document = Document()
    document.core_properties.author = "Nom du redacteur"
    document.add_heading("Rapport au Conseil", 1)
    document.add_paragraph("Où l'œuvre est née : « naïf » et gêné, Ŋ ɛ ɔ ɓ ɗ.")
    document.add_page_break()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Dans le tableau"
    document.save(str(folder / "a.docx"))
    to_pdf(folder / "a.docx", folder / "a.pdf")
    return folder / "a.pdf"


def test_a_docx_becomes_a_pdf_that_says_the_same(converted: Path) -> None:
    first, second = text_of(converted, Media.PDF).split("\f")

    assert first.split("\n")[0] == "Rapport au Conseil"
    assert "Où l'œuvre est née : « naïf » et gêné, Ŋ ɛ ɔ ɓ ɗ." in first
    assert second.strip() == "Dans le tableau"
    assert examine(converted, "a.pdf").advice == ()


def test_the_pdf_of_a_docx_names_no_author(converted: Path) -> None:
    octets = laid_open(converted)

    assert b"redacteur" not in octets
    assert "Nom du redacteur".encode("utf-16-be") not in octets
    assert b"LibreOffice" not in octets


def test_without_libreoffice_a_pdf_is_asked_for(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert can_convert() is False
    with pytest.raises(Refused) as refused:
        to_pdf(docx_file(tmp_path), tmp_path / "a.pdf")

    assert str(refused.value) == REASONS["no_conversion"]


def test_a_document_that_libreoffice_cannot_read_is_refused(tmp_path: Path) -> None:
    if not can_convert():
        pytest.skip("not installed: soffice")
    broken = tmp_path / "a.docx"
    broken.write_bytes(saved(pdf(), tmp_path / "a.pdf").read_bytes()[:200])

    with pytest.raises(Refused):
        to_pdf(broken, tmp_path / "b.pdf")

    assert not (tmp_path / "b.pdf").exists()
