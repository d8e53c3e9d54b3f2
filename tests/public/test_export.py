"""The public site as files: everything is there, no link is dead, nothing half written."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from ecm.domain.communique.edition import digest_of
from ecm.public import copy
from ecm.public.export import export
from tests.public.editions import an_edition, erratum

ONE_DATABASE = True
SITE = "https://www.gouv.example"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    edition = an_edition()
    with copy.writing() as pen:
        pen.put(edition)
        pen.put(erratum(edition, "12 500 000", "13 000 000"))
        pen.put(an_edition(language="mos"))
        pen.put(an_edition(23))
        pen.put_document(digest_of(edition), "pdf", b"%PDF-1.7")
    assert [done for done in export(tmp_path / "site", SITE) if done.broken] == []
    return tmp_path / "site"


def links_of(page: Path) -> set[str]:
    found = re.findall(r'\b(?:href|src)="(/[^"]*)"', page.read_text())
    return {unquote(unescape(link)) for link in found}


def test_every_page_and_document_is_a_file(exported: Path) -> None:
    council = exported / "conseils" / "2026" / "24"

    assert "13 000" in (council / "index.html").read_text().replace("\u202f", " ")
    for page in ("versions/1", "versions/2", "mos", "I.1.1", "III.1"):
        assert (council / page / "index.html").is_file(), page
    document = council / "documents" / "CM-2026-24-v1.pdf"
    assert document.read_bytes() == b"%PDF-1.7"
    seal = exported / "conseils" / "verifier" / digest_of(an_edition())
    assert (seal / "index.html").is_file()
    assert "n'existe pas" in unescape((exported / "404.html").read_text())


def test_no_link_is_dead(exported: Path) -> None:
    for page in exported.rglob("*.html"):
        for link in links_of(page):
            path, _, anchor = link.partition("#")
            target = exported / path.lstrip("/")
            file = target / "index.html" if path.endswith("/") else target
            assert file.is_file(), f"{page}: {link}"
            assert not anchor or f'id="{anchor}"' in file.read_text(), link


def test_what_needs_a_program_is_left_out(exported: Path) -> None:
    pages = [page.read_text() for page in exported.rglob("*.html")]

    assert not any("<form" in page or "?page=" in page for page in pages)
    assert not (exported / "conseils" / "recherche").exists()


def test_pages_bear_the_address_of_the_site(exported: Path) -> None:
    page = (exported / "conseils" / "index.html").read_text()

    assert f'rel="canonical" href="{SITE}/conseils/"' in page


def test_exported_again_only_what_changed_is_written(exported: Path) -> None:
    assert [done.path for done in export(exported, SITE) if done.is_new] == []
    copy.put(an_edition(25))

    new = {done.path for done in export(exported, SITE) if done.is_new}

    assert "/conseils/2026/25/" in new
    assert "/conseils/2026/24/I.1.1/" not in new
    assert list(exported.rglob(".*")) == []
