"""Every form of an edition, by the name that commands give it."""

from dataclasses import dataclass
from typing import Protocol

from ecm.domain.communique.edition import Edition
from ecm.publication.formats import (
    akoma_ntoso,
    docx,
    html,
    json,
    pdf,
    radio,
    text,
)


class Maker(Protocol):
    def __call__(self, edition: Edition, *, draft: str = "") -> bytes: ...


@dataclass(frozen=True)
class Form:
    """A form: what makes it, and how its file's name ends."""

    of_edition: Maker
    ending: str


FORMS = {
    "text": Form(text.of_edition, "txt"),
    "html": Form(html.of_edition, "html"),
    "pdf": Form(pdf.of_edition, "pdf"),
    "docx": Form(docx.of_edition, "docx"),
    "radio": Form(radio.of_edition, "radio.txt"),
    "summary": Form(radio.summary_of, "resume.txt"),
    "akn": Form(akoma_ntoso.of_edition, "xml"),
    "json": Form(json.of_edition, "json"),
}
