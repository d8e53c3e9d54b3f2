"""The pack: one PDF for one reader, with all he may read and nothing else."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from ecm.dossiers.actions.pieces import store_version
from ecm.dossiers.models import Document
from ecm.journal.models import Entry
from ecm.meetings.models import AgendaItem
from tests.cast import Council, a_dossier, signed_in
from tests.publication.pdf import words_of


def blank(pages: int) -> bytes:
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


@pytest.fixture
def papers(council: Council) -> Council:
    for rank, name in enumerate(("decree", "secret"), start=1):
        item = council.items[name]
        dossier = a_dossier(item.ministry, f"Dossier {name}")
        document = Document.objects.create(dossier=dossier, title=f"Rapport {name}")
        actor = council.actor("secretary")
        store_version(actor, document, blank(rank + 1), pages=rank + 1)
        AgendaItem.objects.filter(pk=item.pk).update(dossier=dossier)
    return council


def pack(council: Council, client: Client, name: str) -> pikepdf.Pdf:
    url = reverse("publication:pack", args=[council.pk])
    answer = signed_in(client, council.cast[name]).get(url)
    return pikepdf.open(BytesIO(b"".join(answer.streaming_content)))


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the cover alone: the papers of these tests are blank."""
    cover, written = pikepdf.new(), BytesIO()
    cover.pages.append(pdf.pages[0])
    cover.save(written)
    return written.getvalue()


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [
            title
            for entry in outline.root
            for title in (entry.title, *(child.title for child in entry.children))
        ]


def test_the_pack_holds_the_agenda_and_every_paper_with_bookmarks(
    papers: Council, client: Client
) -> None:
    pdf = pack(papers, client, "minister")

    assert len(pdf.pages) == 1 + 2 + 3
    assert bookmarks(pdf) == [
        "Ordre du jour",
        "I.1.1 Intitulé decree",
        "Rapport decree",
        "I.2.2 Intitulé secret",
        "Rapport secret",
    ]


def test_a_restricted_item_is_not_in_the_pack_of_the_others(
    papers: Council, client: Client
) -> None:
    pdf = pack(papers, client, "rival")

    assert len(pdf.pages) == 1 + 2
    assert not [title for title in bookmarks(pdf) if "secret" in title]
    assert "Intitulésecret" not in words_of(saved(pdf))
    assert "Intitulédecree" in words_of(saved(pdf))


def test_every_page_bears_the_readers_name(papers: Council, client: Client) -> None:
    pdf = pack(papers, client, "minister")

    marks = [list(page.Resources.XObject.values()) for page in pdf.pages]
    assert {len(drawn) for drawn in marks} == {1}
    assert len({drawn[0].objgen for drawn in marks}) == 1  # one drawing for all


def test_every_paper_in_it_is_recorded_as_opened(
    papers: Council, client: Client
) -> None:
    before = Entry.objects.filter(verb="paper.opened").count()

    pack(papers, client, "minister")

    opened = Entry.objects.filter(verb="paper.opened")
    assert opened.count() == before + 2
    assert set(opened.values_list("actor", flat=True)) == {papers.cast.minister.pk}


def test_a_stranger_and_a_wall_have_no_pack(papers: Council, client: Client) -> None:
    for name in ("stranger", "screen"):
        url = reverse("publication:pack", args=[papers.pk])
        assert signed_in(client, papers.cast[name]).get(url).status_code == 404
