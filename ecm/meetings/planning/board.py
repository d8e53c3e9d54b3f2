"""The agenda in preparation as one reader sees it: order, groups, length, what waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from ecm.access import Presence
from ecm.domain.policy import Role
from ecm.domain.workflow import ItemState
from ecm.dossiers.models import Dossier
from ecm.meetings.actions.agenda import is_by_theme
from ecm.meetings.agenda import GROUPED, group_of, heading_of, numbers
from ecm.meetings.carrying import LeftBy, left_by
from ecm.meetings.inscription import proposed_for, ready_for
from ecm.meetings.models import AgendaItem, Part, Track
from ecm.meetings.planning.rows import (
    Group,
    Length,
    Moves,
    Row,
    Section,
    words_of_suggestion,
)
from ecm.meetings.planning.steps import Steps
from ecm.meetings.tracks import Suggestion, suggestions
from ecm.meetings.words import kind_label

# What is adopted without debate takes the time of reading its title.
TOGETHER = 1  # minute
LONG = 270  # minutes: the median of the councils held since 2024 is 256


class Board(Steps):
    """A meeting's agenda for one of those who prepare it; templates read it.

    `touched` is the item that the reader has just changed.
    """

    def __init__(self, here: Presence, touched: int | None = None) -> None:
        super().__init__(here)
        self.touched = touched

    @property
    def can_follow(self) -> bool:
        """Whether tracks are suggested that differ from those of the items."""
        return self.can_arrange and any(row.suggestion for row in self.rows)

    @property
    def change_count(self) -> int:
        return sum(bool(row.changes) for row in self.rows) + len(self.removed)

    # The items

    @cached_property
    def known(self) -> list[AgendaItem]:
        return [item for item in self.items if self.sight.knows(item)]

    @cached_property
    def _numbers(self) -> dict[int, str]:
        """Numbers of what the reader knows: a hidden item leaves no hole."""
        if len(self.known) == len(self.items):
            return {item.pk: item.number for item in self.items}
        return numbers(self.known)

    @cached_property
    def _suggestions(self) -> dict[int, Suggestion]:
        """Drawn from the positions: for those who may read how many there are of each."""
        reads = not self.roles.isdisjoint({Role.SECRETARY, Role.PRESIDING})
        return suggestions(self.items) if reads else {}

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(item) for item in self.known]

    def _row(self, item: AgendaItem) -> Row:
        number = self._numbers[item.pk]
        if not self.sight.sees(item):
            return Row(item.pk, number, _("Point réservé"), is_stub=True)
        suggested = self._suggestions.get(item.pk)
        words = words_of_suggestion(suggested, item.track) if suggested else ("", "")
        return Row(
            id=item.pk,
            number=number,
            title=item.title,
            own_title=_own_title(item),
            kind=kind_label(item.kind),
            ministry=item.ministry_name,
            on_behalf_of=item.on_behalf_of,
            associated=item.associated,
            presenter=item.presenter,
            theme=item.theme,
            takes_theme=is_by_theme(self.meeting, item.part),
            minutes=item.planned_minutes,
            is_consent=item.track == Track.CONSENT,
            is_fixed=item.state != ItemState.PLANNED,
            is_restricted=item.is_restricted,
            is_late=item.dossier is not None and item.dossier.is_late,
            is_supplementary=self._is_apart(item),
            dossier=item.dossier_id,
            moves=self._moves(item),
            changes=self._changes.get(item.pk, ()),
            by=self._by.get(item.pk, ""),
            suggestion=words[0],
            reasons=words[1],
            is_touched=item.pk == self.touched,
        )

    def _is_apart(self, item: AgendaItem) -> bool:
        """On the supplementary list until an approval takes it in."""
        return item.is_supplementary and (item.awaits_approval or not self.was_approved)

    def _moves(self, item: AgendaItem) -> Moves:
        if not self.can_arrange:
            return Moves()
        siblings = self._siblings[group_of(item)]
        return moves_at(siblings.index(item.pk), siblings)

    @cached_property
    def _siblings(self) -> dict[tuple[object, ...], list[int]]:
        found: dict[tuple[object, ...], list[int]] = {}
        for item in self.known:
            if self.sight.sees(item):
                found.setdefault(group_of(item), []).append(item.pk)
        return found

    @cached_property
    def sections(self) -> list[Section]:
        """The parts and groups, without what is on the supplementary list."""
        found: list[Section] = []
        for item, row in zip(self.known, self.rows, strict=True):
            if not found or found[-1].code != item.part:
                number = row.number.split(".")[0]
                found.append(Section(item.part, number, str(Part(item.part).label)))
            self._into(found[-1], item, row)
        return found

    def _into(self, section: Section, item: AgendaItem, row: Row) -> None:
        grouped = item.part in GROUPED
        # A stub must not tell whose item it is by the heading it stands under.
        name = heading_of(item) if grouped and not row.is_stub else ""
        if not section.groups or section.groups[-1].name != name:
            number = row.number.rpartition(".")[0] if name else ""
            theme = "" if row.is_stub else item.theme
            section.groups.append(Group(name, number, theme, moves=self._turns(theme)))
        if not row.is_supplementary:
            section.groups[-1].rows.append(row)

    def _turns(self, theme: str) -> Moves:
        """Where the buttons of a theme put its whole group."""
        if not theme or not self.can_arrange:
            return Moves()
        return moves_at(self.themes.index(theme), self.themes)

    @cached_property
    def themes(self) -> list[str]:
        seen = (item.theme for item in self.known if self.sight.sees(item))
        return list(dict.fromkeys(theme for theme in seen if theme))

    @cached_property
    def supplementary(self) -> list[Row]:
        return [row for row in self.rows if row.is_supplementary]

    # The length of the council

    @cached_property
    def length(self) -> Length:
        seen = [row for row in self.rows if not row.is_stub]
        together = [row for row in seen if row.is_consent]
        debated = [row for row in seen if not row.is_consent]
        minutes = sum(row.minutes for row in debated) + TOGETHER * len(together)
        ends_at = None
        if self.meeting.starts_at:
            opening = datetime.combine(self.meeting.day, self.meeting.starts_at)
            ends_at = (opening + timedelta(minutes=minutes)).time()
        return Length(minutes, len(debated), len(together), ends_at, minutes > LONG)

    # What may be entered

    @cached_property
    def proposed(self) -> list[Dossier]:
        if not self.can_build:
            return []
        return list(proposed_for(self.meeting, self.here.actor))

    @cached_property
    def ready(self) -> list[Dossier]:
        if not self.can_build:
            return []
        taken = {dossier.pk for left in self.left for dossier in left.dossiers}
        rows = ready_for(self.meeting, self.here.actor)
        return [dossier for dossier in rows if dossier.pk not in taken]

    @cached_property
    def left(self) -> list[LeftBy]:
        """What earlier councils left, by council."""
        return left_by(self.meeting, self.here.actor) if self.can_build else []


def _own_title(item: AgendaItem) -> str:
    own = item.dossier.title if item.dossier else item.title
    return own if own != item.title else ""


def moves_at(rank: int, siblings: Sequence[object]) -> Moves:
    """Return where the buttons put what is at `rank`: each names what it will follow."""
    last = len(siblings) - 1
    up = down = None
    if rank > 0:
        up = str(siblings[rank - 2]) if rank > 1 else ""
    if rank < last:
        down = str(siblings[rank + 1])
    return Moves(
        first="" if rank > 0 else None,
        up=up,
        down=down,
        last=str(siblings[last]) if rank < last else None,
    )
