"""What a rehearsal prints: no page of it can be taken for a real one."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from django.test import override_settings

from ecm.publication.documents import render
from ecm.publication.paper_mode import for_the_secretariat, paper_mode
from tests.cast import Council

PAPERS = {
    "mode papier": lambda meeting: paper_mode(for_the_secretariat(meeting)),
    "compte rendu": lambda meeting: render(meeting, "pdf"),
}


def pages_of(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(BytesIO(pdf))
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_says_so(council: Council, name: str) -> None:
    with override_settings(REHEARSAL=True):
        pages = pages_of(PAPERS[name](council.refresh()))

    assert pages
    assert all("RÉPÉTITION" in page for page in pages)
    assert "REPETITION-CM/2026/5" in "".join(pages)


@pytest.mark.parametrize("name", PAPERS)
def test_a_real_one_does_not(council: Council, name: str) -> None:
    pages = pages_of(PAPERS[name](council.refresh()))

    assert not any("RÉPÉTITION" in page or "REPETITION" in page for page in pages)


@pytest.mark.parametrize("format", ["text", "html"])
def test_the_communique_says_so_as_text_too(council: Council, format: str) -> None:
    with override_settings(REHEARSAL=True):
        written = render(council.refresh(), format).decode()

    assert "RÉPÉTITION" in written
