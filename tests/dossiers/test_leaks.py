"""A secret in every field of a dossier: no page, list, count, search nor file name tells it.

Every address that reads is asked, those of tomorrow too: a new one is found by itself.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.models import (
    Document,
    Dossier,
    DraftText,
    LateRequest,
    Note,
    Observation,
    Opinion,
    ProposedAppointment,
    Rendition,
    Return,
    ReturnReason,
    Review,
    Version,
    Waiver,
)
from ecm.dossiers.search import index_dossier, index_version
from ecm.files.store import keep
from tests.cast import signed_in
from tests.preparation import NOW, Preparation

ONE_DATABASE = True

FIELDS = (
    *("title", "subject", "paragraph", "theme", "revised_text", "entry", "draft"),
    *("document", "filename", "text", "note", "returned", "review", "late"),
    *("observation", "passage", "question", "answer", "surname", "post", "waiver"),
    *("other_document", "other_answer"),
)
# What a ministry that was only asked may read: its own version, request and answer.
OF_THE_ASKED = {"title", "document", "filename", "text", "question", "answer"}
# What a curious reader would type.
SOUGHT = ("title", "subject", "text", "other_document", "surname", "note")
# What is said in the discussion of the version that it was shown.
OF_THE_DISCUSSION = {"observation", "passage"}


def marker(field: str) -> str:
    """Return the word that stands for a field's secret and occurs nowhere else."""
    return f"Wvk{FIELDS.index(field):02}wvk"


def told_in(text: str) -> set[str]:
    return {field for field in FIELDS if marker(field).lower() in text.lower()}


def a_page(tmp_path: Path) -> str:
    pdf, written = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(written)
    source = tmp_path / "page.pdf"
    source.write_bytes(written.getvalue())
    return keep(source, suffix=".pdf").path


class Planted:
    """A dossier of the finance ministry with a secret in every field; culture was asked."""

    def __init__(
        self, preparation: Preparation, path: str, state: DossierState
    ) -> None:
        self.preparation = preparation
        self.dossier = preparation.dossier(
            marker("title"), state=state, kind="appointment_decree"
        )
        self._write()
        self.shared = self._version("document", "text", path)
        self.other = self._version("other_document", "other_document", path)
        self._circuit()
        self.opinion = self._ask("culture", "question", "answer")
        self._ask("health", "other_answer", "other_answer", shared=self.other)
        self._discuss()
        index_dossier(self.dossier)

    def _write(self) -> None:
        dossier = self.dossier
        for field in ("subject", "paragraph", "theme", "revised_text"):
            setattr(dossier, field, marker(field))
        dossier.entries = {"supplier": marker("entry")}
        dossier.register_year, dossier.register_serial = 2026, 7
        dossier.council_day = date(2026, 2, 12)
        dossier.save()
        DraftText.objects.create(dossier=dossier, title=marker("draft"))
        ProposedAppointment.objects.create(
            dossier=dossier,
            civility="Madame",
            given_names="Awa",
            surname=marker("surname"),
            post=marker("post"),
        )
        Waiver.objects.create(
            dossier=dossier, piece_id="comparison", reason=marker("waiver")
        )

    def _version(self, title: str, text: str, path: str) -> Version:
        document = Document.objects.create(
            dossier=self.dossier, title=marker(title), kind_id="draft_text"
        )
        version = Version.objects.create(
            document=document,
            number=1,
            path=path,
            filename=f"{marker('filename' if title == 'document' else title)}.pdf",
            sha256="0" * 64,
            size=1,
            stored_at=NOW,
        )
        Rendition.objects.create(version=version, path=path, text=marker(text))
        index_version(version, marker(text))
        return version

    def _circuit(self) -> None:
        dossier, officer = self.dossier, self.preparation["officer"]
        Review.objects.create(
            dossier=dossier,
            level_title="Cabinet",
            approved=False,
            comment=marker("review"),
            by=self.preparation["reviewer"].person,
            at=NOW,
        )
        returned = Return.objects.create(
            dossier=dossier, comment=marker("returned"), by=officer.person, at=NOW
        )
        returned.reasons.set(ReturnReason.objects.all()[:1])
        LateRequest.objects.create(
            dossier=dossier,
            council_day=NOW.date(),
            reason=marker("late"),
            asked_by=self.preparation["chief"].person,
            asked_at=NOW,
        )
        Note.objects.create(
            dossier=dossier, number=1, text=marker("note"), by=officer, at=NOW
        )

    def _ask(
        self, ministry: str, question: str, answer: str, shared: Version | None = None
    ) -> Opinion:
        opinion = Opinion.objects.create(
            dossier=self.dossier,
            by_secretariat=True,
            ministry=self.preparation.cast.ministries[ministry],
            question=marker(question),
            about="0" * 64,
            asked_by=self.preparation["officer"].person,
            asked_at=NOW,
            due_at=NOW + timedelta(days=5),
            verdict="comment",
            text=marker(answer),
            given_by=self.preparation["rival_chief"].person,
            given_at=NOW,
        )
        opinion.versions.add(shared or self.shared)
        return opinion

    def _discuss(self) -> None:
        Observation.objects.create(
            dossier=self.dossier,
            version=self.shared,
            passage=marker("passage"),
            text=marker("observation"),
            by=self.preparation["chief"].person,
            ministry=self.dossier.ministry,
            at=NOW,
        )

    @property
    def arguments(self) -> dict[str, object]:
        """What the addresses name, by the names of their arguments."""
        return {
            "pk": self.dossier.pk,
            "dossier_id": self.dossier.pk,
            "version_id": self.shared.pk,
            "document_id": self.shared.document_id,
            "opinion_id": self.opinion.pk,
            "observation_id": self.dossier.observations.get().pk,
            "row_id": self.dossier.proposed_appointments.get().pk,
            "number": 0,
            "code": "draft_text",
        }

    def addresses(self) -> Iterator[str]:
        """Yield every address that the dossier's arguments fill, and the searches."""
        for name, wanted in patterns(get_resolver()):
            if wanted <= set(self.arguments):
                values = {key: self.arguments[key] for key in wanted}
                with suppress(NoReverseMatch):  # an upload is named by a UUID
                    yield reverse(name, kwargs=values)
        yield reverse("dossiers:version", args=[self.dossier.pk, self.other.pk])
        for field in SOUGHT:
            yield f"{reverse('dossiers:search')}?q={marker(field)}"


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield the name of every address of ours with the names of its arguments."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, prefix + space)
        elif pattern.name:
            yield prefix + pattern.name, set(pattern.pattern.converters)


def read(client: Client, url: str) -> str:
    """Return all that an answer says: its head, its body, the file's name."""
    answer = client.get(url)
    body = b"".join(answer) if answer.streaming else answer.content
    echo = url.partition("?q=")[2]
    said = f"{answer.headers} {body.decode('utf-8', 'replace')}"
    # The page of a search shows again what was typed.
    return said.replace(echo, "") if echo else said


def leaks(planted: Planted, client: Client, who: str, allowed: set[str]) -> list[str]:
    signed_in(client, planted.preparation[who])
    return [
        f"{url} tells {who} {sorted(found)}"
        for url in planted.addresses()
        if (found := told_in(read(client, url)) - allowed)
    ]


@pytest.fixture
def planted(preparation: Preparation, tmp_path: Path) -> Planted:
    return Planted(preparation, a_page(tmp_path), DossierState.UNDER_STUDY)


@pytest.mark.parametrize("who", ["deputy", "stranger", "controller", "administrator"])
def test_who_has_no_part_in_a_dossier_learns_nothing(
    planted: Planted, client: Client, who: str
) -> None:
    assert leaks(planted, client, who, set()) == []


def test_who_was_only_asked_learns_of_what_he_was_shown(
    planted: Planted, client: Client
) -> None:
    allowed = OF_THE_ASKED | OF_THE_DISCUSSION

    assert leaks(planted, client, "rival_chief", allowed) == []


def test_the_ministry_does_not_read_the_note_to_the_chair(
    planted: Planted, client: Client
) -> None:
    allowed = set(FIELDS) - {"note"}

    assert leaks(planted, client, "chief", allowed) == []
    assert leaks(planted, client, "minister", allowed) == []


def test_the_secretariat_does_not_read_the_ministrys_own_reviews(
    planted: Planted, client: Client
) -> None:
    assert leaks(planted, client, "officer", set(FIELDS) - {"review"}) == []


def test_a_draft_is_its_ministrys_alone(
    preparation: Preparation, tmp_path: Path, client: Client
) -> None:
    planted = Planted(preparation, a_page(tmp_path), DossierState.DRAFT)
    Opinion.objects.all().delete()

    for who in ("officer", "secretary", "prime_minister", "president", "rival_chief"):
        assert leaks(planted, client, who, set()) == [], who


def test_a_confidential_dossier_is_known_to_its_readers_alone(
    planted: Planted, client: Client
) -> None:
    Dossier.objects.update(is_confidential=True)
    planted.dossier.refresh_from_db()
    planted.dossier.readers.add(planted.preparation["secretary"].person)

    assert leaks(planted, client, "officer", set()) == []
    signed_in(client, planted.preparation["secretary"])
    assert marker("title") in read(client, planted.dossier.get_absolute_url())


def test_what_could_leak_is_there_to_be_read(planted: Planted, client: Client) -> None:
    signed_in(client, planted.preparation["officer"])
    told = set().union(*(told_in(read(client, url)) for url in planted.addresses()))

    # The ministry's own, what this kind has no place for, and what is past.
    unseen = {"review", "waiver", "entry", "theme", "filename", "text", "returned"}
    assert set(FIELDS) - told <= unseen
