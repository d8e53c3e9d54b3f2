"""The names of the public site: decisions and kinds in addresses, documents as files."""

from dataclasses import dataclass

from ecm.domain.errors import gettext_noop
from ecm.domain.french import without_accents
from ecm.domain.kinds import WORDS, ItemKind


@dataclass(frozen=True)
class Form:
    """A form of document: what it is called, its media type and its ending."""

    label: str
    media_type: str
    ending: str


FORMS = {
    "pdf": Form("PDF", "application/pdf", "pdf"),
    "bilingual": Form(gettext_noop("PDF bilingue"), "application/pdf", "bilingue.pdf"),
    "docx": Form(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    "text": Form(gettext_noop("texte"), "text/plain; charset=utf-8", "txt"),
    "html": Form(
        gettext_noop("page à imprimer"), "text/html; charset=utf-8", "imprimer.html"
    ),
    "radio": Form(
        gettext_noop("texte pour la radio"), "text/plain; charset=utf-8", "radio.txt"
    ),
    "summary": Form(gettext_noop("résumé"), "text/plain; charset=utf-8", "resume.txt"),
    "xml": Form("Akoma Ntoso (XML)", "application/xml", "xml"),
    "json": Form("JSON", "application/json", "json"),
}


def slug_of(reference: str) -> str:
    """Return « I.2.1-bis » for « CM/2026/24/I.2.1 bis »: the item in its address."""
    return reference.rpartition("/")[2].replace(" ", "-")


def stem_of(body: str, year: int, number: int, language: str, version: int) -> str:
    """Return « CM-2026-24-v2 », « CM-2026-24-mos-v1 »: how a document is named."""
    tongue = "" if language == "fr" else f"-{language}"
    return f"{body}-{year}-{number}{tongue}-v{version}"


def _in_an_address(label: str) -> str:
    return without_accents(label).lower().replace(" ", "-").replace("'", "-")


KIND_SLUGS = {_in_an_address(words.label): kind for kind, words in WORDS.items()}
SLUGS_OF_KINDS: dict[str, str] = {kind.value: s for s, kind in KIND_SLUGS.items()}


def kind_label(kind: str) -> str:
    """Return the French word of a kind's code."""
    return WORDS[ItemKind(kind)].label
