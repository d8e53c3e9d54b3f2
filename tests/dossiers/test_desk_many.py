"""Acts on many files by the pages: shown first, done at once, taken back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse

from ecm.dossiers.models import Dossier, LateRequest
from tests.dossiers.desk import (
    COUNCIL,
    S,
    browser,
    on_the_desk,
    page,
    queries_of,
    words,
)
from tests.preparation import NOW, Preparation

WEEK = f"conseil={COUNCIL}"


@pytest.fixture(autouse=True)
def at_a_working_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def send(
    preparation: Preparation, name: str, *files: Dossier, **fields: Any
) -> HttpResponse:
    """Post one of the commands on many, and follow it to the week."""
    ticked = {"d": [file.pk for file in files], "suite": WEEK, "key": "a"} | fields
    url = reverse(f"secretariat:{name}")
    return browser(preparation).post(url, ticked, follow=True)


def states(*files: Dossier) -> list[str]:
    return [Dossier.objects.get(pk=file.pk).state for file in files]


def test_an_act_is_shown_before_it_is_done(preparation: Preparation) -> None:
    new = on_the_desk(preparation, "Nouveau")
    ready = on_the_desk(preparation, "Déjà prêt", state=S.READY)

    shown = page(preparation, "many", acte="enregistrer", d=[new.pk, ready.pk])

    assert "<h1>Enregistrer 1 dossier</h1>" in shown
    assert f'name="d" value="{new.pk}"' in shown
    assert f'name="d" value="{ready.pk}"' not in shown
    assert "1 dossier restera tel quel" in shown
    assert "Cet acte n&#x27;est pas possible : le dossier est prêt." in shown
    assert states(new, ready) == ["lodged", "ready"]


def test_files_are_registered_in_order_of_arrival(preparation: Preparation) -> None:
    second = on_the_desk(preparation, "Second", lodged_at=NOW)
    first = on_the_desk(preparation, "Premier", lodged_at=NOW - timedelta(hours=1))

    told = words(send(preparation, "many-apply", second, first, acte="enregistrer"))

    numbers = dict(Dossier.objects.values_list("pk", "register_serial"))
    assert (numbers[first.pk], numbers[second.pk]) == (1, 2)
    assert "2 dossiers sont enregistrés." in told
    assert "Conseil du jeudi 22 janvier 2026" in told


def test_a_command_sent_twice_is_done_once(preparation: Preparation) -> None:
    file = on_the_desk(preparation)

    for _time in range(2):
        answer = send(preparation, "many-apply", file, acte="enregistrer")
        assert answer.status_code == 200

    file.refresh_from_db()
    assert (file.state, file.register_serial, file.seq) == ("registered", 1, 1)


def test_what_changed_since_the_preview_is_told(preparation: Preparation) -> None:
    new, gone = on_the_desk(preparation), on_the_desk(preparation, state=S.READY)

    told = words(send(preparation, "many-apply", new, gone, acte="enregistrer"))

    assert "1 dossier est enregistré." in told
    assert f"projet {gone.pk} reste tel quel" in told
    assert states(new, gone) == ["registered", "ready"]


def test_many_files_are_given_to_an_officer(preparation: Preparation) -> None:
    officer, file = preparation["officer"].person, on_the_desk(preparation)

    asked = page(preparation, "many", acte="prendre-en-charge", d=[file.pk])
    send(preparation, "many-apply", file, acte="prendre-en-charge", officer=officer.pk)

    assert f'<option value="{officer.pk}" selected>' in asked
    assert Dossier.objects.get(pk=file.pk).officer == officer


def test_a_file_is_given_to_no_stranger(preparation: Preparation) -> None:
    file, stranger = on_the_desk(preparation), preparation["chief"].person

    answer = send(
        preparation, "many-apply", file, acte="prendre-en-charge", officer=stranger.pk
    )

    assert answer.status_code == 422
    assert "À corriger avant de continuer" in words(answer)
    assert Dossier.objects.get(pk=file.pk).officer is None


def test_many_files_are_proposed_for_a_council(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.READY)

    asked = page(preparation, "many", acte="proposer", d=[file.pk], suite=WEEK)
    send(preparation, "many-apply", file, acte="proposer", council_day="2026-01-29")

    file.refresh_from_db()
    assert 'value="2026-01-22"' in asked
    assert (file.state, file.council_day) == ("proposed", date(2026, 1, 29))


def test_lateness_without_an_answer_is_an_obstacle_that_is_shown(
    preparation: Preparation,
) -> None:
    file = on_the_desk(preparation, state=S.READY, is_late=True)
    asked = {"reason": "Bailleur", "asked_at": NOW, "council_day": COUNCIL}
    minister = preparation["minister"].person
    LateRequest.objects.create(dossier=file, asked_by=minister, **asked)

    shown = page(preparation, "many", acte="proposer", d=[file.pk])

    assert "aucun des dossiers choisis ne le permet" in shown
    assert "Répondez d&#x27;abord à la demande hors délai" in shown


def test_an_act_is_taken_back_from_the_week(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    done = send(preparation, "many-apply", file, acte="recevable")
    (lot,) = (f.split('"')[0] for f in words(done).split('name="lot" value="')[1:])

    back = send(preparation, "many-undo", lot=lot, key="b")

    assert states(file) == ["registered"]
    assert "L&#x27;acte est annulé sur 1 dossier." in words(back)
    assert 'name="lot"' not in words(back)


def test_an_act_of_yesterday_is_not_offered_back(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    send(preparation, "many-apply", file, acte="recevable")

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert 'name="lot"' not in page(preparation, "week")


def test_one_takes_back_ones_own_acts_alone(preparation: Preparation) -> None:
    file = on_the_desk(preparation, state=S.REGISTERED)
    send(preparation, "many-apply", file, acte="recevable")

    url = reverse("secretariat:many-undo")
    other = browser(preparation, "secretary").post(url, {"lot": 1}, follow=True)

    assert "Il n&#x27;y a plus rien à annuler." in words(other)
    assert states(file) == ["admissible"]


@pytest.mark.parametrize(
    "asked",
    [{}, {"acte": "enregistrer"}, {"acte": "brûler", "d": ["1"]}]
    + [{"acte": "enregistrer", "d": [pk]} for pk in ("x", "9" * 30, "٣", "-1")],
    ids=str,
)
def test_a_choice_of_nothing_leads_back_to_the_week(
    preparation: Preparation, asked: dict[str, Any]
) -> None:
    answer = browser(preparation).get(reverse("secretariat:many"), asked, follow=True)

    assert answer.redirect_chain == [("/secretariat/?", 302)]
    assert "Choisissez d&#x27;abord des dossiers" in words(answer)


def test_a_hidden_file_is_not_shown_nor_done(preparation: Preparation) -> None:
    hidden = on_the_desk(preparation, "Secret", is_confidential=True)

    shown = page(preparation, "many", acte="enregistrer", d=[hidden.pk])
    send(preparation, "many-apply", hidden, acte="enregistrer")

    assert "Secret" not in shown
    assert states(hidden) == ["lodged"]


def test_the_way_back_leads_to_the_week_and_nowhere_else(
    preparation: Preparation,
) -> None:
    file = on_the_desk(preparation)

    url = reverse("secretariat:many-apply")
    fields = {"acte": "enregistrer", "d": [file.pk], "suite": "//ailleurs.example\r\nX"}
    answer = browser(preparation).post(url, fields)

    assert answer.url.startswith("/secretariat/?")


def test_a_preview_asks_as_much_for_one_file_as_for_three(
    preparation: Preparation,
) -> None:
    files = [on_the_desk(preparation) for _file in range(3)]
    url = reverse("secretariat:many") + "?acte=enregistrer"
    one, three = (
        queries_of(browser(preparation), url + "".join(f"&d={f.pk}" for f in chosen))
        for chosen in (files[:1], files)
    )

    assert one == three
