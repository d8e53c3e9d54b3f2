"""What a page shows of a dossier's opinions, and what its reader may do about each."""

from dataclasses import dataclass
from typing import Any

from ecm.access import File
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.observations import SPONSOR
from ecm.dossiers.actions.opinions.asking import DESK
from ecm.dossiers.consulting.lines import (
    SILENCE,
    WAITING,
    OpinionLine,
    lines_of,
    with_all,
)
from ecm.dossiers.models import Opinion


@dataclass(frozen=True)
class Row:
    """An opinion and what the reader may do: `is_mine` to answer, `is_ours` was asked by us."""

    line: OpinionLine
    is_mine: bool
    is_ours: bool
    can_give: bool
    can_renew: bool
    can_cancel: bool


def opinions_of(file: File) -> dict[str, Any]:
    """Return the opinions that the reader may know, for `dossiers/_opinions.html`."""
    rows = rows_of(file, list(with_all(file.opinions())))
    return {"file": file, "opinions": rows, "can_ask": can_ask(file)}


def rows_of(file: File, opinions: list[Opinion]) -> list[Row]:
    mine = set(file.asked().values_list("pk", flat=True))
    pairs = zip(opinions, lines_of(opinions), strict=True)
    return [_row(file, opinion, line, opinion.pk in mine) for opinion, line in pairs]


def can_ask(file: File) -> bool:
    return file.can(Verb.OPEN_CONSULTATION) or file.can(Verb.REQUEST_OPINION)


def _row(file: File, opinion: Opinion, line: OpinionLine, is_mine: bool) -> Row:
    side = DESK if opinion.by_secretariat else SPONSOR
    is_ours = not file.roles.isdisjoint(side)
    is_last = not (opinion.cancelled_at or line.renewed_by)
    is_silent = line.state.code == SILENCE.code
    is_awaited = line.state.code in (SILENCE.code, WAITING.code)
    return Row(
        line=line,
        is_mine=is_mine,
        is_ours=is_ours,
        can_give=is_mine and is_last and file.can(Verb.GIVE_OPINION),
        can_renew=is_ours
        and is_last
        and (line.is_stale or is_silent)
        and file.can(Verb.RENEW_OPINION),
        can_cancel=is_ours and is_awaited and file.can(Verb.CANCEL_OPINION),
    )
