"""A file is accepted by being opened: each fault has its sentence, and nothing is run."""

import ast
import hashlib
import os
from pathlib import Path

import pytest
from pikepdf import Dictionary, Encryption, Name, Pdf, Permissions, Stream

from ecm.domain.errors import NotPossible
from ecm.files.checks import Examined, Media, examine
from ecm.files.looks import OF_OFFICE
from ecm.files.refusals import ADVICE, REASONS
from tests.files.makers import (
    archive_of,
    armed_pdf,
    changed,
    docx_file,
    part,
    pdf,
    pdf_file,
    refusal,
    saved,
    with_body,
    written,
)
from tests.source import PRODUCT

MB = 1_000_000


def test_a_pdf_is_accepted_with_what_is_known_of_it(tmp_path: Path) -> None:
    path = pdf_file(tmp_path, pages=3)

    found = examine(path, "Projet de décret.pdf")

    assert found == Examined(
        name="Projet de décret.pdf",
        media=Media.PDF,
        size=path.stat().st_size,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        pages=3,
        characters=3 * len("Projet de decret 1"),
        advice=(),
    )


def test_a_docx_is_accepted_with_what_is_known_of_it(tmp_path: Path) -> None:
    path = docx_file(tmp_path, "Rapport au Conseil", "Le ministre propose.")

    found = examine(path, "Rapport.docx")

    assert (found.media, found.pages, found.advice) == (Media.DOCX, None, ())
    assert found.characters == len("Rapport au Conseil" + "Le ministre propose.")


def test_what_a_file_is_does_not_come_from_its_name(tmp_path: Path) -> None:
    found = examine(pdf_file(tmp_path), "rapport.docx")

    assert found.media is Media.PDF
    assert found.advice == (
        "Ce fichier est un PDF, bien que son nom finisse autrement.",
    )


def test_a_refusal_is_one_that_the_pages_know_how_to_say(tmp_path: Path) -> None:
    with pytest.raises(NotPossible):
        examine(written(tmp_path, b""), "vide.pdf")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "Ce fichier est vide", id="nothing"),
        pytest.param(b"\xff\xd8\xff\xe0 JFIF", "est une image JPEG", id="a JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "est une image PNG", id="a PNG"),
        pytest.param(b"II*\0....", "est une image TIFF", id="a TIFF"),
        pytest.param(b"{\\rtf1 ", "est un document RTF", id="an RTF"),
        pytest.param(b"MZ\x90\0", "est un programme", id="a program"),
        pytest.param(b"#!/bin/sh\nrm", "est un programme", id="a script"),
        pytest.param(b"<!DOCTYPE html><p>", "est une page HTML", id="a page"),
        pytest.param("Été".encode(), "est un texte simple", id="plain text"),
        pytest.param(b"\0\1\2\3" * 9, "n'en est pas un", id="anything"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "est un document Office ancien (.doc, .xls ou .ppt)",
            id="an old Word file",
        ),
    ],
)
def test_what_is_neither_pdf_nor_docx_is_named(
    tmp_path: Path, content: bytes, words: str
) -> None:
    said = refusal(written(tmp_path, content), "rapport.pdf")

    assert words in said
    assert "déposez" in said


def test_other_archives_are_named(tmp_path: Path) -> None:
    odt = archive_of(mimetype=b"application/vnd.oasis.opendocument.text")
    plain = archive_of(readme=b"Lisez-moi")
    workbook = changed(docx_file(tmp_path), types=as_workbook(docx_file(tmp_path)))

    assert "est un classeur Excel" in refusal(workbook)
    assert "un document OpenDocument (.odt)" in refusal(written(tmp_path, odt))
    assert "est une archive ZIP" in refusal(written(tmp_path, plain))


def as_workbook(path: Path) -> str:
    return part(path, "[Content_Types].xml").replace(
        "wordprocessingml.document.main", "spreadsheetml.sheet.main"
    )


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path, settings) -> None:
    settings.LARGEST_FILE = 2 * MB
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(3 * MB)

    said = refusal(path)

    assert "pèse 3 Mo ; la limite est de 2 Mo" in said
    assert "150 points par pouce" in said


def test_a_scan_of_60_megaoctets_is_accepted_with_advice(tmp_path: Path) -> None:
    scan = Pdf.new()
    page = scan.add_blank_page(page_size=(595, 842))
    picture = Stream(scan, os.urandom(MB) * 60)
    page.Resources = Dictionary(XObject=Dictionary(I=picture))
    path = saved(scan, tmp_path / "scan.pdf", compress_streams=False)

    found = examine(path, "scan.pdf")

    heavy, scanned = found.advice
    assert "pèse 60 Mo : il s'ouvrira lentement" in heavy
    assert "fait d'images" in scanned


def test_a_pdf_behind_a_password_is_refused(tmp_path: Path) -> None:
    sealed = Encryption(owner="le maître", user="le mot")
    path = saved(pdf(), tmp_path / "sealed.pdf", encryption=sealed)

    assert refusal(path) == REASONS["encrypted"]


def test_a_pdf_that_only_forbids_printing_is_accepted(tmp_path: Path) -> None:
    locked = Encryption(owner="maître", user="", allow=Permissions(print_highres=False))

    found = examine(
        saved(pdf(), tmp_path / "locked.pdf", encryption=locked), "locked.pdf"
    )

    assert found.advice == (ADVICE["locked"],)


def test_a_docx_behind_a_password_is_refused(tmp_path: Path) -> None:
    sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
    sealed += "EncryptedPackage".encode("utf-16-le")

    assert refusal(written(tmp_path, sealed)) == REASONS["encrypted"]


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    assert refusal(saved(Pdf.new(), tmp_path / "none.pdf")) == REASONS["no_pages"]


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    path = saved(pdf(pages=5001), tmp_path / "long.pdf")

    assert "5001 pages ; la limite est de 5000" in refusal(path)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_whose_end_is_missing_is_refused(tmp_path: Path, kept: float) -> None:
    whole = pdf_file(tmp_path, pages=20).read_bytes()

    said = refusal(written(tmp_path, whole[: int(len(whole) * kept)]))

    assert said == REASONS["cut"]


def test_a_pdf_whose_page_cannot_be_unpacked_is_refused(tmp_path: Path) -> None:
    broken = pdf()
    broken.pages[0].Contents = Stream(
        broken, b"this was never packed", Filter=Name.FlateDecode
    )
    path = saved(broken, tmp_path / "broken.pdf", compress_streams=False)

    assert refusal(path) == REASONS["damaged"]


def test_a_pdf_with_a_wrong_table_is_mended_and_its_pages_counted(
    tmp_path: Path,
) -> None:
    whole = pdf_file(tmp_path, pages=4).read_bytes()
    at = whole.rindex(b"startxref")

    found = examine(
        written(tmp_path, whole[:at] + b"startxref\n7\n%%EOF\n"), "table.pdf"
    )

    assert found.pages == 4
    assert found.advice == (ADVICE["repaired"] % {"pages": 4},)


def test_noise_behind_the_first_line_of_a_pdf_is_refused(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, b"%PDF-1.7\n" + os.urandom(5000) + b"\n%%EOF\n"))

    assert said == REASONS["damaged"]


def test_a_page_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = pdf()
    bomb.pages[0].Contents = Stream(bomb, b"0 0 m\n" * (70 * MB // 6))
    path = saved(bomb, tmp_path / "bomb.pdf")
    assert path.stat().st_size < MB

    assert refusal(path) == REASONS["heavy"]


def test_a_pdf_that_acts_is_accepted_and_its_bearer_told(tmp_path: Path) -> None:
    found = examine(armed_pdf(tmp_path / "armed.pdf"), "armed.pdf")

    words = ("attachments", "form", "links", "media", "opening", "program", "signature")
    assert found.advice == tuple(ADVICE[word] for word in words)


def test_a_document_with_a_program_is_refused_in_words(tmp_path: Path) -> None:
    path = changed(docx_file(tmp_path), **{"word/vbaProject.bin": b"charge"})

    assert refusal(path, "rapport.docx") == REASONS["macros"]


def test_a_zip_bomb_is_refused_in_words(tmp_path: Path) -> None:
    path = changed(docx_file(tmp_path), **{"word/media/a.xml": b"\0" * (60 * MB)})
    assert path.stat().st_size < MB

    assert refusal(path) == REASONS["bomb"]


def test_a_document_with_remarks_is_accepted_with_advice(tmp_path: Path) -> None:
    w = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    path = with_body(docx_file(tmp_path), f"<w:p><w:ins {w}/></w:p>")

    assert examine(path, "a.docx").advice == (ADVICE["changes"],)


def test_each_of_the_cell_s_words_has_its_sentence() -> None:
    said = {
        call.args[0].value
        for module in PRODUCT
        if module.name.startswith("ecm.files.cell")
        for call in module.calls("Unfit")
        if isinstance(call.args[0], ast.Constant)
    }

    assert said > {"bomb", "encrypted"}
    assert said - REASONS.keys() - OF_OFFICE.keys() == set()


def test_a_page_that_is_also_a_pdf_is_a_pdf(tmp_path: Path) -> None:
    both = b"<html><script>charge()</script>" + pdf_file(tmp_path).read_bytes()

    found = examine(written(tmp_path, both + b"<script>fin</script>"), "page.html")

    assert found.media is Media.PDF
    assert found.pages == 1
