"""The mail that takes a published version to one recipient."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ecm.domain.communique.edition import Edition, from_json
from ecm.domain.communique.languages import FRENCH
from ecm.notices.gateways.mail import headers_of
from ecm.publication.delivering.leaving import link_for
from ecm.publication.formats import pdf, text
from ecm.publication.models import CommuniqueVersion, Delivery


@dataclass(frozen=True)
class Paper:
    """What is the same for everybody: made once for a version."""

    edition: Edition
    text: str
    pdf: bytes
    link: str

    @property
    def file_name(self) -> str:
        edition = self.edition
        name = f"{edition.reference.replace('/', '-')}-{edition.language}"
        return f"{name}-v{edition.version}.pdf"


class Letters:
    """Writes the mails of one round; a version is put in its forms once."""

    def __init__(self) -> None:
        self._papers: dict[int, Paper] = {}

    def mail_for(self, delivery: Delivery) -> EmailMessage:
        """Return the mail of a delivery: the same at each try, Message-ID included."""
        version = delivery.version
        if version.pk not in self._papers:
            self._papers[version.pk] = paper_of(version)
        return _mail(delivery, self._papers[version.pk])


def paper_of(version: CommuniqueVersion) -> Paper:
    """Return a published version as its mail carries it."""
    edition = from_json(version.edition)
    return Paper(
        edition,
        text.of_edition(edition).decode(),
        pdf.of_edition(edition),
        _link_to(edition),
    )


def _link_to(edition: Edition) -> str:
    """Return the whole address of the public page; nothing where the site has none."""
    if not settings.PUBLIC_ADDRESS or edition.body_code != settings.PUBLIC_BODY:
        return ""
    council = [edition.year, edition.number]
    if edition.language == FRENCH:
        path = reverse("public:council", args=council)
    else:
        path = reverse("public:language", args=[*council, edition.language])
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _mail(delivery: Delivery, paper: Paper) -> EmailMessage:
    leave = link_for(delivery.recipient_id)
    is_too_large = len(paper.pdf) > settings.PRESS_ATTACHMENT
    context = {
        "text": paper.text,
        "link": paper.link,
        "is_too_large": is_too_large,
        "unsubscribe": leave,
    }
    # The words around the text are in the language of the State.
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string("publication/delivering/mail.txt", context)
        mail = EmailMessage(_subject(paper.edition), body)
    mail.to = [delivery.recipient.email]
    mail.extra_headers = headers_of(_uid(delivery)) | _headers(leave)
    if not is_too_large:
        mail.attach(paper.file_name, paper.pdf, "application/pdf")
    return mail


def _uid(delivery: Delivery) -> str:
    """Return what names a mail, the same at each try, and tells nobody's address."""
    named = f"{delivery.version_id}/{delivery.recipient_id}"
    return salted_hmac("ecm.publication.press", named).hexdigest()


def _subject(edition: Edition) -> str:
    values = {"reference": edition.reference, "version": edition.version}
    if edition.version > 1:
        return _("Rectificatif %(version)s : %(reference)s") % values
    return _("Compte rendu du Conseil des ministres : %(reference)s") % values


def _headers(leave: str) -> dict[str, str]:
    """Return how a mail program leaves the list by itself (RFC 2369, RFC 8058)."""
    if not leave:
        return {}
    return {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
