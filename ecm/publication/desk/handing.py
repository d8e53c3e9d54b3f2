"""Handing a published version to the country: the public copy and its documents."""

from collections.abc import Callable
from functools import partial

from django.conf import settings

from ecm.domain.communique.edition import Edition, digest_of, from_json
from ecm.public import copy, reading
from ecm.publication.formats.pdf import pdf_of_both
from ecm.publication.formats.table import FORMS
from ecm.publication.models import CommuniqueVersion

# The name of a document on the site, and of the form that makes it.
DOCUMENTS = {
    **{name: name for name in ("pdf", "docx", "text", "html", "json")},
    "xml": "akn",
}
FRENCH = "fr"


def is_handed_over(version: CommuniqueVersion) -> bool:
    """Tell whether the site has the words of a version and every document of it."""
    if reading.sealed(version.digest) is None:
        return False
    wanted = set(DOCUMENTS) | ({"bilingual"} if version.language != FRENCH else set())
    return wanted <= {document.form for document in reading.documents(version.digest)}


def hand_over(version: CommuniqueVersion) -> None:
    """Put a version on the public site, its words first, then its documents."""
    edition = from_json(version.edition)
    french = None if edition.language == FRENCH else _french_of(version)
    hand_over_edition(edition, french)


def _french_of(version: CommuniqueVersion) -> Edition | None:
    rows = version.communique.versions.filter(language=FRENCH, number=version.number)
    found = rows.first()
    return from_json(found.edition) if found else None


def hand_over_edition(edition: Edition, french: Edition | None = None) -> None:
    """Put an edition on the public site, with what the site lacks of its documents.

    `french` is what it translates. Councils of other bodies have no place there.
    """
    if edition.body_code != settings.PUBLIC_BODY:
        return
    copy.put(edition)
    digest = digest_of(edition)
    known = {document.form for document in reading.documents(digest)}
    with copy.writing() as pen:
        for name, make in _makers(edition, french).items():
            if name not in known:
                pen.put_document(digest, name, make())


def _holds_staff_numbers(edition: Edition) -> bool:
    """Tell whether the sealed JSON, which cannot be masked, would publish them as data."""
    if settings.PUBLIC_STAFF_NUMBERS:
        return False
    return any(who.staff_number for who in edition.appointments)


def _makers(edition: Edition, french: Edition | None) -> dict[str, Callable[[], bytes]]:
    made: dict[str, Callable[[], bytes]] = {
        name: partial(FORMS[form].of_edition, edition)
        for name, form in DOCUMENTS.items()
        if name != "json" or not _holds_staff_numbers(edition)
    }
    if french:
        made["bilingual"] = lambda: pdf_of_both(french, edition)
    return made
