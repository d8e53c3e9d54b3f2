"""Who is asked learns what he was shown and no more; who is not asked learns nothing.

Secrets are planted in all that surrounds a shared version, and looked for in every page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.observations import observe
from ecm.dossiers.actions.opinions import give_opinion, request_opinion
from ecm.dossiers.models import (
    LateRequest,
    Note,
    Observation,
    Opinion,
    Rendition,
    Return,
    Review,
    Verdict,
)
from tests.cast import signed_in
from tests.dossiers.asking import Asked, a_piece, a_version, asked
from tests.preparation import NOW, Preparation

ONE_DATABASE = True

SECRETS = (
    *("subject", "paragraph", "theme", "revised", "entry", "note", "review"),
    *("return", "lateness", "piece", "filename", "contents", "later", "question"),
    *("opinion", "observation", "passage", "general"),
)
TITLE = "Zqxtitlezqx"
SHOWN = ("shared", "asked", "said")
NAMED = "Contrôle financier"


def marker(secret: str) -> str:
    return f"Zqx{secret}zqx"


def leaks(text: str) -> set[str]:
    told = {secret for secret in SECRETS if marker(secret).lower() in text.lower()}
    return told | ({NAMED} if NAMED in text else set())


@dataclass
class Planted:
    """A dossier full of secrets; culture is asked on the first version of one piece."""

    file: Asked
    opinion: Opinion
    other: Opinion
    open_thread: Observation
    hidden_thread: Observation

    def client(self, who: str) -> Client:
        return signed_in(Client(), self.file.preparation[who])


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def planted(preparation: Preparation, clock: None) -> Planted:
    file = asked(preparation)
    file.draft.document.title = marker("shared")
    file.draft.document.save()
    opinion = file.culture(versions=[file.draft], question=marker("asked"))
    _write(file)
    other = request_opinion(
        file.actor("officer"),
        file.dossier,
        bodies=[preparation.control],
        question=marker("question"),
    )[0]
    give_opinion(
        file.actor("controller"), other, verdict=Verdict.OBJECT, text=marker("opinion")
    )
    chief, dossier = file.actor("chief"), file.dossier
    said = observe(chief, dossier, text=marker("said"), version=file.draft)
    hidden = observe(
        chief,
        dossier,
        text=marker("observation"),
        passage=marker("passage"),
        version=file.report,
    )
    observe(chief, dossier, text=marker("general"))
    return Planted(file, opinion, other, said, hidden)


def _write(file: Asked) -> None:
    """Plant the secrets of the dossier itself and of its other pieces."""
    dossier, person = file.dossier, file.preparation["chief"].person
    dossier.refresh_from_db()
    dossier.title, dossier.subject = TITLE, marker("subject")
    dossier.paragraph, dossier.theme = marker("paragraph"), marker("theme")
    dossier.revised_text, dossier.entries = marker("revised"), {"x": marker("entry")}
    dossier.is_late, dossier.returns = True, 1
    dossier.council_day = NOW.date() + timedelta(days=16)
    dossier.save()
    secret = a_version(a_piece(dossier, "other", marker("piece")))
    secret.filename = marker("filename")
    secret.save()
    Rendition.objects.create(version=secret, text=marker("contents"))
    later = file.replace()
    later.filename = marker("later")
    later.save()
    by = {"by": person, "at": NOW}
    Review.objects.create(
        dossier=dossier,
        level_title=marker("review"),
        approved=True,
        comment=marker("review"),
        **by,
    )
    Return.objects.create(dossier=dossier, comment=marker("return"), **by)
    LateRequest.objects.create(
        dossier=dossier,
        council_day=NOW.date(),
        reason=marker("lateness"),
        asked_by=person,
        asked_at=NOW,
    )
    Note.objects.create(
        dossier=dossier,
        number=1,
        text=marker("note"),
        by=file.preparation["officer"],
        at=NOW,
    )


def addresses(planted: Planted) -> Iterator[str]:
    """Yield every address that can be made of the dossier, its rows and the bodies."""
    file = planted.file
    rows: dict[str, list[Any]] = {
        "pk": [file.dossier.pk],
        "dossier_id": [file.dossier.pk],
        "code": ["other", "draft_text", "COTEVAL", "CF"],
        "opinion_id": [planted.opinion.pk, planted.other.pk],
        "observation_id": [planted.open_thread.pk, planted.hidden_thread.pk],
        "version_id": list(
            file.dossier.documents.values_list("versions", flat=True).order_by("pk")
        ),
        "document_id": list(file.dossier.documents.values_list("pk", flat=True)),
        "number": [1],
        "row_id": [1],
    }
    for name, wanted in _patterns(get_resolver().url_patterns, ""):
        if set(wanted) <= set(rows):
            for arguments in _products(wanted, rows):
                yield reverse(name, kwargs=arguments)


def _patterns(
    patterns: list[URLPattern | URLResolver], prefix: str
) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            wanted = pattern.pattern.converters
            if not any(isinstance(kind, UUIDConverter) for kind in wanted.values()):
                yield f"{prefix}{pattern.name}", list(wanted)
        elif pattern.namespace != "admin":
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _patterns(pattern.url_patterns, inner)


def _products(wanted: list[str], rows: dict[str, list[Any]]) -> Iterator[dict]:
    if not wanted:
        yield {}
        return
    for value in rows[wanted[0]]:
        for rest in _products(wanted[1:], rows):
            yield {wanted[0]: value, **rest}


def said(client: Client, url: str) -> str:
    found = client.get(url)
    body = b"".join(found) if found.streaming else found.content
    return f"{found.headers} {body.decode(errors='replace')}"


def everything(planted: Planted, who: str) -> dict[str, str]:
    client = planted.client(who)
    return {url: said(client, url) for url in addresses(planted)}


def test_who_is_asked_learns_no_more_than_it_was_shown(planted: Planted) -> None:
    found = everything(planted, "rival_chief")

    assert {url: leaks(text) for url, text in found.items() if leaks(text)} == {}
    told = " ".join(found.values())
    assert all(marker(word) in told for word in SHOWN)
    assert len(found) > 40


def test_the_same_pages_tell_those_who_may_know(planted: Planted) -> None:
    told = " ".join(everything(planted, "officer").values())

    page = {"note", "question", "opinion", "observation", "passage", "general"}
    assert leaks(told) >= page | {"piece", NAMED}


def test_who_is_not_asked_does_not_know_that_it_is(planted: Planted) -> None:
    dossier = f"/dossiers/{planted.file.dossier.pk}/"
    client = planted.client("health_chief")

    for url in addresses(planted):
        text = said(client, url)
        assert leaks(text) == set(), url
        assert TITLE not in text, url
        assert marker("shared") not in text, url
        if url.startswith(dossier):
            assert client.get(url).status_code in (404, 405), url


def test_a_request_that_was_taken_back_is_forgotten(planted: Planted) -> None:
    Opinion.objects.filter(pk=planted.opinion.pk).update(cancelled_at=NOW)
    client = planted.client("rival_chief")

    for url in addresses(planted):
        text = said(client, url)
        assert leaks(text) == set(), url
        assert TITLE not in text, url


@pytest.mark.parametrize("is_lodged", [False, True])
def test_an_associated_ministry_knows_a_draft_by_what_it_is_shown_alone(
    preparation: Preparation, clock: None, is_lodged: bool
) -> None:
    state = DossierState.REGISTERED if is_lodged else DossierState.DRAFT
    file = asked(preparation, state)
    file.dossier.associated.add(file.ministry("culture"))
    Opinion.objects.create(
        dossier=file.dossier,
        ministry=file.ministry("culture"),
        asked_by=preparation["chief"].person,
        asked_at=NOW,
        due_at=NOW,
    ).versions.set([file.draft])
    file.report.document.title = marker("piece")
    file.report.document.save()

    page = said(
        signed_in(Client(), preparation["rival_chief"]),
        reverse("dossiers:dossier", args=[file.dossier.pk]),
    )

    assert (marker("piece") in page) is is_lodged


def test_what_may_not_be_read_is_answered_by_nobody(planted: Planted) -> None:
    client = planted.client("rival_chief")
    pk = planted.file.dossier.pk
    reply = reverse("consulting:reply", args=[pk, planted.hidden_thread.pk])
    give = reverse("consulting:give", args=[pk, planted.other.pk])

    assert client.post(reply, {"text": "Réponse"}).status_code == 404
    assert client.post(give, {"verdict": "agree"}).status_code == 404
    form = {"version": planted.file.report.pk, "text": "Réponse"}
    refused = client.post(reverse("consulting:observe", args=[pk]), form)
    assert refused.status_code == 422
    assert leaks(refused.content.decode()) == set()


def test_each_opens_the_versions_he_was_shown(planted: Planted) -> None:
    file = planted.file
    client = planted.client("rival_chief")

    def status(version) -> int:
        url = reverse("dossiers:version", args=[file.dossier.pk, version.pk])
        return client.get(url).status_code

    others = [file.report, file.draft.document.versions.first()]
    assert [status(version) for version in others] == [404, 404]
    # His own is there to be read as soon as it is made a PDF.
    assert status(file.draft) == 409
