"""Telling people: each once, in the application and by the channels of the kind."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from ecm.notices.actions import notify, read, read_all
from ecm.notices.models import Channel, Delivery, Notice
from tests.notices.people import person, reachable

pytestmark = pytest.mark.django_db
TITLE = "Projet de décret portant nomination d'un directeur"
UNTIL = datetime(2026, 2, 3, 14, tzinfo=UTC)


def test_each_person_finds_a_notice() -> None:
    awa, issa = person("ZONGO"), person("SAWADOGO")

    told = notify([awa.pk, issa.pk], "dossier.returned", url="/dossiers/12/")

    assert told == 2
    notice = Notice.objects.get(recipient=awa)
    assert notice.sentence == (
        "Un dossier de votre ministère vous est retourné pour complément."
    )
    assert (notice.url, notice.read_at) == ("/dossiers/12/", None)


def test_a_person_is_told_once_under_a_key() -> None:
    awa, issa = person("ZONGO"), person("SAWADOGO")
    notify([awa.pk], "dossier.returned", key="12-3")

    told = notify([awa.pk, issa.pk, issa.pk], "dossier.returned", key="12-3")

    assert told == 1
    assert Notice.objects.count() == 2


def test_another_kind_under_the_same_key_is_another_thing() -> None:
    awa = person("ZONGO")

    notify([awa.pk], "dossier.returned", key="12")
    notify([awa.pk], "dossier.admitted", key="12")

    assert Notice.objects.count() == 2


def test_without_a_key_a_notice_is_new_each_time() -> None:
    awa = person("ZONGO")

    for _ in range(2):
        notify([awa.pk], "observation.made")

    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param("dossier.returned", {"title": TITLE}, id="an unknown word"),
        pytest.param("dossier.registered", {"reference": TITLE}, id="text"),
        pytest.param("dossier.registered", {}, id="a word that is missing"),
        pytest.param("opinion.requested", {"until": TITLE}, id="text for a moment"),
        pytest.param("opinion.requested", {"until": date(2026, 2, 3)}, id="a day"),
    ],
)
def test_a_title_can_not_be_a_word(kind: str, words: dict[str, Any]) -> None:
    awa = person("ZONGO", email="awa@exemple.bf")

    with pytest.raises(TypeError):
        notify([awa.pk], kind, **words)

    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "url",
    [
        "/dossiers/?titre=Projet",
        "/dossiers/Projet de loi/",
        "//ailleurs.example/",
        "https://ailleurs.example/",
        "dossiers/12/",
        "/dossiers/été/",
        "/dossiers/12/\n",
    ],
)
def test_a_title_can_not_hide_in_an_address(url: str) -> None:
    awa = person("ZONGO")

    with pytest.raises(ValueError, match="address"):
        notify([awa.pk], "dossier.returned", url=url)


def test_a_pressing_kind_goes_by_every_channel_where_one_is_reached() -> None:
    both = person("ZONGO", email="awa@exemple.bf", phone="+22670000001")
    mail = person("SAWADOGO", email="issa@exemple.bf")
    none = person("OUEDRAOGO")

    notify([both.pk, mail.pk, none.pk], "dossier.returned")

    found = Delivery.objects.values_list("notice__recipient", "channel")
    assert sorted(found) == [
        (both.pk, Channel.EMAIL),
        (both.pk, Channel.SMS),
        (mail.pk, Channel.EMAIL),
    ]


def test_a_quiet_kind_stays_in_the_application() -> None:
    both = person("ZONGO", email="awa@exemple.bf", phone="+22670000001")

    notify([both.pk], "dossier.lodged")

    assert (Delivery.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_no_address_is_kept_beside_the_notice() -> None:
    both = person("ZONGO", email="awa@exemple.bf", phone="+22670000001")

    notify([both.pk], "dossier.returned")

    kept = " ".join(str(row) for row in Delivery.objects.values_list())
    assert "70000001" not in kept
    assert "exemple.bf" not in kept
    assert len(set(Delivery.objects.values_list("address_digest"))) == 2


def test_telling_many_costs_as_much_as_telling_few() -> None:
    few, many = ([p.pk for p in reachable(n)] for n in (2, 40))

    with CaptureQueriesContext(connection) as for_few:
        notify(few, "dossier.returned")
    with CaptureQueriesContext(connection) as for_many:
        notify(many, "dossier.returned")

    assert len(for_few) == len(for_many)


def test_reading_is_noted_once() -> None:
    awa = person("ZONGO")
    notify([awa.pk], "dossier.returned")
    notice = Notice.objects.get()

    read(notice)
    first = Notice.objects.get().read_at
    read(notice)

    assert first is not None
    assert Notice.objects.get().read_at == first


def test_all_is_read_at_once_and_only_one_s_own() -> None:
    awa, issa = person("ZONGO"), person("SAWADOGO")
    for _ in range(3):
        notify([awa.pk, issa.pk], "observation.made")

    assert read_all(awa.pk) == 3
    assert read_all(awa.pk) == 0
    assert Notice.objects.filter(read_at=None, recipient=issa).count() == 3


def test_a_moment_survives_its_keeping() -> None:
    awa = person("ZONGO")

    notify([awa.pk], "opinion.requested", until=UNTIL)

    assert "mardi 3\u00a0février, 14\u00a0h\u00a000" in Notice.objects.get().sentence
