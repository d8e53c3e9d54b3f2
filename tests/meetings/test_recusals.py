"""Standing aside from an item: who may, what it shuts, and how one comes back."""

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.marks import give_mark, open_round
from ecm.meetings.actions.positions import give_position
from ecm.meetings.actions.recusals import lift_recusal, recuse
from ecm.meetings.actions.tabling import join_item, split_item
from ecm.meetings.models import AgendaItem, Mark, Recusal, StubDisplay
from ecm.meetings.standing import numbers_for, standing_of, visible_items
from tests.asking import furnish
from tests.cast import Council, journal, signed_in


def sees(council: Council, name: str) -> list[str]:
    """The numbers, in order, under which somebody reads the items open to him."""
    user = council.cast[name]
    standing = standing_of(user, council.refresh())
    assert standing is not None
    items = visible_items(council.meeting, standing, user).order_by("position")
    known = numbers_for(council.meeting, standing, user)
    return [f"{known[item.pk]} {item.title.split()[-1]}" for item in items]


def stand_aside(council: Council, name: str, item: str, by: str = "") -> None:
    recuse(council.actor(by or name), council.seat(name), council.items[item])


def test_a_member_stands_aside_and_reads_the_item_no_more(opened: Council) -> None:
    before = opened.meeting.seq

    for _ in range(2):
        stand_aside(opened, "rival", "report")

    assert "I.2.1 report" not in sees(opened, "rival")
    assert "I.2.1 report" in sees(opened, "deputy")
    assert journal(opened.meeting, before) == [
        (
            "recusal.declared",
            {"item": opened.report.pk, "seat": opened.seat("rival").pk},
        )
    ]


def test_the_table_notes_it_for_a_member_and_a_member_for_nobody_else(
    opened: Council,
) -> None:
    stand_aside(opened, "rival", "report", by="secretary")
    assert Recusal.objects.count() == 1

    with pytest.raises(NotAllowed):
        stand_aside(opened, "rival", "bill", by="minister")
    with pytest.raises(NotAllowed):
        stand_aside(opened, "observer", "bill")


def test_who_keeps_the_record_does_not_stand_aside(opened: Council) -> None:
    for name in ("secretary", "screen"):
        with pytest.raises(NotPossible, match="ne se déporte pas"):
            stand_aside(opened, name, "report", by="secretary")


def test_the_table_alone_lets_him_come_back(opened: Council) -> None:
    stand_aside(opened, "rival", "report")

    with pytest.raises(NotAllowed):
        lift_recusal(opened.actor("rival"), opened.seat("rival"), opened.report)
    for _ in range(2):
        lift_recusal(opened.actor("president"), opened.seat("rival"), opened.report)

    assert "I.2.1 report" in sees(opened, "rival")
    stand_aside(opened, "rival", "report")  # and he may stand aside again
    assert Recusal.objects.count() == 2


def test_a_settled_item_is_left_by_nobody(deliberating: Council) -> None:
    president = deliberating.actor("president")
    decide(president, deliberating.report, outcome=Outcome.ADOPTED, text="Adopté.")

    with pytest.raises(NotPossible):
        stand_aside(deliberating, "rival", "report")


def test_a_mark_or_a_position_recused_makes_the_recusal(council: Council) -> None:
    give_position(
        council.actor("rival"),
        council.seat("rival").pk,
        council.bill,
        value=MarkValue.RECUSED,
    )

    assert "I.2.3 bill" not in sees(council, "rival")


def test_the_mark_of_a_recusal_keeps_its_reason(deliberating: Council) -> None:
    open_round(deliberating.actor("president"), deliberating.report)

    mark = give_mark(
        deliberating.actor("rival"),
        deliberating.seat("rival").pk,
        deliberating.report,
        value=MarkValue.RECUSED,
        comment="J'y ai un intérêt.",
    )

    mark.refresh_from_db()
    assert (mark.value, mark.comment) == ("recused", "J'y ai un intérêt.")
    assert Recusal.objects.get().seat == deliberating.seat("rival")


def test_what_was_said_before_standing_aside_does_not_count(
    deliberating: Council,
) -> None:
    open_round(deliberating.actor("president"), deliberating.report)
    rival, seat = deliberating.actor("rival"), deliberating.seat("rival")
    give_mark(
        rival, seat.pk, deliberating.report, value=MarkValue.OBJECTION, comment="Non."
    )

    recuse(rival, seat, deliberating.report)

    mark = Mark.objects.get()
    assert (mark.value, mark.comment) == ("recused", "")
    with pytest.raises(NotPossible, match="déporté"):
        give_mark(rival, seat.pk, deliberating.report, value=MarkValue.AGREE)


@pytest.mark.parametrize("aside", ["deputy", "absent"])
def test_who_acts_for_another_is_out_for_both(opened: Council, aside: str) -> None:
    note_attendance(
        opened.actor("secretary"),
        opened.seat("absent"),
        attendance=Attendance.REPRESENTED,
        acting=opened.cast.deputy.person,
    )
    opened.call("report")
    open_round(opened.actor("president"), opened.report)

    recuse(opened.actor("deputy"), opened.seat(aside), opened.report)

    assert "I.2.1 report" not in sees(opened, "deputy")
    for name in ("deputy", "absent"):
        with pytest.raises(NotPossible, match="déporté"):
            give_mark(
                opened.actor("deputy"),
                opened.seat(name).pk,
                opened.report,
                value=MarkValue.AGREE,
            )


def test_no_number_tells_of_an_item_that_shows_nothing(opened: Council) -> None:
    AgendaItem.objects.filter(pk=opened.report.pk).update(
        stub_display=StubDisplay.NOTHING
    )

    stand_aside(opened, "minister", "report")

    # The secret and the bill close up behind it.
    assert sees(opened, "minister")[:3] == [
        "I.1.1 decree",
        "I.2.1 secret",
        "I.2.2 bill",
    ]


def test_a_neutral_line_keeps_every_number(opened: Council) -> None:
    stand_aside(opened, "minister", "report")

    assert sees(opened, "minister")[:2] == ["I.1.1 decree", "I.2.2 secret"]


def test_what_is_made_of_an_item_is_shut_with_it(opened: Council) -> None:
    stand_aside(opened, "rival", "report")
    president = opened.actor("president")

    part = split_item(president, opened.report, title="Seconde partie")
    join_item(president, opened.report, to=opened.bill)

    aside = Recusal.objects.filter(seat=opened.seat("rival"), lifted_at=None)
    assert set(aside.values_list("item", flat=True)) == {
        *(opened.report.pk, part.pk, opened.bill.pk),
    }


def test_no_page_serves_what_he_stood_aside_from(opened: Council) -> None:
    place = furnish(opened, opened.report, words="Zqxpiecezqx")
    AgendaItem.objects.filter(pk=opened.report.pk).update(title="Zqxtitrezqx")
    opened.call("report")
    client = signed_in(Client(), opened.cast.rival)
    pages = [
        ("live:room", [opened.pk]),
        ("live:item", [opened.pk, opened.report.pk]),
        ("live:frame", [opened.pk]),
        ("live:mine", [opened.pk]),
        ("meetings:positions", [opened.pk]),
        ("meetings:paper", [place.version.pk]),
        ("meetings:recuse", [opened.pk, opened.report.pk]),
    ]

    def told() -> set[str]:
        found = set()
        for name, arguments in pages:
            answer = client.get(reverse(name, args=arguments))
            body = b"".join(answer) if answer.streaming else answer.content
            if b"zqx" in body.lower() or body.startswith(b"%PDF"):
                found.add(name)
        return found

    assert told() == {
        *("live:room", "live:item", "live:frame", "meetings:positions"),
        "meetings:paper",
    }

    stand_aside(opened, "rival", "report")

    assert told() == set()
    room = client.get(reverse("live:room", args=[opened.pk])).content.decode()
    assert "Vous vous êtes déporté" in room


def test_the_paper_is_shut_in_the_councils_where_he_did_not_stand_aside_too(
    opened: Council,
) -> None:
    place = furnish(opened, opened.report)
    AgendaItem.objects.filter(pk=opened.bill.pk).update(dossier=place.item.dossier)
    client = signed_in(Client(), opened.cast.rival)
    url = reverse("meetings:paper", args=[place.version.pk])
    assert client.get(url).status_code == 200

    stand_aside(opened, "rival", "report")

    assert client.get(url).status_code == 404


def test_the_journal_of_a_chair_who_stands_aside_leaves_the_item_out(
    opened: Council,
) -> None:
    opened.call("report")
    client = signed_in(Client(), opened.cast.president)
    url = reverse("meetings:journal", args=[opened.pk])
    assert "I.2.1" in client.get(url).content.decode()

    stand_aside(opened, "president", "report")

    assert "I.2.1" not in client.get(url).content.decode()


def test_a_recusal_sent_again_answers_what_it_answered(deliberating: Council) -> None:
    open_round(deliberating.actor("president"), deliberating.report)
    client = signed_in(Client(), deliberating.cast.rival)
    url = reverse("meetings:mark-give", args=[deliberating.pk, deliberating.report.pk])
    fields = {"seat": deliberating.seat("rival").pk, "value": "recused"}

    answers = [
        client.post(url, fields, headers={"Idempotency-Key": "k1"}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Intitulé report" not in answers[1].content.decode()


def test_a_position_of_recusal_sends_the_page_anew(council: Council) -> None:
    client = signed_in(Client(), council.cast.rival)
    url = reverse("meetings:position", args=[council.pk, council.bill.pk])
    fields = {"seat": council.seat("rival").pk, "value": "recused"}

    answers = [
        client.post(url, fields, headers={"HX-Request": "true"}) for _ in range(2)
    ]

    assert [(a.status_code, a.headers.get("HX-Refresh")) for a in answers] == [
        *((204, "true"), (204, "true")),
    ]
    assert Recusal.objects.count() == 1
