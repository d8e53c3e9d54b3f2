"""A paper in a national language has the letters that it is written with."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from ecm.domain.communique.edition import Edition, texts_of, with_texts
from ecm.domain.communique.languages import OTHERS, SPECIAL_LETTERS
from ecm.publication.formats import pdf
from tests.publication.translating.test_pairs import an_edition

ONE_DATABASE = True
WORDS = f"Moore {SPECIAL_LETTERS} {SPECIAL_LETTERS.upper()} n be"


def in_words(language: str) -> Edition:
    french = an_edition()
    said = {
        key: f"- {WORDS}" if text.startswith("- ") else WORDS
        for key, text in texts_of(french).items()
    }
    return with_texts(replace(french, second=""), said, language=language)


def read(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(paper)
    return "".join(page.get_textpage().get_text_range() for page in document)


def embedded(paper: bytes) -> list[bool]:
    """Tell of each font of each page whether the paper carries it."""
    with pikepdf.open(io.BytesIO(paper)) as document:
        return [
            bool(font.DescendantFonts[0].FontDescriptor.get("/FontFile2"))
            or bool(font.DescendantFonts[0].FontDescriptor.get("/FontFile3"))
            for page in document.pages
            for font in page.Resources.Font.values()
        ]


@pytest.mark.parametrize("language", [known.code for known in OTHERS])
def test_the_letters_of_a_language_are_read_back_from_its_paper(language: str) -> None:
    paper = pdf.of_edition(in_words(language))

    found = read(paper)
    assert [
        x for x in SPECIAL_LETTERS + SPECIAL_LETTERS.upper() if x not in found
    ] == []
    assert all(embedded(paper))


def test_a_paper_of_both_languages_has_the_letters_too() -> None:
    paper = pdf.pdf_of_both(replace(an_edition(), second=""), in_words("mos"))

    found = read(paper)
    assert [x for x in "ẽĩũɩʋɛɔɓɗŋƴ" if x not in found] == []
    assert "Le Conseil a adopté un décret." in found.replace("\r\n", " ")
