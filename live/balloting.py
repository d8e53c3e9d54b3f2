"""The vote in a room, to the audiences that may read the item it is on."""

from functools import cached_property

from django.utils.translation import gettext as _

from ecm.domain.votes import Choice, Method
from ecm.meetings.words import CHOICE_WORDS
from live.sealed import Sealed, sealed_of
from live.sight import Sight
from live.votes import Vote, vote_of


class Balloting(Sight):
    """What an audience sees of the last vote on the item under deliberation."""

    @cached_property
    def vote(self) -> Vote | None:
        item, ballot = self.current_item, self.council.ballot
        if item is None or ballot is None or not self.sees(item):
            return None
        return vote_of(self.council, ballot, reads_names=self.takes_roll)

    @cached_property
    def sealed(self) -> Sealed | None:
        """What is told of the sealed ballots of that vote, if it is such a one."""
        ballot = self.council.ballot if self.vote else None
        if ballot is None or ballot.method != Method.SEALED:
            return None
        return sealed_of(self.council, ballot)

    @property
    def vote_choices(self) -> list[tuple[str, str]]:
        return [(choice.value, _(CHOICE_WORDS[choice])) for choice in Choice]
