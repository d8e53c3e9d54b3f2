"""Where an agenda stands between the secretariat, the Prime Minister and the President."""

from collections.abc import Sequence
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecm import written
from ecm.access import Presence
from ecm.domain import policy
from ecm.domain.comparison import Pair, compare
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import TRANSITIONS, MeetingState
from ecm.journal.models import Entry
from ecm.meetings.actions.agenda_versions import approves
from ecm.meetings.actions.convocation import needs_convocation
from ecm.meetings.models import AgendaStep, AgendaVersion, Grouping
from ecm.meetings.planning.rows import Row, words_of_changes
from ecm.meetings.planning.sight import Sight
from ecm.meetings.versions import (
    digest_of,
    entries_since,
    kept_lines,
    line_of,
    moved_in,
)

BEFORE = (MeetingState.DRAFT, MeetingState.CONVENED)
STANDING = {
    AgendaStep.PROPOSED: gettext_noop("Proposé %(when)s"),
    AgendaStep.AMENDED: gettext_noop("Remis %(when)s"),
    AgendaStep.APPROVED: gettext_noop("Approuvé %(when)s"),
}


class Steps:
    """The versions of a meeting's agenda, what changed since, and who may act now."""

    def __init__(self, here: Presence) -> None:
        self.here, self.meeting = here, here.meeting
        rows = self.meeting.items.order_by("position").select_related("dossier")
        self.items = list(rows.prefetch_related("readers"))
        self.sight = Sight(here, self.items)
        self.roles = here.standing.roles

    # What the reader may do

    def _may(self, verb: Verb) -> bool:
        return self.meeting.state in BEFORE and policy.may(self.roles, verb)

    @property
    def can_arrange(self) -> bool:
        return self._may(Verb.MOVE_ITEM)

    @property
    def can_build(self) -> bool:
        return self._may(Verb.ADD_ITEM)

    @property
    def can_reword(self) -> bool:
        return self._may(Verb.REWORD_ITEM)

    @property
    def can_regroup(self) -> bool:
        """Whether the deliberations may be grouped otherwise: until it is proposed."""
        return self._may(Verb.REGROUP_AGENDA) and self.last is None

    @property
    def other_grouping(self) -> str:
        by_theme = self.meeting.grouping == Grouping.THEME
        return (Grouping.MINISTRY if by_theme else Grouping.THEME).value

    @property
    def can_restrict(self) -> bool:
        return policy.may(self.roles, Verb.RESTRICT_ITEM)

    @cached_property
    def is_approver(self) -> bool:
        return approves(self.here.standing.seats, self.meeting)

    @property
    def can_propose(self) -> bool:
        """Whether there is something new to propose."""
        if not self._may(Verb.PROPOSE_AGENDA) or not self.items:
            return False
        return not self.is_unchanged or self.step == AgendaStep.AMENDED

    @property
    def can_hand_on(self) -> bool:
        """Whether the Prime Minister has the agenda before him."""
        amends = Role.HEAD_OF_GOVERNMENT in self.roles and not self.is_approver
        return amends and self._may(Verb.AMEND_AGENDA) and not self.is_approved

    @property
    def can_approve(self) -> bool:
        asked = self.is_approver and self._may(Verb.APPROVE_AGENDA)
        return asked and self.is_unchanged and not self.is_approved

    @property
    def can_hand_back(self) -> bool:
        return self.is_approver and self._may(Verb.AMEND_AGENDA)

    @cached_property
    def can_convene(self) -> bool:
        """Whether the members are to be told of the agenda that was approved."""
        sends = self._may(Verb.SEND_CONVOCATION) and self.is_approved
        return sends and needs_convocation(self.meeting)

    @property
    def prints_paper(self) -> bool:
        """Whether the reader may take the meeting away on paper: the secretariat alone."""
        return self.here.view is Role.SECRETARY

    @property
    def transcribes(self) -> bool:
        """Whether what was held on paper may be entered now."""
        states = TRANSITIONS[Verb.TRANSCRIBE_MEETING].meeting
        may = policy.may(self.roles, Verb.TRANSCRIBE_MEETING)
        return may and self.meeting.state in states

    # The versions

    @cached_property
    def versions(self) -> list[AgendaVersion]:
        """The kept versions, the last first."""
        rows = self.meeting.agendas.select_related("by__person").defer("lines")
        return list(rows.order_by("-number"))

    @property
    def last(self) -> AgendaVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def step(self) -> str:
        return self.last.step if self.last else ""

    @cached_property
    def was_approved(self) -> bool:
        return any(v.step == AgendaStep.APPROVED for v in self.versions)

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether the agenda is the one that was last proposed, amended or approved."""
        lines = [line_of(item) for item in self.items]
        return self.last is not None and self.last.digest == digest_of(lines)

    @property
    def is_approved(self) -> bool:
        return self.is_unchanged and self.step == AgendaStep.APPROVED

    @property
    def status(self) -> str:
        """Where the agenda is, in a sentence."""
        if self.meeting.state == MeetingState.CANCELLED:
            return _("Séance annulée")
        if self.last is None:
            return _("En préparation au secrétariat")
        at = timezone.localtime(self.last.at)
        when = {"when": f"{written.day(at)}, {written.hour(at)}"}
        if self.is_unchanged:
            return _(STANDING[AgendaStep(self.last.step)]) % when
        if self.was_approved:
            return _("Ordre du jour modificatif en préparation : il est à approuver")
        return _("Modifié depuis la version du %(when)s") % when

    @property
    def state(self) -> str:
        """The sign that goes with the status, as the style sheet names it."""
        if self.is_approved:
            return "adopted"
        return "waiting" if self.last else "planned"

    # What changed

    @cached_property
    def before(self) -> AgendaVersion | None:
        """The version with which the reader compares the agenda.

        Who approves looks at what changed since his last approval, or else since the
        secretariat's proposal: what the Prime Minister amended is among it.
        """
        if not self.is_approver or self.is_approved:
            return self.last
        for step in (AgendaStep.APPROVED, AgendaStep.PROPOSED):
            for version in self.versions:
                if version.step == step:
                    return version
        return self.last

    @cached_property
    def _entries(self) -> list[Entry]:
        return entries_since(self.meeting, self.before) if self.before else []

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Every item of the version before and of the agenda, with what changed."""
        if self.before is None:
            return ()
        lines = [line_of(item) for item in self.items]
        return compare(kept_lines(self.before), lines, moved_in(self._entries))

    @cached_property
    def _changes(self) -> dict[int, tuple[str, ...]]:
        return {p.after.item: words_of_changes(p) for p in self.pairs if p.after}

    @cached_property
    def _by(self) -> dict[int, str]:
        """Who last touched each item since the version before."""
        return {e.facts["item"]: str(e.actor or "") for e in self._entries}

    @cached_property
    def removed(self) -> list[Row]:
        """What was taken off the agenda since the version before."""
        gone = [p.before for p in self.pairs if p.before and p.after is None]
        return [
            Row(
                id=line.item,
                number=line.number,
                title=line.title,
                ministry=line.ministry,
                by=self._by.get(line.item, ""),
            )
            for line in gone
            if self.sight.sees_line(line)
        ]
