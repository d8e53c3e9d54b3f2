"""The pages of the follow-up by their forms: what is done, what is refused, what is kept."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecm import clock
from ecm.dossiers.actions.pieces import store_version
from ecm.dossiers.models import Document, Rendition, Version
from ecm.followup.adopted import changes
from ecm.followup.files import make_clean
from ecm.followup.models import Act, ActText
from ecm.journal.chain import SYSTEM
from ecm.journal.models import Entry
from tests.asking import PDF
from tests.cast import DAY, Council, a_dossier, signed_in
from tests.followup.council import Followed, a_text, countersigned, followed

ONE_DATABASE = True
A_YEAR = timedelta(365)


@pytest.fixture
def run(opened: Council) -> Followed:
    return followed(opened)


def _post(run: Followed, who: str, step: str, **fields: object):  # type: ignore[no-untyped-def]  # an answer of the test client
    client = signed_in(Client(), run.council.cast[who])
    return client.post(
        reverse("followup:act-step", args=[run.act.pk, step]), fields, follow=True
    )


def test_a_ministry_deposits_by_the_form_and_reads_it_again(run: Followed) -> None:
    page = _post(run, "stranger", "deposer", file=SimpleUploadedFile("t.pdf", PDF))
    text = ActText.objects.get(act=run.act)
    make_clean.call(text.file_id)
    client = signed_in(Client(), run.council.cast["secretary"])

    read = client.get(reverse("followup:text", args=[run.act.pk, 1]))

    assert "attend la vérification du SGG" in page.content.decode()
    assert b"".join(read.streaming_content).startswith(b"%PDF")
    assert read.headers["X-Content-Type-Options"] == "nosniff"


def test_a_refused_reason_is_kept_on_the_page(run: Followed) -> None:
    run.in_state("awaited")

    page = _post(run, "secretary", "retourner", reason="L'article 3 manque.")

    # The step is not possible any more: the words are not lost with it.
    assert page.status_code == 422
    assert "L&#x27;article 3 manque." in page.content.decode()


def test_signing_by_the_form_shows_the_number(run: Followed) -> None:
    run.in_state("certified")
    countersigned(run.act, DAY)

    with time_machine.travel(DAY + timedelta(9)):
        page = _post(run, "secretary", "signer", day=DAY.isoformat())

    assert "n°2026-0001/PF/PRIM/DEFENCE" in page.content.decode()


def test_the_chain_is_typed_with_its_sigles(run: Followed) -> None:
    ministry = run.council.cast.ministries["health"].pk
    typed = {"place_1": str(ministry), "sigle_1": "ms", "place_2": "president"}

    _post(run, "secretary", "chaine", **typed)
    wrong = _post(run, "secretary", "chaine", place_1="president", place_2="president")

    assert [s.sigle for s in run.act.signatories.all()] == ["MS", ""]
    assert wrong.status_code == 422


def test_the_comparison_shows_what_was_added_and_removed() -> None:
    runs = changes("Article 1. Le taux est de 5 %.", "Article 1. Le taux est de 6 %.")

    assert [r.text for r in runs if r.fate == "removed"] == ["5"]
    assert [r.text for r in runs if r.fate == "added"] == ["6"]


def test_the_comparison_says_when_it_cannot_be_made(run: Followed) -> None:
    a_text(run.act)
    client = signed_in(Client(), run.council.cast["secretary"])

    page = client.get(reverse("followup:comparison", args=[run.act.pk]))

    assert "ne peuvent pas être comparés" in page.content.decode()


def test_delays_come_as_a_table_with_their_chart(run: Followed) -> None:
    Act.objects.update(signed_on=DAY + timedelta(43), gazetted_on=DAY + timedelta(162))
    client = signed_in(Client(), run.council.cast["secretary"])

    page = client.get(reverse("followup:delays")).content.decode()
    table = client.get(reverse("followup:delays-csv")).content.decode("utf-8-sig")

    assert "<svg" in page
    lines = list(csv.reader(StringIO(table), delimiter=";"))
    assert lines[1] == ["defence", "1", "1", "1", "43", "119", "162"]


def test_statistics_are_a_page_a_table_and_an_archivable_sheet(run: Followed) -> None:
    dossier = a_dossier(run.council.cast.ministries["finance"], "Décret")
    dossier.register_year, dossier.register_serial = 2026, 1
    dossier.outcome, dossier.state, dossier.lodged_at = (
        "adopted",
        "settled",
        clock.now(),
    )
    dossier.save()
    client = signed_in(Client(), run.council.cast["secretary"])

    page = client.get(reverse("followup:statistics", args=[2026])).content.decode()
    table = client.get(reverse("followup:statistics-csv", args=[2026]))
    sheet = client.get(reverse("followup:statistics-pdf", args=[2026])).content

    for word in ("reçus", "adoptés", "rejetés", "ajournés", "retirés", "finalisés"):
        assert word in page
    assert "non adoptés" in page
    lines = table.content.decode("utf-8-sig").splitlines()
    assert "2026;ministère;finance;reçus;1" in lines
    assert "2026;décrets;;adoptés;1" in lines
    pdf = pikepdf.open(BytesIO(sheet))
    assert pdf.Root.Lang == "fr-BF"
    with pdf.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfuaid:part"]) == ("2", "1")


def test_comparing_reads_the_adopted_version_and_says_so(run: Followed) -> None:
    dossier = a_dossier(run.act.ministry, "Décret")
    document = Document.objects.create(
        dossier=dossier, kind_id="draft_text", title="Projet de décret"
    )
    version = store_version(SYSTEM, document, PDF, pages=1)
    Version.objects.filter(pk=version.pk).update(stored_at=clock.now() - A_YEAR)
    Rendition.objects.create(version=version, text="Article 1. Le taux est de 5 %.")
    type(run.act.item).objects.filter(pk=run.act.item_id).update(dossier=dossier)
    a_text(run.act, "Article 1. Le taux est de 6 %.")
    client = signed_in(Client(), run.council.cast["stranger"])

    page = client.get(reverse("followup:comparison", args=[run.act.pk]))

    assert "<ins>6</ins>" in page.content.decode()
    assert "<del>5</del>" in page.content.decode()
    entry = Entry.objects.filter(stream=dossier.stream).latest("seq")
    assert (entry.verb, entry.facts["version"]) == ("paper.opened", version.pk)
