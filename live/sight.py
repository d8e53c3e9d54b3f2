"""What one audience sees of a meeting and its agenda: deny by default."""

from collections.abc import Collection
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ecm.domain.policy import Role, may
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, MeetingState
from ecm.meetings.agenda import heading_of, numbers_among
from ecm.meetings.models import AgendaItem, Part
from ecm.meetings.words import (
    ITEM_SIGNS,
    ITEM_WORDS,
    WAITING_WORDS,
    kind_label,
    outcome_label,
)
from live.audience import Audience
from live.conduct import called_elsewhere, joined_words, notes_of
from live.council import Council
from live.lines import DecisionLine, Group, ItemDetail, ItemLine, Paper


class Sight:
    """A meeting and its agenda as one audience may know them."""

    def __init__(self, council: Council, audience: Audience) -> None:
        self.council = council
        self.audience = audience
        self.meeting = council.meeting
        self.view = audience.view
        self.is_presiding = self.view is Role.PRESIDING
        self.steers = audience.steers
        self.is_secretary = self.view is Role.SECRETARY
        self.is_screen = self.view is Role.SCREEN
        self.takes_roll = self.is_presiding or self.is_secretary
        self.roles = audience.roles
        self._lines: dict[AgendaItem, ItemLine] = {}

    # What its people may do, whatever room they see

    @property
    def notes_attendance(self) -> bool:
        return may(self.roles, Verb.NOTE_ATTENDANCE)

    @property
    def restricts(self) -> bool:
        return may(self.roles, Verb.RESTRICT_ITEM)

    @property
    def allows_messages(self) -> bool:
        return may(self.roles, Verb.ALLOW_MESSAGES)

    @property
    def recuses(self) -> bool:
        """Whether they may stand aside themselves: who keeps the record does not."""
        return may(self.roles, Verb.RECUSE_SEAT) and not self.is_secretary

    @property
    def has_asides(self) -> bool:
        """Whether the account of the council is shut: it would tell of what they left."""
        return bool(self.audience.recused)

    # The meeting

    @property
    def state(self) -> str:
        return self.meeting.state

    @property
    def state_word(self) -> str:
        return self.meeting.state_word

    @property
    def is_open(self) -> bool:
        return self.meeting.is_open

    @property
    def is_closed(self) -> bool:
        return self.meeting.state == MeetingState.CLOSED

    @property
    def is_over(self) -> bool:
        """Whether it was held, or will not be: nobody is expected any more."""
        return self.meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED)

    @property
    def is_suspended(self) -> bool:
        return self.meeting.state == MeetingState.SUSPENDED

    @property
    def waiting_words(self) -> str:
        """What is said when no item is under deliberation."""
        return _(WAITING_WORDS[MeetingState(self.meeting.state)])

    @property
    def state_name(self) -> str:
        return str(settings.STATE["name"])

    @property
    def arms(self) -> str:
        return str(settings.STATE["arms"])

    @cached_property
    def opened_at(self) -> datetime | None:
        return self.council.sittings[0].starts_at if self.council.sittings else None

    @cached_property
    def ended_at(self) -> datetime | None:
        if not self.is_closed or not self.council.sittings:
            return None
        return self.council.sittings[-1].ends_at

    # The agenda

    def sees(self, item: AgendaItem) -> bool:
        if self.view is Role.ANTEROOM:
            return False
        if self._is_early(item):
            return False
        if self.audience.recused and item.pk in self.audience.recused:
            return False
        return not item.is_restricted or item.pk in self.audience.admitted

    def _is_early(self, item: AgendaItem) -> bool:
        """An item added after the approval is nothing to the members until its own."""
        return item.awaits_approval and not self.takes_roll

    @cached_property
    def hidden(self) -> frozenset[int]:
        """The ids of the items whose content this audience may not see."""
        return frozenset(i.pk for i in self.council.items if not self.sees(i))

    def knows(self, item: AgendaItem) -> bool:
        """Whether the audience may know that there is an item at all."""
        if self._is_early(item) or self.view is Role.ANTEROOM:
            return False
        return self.sees(item) or item.stub_display == "neutral"

    @cached_property
    def lines(self) -> list[ItemLine]:
        return [self.line(i) for i in self.council.items if self.knows(i)]

    def rows(self, items: Collection[int]) -> list[ItemLine]:
        """Return the lines of some items, of which those unknown here are left out."""
        found = (i for i in self.council.items if i.pk in items)
        return [self.line(i) for i in found if self.knows(i)]

    def line(self, item: AgendaItem) -> ItemLine:
        if item not in self._lines:
            self._lines[item] = self._line(item)
        return self._lines[item]

    def _line(self, item: AgendaItem) -> ItemLine:
        if not self.sees(item):
            return self._stub(item)
        state = ItemState(item.state)
        current = item.pk == self.meeting.current_item_id
        return ItemLine(
            id=item.pk,
            number=self.number_of(item),
            title=item.title,
            kind=kind_label(item.kind),
            ministry=item.ministry_name,
            state=state.value,
            word=self._word(item, current and item.is_undecided),
            sign=ITEM_SIGNS[state],
            is_current=current,
            minutes=item.planned_minutes,
            is_restricted=item.is_restricted,
            outcome=getattr(getattr(item, "decision", None), "outcome", ""),
            is_aside=item.is_aside,
            notes=notes_of(self, item),
        )

    @cached_property
    def elsewhere(self) -> dict[int, str]:
        return called_elsewhere(self)

    def _word(self, item: AgendaItem, is_current: bool) -> str:
        if is_current and self.is_open:
            return _("En cours")
        decision = getattr(item, "decision", None)
        if decision is not None:
            return outcome_label(decision.outcome)
        if item.joined_to_id:
            return joined_words(self, item)
        word = ITEM_WORDS[ItemState(item.state)]
        return _(word) if word else ""

    def _stub(self, item: AgendaItem) -> ItemLine:
        return ItemLine(
            id=item.pk,
            number=self.number_of(item),
            title=_("Point réservé"),
            kind="",
            ministry="",
            state="planned",
            word="",
            sign="",
            is_current=False,
            is_stub=True,
        )

    @cached_property
    def _numbers(self) -> dict[int, str]:
        """Numbers of the items this audience knows: a hidden one leaves no hole."""
        return numbers_among(i for i in self.council.items if self.knows(i))

    @cached_property
    def _knows_all(self) -> bool:
        return all(self.knows(i) for i in self.council.items)

    def number_of(self, item: AgendaItem) -> str:
        return item.number if self._knows_all else self._numbers[item.pk]

    @cached_property
    def groups(self) -> list[Group]:
        found: list[Group] = []
        for item in self.council.items:
            if not self.knows(item):
                continue
            line = self.line(item)
            part = str(Part(item.part).label)
            # A stub must not tell whose item it is by the heading it stands under.
            name = heading_of(item) if self.sees(item) else ""
            if not found or (found[-1].part, found[-1].name) != (part, name):
                opens = not found or found[-1].part != part
                number = line.number.split(".")[0]
                found.append(Group(part, number, name, opens))
            found[-1].items.append(line)
        return found

    # The item under deliberation

    @cached_property
    def current_item(self) -> AgendaItem | None:
        return self.council.current if self.is_open or self.is_suspended else None

    @property
    def is_reserved(self) -> bool:
        """An item this audience may not see, but may know of, is under deliberation.

        Where it may not even know of it, the room looks as it does between two items.
        """
        item = self.current_item
        return item is not None and not self.sees(item) and self.knows(item)

    @property
    def stands_aside(self) -> bool:
        """Whether the item of which this audience sees nothing is one it stood aside from."""
        item = self.current_item
        return item is not None and item.pk in self.audience.recused

    @cached_property
    def current(self) -> ItemDetail | None:
        item = self.current_item
        return self.detail(item) if item is not None and self.sees(item) else None

    @property
    def reads_current(self) -> bool:
        """Whether an item is under deliberation that this audience may read."""
        item = self.current_item
        return item is not None and self.sees(item)

    def detail(self, item: AgendaItem) -> ItemDetail:
        papers = () if self.is_screen else self._papers(item)
        names = (
            self.council.appointments(item) if item.part == Part.APPOINTMENTS else ()
        )
        return ItemDetail(
            line=self.line(item),
            on_behalf_of=item.on_behalf_of,
            presenter=item.presenter,
            called_at=item.called_at,
            papers=papers,
            appointments=() if self.is_screen else tuple(str(a) for a in names),
            decision=self.decision_of(item),
        )

    def _papers(self, item: AgendaItem) -> tuple[Paper, ...]:
        return tuple(
            Paper(
                id=version.pk,
                title=document.title,
                kind=str(document.kind),
                pages=version.pages or 0,
                is_new_version=count > 1,
                url=reverse("meetings:paper", args=[version.pk]),
            )
            for document, version, count in self.council.papers(item)
        )

    def decision_of(self, item: AgendaItem) -> DecisionLine | None:
        decision = getattr(item, "decision", None)
        if decision is None:
            return None
        return DecisionLine(
            outcome=decision.outcome,
            label=outcome_label(decision.outcome),
            text=decision.text,
            amendments=decision.amendments,
            at=decision.decided_at,
            directives=self.council.directives(item),
        )
