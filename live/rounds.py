"""The rounds of marks that came before the last one, as one audience may know them."""

from django.utils.translation import gettext as _

from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.meetings.models import MarkRound
from ecm.meetings.words import MARK_WORDS
from live.council import Council
from live.lines import FormerRound, Tally


def former_rounds(council: Council, display: MarkDisplay) -> tuple[FormerRound, ...]:
    """Return the trace of each former round; its totals unless they are not shown."""
    return tuple(
        FormerRound(
            number=held.number,
            closed_at=held.closed_at,
            text=held.text,
            tallies=() if display is MarkDisplay.NOTHING else _totals(council, held),
        )
        for held in council.rounds[:-1]
    )


def _totals(council: Council, held: MarkRound) -> tuple[Tally, ...]:
    counts = council.former_tallies[held.pk]
    return tuple(
        Tally(value.value, _(MARK_WORDS[value]), counts[value.value], ())
        for value in MarkValue
        if counts[value.value]
    )
