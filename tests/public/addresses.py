"""The public site's addresses as requests: everybody reads the same, signed in or not."""

from typing import Any

from ecm.domain.communique.edition import digest_of
from ecm.public import copy
from ecm.public.drawing import style_digest
from tests.public.editions import an_edition

Row = tuple[Any, ...]


def _published(*arguments: object) -> Any:
    """Return the arguments of an address, once there is something to read at it."""

    def published(place: object) -> list[object]:
        edition = an_edition()
        with copy.writing() as pen:
            pen.put(edition)
            pen.put(an_edition(language="mos"))
            pen.put_document(digest_of(edition), "pdf", b"%PDF-1.7")
        return list(arguments)

    return published


COUNCIL = (2026, 24)
OF_THE_PUBLIC: list[Row] = [
    *((f"public:{name}",) for name in ("home", "calendar", "search", "verify")),
    *((f"public:{name}",) for name in ("appointments", "ministries", "kinds")),
    ("public:appointments-year", "get", _published(2026)),
    ("public:appointments-page", "get", _published(2026, 1)),
    ("public:ministry", "get", _published("MS")),
    ("public:ministry-page", "get", _published("MS", 1)),
    ("public:kind", "get", _published("rapport")),
    ("public:kind-page", "get", _published("rapport", 1)),
    ("public:seal", "get", _published(digest_of(an_edition()))),
    ("public:style", "get", _published(style_digest())),
    ("public:arms", "get", _published("svg")),
    ("public:year", "get", _published(2026)),
    ("public:council", "get", _published(*COUNCIL)),
    ("public:version", "get", _published(*COUNCIL, 1)),
    ("public:document", "get", _published(*COUNCIL, "CM-2026-24-v1.pdf")),
    ("public:language", "get", _published(*COUNCIL, "mos")),
    ("public:language-version", "get", _published(*COUNCIL, "mos", 1)),
    ("public:decision", "get", _published(*COUNCIL, "I.2.1")),
    ("public:feed", "get", _published("atom")),
    ("public:feed-language", "get", _published("mos", "json")),
    ("public:feed-ministry", "get", _published("MS", "atom")),
    *((f"public:{name}",) for name in ("ical", "map", "data", "data-catalogue")),
    *((f"public:data-{name}",) for name in ("system", "body", "organizations")),
    ("public:map-year", "get", _published(2026)),
    ("public:data-meetings", "get", _published(2026)),
    ("public:data-meeting", "get", _published(*COUNCIL)),
    ("public:data-schema", "get", _published(*COUNCIL)),
    ("public:data-decisions", "get", _published(2026)),
    ("public:data-appointments", "get", _published(2026)),
]
EXPECTED_OF_THE_PUBLIC = {
    f"get {name}": "200 200 200 200 200 200 200 200 200" for name, *_ in OF_THE_PUBLIC
}
