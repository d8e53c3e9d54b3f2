"""The side-by-side page: what a translator sees, keeps, and never learns."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecm.domain.communique.edition import texts_of, with_texts
from ecm.domain.publishing import CommuniqueState
from ecm.journal.chain import digest
from ecm.meetings.actions.recusals import recuse
from ecm.people.models import Mandate
from ecm.publication.models import Communique, TranslatedText, Translation, Translator
from ecm.publication.translating import actions
from tests.cast import signed_in
from tests.publication.published import PUBLISHED, publish
from tests.publication.translating.conftest import MARK, Desk, another_meeting

ONE_DATABASE = True
HTMX = {"HX-Request": "true"}


def place(desk: Desk, name: str = "translation", code: str = "mos") -> str:
    return reverse(f"publication:{name}", args=[desk.council.pk, code])


def sent(desk: Desk, key: str, words: str, base: int = 0, **more: str) -> dict:
    source = digest(texts_of(desk.french)[key])
    typed = {"paragraph": key, "words": words, "base": base, "source": source}
    return typed | more


@pytest.fixture
def mossi(desk: Desk) -> Client:
    return signed_in(Client(), desk.mossi)


def test_the_page_shows_the_french_beside_what_is_written(
    desk: Desk, mossi: Client
) -> None:
    desk.write("heading", "Kibare ẽ ɩ ʋ")

    page = mossi.get(place(desk)).content.decode()

    assert desk.french.heading in page
    assert "Kibare ẽ ɩ ʋ</textarea>" in page
    total = len(texts_of(desk.french))
    assert f"1 paragraphe sur {total}" in page
    assert page.count("<article") == total


@pytest.mark.parametrize("who", ["stranger", "minister", "president", "administrator"])
def test_a_translation_is_hidden_from_everybody_else(desk: Desk, who: str) -> None:
    client = signed_in(Client(), desk.council.cast[who])

    urls = [
        place(desk),
        reverse("publication:languages", args=[desk.council.pk]),
        reverse("publication:translations"),
        reverse("publication:translators"),
    ]

    assert {client.get(url).status_code for url in urls} == {404}
    assert client.post(place(desk, "translation-write")).status_code == 404


def test_a_translator_of_one_language_does_not_reach_another(
    desk: Desk, mossi: Client
) -> None:
    assert mossi.get(place(desk, code="dyu")).status_code == 404
    assert mossi.get(place(desk, code="fr")).status_code == 404
    assert mossi.get(place(desk, code="xx")).status_code == 404


def test_a_translator_learns_nothing_else_of_the_council(
    desk: Desk, mossi: Client
) -> None:
    desk.write("heading", "Kibare")
    read = [
        mossi.get(url).content.decode()
        for url in (
            place(desk),
            reverse("publication:languages", args=[desk.council.pk]),
            reverse("publication:translations"),
            reverse("meetings:list"),
        )
    ]
    answer = mossi.post(
        place(desk, "translation-write"), sent(desk, "opening", "A"), headers=HTMX
    )
    shut = [
        mossi.get(reverse(f"publication:{name}", args=[desk.council.pk])).status_code
        for name in ("communique", "communique-pdf", "communique-text", "pack")
    ]

    assert MARK not in "".join([*read, answer.content.decode()])
    assert set(shut) == {404}


def test_the_desk_is_told_that_a_draft_is_not_open_to_translation(desk: Desk) -> None:
    desk.communique.state = CommuniqueState.DRAFT
    desk.communique.save()
    client = signed_in(Client(), desk.council.cast.secretary)

    page = client.get(reverse("publication:languages", args=[desk.council.pk]))

    assert page.status_code == 200
    assert "pas encore soumis" in page.content.decode()


def test_the_spokesperson_reads_how_far_the_languages_are_and_opens_none(
    desk: Desk,
) -> None:
    rival = desk.council.cast.rival
    Mandate.objects.filter(person=rival.person).update(is_spokesperson=True)
    client = signed_in(Client(), rival)

    page = client.get(reverse("publication:languages", args=[desk.council.pk]))

    assert "Mooré" in page.content.decode()
    assert place(desk) not in page.content.decode()
    assert client.get(place(desk)).status_code == 404


def test_a_translator_arrives_at_his_translations(mossi: Client) -> None:
    assert mossi.get("/").url == reverse("publication:translations")
    page = mossi.get(reverse("publication:translations")).content.decode()
    assert 'aria-current="page">Traductions' in page


def test_a_draft_is_not_yet_a_translators(desk: Desk, mossi: Client) -> None:
    desk.communique.state = CommuniqueState.DRAFT
    desk.communique.save()

    assert mossi.get(place(desk)).status_code == 404
    assert (
        "Aucun compte rendu"
        in mossi.get(reverse("publication:translations")).content.decode()
    )


def test_who_stands_aside_waits_like_everybody_for_the_publication(
    desk: Desk,
) -> None:
    council = desk.council
    actions.grant(desk.actor("secretary"), council.cast.rival.person, "mos")
    client = signed_in(Client(), council.cast.rival)
    before = client.get(place(desk)).status_code
    recuse(council.actor("president"), council.seat("rival"), council.ordinance)

    assert (before, client.get(place(desk)).status_code) == (200, 404)
    publish(desk.communique, desk.french)
    assert client.get(place(desk)).status_code == 200


def test_a_form_saves_and_leads_back_to_its_paragraph(
    desk: Desk, mossi: Client
) -> None:
    answer = mossi.post(place(desk, "translation-write"), sent(desk, "heading", "K"))

    assert answer.status_code == 302
    assert answer.url.startswith(place(desk) + "#t")
    assert TranslatedText.objects.get().text == "K"


def test_a_script_gets_the_pair_and_the_progress(desk: Desk, mossi: Client) -> None:
    answer = mossi.post(
        place(desk, "translation-write"), sent(desk, "heading", "K"), headers=HTMX
    )

    words = answer.content.decode()
    assert words.count("<article") == 1
    assert 'data-currency="current"' in words
    assert 'hx-swap-oob="true"' in words


def test_a_form_sent_twice_acts_once(desk: Desk, mossi: Client) -> None:
    fields = sent(desk, "heading", "K") | {"key": "une-clef"}

    first = mossi.post(place(desk, "translation-write"), fields, headers=HTMX)
    second = mossi.post(place(desk, "translation-write"), fields, headers=HTMX)

    assert (first.status_code, second.status_code) == (200, 200)
    assert TranslatedText.objects.get().number == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_conflict_shows_both_texts_and_keeps_the_typed_one(
    desk: Desk, mossi: Client, headers: dict[str, str]
) -> None:
    desk.write("heading", "Leurs mots", who="other")

    answer = mossi.post(
        place(desk, "translation-write"),
        sent(desk, "heading", "Mes mots"),
        headers=headers,
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Leurs mots</blockquote>" in page.replace("<p>", "").replace("</p>", "")
    assert "Mes mots</textarea>" in page
    assert 'name="base" value="1"' in page


def test_a_line_of_a_person_is_taken_over_in_one_tap(desk: Desk, mossi: Client) -> None:
    ((key, line),) = [(p.key, p.text) for p in desk.french.paragraphs() if p.is_entry]
    page = mossi.get(place(desk)).content.decode()
    assert page.count("Reprendre tel quel") == 1

    fields = sent(desk, key, "", taken=line)
    mossi.post(place(desk, "translation-write"), fields, headers=HTMX)

    assert TranslatedText.objects.get().text == line


def test_what_was_said_before_of_the_same_french_is_proposed(
    desk: Desk, mossi: Client
) -> None:
    past = Communique.objects.create(
        meeting=another_meeting(desk), drafted_at=PUBLISHED
    )
    done = Translation.objects.create(communique=past, language="mos")
    title = desk.french.sections[0].title
    TranslatedText.objects.create(
        translation=done,
        key="I",
        text="Sõsg ning",
        source=title,
        source_digest=digest(title),
        number=1,
        by=desk.mossi,
        at="2026-01-08T12:00:00+00:00",
    )

    page = mossi.get(place(desk)).content.decode()

    assert 'name="taken" value="Sõsg ning"' in page


def test_after_an_erratum_what_changed_is_marked(desk: Desk, mossi: Client) -> None:
    publish(desk.communique, desk.french)
    desk.write("heading", "Kibare")
    words = desk.french.heading + " rectifié"
    publish(desk.communique, with_texts(desk.french, {"heading": words}, version=2))

    page = mossi.get(place(desk), {"montrer": "a-revoir"}).content.decode()

    assert page.count("<article") == 1
    assert "<ins> rectifié</ins>" in page
    assert "À revoir" in page


def test_a_published_translation_is_printed_beside_its_french(
    desk: Desk, mossi: Client
) -> None:
    publish(desk.communique, desk.french)
    actions.validate(desk.actor("secretary"), desk.write_all())
    assert mossi.get(place(desk, "translation-both")).status_code == 404
    actions.publish(desk.actor("secretary"), desk.begun())

    paper = mossi.get(place(desk, "translation-both"))

    assert paper.headers["Content-Type"] == "application/pdf"
    assert 'filename="CM-2026-5-fr-mos-v1.pdf"' in paper["Content-Disposition"]
    assert paper.content.startswith(b"%PDF")
    assert place(desk, "translation-both") in mossi.get(place(desk)).content.decode()


def test_the_secretariat_judges_when_nothing_is_missing(desk: Desk) -> None:
    client = signed_in(Client(), desk.council.cast.secretary)
    assert "translation-acts" in client.get(place(desk)).content.decode()
    assert (
        place(desk, "translation-validate")
        not in client.get(place(desk)).content.decode()
    )
    desk.write_all()

    assert (
        place(desk, "translation-validate") in client.get(place(desk)).content.decode()
    )
    client.post(place(desk, "translation-validate"))

    assert desk.begun().state == "validated"


def test_the_secretariat_gives_and_takes_back_a_language(desk: Desk) -> None:
    client = signed_in(Client(), desk.council.cast.secretary)
    url = reverse("publication:translators")

    client.post(url, {"person": desk.mossi.person.pk, "language": "dyu"})
    given = Translator.objects.get(person=desk.mossi.person, language="dyu")
    refused = client.post(url, {"person": desk.mossi.person.pk, "language": "xx"})
    client.post(reverse("publication:translator-revoke", args=[given.pk]))

    assert refused.status_code == 422
    assert not Translator.objects.filter(pk=given.pk).exists()


def test_a_page_asks_the_database_no_more_for_more_texts(
    desk: Desk, mossi: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            mossi.get(place(desk))
        return len(queries)

    desk.write("heading", "Kibare")
    one = asked()
    desk.write_all()

    assert asked() <= one
