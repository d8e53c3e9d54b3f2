"""Rounds on an amended text, what members see of them, and one's marks as receipts."""

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.actions.items import restrict_item
from ecm.meetings.actions.marks import close_round, give_mark, open_round, show_marks
from ecm.meetings.actions.sittings import close
from tests.cast import Council, journal, signed_in

HTML = "<b>Article 3</b> nouveau"
ESCAPED = "&lt;b&gt;Article 3&lt;/b&gt; nouveau"


def mark(council: Council, name: str, value: MarkValue, *, comment: str = "") -> None:
    item = council.meeting.current_item
    assert item is not None
    seat = council.seat(name).pk
    give_mark(council.actor(name), seat, item, value=value, comment=comment)


def page(client: Client, council: Council, who: str, name: str) -> str:
    signed_in(client, council.cast[who])
    answer = client.get(reverse(name, args=[council.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_round_keeps_the_amended_text_on_which_it_was_asked(
    deliberating: Council,
) -> None:
    president = deliberating.actor("president")

    open_round(president, deliberating.report, text=f" {HTML} ")
    close_round(president, deliberating.report)
    open_round(president, deliberating.report)

    kept = deliberating.report.rounds.order_by("number").values_list("text", flat=True)
    assert list(kept) == [HTML, ""]


def test_the_text_of_an_open_round_does_not_change_under_the_marks(
    deliberating: Council,
) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report, text="Article 3")

    with pytest.raises(Conflict, match="déjà ouvert"):
        open_round(president, deliberating.report, text="Article 4")
    open_round(president, deliberating.report, text="Article 3")
    open_round(president, deliberating.report)

    assert deliberating.report.rounds.get().text == "Article 3"


def test_the_chair_types_the_text_in_a_dialog(
    client: Client, deliberating: Council
) -> None:
    signed_in(client, deliberating.cast.president)
    url = reverse("meetings:round-open", args=[deliberating.pk, deliberating.report.pk])

    dialog = client.get(url).content.decode()
    answer = client.post(url, {"text": "Article 3"})
    refused = client.post(url, {"text": "a" * 10_001})

    assert 'name="text"' in dialog
    assert (answer.status_code, refused.status_code) == (204, 409)
    assert "Texte amendé" in refused.content.decode()
    assert deliberating.report.rounds.get().text == "Article 3"


def test_a_member_reads_the_text_on_his_card_as_text(
    client: Client, deliberating: Council
) -> None:
    open_round(deliberating.actor("president"), deliberating.report, text=HTML)

    card = page(client, deliberating, "minister", "live:mine")

    assert ESCAPED in card
    assert HTML not in card


def test_the_card_says_that_a_position_is_asked_again(
    client: Client, deliberating: Council
) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report)
    first = page(client, deliberating, "minister", "live:mine")
    close_round(president, deliberating.report)
    open_round(president, deliberating.report)

    second = page(client, deliberating, "minister", "live:mine")

    assert "Tour 2" not in first
    assert "Tour 2 : votre position est demandée de nouveau." in second


def test_what_members_see_of_marks_is_chosen_for_this_meeting(
    deliberating: Council,
) -> None:
    before, secretary = deliberating.meeting.seq, deliberating.actor("secretary")

    show_marks(secretary, deliberating.pk, MarkDisplay.NAMES)
    show_marks(secretary, deliberating.pk, MarkDisplay.NAMES)

    assert deliberating.refresh().mark_display == "names"
    assert journal(deliberating.meeting, before) == [
        ("marks.display_changed", {"display": "names"})
    ]


@pytest.mark.parametrize("name", ["minister", "observer", "screen", "stranger"])
def test_a_member_does_not_choose_what_is_shown(
    deliberating: Council, name: str
) -> None:
    with pytest.raises(NotAllowed):
        show_marks(deliberating.actor(name), deliberating.pk, MarkDisplay.NAMES)


def test_what_is_shown_changes_no_more_once_the_meeting_is_closed(
    deliberating: Council,
) -> None:
    close(deliberating.actor("president"), deliberating.pk)

    with pytest.raises(NotPossible):
        show_marks(deliberating.actor("president"), deliberating.pk, MarkDisplay.NAMES)


# Receipts


def test_one_s_receipts_hold_every_round_of_every_item(
    client: Client, deliberating: Council
) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report)
    mark(deliberating, "minister", MarkValue.RESERVATION, comment="Coût ?")
    mark(deliberating, "rival", MarkValue.OBJECTION, comment="Jamais")
    close_round(president, deliberating.report)
    open_round(president, deliberating.report)
    mark(deliberating, "minister", MarkValue.AGREE)
    deliberating.call("bill")
    deliberating.refresh()
    open_round(president, deliberating.bill)
    mark(deliberating, "minister", MarkValue.WISHES_TO_SPEAK)
    close(president, deliberating.pk)

    mine = page(client, deliberating, "minister", "meetings:receipts")

    words = ("Réserve", "« Coût ? »", "Tour 1", "Accord", "Tour 2", "Demande la parole")
    places = [mine.index(word) for word in words]
    assert places == sorted(places)
    assert "Jamais" not in mine
    assert mine.count("enregistré le") == 3


def test_no_receipt_tells_of_an_item_that_one_may_no_longer_read(
    client: Client, deliberating: Council
) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report)
    mark(deliberating, "rival", MarkValue.AGREE, comment="Bien dit")
    before = page(client, deliberating, "rival", "meetings:receipts")
    restrict_item(president, deliberating.report, restricted=True)

    after = page(client, deliberating, "rival", "meetings:receipts")

    for word in ("Intitulé report", "Bien dit"):
        assert (word in before, word in after) == (True, False)


def test_who_acts_for_another_and_who_comes_back_read_the_same_receipt(
    client: Client, deliberating: Council
) -> None:
    secretary, seat = deliberating.actor("secretary"), deliberating.seat("absent")
    deputy = deliberating.cast.deputy.person
    note_attendance(secretary, seat, attendance=Attendance.REPRESENTED, acting=deputy)
    open_round(deliberating.actor("president"), deliberating.report)
    give_mark(
        deliberating.actor("deputy"),
        seat.pk,
        deliberating.report,
        value=MarkValue.RESERVATION,
    )
    acting = page(client, deliberating, "deputy", "meetings:receipts")
    note_attendance(secretary, seat, attendance=Attendance.PRESENT)

    back = page(client, deliberating, "absent", "meetings:receipts")
    left = page(client, deliberating, "deputy", "meetings:receipts")

    assert "par intérim" in acting
    assert f"donnée par {deputy}" in back
    assert "Réserve" not in left
