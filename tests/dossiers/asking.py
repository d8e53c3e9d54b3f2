"""A dossier with pieces, and who is asked for an opinion on it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.opinions import consult, request_opinion
from ecm.dossiers.models import Document, Dossier, Opinion, PieceKind, Version
from ecm.files.actions import append, begin_upload
from ecm.files.models import Upload
from ecm.journal.models import Entry
from ecm.people.models import User
from tests.preparation import NOW, Preparation

TERM = NOW + timedelta(days=3)
LATER = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Asked:
    """A dossier of finance under study with two pieces; COTEVAL and culture are asked."""

    preparation: Preparation
    dossier: Dossier
    draft: Version
    report: Version

    def actor(self, name: str, key: str = ""):
        return self.preparation.actor(name, key)

    def ministry(self, name: str):
        return self.preparation.cast.ministries[name]

    def coteval(self, **more: object) -> Opinion:
        """Ask COTEVAL, as the secretariat."""
        bodies = [self.preparation.coteval]
        return request_opinion(
            self.actor("officer"), self.dossier, bodies=bodies, **wanted(more)
        )[0]

    def culture(self, **more: object) -> Opinion:
        """Consult the ministry of culture, as that of finance."""
        ministries = [self.ministry("culture")]
        return consult(
            self.actor("chief"), self.dossier, ministries=ministries, **wanted(more)
        )[0]

    def replace(self, version: Version | None = None) -> Version:
        """Give a piece its next version, as if its file had been brought."""
        return a_version((version or self.draft).document)


def wanted(more: dict) -> dict:
    return {"due_at": TERM, **more}


def asked(
    preparation: Preparation, state: DossierState = DossierState.UNDER_STUDY
) -> Asked:
    dossier = preparation.dossier(state=state)
    draft = a_version(a_piece(dossier, "draft_text", "Projet de décret"))
    report = a_version(a_piece(dossier, "presentation_report", "Rapport au Conseil"))
    return Asked(preparation, dossier, draft, report)


def a_piece(dossier: Dossier, code: str, title: str) -> Document:
    kind = PieceKind.objects.get(code=code)
    return Document.objects.create(dossier=dossier, kind=kind, title=title)


def a_version(document: Document) -> Version:
    number = document.versions.count() + 1
    return Version.objects.create(
        document=document,
        number=number,
        path=f"{document.pk:02}/{number}.pdf",
        filename=f"{document.title} {number}.pdf",
        sha256=f"{document.pk:032x}{number:032x}",
        size=10,
        pages=3,
        stored_at=NOW,
    )


def brought(owner: User, filename: str = "rapport.pdf", words: str = "") -> Upload:
    """Return a PDF of one page that has come whole, as a form would bring it."""
    content = pdf(words)
    upload = begin_upload(owner, filename=filename, length=len(content))
    return append(upload, BytesIO(content), offset=0)


def pdf(words: str = "") -> bytes:
    file = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = words
        document.save(file, deterministic_id=True)
    return file.getvalue()


def facts(dossier: Dossier) -> list[tuple[str, dict]]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", "facts"))


def verbs(dossier: Dossier) -> list[str]:
    return [verb for verb, _facts in facts(dossier)]


def told(user: User) -> list[str]:
    """Return the kinds of the notices that a person got."""
    return list(user.person.notices.order_by("pk").values_list("kind", flat=True))
