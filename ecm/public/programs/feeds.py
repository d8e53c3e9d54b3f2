"""Atom (RFC 4287) and JSON Feed 1.1: one entry for each communiqué, whole or by ministry.

An entry's name is the work's and never changes; an erratum moves `updated` and nothing
else, so that no reader gets a communiqué twice.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ecm.domain.communique.edition import Edition
from ecm.public import reading
from ecm.public.names import stem_of
from ecm.public.programs.masking import masked
from ecm.public.programs.places import Places, work_of
from ecm.public.reading import Council

ATOM = "http://www.w3.org/2005/Atom"
MOST = 20  # entries
# XML 1.0 has no way to write these: one of them would make the whole feed unreadable.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """A feed: its own address, the page that it follows, its entries, the last first."""

    title: str
    language: str
    url: str
    page: str
    councils: Sequence[Council]

    @property
    def updated(self) -> datetime:
        return max((c.published for c in self.councils), default=LONG_AGO)


def councils_of(ministry: str = "", language: str = "fr") -> list[Council]:
    """Return the last communiqués, or the last that published something of a ministry."""
    if not ministry:
        return reading.councils(language=language, limit=MOST)
    rows = reading.decisions(ministry=ministry, language=language)
    wanted = dict.fromkeys((row.year, row.meeting) for row in rows)
    by_place = {(c.year, c.number): c for c in reading.councils(language=language)}
    found = (by_place[place] for place in wanted if place in by_place)
    return sorted(found, key=lambda c: c.last_day, reverse=True)[:MOST]


def atom(feed: Feed, places: Places) -> bytes:
    """Return the feed as Atom."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _put(root, "id", feed.url)
    _put(root, "title", feed.title)
    _put(root, "updated", _moment(feed.updated))
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    _put(root, "link", rel="alternate", type="text/html", href=feed.page)
    author = _put(root, "author")
    _put(author, "name", f"{settings.STATE['name']}, Conseil des ministres")
    for council, text in _texts(feed.councils):
        _entry(root, council, text, places)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root)


def _entry(root: ET.Element, council: Council, text: Edition, places: Places) -> None:
    entry = _put(root, "entry")
    _put(entry, "id", f"{places.site}{work_of(council)}#{council.language}")
    _put(entry, "title", masked(council.heading))
    _put(entry, "published", _moment(council.first_published))
    _put(entry, "updated", _moment(council.published))
    _put(entry, "link", rel="alternate", type="text/html", href=places.council(council))
    for document in reading.documents(council.digest):
        if document.form == "pdf":
            _put(
                *(entry, "link"),
                rel="enclosure",
                type="application/pdf",
                length=str(document.size),
                href=_pdf(council, places),
            )
    _put(entry, "summary", _summary(council, text))
    _put(entry, "content", _html(text), type="html")


def json_feed(feed: Feed, places: Places) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "language": feed.language,
        "authors": [{"name": f"{settings.STATE['name']}, Conseil des ministres"}],
        "items": [_item(c, text, places) for c, text in _texts(feed.councils)],
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def _item(council: Council, text: Edition, places: Places) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"{places.site}{work_of(council)}#{council.language}",
        "url": places.council(council),
        "title": masked(council.heading),
        "summary": _summary(council, text),
        "content_html": _html(text),
        "date_published": _moment(council.first_published),
        "date_modified": _moment(council.published),
        "language": council.language,
    }
    attached = [
        {
            "url": _pdf(council, places),
            "mime_type": "application/pdf",
            "size_in_bytes": document.size,
        }
        for document in reading.documents(council.digest)
        if document.form == "pdf"
    ]
    return item | ({"attachments": attached} if attached else {})


def _texts(councils: Iterable[Council]) -> list[tuple[Council, Edition]]:
    found = (
        (c, reading.edition(c.year, c.number, language=c.language)) for c in councils
    )
    return [(council, text) for council, text in found if text]


def _summary(council: Council, text: Edition) -> str:
    again = f"Version {council.version} : {council.reason} " if council.reason else ""
    return masked(f"{again}{text.opening} {text.second}".strip())


def _html(text: Edition) -> SafeString:
    """Return the sections of a communiqué as HTML that stands by itself."""
    parts = [format_html("<p>{}</p>", masked(f"{text.opening} {text.second}"))]
    for section in text.sections:
        parts.append(
            format_html("<h2>{}. {}</h2>", section.number, masked(section.title))
        )
        for group in section.groups:
            title = masked(group.title or group.on_behalf_of)
            if title:
                parts.append(format_html("<h3>{}. {}</h3>", group.number, title))
            parts.append(
                format_html_join(
                    "", "<p>{}</p>", ((masked(p.text),) for p in group.paragraphs)
                )
            )
    return SafeString("".join(parts))


def _pdf(council: Council, places: Places) -> str:
    stem = stem_of(
        settings.PUBLIC_BODY,
        *(council.year, council.number, council.language, council.version),
    )
    return places.to("document", council.year, council.number, f"{stem}.pdf")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _put(
    parent: ET.Element, name: str, text: str = "", **attributes: str
) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = _UNWRITABLE.sub("", text) or None
    return element
