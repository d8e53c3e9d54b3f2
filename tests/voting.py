"""A vote among the cast: who is there, the text put to the vote, what each votes."""

from ecm.domain.votes import Choice, Majority, Method
from ecm.domain.workflow import Attendance
from ecm.meetings.actions import casting, votes
from ecm.meetings.actions.attendance import note_attendance
from ecm.meetings.models import Ballot, Voter
from tests.cast import Council

QUESTION = "Le Conseil adopte le rapport."
VOTERS = ("president", "deputy", "minister", "rival")


def all_there(council: Council) -> None:
    """Everybody but `absent` has come in."""
    for name in VOTERS:
        note_attendance(
            council.actor("secretary"),
            council.seat(name),
            attendance=Attendance.PRESENT,
        )
    council.refresh()


def represent(council: Council, name: str = "absent", by: str = "deputy") -> None:
    note_attendance(
        council.actor("secretary"),
        council.seat(name),
        attendance=Attendance.REPRESENTED,
        acting=council.cast[by].person,
    )


def put(council: Council, method: Method = Method.OPEN, **more: object) -> Ballot:
    """Put the report to the vote as the president does."""
    told = {"majority": Majority.SIMPLE, "question": QUESTION, **more}
    item = told.pop("item", council.report)
    return votes.open_vote(council.actor("president"), item, method=method, **told)


def vote(
    council: Council, ballot: Ballot, name: str, choice: str, *, seat: str = ""
) -> Voter:
    place = council.seat(seat or name).pk
    actor = council.actor(name)
    return casting.cast(actor, ballot, seat_id=place, choice=Choice(choice))


def by_hand(
    council: Council, ballot: Ballot, name: str, choice: str, *, corrects: bool = False
) -> Voter:
    return casting.cast(
        council.actor("secretary"),
        ballot,
        seat_id=council.seat(name).pk,
        choice=Choice(choice),
        by_hand=True,
        corrects=corrects,
    )


def close(council: Council, ballot: Ballot) -> Ballot:
    votes.close_vote(council.actor("president"), ballot)
    ballot.refresh_from_db()
    return ballot
