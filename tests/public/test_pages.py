"""The pages of the public site: what they say, how they are kept, and to whom they are shut."""

import gzip
import itertools
import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from ecm.domain.communique.edition import digest_of
from ecm.public import copy
from tests.public.editions import an_edition, erratum

ONE_DATABASE = True


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_first_page_shows_the_last_council(client: Client) -> None:
    copy.put(an_edition(23, date(2026, 7, 2)))
    copy.put(an_edition())

    page = text_of(client, "/conseils/")

    assert page.index("Conseil du 9 juillet 2026") < page.index("2 juillet 2026")
    assert '<a href="/conseils/2026/24/">' in page


def test_nothing_published_is_said(client: Client) -> None:
    assert "encore publié" in text_of(client, "/conseils/")


def test_a_communique_bears_every_decision_and_its_mark(client: Client) -> None:
    copy.put(an_edition())

    page = text_of(client, "/conseils/2026/24/")

    assert "12 500 000 F CFA" in page
    assert 'href="/conseils/2026/24/I.2.1/"' in page
    assert page.count('id="III.1"') == 1
    assert "publié le 9 juillet 2026 à 18 h 00" in page


def test_the_page_of_a_decision_prints_its_reference(client: Client) -> None:
    copy.put(an_edition())

    page = text_of(client, "/conseils/2026/24/I.2.1/")

    assert "CM/2026/24/I.2.1" in page
    assert "relatif à la santé des mères" in page
    assert 'href="/conseils/ministeres/MS/"' in page
    assert 'href="/conseils/actes/rapport/"' in page


def test_a_divided_item_has_its_address(client: Client) -> None:
    edition = an_edition()
    divided = replace(edition.decisions[1], reference="CM/2026/24/I.2.1 bis")
    copy.put(replace(edition, decisions=(divided,)))

    assert "CM/2026/24/I.2.1 bis" in text_of(client, "/conseils/2026/24/I.2.1-bis/")


def test_an_erratum_shows_its_reason_and_what_it_changed(client: Client) -> None:
    copy.put(an_edition())
    copy.put(erratum(an_edition(), "12 500 000", "13 000 000"))

    now = text_of(client, "/conseils/2026/24/")
    later = text_of(client, "/conseils/2026/24/versions/2/")
    earlier = text_of(client, "/conseils/2026/24/versions/1/")

    assert "Un montant était erroné." in now
    assert "13 000 000 F CFA" in now
    assert "<del>12</del><ins>13</ins>" in later
    assert "Cette version a été remplacée" in earlier
    assert "12 500 000 F CFA" in earlier


def test_a_decision_that_an_erratum_took_out_leads_to_its_version(
    client: Client,
) -> None:
    first = an_edition()
    copy.put(first)
    copy.put(replace(erratum(first, "a", "a"), decisions=first.decisions[:1]))

    page = text_of(client, "/conseils/2026/24/I.2.1/")

    assert 'href="/conseils/2026/24/versions/1/"' in page


def test_another_language_has_its_address(client: Client) -> None:
    copy.put(an_edition())
    copy.put(an_edition(language="mos", heading="GOFNEMÃ TIGINGÃ"))

    page = text_of(client, "/conseils/2026/24/mos/")

    assert '<article class="record" lang="mos">' in page
    assert "GOFNEMÃ TIGINGÃ" in page
    assert 'href="/conseils/2026/24/mos/"' in text_of(client, "/conseils/2026/24/")


def test_a_seal_says_its_version(client: Client) -> None:
    edition = an_edition()
    copy.put(edition)
    copy.put(erratum(edition, "12", "13"))

    page = text_of(client, f"/conseils/verifier/{digest_of(edition)}/")

    assert "CM/2026/24" in page
    assert "remplacée depuis" in page
    assert client.get(f"/conseils/verifier/{'0' * 64}/").status_code == 404
    typed = client.get("/conseils/verifier/", {"sceau": digest_of(edition).upper()})
    assert typed.headers["Location"] == f"/conseils/verifier/{digest_of(edition)}/"


def test_a_document_has_its_type_and_its_name(client: Client) -> None:
    edition = an_edition()
    copy.put(edition)
    copy.put_document(digest_of(edition), "pdf", b"%PDF-1.7")

    response = client.get("/conseils/2026/24/documents/CM-2026-24-v1.pdf")

    assert response.content == b"%PDF-1.7"
    assert response.headers["Content-Type"] == "application/pdf"
    assert 'filename="CM-2026-24-v1.pdf"' in response.headers["Content-Disposition"]
    assert "CM-2026-24-v1.pdf" in text_of(client, "/conseils/2026/24/")
    missing = client.get("/conseils/2026/24/documents/CM-2026-24-v2.pdf")
    assert missing.status_code == 404


def test_documents_of_what_is_not_published_are_served_to_nobody(
    client: Client,
) -> None:
    copy.put_document("a" * 64, "pdf", b"%PDF-1.7")

    response = client.get("/conseils/2026/24/documents/CM-2026-24-v1.pdf")

    assert response.status_code == 404


def test_words_found_are_marked(client: Client) -> None:
    copy.put(an_edition())

    page = text_of(client, "/conseils/recherche/?q=SANTE+mere")

    assert "<mark>santé</mark>" in page
    assert "<mark>mères</mark>" in page


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    page = text_of(client, "/conseils/recherche/?q=%3Cscript%3E&page=zz&annee=x")

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_long_lists_have_pages_that_are_plain_links(client: Client) -> None:
    with copy.writing() as pen:
        for number in range(1, 22):
            pen.put(an_edition(number, date(2026, 1, number)))

    first = text_of(client, "/conseils/ministeres/MS/")
    second = text_of(client, "/conseils/ministeres/MS/pages/2/")
    answers = text_of(client, "/conseils/recherche/?q=loi")

    assert 'rel="next" href="/conseils/ministeres/MS/pages/2/"' in first
    assert 'rel="prev" href="/conseils/ministeres/MS/"' in second
    assert 'rel="next" href="?q=loi&amp;page=2"' in answers
    assert client.get("/conseils/ministeres/MS/pages/3/").status_code == 404


ADDRESSES = (
    *("/conseils/", "/conseils/2026/", "/conseils/2026/24/", "/conseils/calendrier/"),
    *("/conseils/2026/24/I.1.1/", "/conseils/ministeres/", "/conseils/actes/"),
    *("/conseils/ministeres/MEF/", "/conseils/actes/projet-de-loi/"),
    *("/conseils/nominations/", "/conseils/nominations/2026/", "/conseils/verifier/"),
    *("/conseils/recherche/?q=loi", "/conseils/2026/24/versions/1/"),
)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_is_one_for_everybody_and_may_be_kept(path: str) -> None:
    copy.put(an_edition())
    asked = {
        "HTTP_COOKIE": "__Host-ecm=x; django_language=en",
        "HTTP_ACCEPT_LANGUAGE": "en",
    }

    plain, other = Client().get(path), Client(headers={}).get(path, **asked)

    assert plain.status_code == 200
    assert plain.content == other.content
    assert plain.headers["Cache-Control"].startswith("public, max-age=60, stale")
    assert plain.headers.get("Vary") == "Accept-Encoding"
    assert "Set-Cookie" not in plain.headers
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in plain.headers["Content-Security-Policy"]
    assert "default-src 'none'" in plain.headers["Content-Security-Policy"]
    assert b"csrf" not in plain.content.lower()
    assert b"<script" not in plain.content


@pytest.mark.parametrize("path", ADDRESSES)
def test_headings_follow_each_other_and_landmarks_are_there(
    client: Client, path: str
) -> None:
    copy.put(an_edition())

    page = text_of(client, path)

    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    for mark in ('class="skip"', "<header", "<nav", "<main", "<footer"):
        assert mark in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_page_that_is_still_the_same_is_not_sent_again(client: Client) -> None:
    copy.put(an_edition())
    first = client.get("/conseils/2026/24/")
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]

    again = client.get("/conseils/2026/24/", headers={"If-None-Match": tag})
    since = client.get("/conseils/2026/24/", headers={"If-Modified-Since": changed})
    copy.put(erratum(an_edition(), "12", "13"))
    later = client.get("/conseils/2026/24/", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert since.status_code == 304
    assert later.status_code == 200
    assert later.headers["ETag"] != tag


def test_a_page_travels_packed_to_who_takes_it(client: Client) -> None:
    copy.put(an_edition())

    packed = client.get("/conseils/2026/24/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/conseils/2026/24/")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content)


def test_a_head_has_the_headers_and_no_body(client: Client) -> None:
    copy.put(an_edition())

    head = client.head("/conseils/2026/24/")

    assert head.content == b""
    assert int(head.headers["Content-Length"]) > 1000


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent(client: Client, method: str) -> None:
    refused = getattr(client, method)("/conseils/")

    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_program_of_another_site_may_ask_whether_it_may_read(client: Client) -> None:
    told = client.options("/conseils/donnees/v1/systeme.json")

    assert (told.status_code, told.content) == (204, b"")
    assert told["Access-Control-Allow-Origin"] == "*"
    assert told["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Credentials" not in told


@pytest.mark.parametrize(
    "path",
    [
        *("/conseils/2026/99/", "/conseils/1999/", "/conseils/2026/24/X.9/"),
        *("/conseils/2026/24/versions/9/", "/conseils/2026/24/dyu/", "/conseils/x/"),
        *("/conseils/ministeres/RIEN/", "/conseils/2026/24/documents/..%2fx"),
        *("/conseils/99999999999999999999/1/", "/conseils/nominations/1999/"),
        *("/conseils/recherche/?q=loi&page=9", "/conseils/nominations/?page=9"),
        "/conseils/ministeres/MS/pages/99999999999999999999999/",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: Client, path: str) -> None:
    copy.put(an_edition())

    response = client.get(path)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "ETag" not in response.headers


def test_a_forgotten_slash_is_put_back(client: Client) -> None:
    response = client.get("/conseils/2026/24")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/conseils/2026/24/",
    )


def test_the_stylesheet_is_small_and_kept_for_ever(client: Client) -> None:
    copy.put(an_edition())
    (style,) = re.findall(
        r'rel="stylesheet" href="([^"]+)"', text_of(client, "/conseils/")
    )

    response = client.get(style)

    assert "immutable" in response.headers["Cache-Control"]
    assert len(response.content) < 10_000
    assert b"--state-primary:#00703c" in response.content
