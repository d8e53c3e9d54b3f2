"""The words of an agenda set by hand: an item's title and place, and how all are grouped.

The title of a dossier stays its ministry's: the agenda alone says it otherwise.
"""

from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.actions.agenda import arrange
from ecm.meetings.actions.planning import among, arranged, rank
from ecm.meetings.agenda import in_order, with_new
from ecm.meetings.inscription import Day, on_behalf_of
from ecm.meetings.models import AgendaItem, Grouping, Meeting, Part
from ecm.meetings.turn import turn

LONGEST = 600  # letters


def reword_item(
    actor: Actor, item: AgendaItem, *, title: str, part: Part, theme: str = ""
) -> None:
    """Give an item of an agenda in preparation another title, part or theme.

    In another part or theme it stands where an item that is entered would. The same again
    changes nothing.
    Raises NotPossible for a title that is empty or too long.
    """
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST:
        raise NotPossible(
            gettext_noop("L'intitulé d'un point a de 1 à %(most)s caractères."),
            most=LONGEST,
        )
    with turn(item.meeting_id, actor) as meeting:
        items = arranged(actor, Verb.REWORD_ITEM, meeting)
        own = among(items, item, Verb.REWORD_ITEM)
        before = (own.title, own.part, own.theme)
        own.title, own.part = title, part.value
        rank(meeting, own, theme)
        if (own.title, own.part, own.theme) == before:
            return
        own.save(update_fields=["title", "part", "theme", "precedence"])
        if (own.part, own.theme) != before[1:]:
            others = [other for other in items if other.pk != own.pk]
            arrange(meeting, with_new(others, own))
        seal = digest(title)
        facts = {"part": own.part, "theme": own.theme, "digest": seal}
        record(Verb.REWORD_ITEM, actor, meeting, item=own.pk, **facts)


def regroup_agenda(actor: Actor, meeting_id: int, *, grouping: Grouping) -> None:
    """Group the deliberations by ministry or by theme; the same changes nothing.

    The themes are those of the dossiers. Raises NotPossible once the agenda was proposed:
    what is read back would no longer look like what was read.
    """
    with turn(meeting_id, actor) as meeting:
        items = arranged(actor, Verb.REGROUP_AGENDA, meeting)
        if meeting.agendas.exists():
            raise NotPossible(
                gettext_noop("L'ordre du jour est proposé : son groupement reste.")
            )
        if meeting.grouping == grouping:
            return
        meeting.grouping = grouping
        meeting.save(update_fields=["grouping"])
        meeting.items.update(theme="")
        day = Day.of(meeting)
        for item in items:
            _regroup(meeting, item, day)
        arrange(meeting, in_order(items))
        record(Verb.REGROUP_AGENDA, actor, meeting, grouping=grouping.value)


def _regroup(meeting: Meeting, item: AgendaItem, day: Day) -> None:
    rank(meeting, item, item.dossier.theme if item.dossier else "")
    if item.dossier:
        item.on_behalf_of = on_behalf_of(item.dossier, day)
    # One by one: a theme that is new takes the rank after those that were met before.
    item.save(update_fields=["theme", "precedence", "on_behalf_of"])
