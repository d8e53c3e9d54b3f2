"""The forms of a communiqué: archivable, accessible, reproducible, and never markup."""

import io

import pikepdf
import pytest

from ecm.domain.french import fastened
from ecm.meetings.models import AgendaItem
from ecm.people.models import Mandate
from ecm.publication.documents import render
from tests.cast import Council
from tests.publication.council import pronounce, written
from tests.publication.pdf import squeezed, words_of

ONE_DATABASE = True
PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
HOSTILE = (
    "<b>gras</b> <script>alert(1)</script> #import sys *étoile* _trait_ $x$ @ancre "
    "`code` \\barre [crochet] {accolade} = titre // reste &amp; {{ state }}"
)


def structure(node: pikepdf.Object) -> list[str]:
    """Return the kinds of all elements in the tree of a tagged PDF, in order."""
    if not isinstance(node, pikepdf.Dictionary):
        return []
    kids = node.get("/K", [])
    below = kids if isinstance(kids, pikepdf.Array) else [kids]
    own = [str(node.S)] if "/S" in node else []
    return own + [kind for kid in below for kind in structure(kid)]


def held(council: Council) -> Council:
    for name in ("decree", "report", "oral", "nominations"):
        pronounce(council, name)
    Mandate.objects.filter(person=council.cast.rival.person).update(
        is_spokesperson=True
    )
    return council


def test_the_pdf_declares_what_it_is(opened: Council) -> None:
    pdf = render(held(opened).meeting, "pdf")

    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata() as said:
            assert (said[f"{PDFA}part"], said[f"{PDFA}conformance"]) == ("2", "A")
            assert said[f"{PDFUA}part"] == "1"
            assert "CM/2026/5" in said["dc:title"]
        assert str(document.Root.Lang) == "fr-BF"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_the_pdf_is_read_in_its_structure(opened: Council) -> None:
    pdf = render(held(opened).meeting, "pdf")

    with pikepdf.open(io.BytesIO(pdf)) as document:
        kinds = structure(document.Root.StructTreeRoot)
    headings = [kind for kind in kinds if kind in ("/H1", "/H2", "/H3", "/H4")]
    assert headings == ["/H1", "/H2", "/H3", "/H3", "/H2", "/H2", "/H3", "/H4"]
    assert kinds.count("/Figure") == 1
    assert kinds.count("/LI") == 1


def test_every_font_of_the_pdf_is_our_own_and_inside_it(opened: Council) -> None:
    pdf = render(held(opened).meeting, "pdf")

    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [f for page in document.pages for f in page.Resources.Font.values()]
        described = [set(f.DescendantFonts[0].FontDescriptor.keys()) for f in fonts]
        names = {str(font.BaseFont).split("+")[1].split("-")[0] for font in fonts}
    assert names == {"ConseilSerif", "NotoSans"}
    assert all("/FontFile2" in keys for keys in described)


def test_all_forms_say_the_same_words(opened: Council) -> None:
    text = written(held(opened).meeting)

    page = squeezed(render(opened.meeting, "html").decode()).replace("&#x27;", "'")
    paper = words_of(render(opened.meeting, "pdf"))

    for block in text.split("\n\n")[3:]:
        assert squeezed(block) in paper
        assert squeezed(block).split(".")[-1] in page
    assert squeezed(text.split("\n\n")[2].split(" Il a ")[0]) in paper
    assert squeezed(text.split("\n\n")[0]) in paper


@pytest.mark.parametrize("form", ["text", "html", "pdf"])
def test_the_same_rows_give_the_same_bytes(opened: Council, form: str) -> None:
    held(opened)

    assert render(opened.meeting, form) == render(opened.refresh(), form)


def test_what_was_typed_stays_text_in_a_page(opened: Council) -> None:
    pronounce(opened, "report", text=f"Le Conseil a dit {HOSTILE}.")
    AgendaItem.objects.filter(pk=opened.report.pk).update(
        subject=HOSTILE, context=HOSTILE, ministry_name=HOSTILE
    )

    page = render(opened.meeting, "html").decode()

    assert "<script" not in page
    assert "<b>" not in page
    assert page.count("&lt;b&gt;gras&lt;/b&gt;") == 3


def test_what_was_typed_stays_text_on_paper(opened: Council) -> None:
    pronounce(opened, "report", text=f"Le Conseil a dit {HOSTILE}.")
    AgendaItem.objects.filter(pk=opened.report.pk).update(
        subject=HOSTILE, context=HOSTILE
    )

    paper = words_of(render(opened.meeting, "pdf"))

    assert paper.count(squeezed(HOSTILE)) == 3


def test_an_empty_communique_has_all_its_forms(council: Council) -> None:
    words = "Aucune décision n'est encore à publier."

    assert words in written(council.meeting)
    assert "encore à publier." in render(council.meeting, "html").decode()
    assert squeezed(words) in words_of(render(council.meeting, "pdf"))


def test_arms_that_are_missing_leave_the_document_whole(
    opened: Council, settings: object
) -> None:
    pronounce(opened, "report")
    settings.STATE = settings.STATE | {"arms": "img/none.svg"}

    assert squeezed("AU TITRE DU MINISTERE") in words_of(render(opened.meeting, "pdf"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("de 09 H 00 mn à", "de 09~H~00~mn à"),
        ("le jeudi 05 février 2026", "le jeudi 05~février 2026"),
        ("trente (30 000 000) F CFA", "trente (30_000_000)~F~CFA"),
        ("Mle 11 204 B, 2e classe ;", "Mle~11_204~B, 2e~classe~;"),
        ("dit : « oui » !", "dit~: «~oui~»~!"),
    ],
)
def test_lines_never_part_what_belongs_together(typed: str, printed: str) -> None:
    assert fastened(typed) == printed.replace("~", "\u00a0").replace("_", "\u202f")
