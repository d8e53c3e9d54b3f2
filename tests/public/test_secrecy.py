"""What the public may not know is in no byte of the site, nor of the copy behind it."""

import re
from collections import deque
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from ecm import clock
from ecm.domain.communique.edition import as_json, digest_of
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.dossiers.models import Dossier, Note
from ecm.meetings.actions.marks import give_mark, open_round
from ecm.meetings.models import (
    AgendaItem,
    Decision,
    PrivateNote,
)
from ecm.public import copy
from ecm.publication.editions import edition_of_decisions
from tests.asking import furnish
from tests.cast import Council, a_dossier
from tests.publication.council import pronounce

MARKER = "MarqueurSecret"
FIELDS = (
    *("title", "subject", "context", "theme", "on_behalf_of", "presenter"),
    "ministry_name",
)


def everything_secret(council: Council) -> None:
    """Plant the marker wherever the public may not look."""
    dossiers = [
        a_dossier(council.report.ministry, f"{MARKER} {number}")
        for number in range(100)
    ]
    Dossier.objects.update(subject=MARKER, theme=MARKER)
    author = council.cast.secretary.person
    Note.objects.bulk_create(
        Note(
            dossier=dossier,
            number=1,
            text=MARKER,
            by=council.cast.secretary,
            at=clock.now(),
        )
        for dossier in dossiers
    )
    for item in council.items.values():
        PrivateNote.objects.create(
            person=author, item=item, sealed=MARKER, written_at=clock.now()
        )
    council.call("bill")
    open_round(council.actor("president"), council.bill, text=MARKER)
    seat = council.seat("minister")
    give_mark(
        council.actor("minister"),
        *(seat.pk, council.bill),
        value=MarkValue.OBJECTION,
        comment=MARKER,
    )
    furnish(council, council.bill, MARKER)
    for name, changes in {
        "secret": {},
        "neutral": {},
        "bill": {},
        "oral": {"is_publishable": False},
    }.items():
        if name != "bill":
            pronounce(council, name, text=MARKER)
        item = council.items[name]
        planted = dict.fromkeys(FIELDS, MARKER) | changes
        AgendaItem.objects.filter(pk=item.pk).update(**planted)
    Decision.objects.update(amendments=MARKER)
    council.report.decision.directives.create(
        text=MARKER, responsible=council.report.ministry
    )


def crawled(client: Client, start: str = "/conseils/") -> dict[str, HttpResponse]:
    """Return every answer that the first page leads to, and questions of our own."""
    questions = (
        *("recherche/?q=marq", "recherche/?q=conseil", "recherche/?annee=2026"),
        *("nominations/?nom=marq", "nominations/?poste=direct", "verifier/?sceau=0"),
    )
    waiting = deque([start, *(start + question for question in questions)])
    found: dict[str, HttpResponse] = {}
    while waiting:
        path = waiting.popleft()
        if path in found:
            continue
        found[path] = client.get(path)
        if found[path].headers.get("Content-Type", "").startswith("text/html"):
            links = re.findall(r'(?:href|src)="([^"#]+)', found[path].content.decode())
            near = (urljoin(path, unescape(link)) for link in links)
            waiting.extend(link for link in near if link.startswith(start))
    return found


@pytest.fixture
def published(opened: Council) -> Council:
    pronounce(opened, "decree")
    pronounce(opened, "report", Outcome.ADOPTED)
    pronounce(opened, "nominations")
    everything_secret(opened)
    opened.refresh()
    edition = edition_of_decisions(opened.meeting)
    copy.put(edition)
    copy.put_document(digest_of(edition), "json", as_json(edition).encode())
    return opened


def test_the_marker_is_in_no_byte_of_the_site(
    published: Council, client: Client
) -> None:
    answers = crawled(client)

    assert len(answers) > 25
    assert f"/conseils/2026/5/{published.report.number}/" in answers
    for path, response in answers.items():
        assert response.status_code in (200, 302), path
        said = f"{response.headers}{response.content.decode(errors='replace')}"
        assert MARKER.lower() not in said.lower(), path


def test_the_marker_is_in_no_byte_of_the_copy(published: Council) -> None:
    folder = Path(settings.DATA) / "public"
    files = [path for path in folder.rglob("*") if path.is_file()]

    assert len(files) >= 3
    for path in files:
        content = path.read_bytes().lower()
        assert MARKER.lower().encode() not in content, path
        assert b"marqueursecr" not in content, path


def test_a_marker_that_was_published_is_found_by_this_crawl(
    opened: Council, client: Client
) -> None:
    pronounce(opened, "report", Outcome.ADOPTED)
    AgendaItem.objects.filter(pk=opened.report.pk).update(subject=MARKER)

    copy.put(edition_of_decisions(opened.meeting))

    bearing = [
        path
        for path, response in crawled(client).items()
        if MARKER.encode() in response.content
    ]
    assert len(bearing) >= 5
