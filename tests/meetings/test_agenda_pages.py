"""The page on which an agenda is built: what each reader sees, and what its buttons do."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ecm.meetings.actions.planning import move_item, remove_item, track_item
from ecm.meetings.actions.sittings import convene
from ecm.meetings.models import Track
from tests.cast import signed_in
from tests.meetings.conftest import Planned

ONE_DATABASE = True
HTMX = {"HX-Request": "true"}


def ask(
    planned: Planned, who: str, name: str = "agenda", *more: int, **query
) -> HttpResponse:
    client = signed_in(Client(), planned.preparation[who])
    return client.get(reverse(f"meetings:{name}", args=[planned.pk, *more]), query)


def send(
    planned: Planned, who: str, name: str, *more: int, htmx: bool = True, **fields
) -> HttpResponse:
    client = signed_in(Client(), planned.preparation[who])
    url = reverse(f"meetings:{name}", args=[planned.pk, *more])
    return client.post(url, fields, headers=HTMX if htmx else {})


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def titles(answer: HttpResponse) -> list[str]:
    """Return « I.1.1 Armée » for each row, as it is shown."""
    rows = re.findall(
        r'<span class="number">([IV.\d]+)</span>\s*<div class="board-words">\s*'
        r'<p class="title" lang="fr">(.*?)</p>',
        text(answer),
    )
    return [" ".join(row) for row in rows]


def test_the_agenda_is_shown_in_its_parts_and_groups(built: Planned) -> None:
    page = ask(built, "secretary")

    assert titles(page) == [
        *("I.1.1 Armée", "I.2.1 Budget", "I.2.2 Dette", "I.3.1 Hôpitaux"),
        *("II.1 Routes", "II.2 Récolte", "III.1 Nominations", "IV.1 Voyage"),
    ]
    assert "En préparation au secrétariat" in text(page)


@pytest.mark.parametrize("who", ["minister", "observer", "stranger", "chief"])
def test_nobody_else_finds_the_page(built: Planned, who: str) -> None:
    built.propose_agenda()
    convene(built.actor("secretary"), built.pk)

    assert ask(built, who).status_code == 404


@pytest.mark.parametrize("who", ["prime_minister", "president"])
def test_the_heads_find_it_once_it_is_proposed(built: Planned, who: str) -> None:
    before = ask(built, who).status_code
    built.propose_agenda()

    assert (before, ask(built, who).status_code) == (404, 200)


def test_each_button_names_the_item_that_it_will_follow(built: Planned) -> None:
    built.propose("Emprunt", "decree", "finance")
    built.build()
    first, second, third = (built.item(t) for t in ("Budget", "Dette", "Emprunt"))

    def target(button: str) -> str | None:
        found = re.search(
            rf'id="{button}".*?</button>', text(ask(built, "secretary")), re.S
        )
        assert found, button
        wish = re.search(r'"after": "(\d*)"', found[0])
        return wish[1] if wish else None

    assert target(f"up-{third.pk}") == str(first.pk)
    assert target(f"up-{second.pk}") == ""
    assert target(f"up-{first.pk}") is None
    assert target(f"down-{first.pk}") == str(second.pk)
    assert target(f"last-{first.pk}") == str(third.pk)
    assert target(f"first-{third.pk}") == ""
    assert target(f"down-{third.pk}") is None


def test_a_move_answers_with_the_agenda_as_it_stands(built: Planned) -> None:
    debt = built.item("Dette")

    answer = send(built, "secretary", "agenda-move", debt.pk, after="")

    assert titles(answer)[1:3] == ["I.2.1 Dette", "I.2.2 Budget"]
    assert f'id="item-{debt.pk}" class="board-row is-changed' in text(answer)
    assert "Le point porte le numéro I.2.1." in text(answer)
    assert f'data-seq="{built.refresh().seq}"' in text(answer)


def test_without_scripts_the_page_is_read_again(built: Planned) -> None:
    answer = send(
        built, "secretary", "agenda-move", built.item("Dette").pk, htmx=False, after=""
    )

    assert answer.headers["Location"] == reverse("meetings:agenda", args=[built.pk])


def test_a_command_sent_twice_shows_the_same_agenda(built: Planned) -> None:
    client = signed_in(Client(), built.preparation["secretary"])
    url = reverse("meetings:agenda-move", args=[built.pk, built.item("Dette").pk])

    answers = [
        client.post(url, {"after": ""}, headers={**HTMX, "Idempotency-Key": "une-clé"})
        for _ in range(2)
    ]

    assert [a.status_code for a in answers] == [200, 200]
    assert titles(answers[0]) == titles(answers[1])


def test_a_target_that_has_left_is_said_in_words(built: Planned) -> None:
    budget = built.item("Budget")
    gone = budget.pk
    remove_item(built.actor("secretary"), budget)

    answer = send(built, "secretary", "agenda-move", built.item("Dette").pk, after=gone)

    assert answer.status_code == 409
    assert "n'est plus à l'ordre du jour. Rechargez la page." in text(answer)


@pytest.mark.parametrize("minutes", ["", "beaucoup", "0", "9" * 30])
def test_a_duration_that_is_none_is_said_in_words(built: Planned, minutes: str) -> None:
    item = built.item("Budget")

    answer = send(built, "secretary", "agenda-plan", item.pk, minutes=minutes)

    assert answer.status_code == 409
    assert text(answer)
    item.refresh_from_db()
    assert item.planned_minutes == 10


def test_the_page_looks_again_only_when_something_changed(built: Planned) -> None:
    seen = built.refresh().seq
    same = ask(built, "secretary", "agenda-board", vu=seen)
    track_item(built.actor("secretary"), built.item("Budget"), track=Track.CONSENT)
    other = ask(built, "secretary", "agenda-board", vu=seen)

    assert (same.status_code, same.content) == (204, b"")
    assert other.status_code == 200
    assert 'id="board"' in text(other)


def test_items_without_debate_take_the_time_of_their_title(built: Planned) -> None:
    page = text(ask(built, "secretary"))
    sums = re.sub(r"\s+", " ", re.sub(r"<.*?>", " ", page.split("board-sums")[1]))

    # Three decrees and reports, two oral of 10, a bill of 20; two items of 1 minute.
    assert (
        "Points 8 Avec débat 6 Sans débat 2 Durée prévue 1 h 12 De 9 h 00 à 10 h 12"
        in sums
    )


def test_a_council_that_would_be_too_long_is_said_to_be(built: Planned) -> None:
    assert "plus de 4 h 30" not in text(ask(built, "secretary"))
    built.meeting.items.filter(title="Budget").update(planned_minutes=240)

    assert "plus de 4 h 30" in text(ask(built, "secretary"))


def test_what_changed_since_the_proposal_is_flagged_with_its_author(
    built: Planned,
) -> None:
    built.propose_agenda()
    prime_minister = built.actor("prime_minister")
    move_item(prime_minister, built.item("Dette"))
    remove_item(prime_minister, built.item("Récolte"))

    for who in ("secretary", "prime_minister", "president"):
        page = text(ask(built, who))
        assert '<span class="flag">Déplacé</span>' in page
        assert "Awa PRIME MINISTER" in page
        assert "Retirés depuis la version 1" in page
        assert '<del class="title" lang="fr">Récolte</del>' in page


def test_late_items_are_shown_apart_until_they_are_approved(built: Planned) -> None:
    built.propose_agenda()
    built.propose("Eaux", "decree", "health")
    built.build()

    before = text(ask(built, "secretary"))
    built.propose_agenda()
    built.approve_agenda()

    late = before[before.index("Liste supplémentaire") :]
    assert "Eaux" in late
    assert "Eaux" not in before[before.index("I.3") : before.index("Liste suppl")]
    assert "Liste supplémentaire" not in text(ask(built, "secretary"))


# What waits to be entered


def test_what_is_proposed_is_entered_with_one_act(planned: Planned) -> None:
    page = text(ask(planned, "secretary"))

    answer = send(planned, "secretary", "agenda-build", htmx=False)

    assert "Inscrire les 8 dossiers proposés" in page
    assert answer.status_code == 302
    assert len(titles(ask(planned, "secretary"))) == 8


def test_one_dossier_is_entered_alone(planned: Planned) -> None:
    dossier = planned.propose("Prêt", "decree", "health", state="ready")

    answer = send(planned, "secretary", "agenda-place", dossier.pk)

    assert titles(answer) == ["I.1.1 Prêt"]
    assert send(planned, "secretary", "agenda-place", dossier.pk).status_code == 404


def test_the_page_costs_the_same_for_many_items(
    built: Planned, django_assert_max_num_queries
) -> None:
    built.propose_agenda()
    client = signed_in(Client(), built.preparation["secretary"])
    url = reverse("meetings:agenda-board", args=[built.pk])

    def queries() -> int:
        with django_assert_max_num_queries(60) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    few = queries()
    for rank in range(30):
        built.propose(f"Décret {rank}", "decree", "health")
    built.build()

    assert queries() == few


# The steps


def test_the_president_approves_the_very_agenda_that_he_read(built: Planned) -> None:
    built.propose_agenda()
    page = text(ask(built, "president", "agenda-approve"))
    digest = re.search(r'name="digest" value="(\w{64})"', page)
    assert digest
    move_item(built.actor("secretary"), built.item("Dette"))

    changed = send(built, "president", "agenda-approve", digest=digest[1], htmx=True)
    built.propose_agenda()
    page = text(ask(built, "president", "agenda-approve"))
    read = re.search(r'name="digest" value="(\w{64})"', page)
    assert read
    done = send(built, "president", "agenda-approve", digest=read[1], htmx=False)

    assert (changed.status_code, done.status_code) == (409, 302)
    assert "Approuvé" in text(ask(built, "president"))
    assert "Convoquer les membres" in text(ask(built, "secretary"))


def test_what_the_prime_minister_amended_is_shown_to_who_approves(
    built: Planned,
) -> None:
    built.propose_agenda()
    remove_item(built.actor("prime_minister"), built.item("Récolte"))
    send(built, "prime_minister", "agenda-amend", comment="Plus tard.", htmx=False)

    page = text(ask(built, "president", "agenda-approve"))

    assert "Ce qui a changé depuis la version 1" in page
    assert "<del>Récolte</del>" in page
    assert "Plus tard." in text(ask(built, "president"))


def test_two_versions_are_compared_side_by_side(built: Planned) -> None:
    built.propose_agenda()
    move_item(built.actor("secretary"), built.item("Dette"))
    built.propose_agenda()

    page = text(ask(built, "secretary", "agenda-compare", avant=1, apres=2))

    assert page.count('class="is-different"') == 1
    assert '<span class="number">I.2.2</span> <span>Dette</span>' in page
    assert '<span class="number">I.2.1</span> <span>Dette</span>' in page


@pytest.mark.parametrize(
    "query", [{"avant": "x"}, {"avant": 9}, {"avant": "9" * 40}, {}]
)
def test_a_version_that_is_none_is_not_found(built: Planned, query: dict) -> None:
    built.propose_agenda()

    assert ask(built, "secretary", "agenda-compare", **query).status_code == 404


def test_the_agenda_is_printed_as_a_pdf(built: Planned) -> None:
    built.propose_agenda()
    client = signed_in(Client(), built.preparation["secretary"])

    answer = client.get(reverse("publication:agenda-pdf", args=[built.pk, 1]))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer.content == client.get(answer.wsgi_request.path).content


# A ministry withdraws


def test_a_ministry_withdraws_on_a_page_of_its_own(built: Planned) -> None:
    dossier = built.item("Budget").dossier
    client = signed_in(Client(), built.preparation["minister"])
    url = reverse("meetings:dossier-withdraw", args=[dossier.pk])

    empty = client.post(url, {"reason": ""})
    done = client.post(url, {"reason": "Le texte est à revoir."})

    assert (empty.status_code, done.status_code) == (422, 302)
    assert "I.2.1 Dette" in built.agenda()
