"""The plain values that the page of an agenda shows; a hidden item is not among them."""

from dataclasses import dataclass, field
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ecm.domain.comparison import Change, Pair
from ecm.meetings.models import Track
from ecm.meetings.tracks import Suggestion
from ecm.meetings.words import MARK_WORDS, TRACK_WORDS

CHANGE_WORDS = {
    Change.ADDED: gettext_noop("Ajouté"),
    Change.REMOVED: gettext_noop("Retiré"),
    Change.MOVED: gettext_noop("Déplacé"),
    Change.RETITLED: gettext_noop("Intitulé modifié"),
    Change.TRACKED: gettext_noop("Débat modifié"),
    Change.REPLANNED: gettext_noop("Durée modifiée"),
}


@dataclass(frozen=True)
class Moves:
    """Where each button puts the item: the id it will follow, « » for the first place.

    None where it already is there.
    """

    first: str | None = None
    up: str | None = None
    down: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class Row:
    """One item; a stub has a number and nothing else.

    `own_title` is its dossier's where the agenda says it otherwise.
    """

    id: int
    number: str
    title: str
    own_title: str = ""
    kind: str = ""
    ministry: str = ""
    on_behalf_of: str = ""
    associated: str = ""
    presenter: str = ""
    theme: str = ""
    takes_theme: bool = False
    minutes: int = 0
    is_consent: bool = False
    is_stub: bool = False
    is_fixed: bool = False
    is_restricted: bool = False
    is_late: bool = False
    is_supplementary: bool = False
    dossier: int | None = None
    moves: Moves = Moves()
    changes: tuple[str, ...] = ()
    by: str = ""
    suggestion: str = ""
    reasons: str = ""
    is_touched: bool = False

    @property
    def is_movable(self) -> bool:
        """Whether it has another place to go to in its group."""
        return not self.is_fixed and self.moves != Moves()

    @property
    def other_track(self) -> str:
        return (Track.DEBATE if self.is_consent else Track.CONSENT).value


@dataclass
class Group:
    """The items of one ministry or theme; `after_up` and `after_down` move a theme."""

    name: str
    number: str
    theme: str = ""
    rows: list[Row] = field(default_factory=list)
    moves: Moves = Moves()


@dataclass
class Section:
    """One part of the agenda."""

    code: str
    number: str
    name: str
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Length:
    """How long an agenda is to take, and when it is to end."""

    minutes: int
    debate: int
    consent: int
    ends_at: time | None
    is_long: bool

    @property
    def words(self) -> str:
        """Return « 3 h 40 »."""
        return f"{self.minutes // 60} h {self.minutes % 60:02d}"

    @property
    def count(self) -> int:
        return self.debate + self.consent


def words_of_changes(pair: Pair) -> tuple[str, ...]:
    """Return what changed of an item, in words."""
    return tuple(_change(change, pair) for change in pair.changes)


def _change(change: Change, pair: Pair) -> str:
    if change is Change.TRACKED and pair.after:
        track = _(TRACK_WORDS[Track(pair.after.track)])
        return _("Passé %(track)s") % {"track": track}
    if change is Change.REPLANNED and pair.before and pair.after:
        minutes = {"before": pair.before.minutes, "after": pair.after.minutes}
        return _("Durée : %(before)s → %(after)s min") % minutes
    return _(CHANGE_WORDS[change])


def words_of_suggestion(suggestion: Suggestion, track: str) -> tuple[str, str]:
    """Return what is suggested where it differs from the track, and the reasons for it."""
    reasons = ", ".join(_reasons(suggestion))
    if suggestion.track == track:
        return "", reasons
    if suggestion.track is Track.CONSENT:
        return _("Sans débat suggéré"), reasons
    return _("Débat suggéré"), reasons


def _reasons(suggestion: Suggestion) -> list[str]:
    found = [
        f"{count} × {_(MARK_WORDS[value]).lower()}"  # type: ignore[index]  # a mark's value
        for value, count in suggestion.positions.items()
    ]
    if count := suggestion.unfavourable:
        words = ngettext(
            "%(count)s avis défavorable", "%(count)s avis défavorables", count
        )
        found.append(words % {"count": count})
    if count := suggestion.invalid:
        words = ngettext(
            "%(count)s avis sur un texte remplacé",
            "%(count)s avis sur un texte remplacé",
            count,
        )
        found.append(words % {"count": count})
    return found
