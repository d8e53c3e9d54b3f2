"""The cockpits: who conducts, what comes next, when it should end, and for whom."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ecm.domain.outcomes import Outcome
from ecm.dossiers.models import DossierKind
from ecm.meetings.actions.conduct import reorder_item, set_aside
from ecm.meetings.actions.items import call_item, decide, restrict_item
from ecm.meetings.actions.sittings import open_meeting
from ecm.meetings.actions.tabling import Tabled, join_item, table_item
from ecm.meetings.actions.wheel import take_wheel
from ecm.meetings.models import Seat
from ecm.people.models import Post
from live import render
from live.audience import Audience
from live.council import Council as Rows
from live.room import Room
from tests.cast import Council

Of = Callable[..., Audience]
NINE = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)


def room_of(council: Council, audience: Audience) -> Room:
    return Room(Rows(council.refresh()), audience)


def region(council: Council, audience: Audience, name: str = "cockpit") -> str:
    return render.region(room_of(council, audience), name)


def proposed(council: Council, audience: Audience) -> str:
    line = room_of(council, audience).conduct.next_line
    return line.title if line else ""


# Who conducts


def test_who_conducts_has_the_acts_and_the_other_may_take_them(
    opened: Council, audience: Of
) -> None:
    chair = region(opened, audience(opened, "president"))
    desk = region(opened, audience(opened, "secretary"))

    assert "Vous conduisez la séance" in chair
    assert "Remettre la conduite" in chair
    assert 'id="call-next"' in chair
    assert f"<strong>{opened.cast.president.person}</strong> conduit la séance" in desk
    assert "Prendre la conduite" in desk
    assert 'id="call-next"' not in desk
    assert "Autres actes" not in desk


def test_the_acts_follow_the_conduct(opened: Council, audience: Of) -> None:
    take_wheel(opened.actor("secretary"), opened.pk)

    chair = region(opened, audience(opened, "president"))
    desk = region(opened, audience(opened, "secretary"))
    other = region(opened, audience(opened, "second_secretary"))

    assert 'id="call-next"' in desk
    assert 'data-epoch="1"' in desk
    assert 'id="call-next"' not in chair
    assert f"<strong>{opened.cast.secretary.person}</strong> conduit" in chair
    assert "Prendre la conduite" in other
    bar = region(opened, audience(opened, "minister"), "bar")
    assert f"conduite par {opened.cast.secretary.person}" in bar


def test_the_room_hears_who_conducts_from_now_on(opened: Council, audience: Of) -> None:
    everybody = {n: audience(opened, n) for n in ("president", "minister", "screen")}
    before = opened.refresh().seq
    take_wheel(opened.actor("secretary"), opened.pk)

    found = render.changes(opened.pk, before, set(everybody.values()))

    said = f"{opened.cast.secretary.person} conduit désormais la séance."
    heard = {name: said in found.frames[of] for name, of in everybody.items()}
    assert heard == {"president": True, "minister": True, "screen": False}
    assert found.moves_audiences


@pytest.fixture
def with_prime_minister(opened: Council) -> Council:
    seats = Seat.objects.filter(pk=opened.seat("deputy").pk)
    seats.update(post=Post.PRIME_MINISTER)
    return opened


def test_the_page_learns_that_it_must_be_the_other_one(
    with_prime_minister: Council, audience: Of
) -> None:
    council, roles = with_prime_minister, []

    for name in ("deputy", "president"):
        roles.append(audience(council, "deputy").view)
        take_wheel(council.actor(name), council.pk)
        frame = render.snapshot(council.pk, audience(council, "deputy"))
        roles.append(frame.html.split('data-role="')[1].split('"')[0])

    assert roles == ["member", "presiding", "presiding", "member"]


def test_a_level_page_of_another_role_gets_its_frame_all_the_same(
    with_prime_minister: Council, client
) -> None:
    council = with_prime_minister
    client.force_login(
        council.cast.deputy, backend="django.contrib.auth.backends.ModelBackend"
    )
    take_wheel(council.actor("deputy"), council.pk)
    address = f"/seances/{council.pk}/trame/?curseur={council.refresh().seq}"

    answers = [client.get(f"{address}&role={role}") for role in ("member", "presiding")]

    assert [answer.status_code for answer in answers] == [200, 204]
    assert 'data-role="presiding"' in answers[0].content.decode()


def test_the_prime_minister_finds_the_conduct_in_his_menu(
    with_prime_minister: Council, client
) -> None:
    pages = {}
    for name in ("deputy", "minister", "president"):
        client.force_login(
            with_prime_minister.cast[name],
            backend="django.contrib.auth.backends.ModelBackend",
        )
        page = client.get(f"/seances/{with_prime_minister.pk}/").content.decode()
        pages[name] = 'id="menu-take-wheel"' in page

    assert pages == {"deputy": True, "minister": False, "president": False}


# What comes next


def test_what_was_set_aside_comes_back_at_the_end(
    opened: Council, audience: Of
) -> None:
    chair, president = audience(opened, "president"), opened.actor("president")
    opened.call("decree")
    set_aside(president, opened.decree)

    titles = []
    while title := proposed(opened, chair):
        titles.append(title.removeprefix("Intitulé "))
        item = opened.items[titles[-1]]
        call_item(president, item)
        decide(president, item, outcome=Outcome.ADOPTED, text="Adopté.")

    assert titles == [
        *("report", "secret", "bill", "neutral", "ordinance", "oral", "nominations"),
        "decree",
    ]


def test_the_next_item_follows_the_order_of_calling(
    opened: Council, audience: Of
) -> None:
    reorder_item(opened.actor("president"), opened.oral, after=opened.decree)
    opened.call("decree")

    assert proposed(opened, audience(opened, "president")) == "Intitulé oral"
    agenda = region(opened, audience(opened, "minister"), "agenda")
    assert agenda.count("Appelé après I.1.1") == 1


def test_the_order_tells_nobody_of_an_item_he_may_not_know(
    opened: Council, audience: Of
) -> None:
    reorder_item(opened.actor("president"), opened.oral, after=opened.secret)

    told = region(opened, audience(opened, "rival"), "agenda")

    # Between the report and the bill, who does not know what else stands there.
    assert "Appelé après I.2.1" in told
    assert "I.2.2" in told
    assert "I.2.3" not in told
    assert "Appelé après I.2.2" in region(
        opened, audience(opened, "president"), "agenda"
    )


def test_rows_say_what_happened_to_the_items(
    deliberating: Council, audience: Of
) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    join_item(president, deliberating.bill, to=report)
    kind = DossierKind.objects.get(code="decree")
    ministry = deliberating.cast.ministries["health"]
    with time_machine.travel(NINE, tick=False):
        table_item(
            president, deliberating.pk, Tabled(kind, ministry, "Un décret", days=3)
        )
    set_aside(president, report)

    agenda = region(deliberating, audience(deliberating, "minister"), "agenda")

    for words in (
        *("Mis de côté", "Joint au point I.2.1", "Sur table"),
        "Pièces attendues le 8 février",
    ):
        assert agenda.count(words) == 1, words


def test_a_joined_item_does_not_name_one_that_is_hidden(
    opened: Council, audience: Of
) -> None:
    join_item(opened.actor("president"), opened.bill, to=opened.secret)

    rival = region(opened, audience(opened, "rival"), "agenda")

    assert "Joint au point" not in rival
    assert "Joint" in rival
    assert "Joint au point I.2.2" in region(
        opened, audience(opened, "minister"), "agenda"
    )


def test_a_restricted_item_says_none_of_it(opened: Council, audience: Of) -> None:
    opened.call("report")
    set_aside(opened.actor("president"), opened.report)
    restrict_item(opened.actor("president"), opened.report, restricted=True)

    assert "Mis de côté" not in region(opened, audience(opened, "rival"), "agenda")


# When it should end


def test_the_end_is_foreseen_from_what_is_left(council: Council, audience: Of) -> None:
    president = council.actor("president")
    words = []

    with time_machine.travel(NINE, tick=False) as clock:
        open_meeting(president, council.pk)
        chair = audience(council, "president")
        words.append(expected_words(council, chair))
        clock.shift(timedelta(minutes=20))
        words.append(expected_words(council, chair))
        council.call("decree")
        decide(president, council.decree, outcome=Outcome.ADOPTED, text="Adopté.")
        council.call("report")
        decide(president, council.report, outcome=Outcome.ADOPTED, text="Adopté.")
        words.append(expected_words(council, chair))
        council.call("bill")
        decide(president, council.bill, outcome=Outcome.ADOPTED, text="Adopté.")
        words.append(expected_words(council, chair))

    assert words == [
        "fin prévue vers 10 h 20, à l'heure",
        "fin prévue vers 10 h 40, 20 min de retard",
        "fin prévue vers 10 h 20, à l'heure",
        "fin prévue vers 10 h 10, 10 min d'avance",
    ]


def expected_words(council: Council, audience: Audience) -> str:
    expected = room_of(council, audience).conduct.expected
    return expected.words if expected else ""


def test_nothing_is_foreseen_before_the_opening(council: Council, audience: Of) -> None:
    assert expected_words(council, audience(council, "president")) == ""


# The other acts


def test_the_other_acts_are_those_that_are_possible(
    deliberating: Council, audience: Of
) -> None:
    chair = audience(deliberating, "president")
    before = region(deliberating, chair)
    decide(
        deliberating.actor("president"),
        deliberating.report,
        outcome=Outcome.ADOPTED,
        text="Adopté.",
    )
    after = region(deliberating, chair)

    acts = ('id="set-aside"', 'id="open-undo-decision"', 'id="open-reorder"')
    assert [act in before for act in acts] == [True, False, True]
    assert [act in after for act in acts] == [False, True, True]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("ordre-d-appel/", "I.1.1"),
        ("debat/", "sans débat"),
        ("sur-table/", "Ministère"),
        ("diviser/", "I.2.1"),
        ("joindre/", "est examiné et décidé avec le point"),
    ],
)
def test_each_act_has_its_dialog_for_who_conducts(
    deliberating: Council, client, path: str, words: str
) -> None:
    statuses = []

    for name in ("president", "secretary", "minister"):
        client.force_login(
            deliberating.cast[name],
            backend="django.contrib.auth.backends.ModelBackend",
        )
        answer = client.get(f"/seances/{deliberating.pk}/{path}")
        statuses.append(answer.status_code)
        if name == "president":
            assert words in answer.content.decode()

    assert statuses == [200, 403, 403]
