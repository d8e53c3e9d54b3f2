"""The page on which a paper sitting is copied: nothing typed is lost, all faults at once."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ecm.domain.outcomes import Outcome
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.sittings import close, open_meeting
from ecm.meetings.models import AttendanceMove, Decision
from ecm.publication.documents import render
from tests.cast import Council, signed_in
from tests.meetings.test_chronicle import said

ONE_DATABASE = True


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 2, 5, hour, minute, tzinfo=UTC)


@pytest.fixture(autouse=True)
def afternoon() -> Any:
    with time_machine.travel(at(16), tick=False):
        yield


@pytest.fixture
def desk(council: Council, client: Client) -> Client:
    return signed_in(client, council.cast.secretary)


def address(council: Council) -> str:
    return reverse("meetings:transcribe", args=[council.pk])


def copied(council: Council, **more: str) -> dict[str, str]:
    """Everything filled in: the report adopted at a quarter past ten, the rest not reached."""
    items = council.meeting.items.order_by("position")
    fields = {
        "items": ",".join(str(item.pk) for item in items),
        "hours-day": "2026-02-05",
        "hours-starts": "09:05",
        "hours-ends": "12:30",
    }
    for seat in council.meeting.seats.exclude(holder=None):
        fields[f"seat-{seat.pk}-attendance"] = "present"
    for item in items:
        fields[f"item-{item.pk}-outcome"] = "not_reached"
    report = f"item-{council.report.pk}"
    fields |= {f"{report}-outcome": "adopted", f"{report}-at": "10:15"}
    return fields | more


def test_the_page_offers_every_seat_and_every_item(
    council: Council, desk: Client
) -> None:
    page = desk.get(address(council)).content.decode()

    for item in council.items.values():
        assert f'name="item-{item.pk}-outcome"' in page
    assert f'name="seat-{council.seat("rival").pk}-attendance"' in page
    assert 'data-sentence="Le Conseil a adopté ce rapport."' in page


def test_what_was_copied_is_read_back_before_anything_is_done(
    council: Council, desk: Client
) -> None:
    seq = council.refresh().seq

    answer = desk.post(address(council), copied(council))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Le Conseil a adopté ce rapport." in page
    assert "Enregistrer et lever la séance" in page
    assert council.refresh().seq == seq


def hidden(page: str) -> dict[str, str]:
    """The fields that the first form of the page carries."""
    form = page[page.index("<form", page.index("read-items")) :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))


def test_confirmed_it_is_entered_and_marked(council: Council, desk: Client) -> None:
    read = desk.post(address(council), copied(council)).content.decode()

    answer = desk.post(address(council), hidden(read), follow=True)

    page = answer.content.decode()
    assert council.refresh().state == "closed"
    decision = Decision.objects.get(item=council.report)
    assert (decision.decided_at, decision.text) == (
        at(10, 15),
        "Le Conseil a adopté ce rapport.",
    )
    name = str(council.cast.secretary)
    assert f"Saisi a posteriori le 5\xa0février 2026, 16\xa0h\xa000 par {name}." in page
    journal = desk.get(reverse("meetings:journal", args=[council.pk]))
    assert "Saisi a posteriori le" in journal.content.decode()
    assert "a posteriori" not in render(council.meeting, "text").decode()


def test_confirmed_twice_it_is_entered_once(council: Council, desk: Client) -> None:
    fields = hidden(desk.post(address(council), copied(council)).content.decode())
    desk.post(address(council), fields)
    seq = council.refresh().seq

    again = desk.post(address(council), fields)

    assert again.status_code == 302
    assert council.refresh().seq == seq


def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(
    council: Council, desk: Client
) -> None:
    report, bill = f"item-{council.report.pk}", f"item-{council.bill.pk}"
    rival = f"seat-{council.seat('rival').pk}"
    fields = copied(
        council,
        **{
            "hours-ends": "17:00",
            f"{report}-at": "8 heures",
            f"{report}-text": "Le Conseil a dit & décidé ceci.",
            f"{bill}-outcome": "deferred",
            f"{bill}-instruction": "revoir l'article 3",
            f"{rival}-attendance": "represented",
        },
    )

    answer = desk.post(address(council), fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    for field in (
        "hours-ends",
        f"{report}-at",
        f"{bill}-at",
        f"{bill}-responsible",
        f"{rival}-acting",
    ):
        assert f'href="#id_{field}"' in page
    assert "Le Conseil a dit &amp; décidé ceci." in page
    assert 'value="8 heures"' in page
    assert "revoir l&#x27;article 3" in page
    assert not Decision.objects.exists()


def test_correcting_brings_the_page_back_as_it_was_typed(
    council: Council, desk: Client
) -> None:
    text = {f"item-{council.report.pk}-text": "Le Conseil a adopté ceci."}

    answer = desk.post(address(council), copied(council, **text, step="correct"))

    assert answer.status_code == 200
    assert "Le Conseil a adopté ceci.</textarea>" in answer.content.decode()


def test_what_was_typed_on_an_item_decided_meanwhile_is_shown(
    council: Council, desk: Client
) -> None:
    fields = copied(council, **{f"item-{council.decree.pk}-text": "Mot à mot."})
    president = council.actor("president")
    with time_machine.travel(at(9), tick=False):
        open_meeting(president, council.pk)
        text = "Le Conseil a adopté ce décret."
        item = council.call("decree")
        decide(president, item, outcome=Outcome.ADOPTED, text=text)

    page = desk.post(address(council), fields)

    assert page.status_code == 422
    assert "L&#x27;ordre du jour a changé" in page.content.decode()
    assert "Mot à mot." in page.content.decode()


def test_the_members_that_came_later_have_their_hours(
    council: Council, desk: Client
) -> None:
    rival = council.seat("rival")
    fields = copied(council, step="confirm", **{f"seat-{rival.pk}-at": "09:40"})

    desk.post(address(council), fields)

    move = AttendanceMove.objects.get(seat=rival)
    assert (move.at, move.item) == (at(9, 40), council.report)


def test_the_facts_for_the_minutes_tell_it(council: Council, desk: Client) -> None:
    desk.post(address(council), copied(council, step="confirm"))

    facts = said(council)
    assert facts[0].startswith("La séance est ouverte à 09 H 05 mn")
    assert facts[-2:] == [
        "La séance est levée à 12 H 30 mn.",
        "Tenue sur papier, la séance est saisie a posteriori le 05 février 2026 par "
        f"{council.cast.secretary}.",
    ]
    assert said(council, "report")[-1] == (
        "Décision prise à 10 H 15 mn, saisie a posteriori."
    )


@pytest.mark.parametrize("who", ["president", "minister", "observer", "stranger"])
def test_nobody_but_the_secretariat_finds_the_page(
    council: Council, client: Client, who: str
) -> None:
    assert signed_in(client, council.cast[who]).get(address(council)).status_code == 404


def test_a_closed_council_leads_to_its_attendance(
    opened: Council, client: Client
) -> None:
    close(opened.actor("president"), opened.pk)

    answer = signed_in(client, opened.cast.secretary).get(address(opened))

    assert answer.url == reverse("meetings:presence", args=[opened.pk])
