"""The list without debate on the screens: each audience has its own, row by row."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ecm import clock
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkDisplay
from ecm.meetings.actions.consent import adopt, hide_list, show_list
from ecm.meetings.actions.items import decide
from ecm.meetings.models import Meeting, Recusal, Track
from live import render
from live.audience import Audience
from tests.cast import Council, signed_in
from tests.meetings.listing import TOGETHER, ids, out, prepare, put_up

Of = Callable[..., Audience]
EVERYBODY = ("president", "secretary", "minister", "rival", "observer", "screen")


@pytest.fixture
def ready(opened: Council) -> Council:
    return prepare(opened)


@pytest.fixture
def shown(ready: Council) -> Council:
    return put_up(ready)


def page(council: Council, audience: Audience) -> str:
    return render.snapshot(council.pk, audience).html


def after(council: Council, audience: Audience, act: Callable[[], object]) -> str:
    """Return the frame that an act makes for an audience."""
    before = council.refresh().seq
    act()
    return render.changes(council.pk, before, {audience}).frames[audience]


def points(html: str) -> list[int]:
    """Return the items that stand on the list of a page, in their order."""
    return [int(pk) for pk in re.findall(r'data-listed="(\d+)"', html)]


def test_the_list_is_offered_to_who_conducts_only(ready: Council, audience: Of) -> None:
    words = "Présenter la liste sans débat (5)"

    offered = [who for who in EVERYBODY if words in page(ready, audience(ready, who))]

    assert offered == ["president"]


def test_the_list_is_not_offered_while_an_item_is_in_hand(
    ready: Council, audience: Of
) -> None:
    ready.call("report")

    assert "show-list" not in page(ready, audience(ready, "president"))


@pytest.mark.parametrize("who", ["president", "secretary", "minister", "rival"])
def test_the_list_stands_on_every_screen_of_the_room(
    shown: Council, audience: Of, who: str
) -> None:
    html = page(shown, audience(shown, who))

    assert points(html) == ids(shown, *TOGETHER)
    assert "Liste sans débat\u00a0: 5 points" in html
    assert "Le Conseil examine la liste sans débat" in html


def test_each_has_the_buttons_of_his_seat(shown: Council, audience: Of) -> None:
    def buttons(who: str) -> set[str]:
        html = page(shown, audience(shown, who))
        found = {"hide-list", "adopt-list", f"debate-{shown.decree.pk}"}
        return {name for name in found if f'id="{name}"' in html}

    debate = f"debate-{shown.decree.pk}"
    assert buttons("president") == {"hide-list", "adopt-list", debate}
    assert buttons("minister") == {debate}
    assert buttons("secretary") == set()


def test_who_has_no_voice_is_not_offered_to_debate(shown: Council) -> None:
    for who, has_voice in {"minister": True, "observer": False}.items():
        client = signed_in(Client(), shown.cast[who])
        body = client.get(reverse("live:room", args=[shown.pk])).content.decode()
        assert ('data-voice="advisory"' not in body) is has_voice


def test_the_wall_has_the_titles_and_no_restricted_one(
    shown: Council, audience: Of
) -> None:
    html = page(shown, audience(shown, "screen"))

    told = [name for name in shown.items if f"Intitulé {name}" in html]
    assert told == list(TOGETHER)
    assert "Liste sans débat\u00a0: 5 points" in html


def test_the_wall_turns_twelve_at_a_time(ready: Council, audience: Of) -> None:
    ready.decree.refresh_from_db()
    for rank in range(20):
        ready.decree.pk, ready.decree.position = None, 100 + rank
        ready.decree.number = f"I.9.{rank + 1}"
        ready.decree.save()
    show_list(ready.actor("president"), ready.pk)

    html = page(ready, audience(ready, "screen"))

    sizes = [p.count("<li") for p in html.split('class="hall-page"')[1:]]
    assert sizes == [12, 12, 1]


def test_nobody_learns_of_a_restricted_item(shown: Council, audience: Of) -> None:
    for who in EVERYBODY:
        sheet = page(shown, audience(shown, who)).split('id="consent"')[-1]
        sheet = sheet.split("</section>")[0]
        assert "Intitulé secret" not in sheet, who
        assert "Intitulé neutral" not in sheet, who
        assert "réservé" not in sheet, who


def test_taking_out_sends_one_row_and_the_head_of_the_list(
    shown: Council, audience: Of
) -> None:
    seen = audience(shown, "rival")

    html = after(shown, seen, lambda: out(shown, "minister", "bill"))

    assert f'id="point-{shown.bill.pk}"' in html
    assert f'id="point-{shown.decree.pk}"' not in html
    assert 'id="consent"' not in html
    assert 'id="listed"' in html
    assert "Liste sans débat\u00a0: 4 points" in html
    assert "retiré de la liste\u00a0: il sera débattu." in html


def test_what_is_out_stays_in_its_place(shown: Council, audience: Of) -> None:
    out(shown, "minister", "bill")

    html = page(shown, audience(shown, "rival"))

    rows = [int(pk) for pk in re.findall(r'id="point-(\d+)"', html)]
    assert rows == ids(shown, *TOGETHER)
    assert shown.bill.pk not in points(html)
    # The focus has a place to stay at when the button goes.
    assert re.search(rf'<p id="debate-{shown.bill.pk}"[^>]*tabindex="-1"', html)


@pytest.mark.parametrize(
    ("display", "told"),
    [
        (MarkDisplay.NOTHING, {"president", "secretary"}),
        (MarkDisplay.SUMMARY, {"president", "secretary"}),
        (MarkDisplay.NAMES, {"president", "secretary", "minister", "rival"}),
    ],
)
def test_who_took_an_item_out_is_told_as_marks_are(
    shown: Council, audience: Of, display: MarkDisplay, told: set[str]
) -> None:
    Meeting.objects.filter(pk=shown.pk).update(mark_display=display.value)
    out(shown, "absent", "bill")
    render._snapshots.clear()

    named = {
        who
        for who in ("president", "secretary", "minister", "rival", "screen")
        if "retiré par\u00a0: Ministre de la Santé" in page(shown, audience(shown, who))
    }

    assert named == told


def test_who_stands_aside_has_a_list_without_the_item(
    shown: Council, audience: Of
) -> None:
    Recusal.objects.create(item=shown.bill, seat=shown.seat("rival"), since=clock.now())
    aside = audience(shown, "rival")

    html = page(shown, aside)
    frame = after(shown, aside, lambda: out(shown, "minister", "bill"))

    assert points(html) == ids(shown, "decree", "ordinance", "oral", "nominations")
    assert "Liste sans débat\u00a0: 4 points" in html
    assert "Intitulé bill" not in html.split('id="consent"')[1].split("</section>")[0]
    assert "Intitulé bill" not in frame
    assert 'id="listed"' not in frame


def test_adopting_is_one_frame_with_the_row_of_each_item(
    shown: Council, audience: Of
) -> None:
    president, seen = shown.actor("president"), audience(shown, "rival")

    html = after(shown, seen, lambda: adopt(president, shown.pk, ids(shown, *TOGETHER)))

    for name in TOGETHER:
        assert f'id="row-{shown.items[name].pk}"' in html
    assert re.search(r'<section id="consent"[^>]* hidden>', html)
    assert html.count("La liste sans débat est adoptée\u00a0: 5 points") == 2
    assert "data-snapshot" not in html


def test_the_wall_says_that_the_list_is_adopted(shown: Council, audience: Of) -> None:
    adopt(shown.actor("president"), shown.pk, ids(shown, *TOGETHER))

    html = page(shown, audience(shown, "screen"))

    assert "La liste sans débat est adoptée\u00a0: 5 points" in html
    shown.call("report")
    assert "est adoptée" not in page(shown, audience(shown, "screen"))


def test_hiding_gives_the_stage_back(shown: Council, audience: Of) -> None:
    seen = audience(shown, "rival")

    html = after(shown, seen, lambda: hide_list(shown.actor("president"), shown.pk))

    assert re.search(r'<section id="consent"[^>]* hidden>', html)
    assert "Le Conseil examine la liste" not in html


def test_an_item_withdrawn_leaves_the_list(shown: Council, audience: Of) -> None:
    seen, president = audience(shown, "rival"), shown.actor("president")

    html = after(
        shown,
        seen,
        lambda: decide(
            president, shown.bill, outcome=Outcome.WITHDRAWN, text="Retiré."
        ),
    )

    assert points(html) == ids(shown, "decree", "ordinance", "oral", "nominations")


def read_back(council: Council) -> str:
    client = signed_in(Client(), council.cast.president)
    url = reverse("meetings:consent-adopt", args=[council.pk])
    return client.get(url).content.decode()


def test_the_dialog_reads_back_each_title_under_its_sentence(shown: Council) -> None:
    html = read_back(shown)

    sections = html.split("<section>")[1:]
    told = [
        (
            re.search(r"«\s(.+?)\s»", s)[1].replace("&#x27;", "'"),
            re.findall(r"Intitulé (\w+)", s),
        )
        for s in sections
    ]
    assert told == [
        ("Le Conseil a adopté ce décret.", ["decree"]),
        (
            "Le Conseil a marqué son accord pour la transmission desdits projets de "
            "loi à l'Assemblée législative du peuple.",
            ["bill"],
        ),
        ("Le Conseil a adopté cette ordonnance.", ["ordinance"]),
        ("Le Conseil a pris acte de cette communication orale.", ["oral"]),
        ("Le Conseil a procédé à ces nominations.", ["nominations"]),
    ]
    assert f'value="{",".join(map(str, ids(shown, *TOGETHER)))}"' in html


def test_what_the_dialog_held_is_what_the_chair_adopts(shown: Council) -> None:
    client = signed_in(Client(), shown.cast.president)
    url = reverse("meetings:consent-adopt", args=[shown.pk])
    read = re.search(r'name="items" value="([\d,]+)"', read_back(shown))[1]
    out(shown, "minister", "bill")

    refused = client.post(url, {"items": read})
    again = re.search(r'name="items" value="([\d,]+)"', read_back(shown))[1]
    done = client.post(url, {"items": again})

    assert refused.status_code == 409
    assert "La liste a changé" in refused.content.decode()
    assert done.status_code == 204


@pytest.mark.parametrize("items", ["", "x", "1;2", "9" * 40])
def test_a_list_that_is_none_is_refused_in_words(shown: Council, items: str) -> None:
    client = signed_in(Client(), shown.cast.president)
    url = reverse("meetings:consent-adopt", args=[shown.pk])

    refused = client.post(url, {"items": items})

    assert refused.status_code == 409
    assert refused.content.decode()


def test_a_tap_takes_an_item_out(shown: Council) -> None:
    client = signed_in(Client(), shown.cast.rival)
    url = reverse("meetings:item-debate", args=[shown.pk, shown.decree.pk])

    first, second = client.post(url), client.post(url)

    assert (first.status_code, second.status_code) == (204, 204)
    shown.decree.refresh_from_db()
    assert shown.decree.track == Track.DEBATE


def test_the_list_costs_the_same_for_any_number(
    shown: Council, audience: Of, django_assert_max_num_queries: Callable
) -> None:
    everybody = {audience(shown, who) for who in EVERYBODY}
    before = shown.meeting.seq
    out(shown, "minister", "bill")

    with django_assert_max_num_queries(10):
        render.changes(shown.pk, before, everybody)
