"""The copy that is read: the same pages, and nothing that acts, hides or tells of authors."""

import re
from pathlib import Path

import pytest
from pikepdf import Dictionary, Encryption, Name, ObjectStreamMode, Pdf

from ecm.files.checks import Media, examine, sanitise
from ecm.files.refusals import ADVICE, REASONS, Refused
from ecm.files.text import text_of
from tests.files.makers import armed_pdf, laid_open, pdf, pdf_file, saved

ACTING = (
    *(b"JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile", b"/RichMedia"),
    *(b"/FileAttachment", b"/Rendition", b"/XFA", b"/OpenAction", b"/Sig"),
)
PLAIN = {"compress_streams": False, "object_stream_mode": ObjectStreamMode.disable}
OF_THE_AUTHOR = (b"charge", b"redacteur", b"ailleurs.example", b"sceau")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.pdf"


def test_nothing_that_acts_is_left(tmp_path: Path, copy: Path) -> None:
    armed = armed_pdf(tmp_path / "armed.pdf")
    assert all(mark in laid_open(armed) for mark in (*ACTING, *OF_THE_AUTHOR))

    told = sanitise(armed, copy)

    left = laid_open(copy).replace(b"/FT /Sig", b"")
    assert [mark for mark in (*ACTING, *OF_THE_AUTHOR) if mark in left] == []
    words = ("attachments", "form", "links", "media", "opening", "program", "signature")
    assert told == [ADVICE[word] for word in words]


def test_the_pages_say_what_they_said(tmp_path: Path, copy: Path) -> None:
    armed = armed_pdf(tmp_path / "armed.pdf")

    sanitise(armed, copy)

    assert text_of(copy, Media.PDF) == "Projet de decret 1\fProjet de decret 2"
    assert text_of(copy, Media.PDF) == text_of(armed, Media.PDF)


def test_a_move_within_the_document_stays(tmp_path: Path, copy: Path) -> None:
    sanitise(armed_pdf(tmp_path / "armed.pdf"), copy)

    with Pdf.open(copy) as clean:
        actions = [mark.get("/A") for mark in clean.pages[0].Annots]
        kinds = [action.get("/S") for action in actions if action is not None]
    assert kinds == [None, None, Name.GoTo]


def test_a_font_with_the_name_of_an_action_stays(tmp_path: Path, copy: Path) -> None:
    made = pdf()
    fonts = made.pages[0].Resources.Font
    fonts["/EF"] = fonts["/AA"] = fonts["/JS"] = fonts["/A"] = fonts.F1

    sanitise(saved(made, tmp_path / "fonts.pdf"), copy)

    with Pdf.open(copy) as clean:
        assert set(clean.pages[0].Resources.Font.keys()) == {
            *("/F1", "/EF", "/AA", "/JS", "/A")
        }


def test_the_copy_has_nothing_before_it_nor_behind_it(
    tmp_path: Path, copy: Path
) -> None:
    both = tmp_path / "both.pdf"
    junk = b"<html><script>charge()</script>", b"<script>fin</script>PK\x05\x06"
    both.write_bytes(junk[0] + pdf_file(tmp_path).read_bytes() + junk[1])

    assert sanitise(both, copy) == []

    content = copy.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.endswith(b"%%EOF\n")
    assert b"script" not in laid_open(copy)


def test_an_earlier_state_of_the_file_is_not_in_the_copy(
    tmp_path: Path, copy: Path
) -> None:
    content = saved(pdf("Montant secret"), tmp_path / "a.pdf", **PLAIN).read_bytes()
    with Pdf.open(tmp_path / "a.pdf") as made:
        number = made.pages[0].Contents.objgen[0]
    both = tmp_path / "both.pdf"
    both.write_bytes(content + revised(content, number, b"(Montant public) Tj"))
    assert b"secret" in both.read_bytes()

    sanitise(both, copy)

    assert b"Montant public" in laid_open(copy)
    assert b"Montant secret" not in laid_open(copy)


def revised(content: bytes, number: int, drawing: bytes) -> bytes:
    """What an editor adds to the end of a file to replace an object without erasing it."""
    start = re.search(rb"startxref\s+(\d+)", content)[1].decode()
    trailer = re.search(rb"trailer\s*<<(.*?)>>", content, re.DOTALL)[1].decode()
    stream = f"{number} 0 obj\n<</Length {len(drawing)}>>\nstream\n".encode()
    stream += drawing + b"\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{len(content):010} 00000 n \n"
    end = f"trailer <<{trailer} /Prev {start}>>\nstartxref\n{len(content + stream)}\n%%EOF\n"
    return stream + table.encode() + end.encode()


def test_a_locked_pdf_gives_an_open_copy(tmp_path: Path, copy: Path) -> None:
    locked = saved(
        pdf(), tmp_path / "locked.pdf", encryption=Encryption(owner="maître", user="")
    )

    sanitise(locked, copy)

    with Pdf.open(copy) as clean:
        assert not clean.is_encrypted


def test_the_same_file_gives_the_same_copy(tmp_path: Path) -> None:
    armed = armed_pdf(tmp_path / "armed.pdf")

    for name in ("one.pdf", "two.pdf"):
        sanitise(armed, tmp_path / name)

    first, second = (tmp_path / name for name in ("one.pdf", "two.pdf"))
    assert first.read_bytes() == second.read_bytes()


def test_a_copy_of_a_copy_lacks_nothing_more(tmp_path: Path, copy: Path) -> None:
    sanitise(armed_pdf(tmp_path / "armed.pdf"), copy)

    found = examine(copy, "copy.pdf")

    assert (found.pages, found.advice) == (2, ())


def test_what_cannot_be_read_gives_no_copy(tmp_path: Path, copy: Path) -> None:
    whole = pdf_file(tmp_path, pages=20).read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Refused) as refused:
        sanitise(cut, copy)

    assert str(refused.value) == REASONS["cut"]
    assert not copy.exists()


def test_the_original_is_left_as_it_was(tmp_path: Path, copy: Path) -> None:
    armed = armed_pdf(tmp_path / "armed.pdf")
    before = armed.read_bytes()

    sanitise(armed, copy)

    assert armed.read_bytes() == before


def test_a_deep_action_is_found(tmp_path: Path, copy: Path) -> None:
    made = pdf()
    deep = Dictionary(S=Name.JavaScript, JS=b"charge")
    for _ in range(30):
        deep = Dictionary(Next=[Dictionary(S=Name.GoTo, Next=[deep])])
    made.pages[0].obj["/Private"] = deep

    assert sanitise(saved(made, tmp_path / "deep.pdf"), copy) == [ADVICE["program"]]
    assert b"charge" not in laid_open(copy)
