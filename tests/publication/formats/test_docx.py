"""The Word document: real headings, its language, nobody's name, the same bytes twice."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from ecm.domain.communique.edition import texts_of
from ecm.domain.french import fastened
from ecm.files.checks import Media
from ecm.files.conversion import can_convert, to_pdf
from ecm.files.text import text_of
from ecm.publication.formats.docx import of_edition
from tests.publication.formats.editions import amended, in_other_words, published
from tests.publication.pdf import squeezed

ONE_DATABASE = True
pytestmark = pytest.mark.django_db


def opened(made: bytes):
    return Document(io.BytesIO(made))


def test_its_headings_are_headings() -> None:
    edition = published()

    written = opened(of_edition(edition)).paragraphs

    styles = {p.text: p.style.name for p in written}
    assert styles[edition.heading] == "Title"
    section = edition.sections[0]
    assert styles[f"{section.number}. {section.title}"] == "Heading 1"
    group = section.groups[0]
    assert styles[fastened(f"{group.number}. {group.title}")] == "Heading 2"


def test_every_text_is_in_it() -> None:
    edition = amended(published())

    words = squeezed("".join(p.text for p in opened(of_edition(edition)).paragraphs))

    texts = [text.removeprefix("- ") for text in texts_of(edition).values()]
    assert [t for t in texts if squeezed(t) not in words] == []
    assert squeezed("Version n° 2 du 06 février 2026 : nom corrigé") in words
    assert squeezed("Ce sceau n'est pas une signature électronique.") in words


@pytest.mark.parametrize(("code", "locale"), [("fr", "fr-FR"), ("mos", "mos-BF")])
def test_it_says_its_language(code: str, locale: str) -> None:
    edition = published() if code == "fr" else in_other_words(published(), code)

    document = opened(of_edition(edition))

    assert document.core_properties.language == locale
    assert f'w:val="{locale}"' in document.styles.element.xml


def test_it_names_nobody_and_depends_on_no_day() -> None:
    made = of_edition(published())

    told = opened(made).core_properties
    assert told.author == "Burkina Faso"
    assert told.last_modified_by == told.comments == ""
    assert f"{told.created:%Y-%m-%d}" == f"{told.modified:%Y-%m-%d}" == "2026-02-05"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
    assert of_edition(published()) == made


def test_libreoffice_opens_it_and_reads_the_same(tmp_path: Path) -> None:
    if not can_convert():
        pytest.skip("not installed: soffice")
    (tmp_path / "a.docx").write_bytes(of_edition(published()))

    to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf")

    words = squeezed(text_of(tmp_path / "a.pdf", Media.PDF))
    assert squeezed(published().heading) in words
    assert squeezed(published().opening) in words
