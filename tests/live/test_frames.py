"""From the rows to a frame: each audience gets its own, as small as the change."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue, Role
from ecm.domain.workflow import Attendance
from ecm.meetings.actions.attendance import note_attendance, withdraw_seat
from ecm.meetings.actions.items import decide, restrict_item
from ecm.meetings.actions.marks import give_mark, open_round
from ecm.meetings.actions.minutes import remove_block, write_block
from ecm.meetings.models import Meeting, Zone
from live import render
from live.audience import Audience, audiences_now
from tests.cast import Council
from tests.tablet import read_frame

Of = Callable[..., Audience]


def delta(council: Council, after: int, audience: Audience) -> str:
    return render.changes(council.pk, after, {audience}).frames[audience]


def ids(html: str) -> set[str]:
    """Return the ids of a frame's outermost elements."""
    found, depth = set(), 0
    for end, tag, attributes in re.findall(r"<(/?)(\w+)([^>]*)>", html):
        if tag in ("input", "img", "br", "hr"):
            continue
        if end:
            depth -= 1
            continue
        if depth == 0:
            found.add(re.search(r'\bid="([^"]+)"', attributes)[1])
        depth += 1
    assert depth == 0
    return found


def rows(html: str) -> list[tuple[str, str]]:
    """Return the numbers and titles of an agenda."""
    return re.findall(
        r'<span class="number">([^<]*)</span> <span class="title"[^>]*>([^<]*)</span>',
        html,
    )


def test_a_delta_leads_from_one_number_to_another(
    opened: Council, audience: Of
) -> None:
    before = opened.meeting.seq
    opened.call("report")
    opened.call("bill")

    frame = read_frame(delta(opened, before, audience(opened, "minister")))

    assert frame
    assert (frame.start, frame.seq) == (before, before + 2)


def test_a_call_sends_two_rows_and_what_stands_on_the_stage(
    deliberating: Council, audience: Of
) -> None:
    before = deliberating.meeting.seq
    deliberating.call("bill")

    html = delta(deliberating, before, audience(deliberating, "minister"))

    assert ids(html) == {
        *("cursor", "bar", "stage", "round", "decision", "now", "announcement"),
        *("floor", "vote", "pointed"),
        f"row-{deliberating.report.pk}",
        f"row-{deliberating.bill.pk}",
    }
    assert "Intitulé bill" in html
    assert "Intitulé ordinance" not in html


def test_the_wall_shows_the_item_and_nothing_else(
    deliberating: Council, audience: Of
) -> None:
    before = deliberating.meeting.seq
    deliberating.call("bill")

    html = delta(deliberating, before, audience(deliberating, "screen"))

    assert ids(html) == {"cursor", "hall", "announcement"}


def test_a_paragraph_goes_out_alone(deliberating: Council, audience: Of) -> None:
    secretary = deliberating.actor("secretary")
    for number in (1, 2):
        write_block(
            secretary,
            deliberating.pk,
            uid=UUID(int=number),
            base=0,
            text=f"Paragraphe {number}",
        )
    deliberating.refresh()
    before = deliberating.meeting.seq
    block = write_block(
        secretary, deliberating.pk, uid=UUID(int=2), base=1, text="Paragraphe 2 suite"
    )

    html = delta(deliberating, before, audience(deliberating, "minister"))

    assert ids(html) == {"cursor", f"block-{block.pk}"}
    assert "Paragraphe 2 suite" in html
    assert "Paragraphe 1" not in html


def test_a_removed_paragraph_goes_out_as_removed(
    deliberating: Council, audience: Of
) -> None:
    secretary = deliberating.actor("secretary")
    block = write_block(
        secretary, deliberating.pk, uid=UUID(int=1), base=0, text="Le Conseil"
    )
    deliberating.refresh()
    before = deliberating.meeting.seq
    remove_block(secretary, block, base=1)

    html = delta(deliberating, before, audience(deliberating, "minister"))

    assert f'id="block-{block.pk}" data-removed' in html


def test_private_notes_leave_only_a_number(deliberating: Council, audience: Of) -> None:
    before = deliberating.meeting.seq
    write_block(
        deliberating.actor("secretary"),
        deliberating.pk,
        uid=UUID(int=1),
        base=0,
        text="Entre nous",
        zone=Zone.PRIVATE,
    )

    frames = {
        name: delta(deliberating, before, audience(deliberating, name))
        for name in ("president", "minister", "screen", "secretary")
    }

    assert "Entre nous" in frames.pop("secretary")
    assert [ids(html) for html in frames.values()] == [{"cursor"}] * 3


def test_what_happens_to_a_hidden_item_leaves_only_a_number(
    opened: Council, audience: Of
) -> None:
    opened.call("secret")
    opened.refresh()
    before = opened.meeting.seq
    decide(
        opened.actor("president"), opened.secret, outcome=Outcome.AGREED, text="Oui."
    )

    outside = delta(opened, before, audience(opened, "rival"))

    assert ids(outside) == {"cursor"}
    assert "Oui." in delta(opened, before, audience(opened, "minister"))


def test_moving_on_to_an_item_one_may_not_know_of_looks_like_a_pause(
    deliberating: Council, audience: Of
) -> None:
    before = deliberating.meeting.seq
    deliberating.call("secret")

    html = delta(deliberating, before, audience(deliberating, "rival"))

    assert "réservé" not in html
    assert "Le président va appeler un point." in html
    assert "Intitulé secret" not in html
    assert f"row-{deliberating.secret.pk}" not in html


def test_an_agenda_has_no_hole_for_those_who_may_know_less(
    council: Council, audience: Of
) -> None:
    def agenda(name: str) -> list[tuple[str, str]]:
        return rows(render.snapshot(council.pk, audience(council, name)).html)

    assert agenda("minister") == [
        (i.number, i.title) for i in council.meeting.items.order_by("position")
    ]
    assert agenda("rival") == [
        ("I.1.1", "Intitulé decree"),
        ("I.2.1", "Intitulé report"),
        ("I.2.2", "Intitulé bill"),
        ("I.3.1", "Point réservé"),
        ("I.4.1", "Intitulé ordinance"),
        ("II.1", "Intitulé oral"),
        ("III.1", "Intitulé nominations"),
    ]


def test_a_snapshot_is_the_whole_page(deliberating: Council, audience: Of) -> None:
    found = render.snapshot(deliberating.pk, audience(deliberating, "minister"))

    frame = read_frame(found.html)
    assert frame
    assert (frame.start, frame.seq) == (0, deliberating.meeting.seq)
    assert "data-snapshot" in found.html
    assert ids(found.html) == {
        *("cursor", "bar", "agenda", "stage", "round", "decision", "now"),
        *("minutes", "announcement", "consent", "floor"),
        *("vote", "banner", "pointed", "messages"),
    }


def test_a_snapshot_is_rendered_once_for_a_number(
    deliberating: Council, audience: Of, django_assert_num_queries
) -> None:
    seen = audience(deliberating, "minister")
    first = render.snapshot(deliberating.pk, seen).html

    with django_assert_num_queries(1):  # the meeting's number
        again = render.snapshot(deliberating.pk, seen).html

    assert again.split("</i>", 1)[1] == first.split("</i>", 1)[1]


def test_who_sees_the_same_is_one_audience(council: Council, audience: Of) -> None:
    alike = {audience(council, name) for name in ("rival", "deputy")}

    assert audience(council, "observer").capacity is Role.OBSERVER
    assert alike == {Audience(Role.MEMBER)}
    assert audience(council, "minister") == Audience(
        Role.MEMBER, frozenset({council.secret.pk, council.neutral.pk})
    )


def test_the_wall_never_sees_a_restricted_item(council: Council, audience: Of) -> None:
    everything = frozenset({council.secret.pk, council.neutral.pk})

    assert audience(council, "president") == Audience(
        Role.PRESIDING, everything, steers=True
    )
    assert audience(council, "president", hall=True) == Audience(Role.SCREEN)
    assert audience(council, "secretary", hall=True) == Audience(Role.SCREEN)
    assert audience(council, "minister", hall=True).view is Role.MEMBER


@pytest.mark.parametrize(
    ("display", "seen"),
    [
        ("nothing", []),
        ("summary", ["<strong>1</strong> réserve"]),
        ("names", ["<strong>1</strong> réserve", "Economie"]),
    ],
)
def test_members_learn_of_marks_what_the_meeting_shows(
    deliberating: Council, audience: Of, display: str, seen: list[str]
) -> None:
    Meeting.objects.filter(pk=deliberating.pk).update(mark_display=display)
    open_round(deliberating.actor("president"), deliberating.report)
    deliberating.refresh()
    before = deliberating.meeting.seq
    give_mark(
        deliberating.actor("minister"),
        deliberating.seat("minister").pk,
        deliberating.report,
        value=MarkValue.RESERVATION,
        comment="Budget",
    )

    member, chair = (
        delta(deliberating, before, audience(deliberating, name))
        for name in ("rival", "president")
    )

    words = ["<strong>1</strong> réserve", "Economie"]
    assert [word for word in words if word in member] == seen
    assert [word for word in [*words, "Budget"] if word in chair] == [*words, "Budget"]


def test_restricting_an_item_sends_everybody_the_whole_page(
    deliberating: Council, audience: Of
) -> None:
    # It may be open beside the stage: only a snapshot makes a page ask for that again.
    seen = audience(deliberating, "rival")
    before = deliberating.meeting.seq
    restrict_item(deliberating.actor("president"), deliberating.report, restricted=True)

    html = delta(deliberating, before, seen)

    assert "data-snapshot" in html
    assert "Intitulé report" not in html
    assert "Le Conseil examine un point réservé" in html


def test_some_acts_move_people_between_audiences(
    council: Council, audience: Of
) -> None:
    secretary, seen = council.actor("secretary"), {audience(council, "minister")}

    def moves(act: Callable[[], object]) -> bool:
        before = council.refresh().seq
        act()
        return render.changes(council.pk, before, seen).moves_audiences

    assert moves(lambda: restrict_item(secretary, council.bill, restricted=True))
    assert moves(
        lambda: note_attendance(
            secretary, council.seat("absent"), attendance=Attendance.EXCUSED
        )
    )
    assert moves(lambda: withdraw_seat(secretary, council.seat("rival")))
    assert not moves(
        lambda: write_block(
            secretary, council.pk, uid=UUID(int=1), base=0, text="Le Conseil"
        )
    )


def test_who_is_no_longer_seated_has_no_audience(council: Council) -> None:
    withdraw_seat(council.actor("secretary"), council.seat("rival"))
    people = [(council.cast[name], False, "fr") for name in ("rival", "stranger")]

    assert audiences_now(council.meeting, people) == [None, None]


def test_english_is_another_audience(council: Council) -> None:
    people = [(council.cast.rival, False, lang) for lang in ("fr", "en")]

    assert [a.language for a in audiences_now(council.meeting, people) if a] == [
        "fr",
        "en",
    ]


@pytest.mark.parametrize("name", ["president", "secretary", "minister"])
def test_what_a_reader_opened_in_a_region_stays_open(
    deliberating: Council, audience: Of, name: str
) -> None:
    found = render.snapshot(deliberating.pk, audience(deliberating, name))

    assert re.findall(r"<details(?![^>]*\bid=)[^>]*>", found.html) == []
