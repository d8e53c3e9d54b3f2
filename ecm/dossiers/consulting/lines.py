"""Opinions as they are shown: who was asked, what was answered, silence as silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ecm import clock
from ecm.domain.errors import gettext_noop
from ecm.dossiers.consulting import sharing
from ecm.dossiers.consulting.forms import title_of
from ecm.dossiers.models import Dossier, Opinion, Verdict, Version
from ecm.people.names import Names

SECRETARIAT = gettext_noop("SGG")


@dataclass(frozen=True)
class State:
    """What a request has come to: a code for its sign, and its word."""

    code: str
    word: str


@dataclass(frozen=True)
class Shared:
    """A version that was shared, and whether it still is the dossier's."""

    id: int
    title: str
    pages: int | None
    is_replaced: bool


@dataclass(frozen=True)
class OpinionLine:
    """One opinion as it is read; `asked` and `asked_by` are the names of that day."""

    id: int
    dossier: Dossier
    asked: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    question: str
    state: State
    verdict: str
    text: str
    given_by: str
    given_at: datetime | None
    is_late: bool
    is_stale: bool
    seal: str
    shared: tuple[Shared, ...]
    report: Version | None
    renewed_by: int | None
    renews: int | None


WAITING = State("waiting", gettext_noop("attendu"))
SILENCE = State("late", gettext_noop("silence"))
CANCELLED = State("withdrawn", gettext_noop("annulé"))
RENEWED = State("referred_back", gettext_noop("redemandé"))
GIVEN = {
    Verdict.AGREE: "agreed",
    Verdict.COMMENT: "adopted_with_amendments",
    Verdict.OBJECT: "rejected",
}


def state_of(opinion: Opinion, now: datetime) -> State:
    """Return what an opinion has come to; silence is never agreement.

    Call it on a row whose `renewed_by` is prefetched.
    """
    if opinion.cancelled_at:
        return CANCELLED
    if opinion.given_at:
        verdict = Verdict(opinion.verdict)
        return State(GIVEN[verdict], str(verdict.label))
    if opinion.renewed_by.all():
        return RENEWED
    return SILENCE if opinion.lapsed_at or opinion.due_at <= now else WAITING


def with_all(opinions: "QuerySet[Opinion]") -> "QuerySet[Opinion]":
    """Return the rows with what their lines show, in a constant number of queries."""
    return opinions.select_related(
        *("ministry", "body", "asked_by", "given_by", "report", "dossier__kind")
    ).prefetch_related(
        "renewed_by", "versions__document__kind", "report__versions__rendition"
    )


def lines_of(opinions: Iterable[Opinion]) -> list[OpinionLine]:
    """Return the lines of rows that `with_all` has loaded."""
    rows = list(opinions)
    names, now = Names(), clock.now()
    shown = {version.pk for row in rows for version in row.versions.all()}
    replaced = sharing.replaced_among(shown)
    return [_line(row, names, now, replaced) for row in rows]


def _line(
    opinion: Opinion, names: Names, now: datetime, replaced: set[int]
) -> OpinionLine:
    state = state_of(opinion, now)
    return OpinionLine(
        id=opinion.pk,
        dossier=opinion.dossier,
        asked=asked_name(opinion, names),
        asked_by=asker_name(opinion, names),
        asked_at=opinion.asked_at,
        due_at=opinion.due_at,
        question=opinion.question,
        state=State(state.code, _(state.word)),
        verdict=opinion.verdict,
        text=opinion.text,
        given_by=str(opinion.given_by) if opinion.given_by_id else "",
        given_at=opinion.given_at,
        is_late=bool(opinion.given_at and opinion.lapsed_at),
        is_stale=opinion.invalidated_at is not None,
        seal=opinion.about,
        shared=tuple(
            Shared(v.pk, title_of(v), v.pages, v.pk in replaced)
            for v in opinion.versions.all()
        ),
        report=_report(opinion),
        renewed_by=next((o.pk for o in opinion.renewed_by.all()), None),
        renews=opinion.renews_id,
    )


def asked_name(opinion: Opinion, names: Names) -> str:
    """Return the name that the party asked had on the day it was asked."""
    if opinion.ministry_id is None:
        return str(opinion.body)
    return names.short(opinion.ministry_id, opinion.asked_at.date())


def asker_name(opinion: Opinion, names: Names) -> str:
    """Return who asked: the secretariat, or the ministry of the dossier."""
    if opinion.by_secretariat:
        return _(SECRETARIAT)
    return names.short(opinion.dossier.ministry_id, opinion.asked_at.date())


def _report(opinion: Opinion) -> Version | None:
    if opinion.report is None or opinion.report.removed_at:
        return None
    return next(iter(opinion.report.versions.all()), None)
