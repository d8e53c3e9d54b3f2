"""The papers of an edition: archivable, tagged, in their language, alike each time."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from ecm.domain.communique.edition import Edition, texts_of
from ecm.publication.formats import html, pdf, text
from tests.publication.formats.editions import (
    amended,
    in_other_words,
    long_one,
    published,
)
from tests.publication.pdf import squeezed, words_of

ONE_DATABASE = True
pytestmark = pytest.mark.django_db


def languages(node: pikepdf.Object) -> Iterator[tuple[str, str]]:
    """Yield the kind and the language of every element that says one, in order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from languages(kid)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node and "/Lang" in node:
            yield str(node.S), str(node.Lang)
        yield from languages(node.get("/K", pikepdf.Array()))


def headings(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from headings(kid)
    elif isinstance(node, pikepdf.Dictionary):
        if str(node.get("/S", "")) in ("/H1", "/H2", "/H3", "/H4"):
            yield str(node.S)
        yield from headings(node.get("/K", pikepdf.Array()))


def papers() -> dict[str, bytes]:
    edition = amended(published())
    other = in_other_words(edition)
    return {
        "fr": pdf.of_edition(edition),
        "mos": pdf.of_edition(other),
        "both": pdf.pdf_of_both(edition, other),
    }


def test_every_paper_is_archivable_accessible_and_whole() -> None:
    for made in papers().values():
        with pikepdf.open(io.BytesIO(made)) as document:
            with document.open_metadata() as said:
                assert said.pdfa_status == "2A"
                assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
                assert "CM/2026/1" in said["dc:title"]
            assert document.Root.MarkInfo.Marked
            assert "/H1" in set(headings(document.Root.StructTreeRoot))
            fonts = [f for p in document.pages for f in p.Resources.Font.values()]
            inside = [f.DescendantFonts[0].FontDescriptor for f in fonts]
            assert all("/FontFile2" in font for font in inside)


def test_a_paper_says_its_language() -> None:
    made = papers()

    for code, region in (("fr", "fr-BF"), ("mos", "mos-BF"), ("both", "fr-BF")):
        with pikepdf.open(io.BytesIO(made[code])) as document:
            assert str(document.Root.Lang) == region


def test_each_block_of_a_paper_of_two_languages_says_its_own() -> None:
    with pikepdf.open(io.BytesIO(papers()["both"])) as document:
        said = Counter(code for _, code in languages(document.Root.StructTreeRoot))
        found = list(headings(document.Root.StructTreeRoot))

    assert said["mos-BF"] + said["mos"] >= len(texts_of(published()))
    assert found.count("/H1") == 2
    assert found.count("/H2") == 2 * len(published().sections)


def test_a_paper_of_two_languages_holds_every_text_of_both() -> None:
    edition = amended(published())
    other = in_other_words(edition)

    words = words_of(pdf.pdf_of_both(edition, other))

    for text_of in (edition, other):
        texts = [t.removeprefix("- ") for t in texts_of(text_of).values()]
        assert [t for t in texts if squeezed(t) not in words] == []


def test_two_editions_that_do_not_say_the_same_are_refused() -> None:
    edition = published()

    with pytest.raises(ValueError, match="zip"):
        pdf.pdf_of_both(edition, replace(in_other_words(edition), sections=()))


def test_the_same_edition_gives_the_same_papers() -> None:
    assert papers() == papers()


def test_a_later_version_says_so_in_every_form() -> None:
    edition = amended(published())
    words = squeezed("Version n° 2 du 06 février 2026 : nom corrigé au point I.2.1")

    assert words in words_of(pdf.of_edition(edition))
    assert words in squeezed(html.of_edition(edition).decode())
    assert words in squeezed(text.of_edition(edition).decode())


def test_the_longest_page_is_light_and_runs_nothing() -> None:
    page = html.of_edition(long_one())

    assert len(page) < 100_000
    assert b"<script" not in page
    assert page.count(b"<li>") == 120 + 2


@pytest.mark.parametrize("code", ["fr", "ff"])
def test_a_page_says_its_language(code: str) -> None:
    edition: Edition = (
        published() if code == "fr" else in_other_words(published(), code)
    )

    page = html.of_edition(edition).decode()

    assert f'<html lang="{code}">' in page
    assert f'<article class="record" lang="{code}">' in page
