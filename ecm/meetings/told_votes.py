"""The votes on an item as its minutes tell them: names only where they were to be kept."""

from collections.abc import Iterator

from ecm.domain.chronicle import Voted
from ecm.domain.votes import BallotState, Choice, Method
from ecm.meetings.models import AgendaItem, Ballot

# Words of the minutes: in French whatever the language of the screens.
HOW = {
    Method.OPEN: "à découvert",
    Method.ROLL_CALL: "par appel nominal",
    Method.PAPER: "au scrutin secret",
    Method.SEALED: "au scrutin secret",
}
CHOICES = {
    Choice.FOR: "Pour",
    Choice.AGAINST: "Contre",
    Choice.ABSTENTION: "Abstentions",
}
_TOLD = [BallotState.COUNTED.value, BallotState.ANNULLED.value]


def told_votes(item: AgendaItem) -> tuple[Voted, ...]:
    """Return the votes that ended on an item, the first one first."""
    rows = item.ballots.filter(state__in=_TOLD).order_by("number")
    return tuple(_told(ballot) for ballot in rows)


def _told(ballot: Ballot) -> Voted:
    how = HOW[Method(ballot.method)]
    if ballot.state == BallotState.ANNULLED:
        return Voted(how, None)
    return Voted(
        how,
        bool(ballot.is_carried),
        *(ballot.votes_for or 0, ballot.votes_against or 0),
        *(ballot.abstentions or 0, ballot.void or 0),
        names=tuple(_names(ballot)) if ballot.keeps_names else (),
    )


def _names(ballot: Ballot) -> Iterator[tuple[str, tuple[str, ...]]]:
    voters = list(ballot.voters.select_related("seat__holder", "proxy"))
    for choice, label in CHOICES.items():
        found = [v for v in voters if v.choice == choice]
        if found:
            yield label, tuple(str(v.proxy or v.seat.holder) for v in found)
