"""Every form of an edition, by the name that commands and the published copy give it."""

from dataclasses import dataclass
from typing import Protocol

from ecm.domain.communique.edition import Edition
from ecm.publication.formats import html, json, pdf, text


class Maker(Protocol):
    def __call__(self, edition: Edition, *, draft: str = "") -> bytes: ...


@dataclass(frozen=True)
class Form:
    """A form: what makes it, its media type and how its file's name ends."""

    of_edition: Maker
    media_type: str
    ending: str


FORMS = {
    "text": Form(text.of_edition, "text/plain; charset=utf-8", "txt"),
    "html": Form(html.of_edition, "text/html; charset=utf-8", "html"),
    "pdf": Form(pdf.of_edition, "application/pdf", "pdf"),
    "json": Form(json.of_edition, "application/json", "json"),
}
