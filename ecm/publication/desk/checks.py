"""The check list of the desk: what the words say, and what they hold against the council."""

import re
from collections.abc import Iterator

from ecm.domain.communique.checks import Level, Remark, remarks_of
from ecm.domain.communique.edition import Edition, texts_of
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.french import full_name, normalise, without_accents
from ecm.domain.records import RecordState
from ecm.meetings.models import AgendaItem
from ecm.publication.compose import published_items
from ecm.publication.desk.wording import (
    TITLE,
    edition_in_hand,
    generated,
    has_place,
    is_stale,
)
from ecm.publication.models import Communique, CommuniqueText
from ecm.records.models import DecisionRecord

_STALE = gettext_noop("Les décisions disent autre chose depuis : relisez.")
_UNSAID = gettext_noop("La décision %(number)s n'a pas de paragraphe.")
_LEFT_OUT = gettext_noop("La décision %(number)s est écartée par la rédaction.")
_TITLE = gettext_noop("Le titre court en dit plus que le paragraphe : %(words)s.")
_NAMED = gettext_noop(
    "Ce texte nomme une personne ou un dossier qui ne sont pas à publier."
)
_WITHHELD = gettext_noop(
    "%(numbers)s : à ne plus publier ; remettez le texte en rédaction et tirez-le à "
    "nouveau des décisions."
)
_UNAPPROVED = gettext_noop("Le relevé de décisions n'est pas encore approuvé.")
_E, _W = Level.ERROR, Level.WARNING
# Shorter titles are words of everybody.
_TELLING, _LONG_WORD = 15, 5


def remarks(communique: Communique) -> list[Remark]:
    """Return all that should be looked at in the text in hand, errors first."""
    edition = edition_in_hand(communique)
    rows = list(communique.texts.all())
    found = [
        *remarks_of(edition),
        *(Remark(_E, row.key, _STALE) for row in rows if is_stale(row)),
        *_held_against_the_council(communique, edition, rows),
        *_titles(edition, rows),
    ]
    return sorted(found, key=lambda remark: remark.level is _W)


def refuse_withheld(communique: Communique) -> None:
    """Raise NotPossible where the text publishes what is no longer public.

    An item may be restricted, or its outcome corrected, after the draft was drawn.
    """
    numbers = _withheld(communique, edition_in_hand(communique))
    if numbers:
        raise NotPossible(_WITHHELD, numbers=numbers)


def _withheld(communique: Communique, edition: Edition) -> str:
    named = {paragraph.reference for paragraph in edition.paragraphs()}
    named |= {decided.reference for decided in edition.decisions}
    named |= {who.reference for who in edition.appointments}
    public = {item.reference for item in _public(communique)}
    return ", ".join(map(_number, sorted(named - public - {""})))


def _public(communique: Communique) -> list[AgendaItem]:
    return published_items(communique.meeting, without=communique.left_out)


def _number(reference: str) -> str:
    return reference.rpartition("/")[2]


def _held_against_the_council(
    communique: Communique, edition: Edition, rows: list[CommuniqueText]
) -> Iterator[Remark]:
    numbers = _withheld(communique, edition)
    if numbers:
        yield Remark(_E, "", _WITHHELD, {"numbers": numbers})
    said = {decided.reference for decided in edition.decisions}
    for decided in generated(communique).decisions:
        if decided.reference not in said:
            yield Remark(_E, "", _UNSAID, {"number": decided.number})
    for reference in communique.left_out:
        yield Remark(_W, "", _LEFT_OUT, {"number": _number(reference)})
    yield from _named(communique, rows)
    approved = DecisionRecord.objects.filter(state=RecordState.APPROVED)
    if not approved.filter(meeting=communique.meeting_id).exists():
        yield Remark(_W, "", _UNAPPROVED)


def _named(communique: Communique, rows: list[CommuniqueText]) -> Iterator[Remark]:
    """Words of a hand that name what the communiqué may not; which is not said."""
    base = generated(communique)
    by_hand = [
        row
        for row in rows
        if row.is_edited and not row.is_removed and has_place(row, base)
    ]
    if not by_hand:
        return
    known = _folded(" ".join([*texts_of(base).values(), *_short_titles(base)]))
    hidden = {words for words in _hidden(communique) if words not in known}
    for row in by_hand:
        if any(words in _folded(row.text) for words in hidden):
            yield Remark(_E, row.key, _NAMED)


def _short_titles(edition: Edition) -> list[str]:
    return [decided.title for decided in edition.decisions]


def _hidden(communique: Communique) -> Iterator[str]:
    """Yield the names and titles of what is not published, each as it may be written."""
    public = [item.pk for item in _public(communique)]
    items = communique.meeting.items.exclude(pk__in=public)
    for item in items.prefetch_related("appointments"):
        titles = map(_folded, (item.title, item.subject))
        yield from (title for title in titles if len(title) > _TELLING)
        for who in item.appointments.all():
            if who.given_names and who.surname:
                yield _folded(full_name(who.given_names, who.surname))
                yield _folded(f"{who.surname} {who.given_names}")


def _titles(edition: Edition, rows: list[CommuniqueText]) -> Iterator[Remark]:
    """The short title of a reworded decision tells no more than its paragraphs do."""
    by_hand = {row.reference for row in rows if row.is_edited or row.is_removed}
    # What a list of persons is called is no text of theirs.
    by_hand -= {who.reference for who in edition.appointments}
    for decided in edition.decisions:
        if decided.reference not in by_hand:
            continue
        said = _long_words(" ".join(edition.words_of(decided.reference)))
        more = [word for word in _long_words(decided.title) if word not in said]
        if more:
            key = f"{decided.number}{TITLE}"
            yield Remark(_W, key, _TITLE, {"words": ", ".join(more)})


def _long_words(text: str) -> list[str]:
    words = re.findall(r"\w+", _folded(text))
    return [word for word in words if len(word) >= _LONG_WORD]


def _folded(text: str) -> str:
    return without_accents(normalise(text).lower())
