"""Who is told of what happens to a dossier: that something waits, never what it is about."""

from ecm import clock
from ecm.dossiers.models import Dossier, ReviewLevel
from ecm.dossiers.standing import CABINET_LEADERS, MINISTERS, OFFICERS, STAFF
from ecm.journal.chain import Actor
from ecm.notices.actions import notify
from ecm.people.models import ActingMandate, Mandate


def tell_cabinet(actor: Actor, dossier: Dossier, kind: str, **words: object) -> None:
    """Tell the heads of the ministry's cabinet, and who opened the file if still there."""
    held = Mandate.objects.held_on(clock.now().date()).filter(
        ministry=dossier.ministry_id
    )
    leaders = held.filter(post__in=CABINET_LEADERS)
    writer = held.filter(post__in=STAFF, person__user=dossier.created_by_id)
    people = {*leaders.values_list("person", flat=True)}
    if dossier.created_by_id:
        people |= {*writer.values_list("person", flat=True)}
    _tell(actor, dossier, kind, people, **words)


def tell_next_reader(actor: Actor, dossier: Dossier, level: ReviewLevel | None) -> None:
    """Tell who reads the dossier now; after the last level, who signs it."""
    if level is not None:
        people = {*level.reviewers.values_list("pk", flat=True)}
        _tell(actor, dossier, "review.awaited", people)
        return
    day = clock.now().date()
    posts = Mandate.objects.held_on(day).filter(
        ministry=dossier.ministry_id, post__in=MINISTERS
    )
    acting = ActingMandate.objects.filter(
        mandate__in=posts, starts_on__lte=day, ends_on__gte=day
    )
    people = {*posts.values_list("person", flat=True)}
    people |= {*acting.values_list("acting", flat=True)}
    _tell(actor, dossier, "signature.awaited", people)


def tell_desk(actor: Actor, dossier: Dossier, kind: str) -> None:
    """Tell the officer in charge, or the whole desk while the file is nobody's.

    Of a confidential file, those officers alone who may know it.
    """
    officers = Mandate.objects.held_on(clock.now().date()).filter(post__in=OFFICERS)
    if dossier.officer_id:
        officers = officers.filter(person=dossier.officer_id)
    elif dossier.is_confidential:
        officers = officers.filter(person__in=dossier.readers.all())
    people = {*officers.values_list("person", flat=True)}
    _tell(actor, dossier, kind, people)


def tell_lodgers(actor: Actor, dossier: Dossier) -> None:
    """Tell the ministry's staff, who may lodge what is signed."""
    staff = Mandate.objects.held_on(clock.now().date()).filter(
        ministry=dossier.ministry_id, post__in=STAFF
    )
    people = {*staff.values_list("person", flat=True)}
    _tell(actor, dossier, "lodging.awaited", people)


def tell_officer(actor: Actor, dossier: Dossier) -> None:
    """Tell the officer that the file was given to him; who takes it himself knows it."""
    if dossier.officer_id:
        _tell(actor, dossier, "charge.given", {dossier.officer_id})


def _tell(
    actor: Actor, dossier: Dossier, kind: str, people: set[int], **words: object
) -> None:
    """Tell all but the actor, once for each entry of the dossier's journal."""
    others = people - {actor.person_id or 0}
    key = f"{dossier.stream}/{dossier.seq}"
    notify(others, kind, url=dossier.get_absolute_url(), key=key, **words)
