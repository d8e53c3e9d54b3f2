"""Reaching what a council leaves to be done; 404 hides what one may not know."""

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.access.dossiers import actor, prepares
from ecm.access.dossiers import standing as standing_of_preparation
from ecm.access.meetings import presence
from ecm.domain.followup import ACT, DIRECTIVE, ActState, DirectiveState
from ecm.domain.policy import Role
from ecm.domain.procedure import Offices
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Dossier
from ecm.dossiers.standing import standing_today as preparing
from ecm.dossiers.standing import visible
from ecm.followup.models import Act, DirectiveFollowUp, KeptFile
from ecm.followup.standing import (
    Standing,
    acts_known,
    directives_known,
    standing_today,
)
from ecm.journal.chain import Actor
from ecm.meetings.models import Meeting
from ecm.people.models import Ministry, User

_TABLE = frozenset({Role.PRESIDING, Role.SECRETARY, Role.HEAD_OF_STATE})


@dataclass(frozen=True)
class Following:
    """A user before all that he may follow."""

    user: User
    actor: Actor
    standing: Standing

    def acts(self) -> "QuerySet[Act]":
        return acts_known(self.standing)

    def directives(self) -> "QuerySet[DirectiveFollowUp]":
        return directives_known(self.standing)


@dataclass(frozen=True)
class ActPage(Following):
    """A user before one act."""

    act: Act
    offices: Offices

    def can(self, verb: Verb) -> bool:
        """Tell whether the user may do `verb` in the act's present state."""
        return ACT.can(self.offices, verb, ActState(self.act.state))

    def file(self, number: int) -> KeptFile:
        """Return a text that can be read; Http404 otherwise."""
        text = get_object_or_404(self.act.texts.select_related("file"), number=number)
        return _readable(text.file)

    def ministries(self) -> "QuerySet[Ministry]":
        """Return whose minister may be put in the chain."""
        return Ministry.objects.filter(names__valid_until=None).distinct()


@dataclass(frozen=True)
class DirectivePage(Following):
    """A user before one instruction."""

    follow_up: DirectiveFollowUp
    offices: Offices

    def can(self, verb: Verb) -> bool:
        state = DirectiveState(self.follow_up.state)
        return DIRECTIVE.can(self.offices, verb, state)

    def proof(self, pk: int) -> KeptFile:
        """Return the proof of a report; Http404 otherwise."""
        rows = self.follow_up.reports.select_related("file").exclude(file=None)
        report = get_object_or_404(rows, pk=pk)
        return _readable(cast(KeptFile, report.file))

    def councils(self) -> "QuerySet[Meeting]":
        """Return the councils to come to which it can be shown."""
        rows = Meeting.objects.filter(state__in=["draft", "convened"])
        return rows.filter(body__code="CM").select_related("body").order_by("day")


@dataclass(frozen=True)
class Former(Following):
    """The chair or the secretariat of a council, before what former ones left."""

    meeting: Meeting

    def offered(self) -> "QuerySet[DirectiveFollowUp]":
        """Return the late instructions that were proposed to this council."""
        return self.directives().filter(offered__meeting=self.meeting)

    def earlier_acts(self) -> "QuerySet[Act]":
        """Return the acts of other councils than this one."""
        return self.acts().exclude(item__meeting=self.meeting)

    def earlier_instructions(self) -> "QuerySet[DirectiveFollowUp]":
        """Return the instructions of other councils than this one."""
        own = self.instructions().values("pk")
        return self.directives().exclude(pk__in=own)

    def opened(self) -> "QuerySet[Act]":
        """Return the acts that this council itself opened."""
        return self.acts().filter(item__meeting=self.meeting)

    def instructions(self) -> "QuerySet[DirectiveFollowUp]":
        """Return the instructions that this council gave."""
        return self.directives().filter(directive__decision__item__meeting=self.meeting)


def _readable(file: KeptFile) -> KeptFile:
    if not file.served:
        raise Http404
    return file


def follows(request: HttpRequest) -> bool:
    """Tell whether the masthead leads the user to what follows a council: no query more."""
    if not prepares(request):
        return False
    mine = standing_of_preparation(request)
    return mine.is_officer or mine.is_head or bool(mine.ministries)


def following(request: HttpRequest) -> Following:
    """Return what the user may follow; Http404 for one who follows nothing."""
    user = cast(User, request.user)
    standing = standing_today(user.person_id)
    if not standing.follows:
        raise Http404
    return Following(user, actor(request), standing)


def overseeing(request: HttpRequest) -> Following:
    """Return the same to the secretariat and the heads alone."""
    here = following(request)
    if not here.standing.oversees:
        raise Http404
    return here


def act(request: HttpRequest, pk: int) -> ActPage:
    """Return the user's place before an act; Http404 if he may not know it."""
    here = following(request)
    found = get_object_or_404(here.acts(), pk=pk)
    offices = here.standing.offices_on(found.ministry_id)
    return ActPage(here.user, here.actor, here.standing, found, offices)


def directive(request: HttpRequest, pk: int) -> DirectivePage:
    """Return the user's place before an instruction; Http404 if he may not know it."""
    here = following(request)
    found = get_object_or_404(here.directives(), pk=pk)
    offices = here.standing.offices_on(found.directive.responsible_id)
    return DirectivePage(here.user, here.actor, here.standing, found, offices)


def former(request: HttpRequest, meeting_id: int) -> Former:
    """Return what precedes a council to its chair and its secretariat; Http404 else."""
    seated = presence(request, meeting_id)
    if seated.standing.roles.isdisjoint(_TABLE):
        raise Http404
    here = following(request)
    return Former(here.user, here.actor, here.standing, seated.meeting)


def counted(request: HttpRequest) -> "QuerySet[Dossier]":
    """Return the dossiers of the yearbook that the user may know."""
    here = overseeing(request)
    return visible(preparing(here.user.person_id))
