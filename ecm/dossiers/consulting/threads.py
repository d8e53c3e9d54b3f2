"""The discussion of a dossier as it is read: threads by version, open or answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ecm.access import File
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import sharing
from ecm.dossiers.consulting.forms import ObservationForm, title_of
from ecm.dossiers.consulting.lines import SECRETARIAT
from ecm.dossiers.models import Observation
from ecm.people.names import Names


@dataclass(frozen=True)
class Word:
    """One contribution: who speaks, and for whom."""

    id: int
    speaker: str
    person: str
    text: str
    at: datetime
    is_sponsor: bool


@dataclass(frozen=True)
class Thread:
    """An observation, the passage it quotes, and the answers to it."""

    first: Word
    passage: str
    version_id: int | None
    piece: str
    is_stale: bool
    replies: tuple[Word, ...]

    @property
    def is_answered(self) -> bool:
        """Whether the last word is the sponsor's, or somebody's to the sponsor."""
        if self.first.is_sponsor:
            return any(not word.is_sponsor for word in self.replies)
        return bool(self.replies) and self.replies[-1].is_sponsor


def discussion_of(file: File, form: ObservationForm | None = None) -> dict[str, Any]:
    """Return what the reader may know of it, for `dossiers/_observations.html`."""
    may_speak = file.can(Verb.MAKE_OBSERVATION)
    threads = threads_of(file)
    return {
        "file": file,
        "threads": threads,
        "open_count": sum(not thread.is_answered for thread in threads),
        "may_speak": may_speak,
        "observation_form": form or (observation_form(file) if may_speak else None),
    }


def observation_form(file: File, *args: Any, **more: Any) -> ObservationForm:
    """Return the form for the last version of each piece that the reader may open."""
    return ObservationForm(
        *args,
        versions=sharing.last_opened_to(file.standing, file.roles, file.dossier),
        may_be_general=file.sees_all_pieces,
        **more,
    )


def threads_of(file: File) -> list[Thread]:
    """Return the threads, the last begun first; the number of queries is constant."""
    rows = file.observations().select_related(
        *("by", "body", "version__document__kind")
    )
    replies: dict[int, list[Observation]] = defaultdict(list)
    roots = []
    for row in rows:
        if row.replies_to_id is None:
            roots.append(row)
        else:
            replies[row.replies_to_id].append(row)
    names = Names()
    stale = sharing.replaced_among({r.version_id for r in roots if r.version_id})
    return [_thread(file, r, replies[r.pk], names, stale) for r in reversed(roots)]


def _thread(
    file: File,
    root: Observation,
    replies: list[Observation],
    names: Names,
    stale: set[int],
) -> Thread:
    return Thread(
        first=_word(file, root, names),
        passage=root.passage,
        version_id=root.version_id,
        piece=title_of(root.version) if root.version else "",
        is_stale=root.version_id in stale,
        replies=tuple(_word(file, reply, names) for reply in replies),
    )


def _word(file: File, row: Observation, names: Names) -> Word:
    if row.ministry_id is not None:
        speaker = names.short(row.ministry_id, row.at.date())
    else:
        speaker = str(row.body) if row.body_id else _(SECRETARIAT)
    return Word(
        id=row.pk,
        speaker=speaker,
        person=str(row.by),
        text=row.text,
        at=row.at,
        is_sponsor=row.ministry_id == file.dossier.ministry_id,
    )
