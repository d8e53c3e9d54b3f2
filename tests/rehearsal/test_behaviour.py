"""What simulated members do with the real pages of the room."""

from django.test import Client

from ecm.meetings.actions.floor import give_floor, request_floor
from ecm.meetings.actions.items import present_item
from ecm.meetings.actions.marks import open_round
from ecm.meetings.models import FloorRequest
from ecm.rehearsal import behaviour
from ecm.rehearsal.behaviour import Company, Member
from ecm.rehearsal.reading import Page, read
from tests.cast import Council, signed_in


def member(
    name: str = "minister", *, seed: int = 1, capacity: str = "member"
) -> Member:
    return Member(name, capacity, Company(seed, takes_out=name))


def page(council: Council, who: str, path: str) -> Page:
    """Return a page of the room as the tablet of `who` reads it."""
    client = signed_in(Client(), council.cast[who])
    return read(client.get(f"/seances/{council.pk}/{path}").content.decode())


def test_a_mark_is_given_on_every_seat_that_has_none(deliberating: Council) -> None:
    council = deliberating
    present_item(council.actor("president"), council.report)
    open_round(council.actor("president"), council.report)

    own = page(council, "minister", "mes-marques/")
    acts = behaviour.marks(member(), own)

    assert [act.path for act in acts] == [
        f"/seances/{council.pk}/points/{council.report.pk}/marquer/"
    ]
    client = signed_in(Client(), council.cast.minister)
    client.post(acts[0].path, acts[0].fields)
    mark = council.report.rounds.get().marks.get()
    assert mark.value == acts[0].fields["value"]
    assert behaviour.marks(member(), page(council, "minister", "mes-marques/")) == []


def test_the_same_seed_gives_the_same_marks_and_most_agree(
    deliberating: Council,
) -> None:
    council = deliberating
    present_item(council.actor("president"), council.report)
    open_round(council.actor("president"), council.report)
    own = page(council, "minister", "mes-marques/")

    def given(seed: int) -> list[str]:
        acts = [behaviour.marks(member(f"p{n}", seed=seed), own) for n in range(100)]
        return [act[0].fields["value"] for act in acts]

    first = given(1)

    assert first == given(1)
    assert first != given(2)
    assert 60 < first.count("agree") < 95
    assert {"reservation", "wishes_to_speak"} <= set(first)
    assert "recused" not in first


def test_the_floor_is_asked_once_on_an_item_and_rarely(deliberating: Council) -> None:
    council = deliberating
    room = page(council, "minister", "trame/?curseur=0")
    own = page(council, "minister", "mes-marques/")
    members = [member(f"p{n}") for n in range(100)]

    asked = [behaviour.floor(one, room, own) for one in members]
    again = [behaviour.floor(one, room, own) for one in members]

    assert 0 < sum(map(len, asked)) < 25
    assert sum(map(len, again)) == 0
    seat = council.seat("minister").pk
    path = f"/seances/{council.pk}/parole/sieges/{seat}/demander/"
    assert {act.path for acts in asked for act in acts} == {path}


def test_a_speech_ends_after_a_while(deliberating: Council) -> None:
    council = deliberating
    request_floor(council.actor("minister"), council.pk, council.seat("minister").pk)
    give_floor(council.actor("president"), FloorRequest.objects.get())
    room = page(council, "minister", "trame/?curseur=0")
    own = page(council, "minister", "mes-marques/")
    one = member()

    looks = [
        behaviour.floor(one, room, own) for _ in range(behaviour.LOOKS_OF_A_SPEECH)
    ]

    assert looks[:-1] == [[]] * (behaviour.LOOKS_OF_A_SPEECH - 1)
    client = signed_in(Client(), council.cast.minister)
    client.post(looks[-1][0].path)
    assert FloorRequest.objects.get().ended_at is not None


def test_another_s_speech_is_not_ended(deliberating: Council) -> None:
    council = deliberating
    request_floor(council.actor("rival"), council.pk, council.seat("rival").pk)
    give_floor(council.actor("president"), FloorRequest.objects.get())
    room = page(council, "minister", "trame/?curseur=0")
    own = page(council, "minister", "mes-marques/")
    one = member()

    acts = [behaviour.floor(one, room, own) for _ in range(20)]

    assert not [act for found in acts for act in found if "terminer" in act.path]


def test_one_member_takes_one_item_out_of_the_list_once() -> None:
    lines = [
        f'<button hx-post="/seances/1/points/{n}/debattre/"></button>' for n in (4, 5)
    ]
    room = read("".join(lines))
    chosen, other = member(), Member("other", "member", Company(1, "minister"))

    acts = behaviour.consent(chosen, room)

    assert len(acts) == 1
    assert acts[0].path in (
        "/seances/1/points/4/debattre/",
        "/seances/1/points/5/debattre/",
    )
    assert behaviour.consent(chosen, room) == []
    assert behaviour.consent(other, room) == []


def test_the_secretariat_calls_the_roll_once_it_is_open(opened: Council) -> None:
    room = page(opened, "secretary", "trame/?curseur=0")
    secretary = member("secretary", capacity="secretary")

    acts = behaviour.roll(secretary, room, opened.pk)

    assert [act.path for act in acts] == [f"/seances/{opened.pk}/appel/"]
    assert behaviour.roll(secretary, room, opened.pk) == []
    assert behaviour.roll(member(), room, opened.pk) == []
    client = signed_in(Client(), opened.cast.secretary)
    client.post(acts[0].path)
    assert opened.seat("minister").attendance == "present"


def test_before_the_opening_nothing_is_done(council: Council) -> None:
    room = page(council, "secretary", "trame/?curseur=0")

    acts = behaviour.roll(member("secretary", capacity="secretary"), room, council.pk)

    assert acts == []
