"""Who is told of what waits for him after a council: that it waits, never what it is."""

from ecm import clock
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.followup.standing import acts_known, directives_known, standing_on
from ecm.notices.actions import notify
from ecm.people.models import Mandate, Post

DESK_POSTS = (Post.SECRETARY_GENERAL, Post.SECRETARIAT)
MINISTRY_POSTS = (Post.CHIEF_OF_STAFF, Post.MINISTRY_SECRETARY_GENERAL)

Paper = Act | DirectiveFollowUp


def knows(person: int, paper: Paper) -> bool:
    """Tell whether somebody may know of a paper today."""
    standing = standing_on(person, clock.now().date())
    if isinstance(paper, Act):
        return acts_known(standing).filter(pk=paper.pk).exists()
    return directives_known(standing).filter(pk=paper.pk).exists()


def desk_people() -> set[int]:
    """Return the secretariat of today."""
    held = Mandate.objects.held_on(clock.now().date()).filter(post__in=DESK_POSTS)
    return {*held.values_list("person", flat=True)}


def ministry_people(ministry: int) -> set[int]:
    """Return the heads of a ministry's cabinet of today."""
    held = Mandate.objects.held_on(clock.now().date())
    own = held.filter(ministry=ministry, post__in=MINISTRY_POSTS)
    return {*own.values_list("person", flat=True)}


def tell_desk(paper: Paper, kind: str) -> None:
    _tell(paper, desk_people(), kind)


def tell_ministry(paper: Paper, ministry: int, kind: str) -> None:
    _tell(paper, ministry_people(ministry), kind)


def _tell(paper: Paper, people: set[int], kind: str) -> None:
    known = [person for person in sorted(people) if knows(person, paper)]
    notify(known, kind, url=paper.get_absolute_url())
