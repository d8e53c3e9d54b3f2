"""One line of the week for each dossier: what an officer must know without opening it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from ecm.domain.circuit import AT_MINISTRY, DossierState
from ecm.domain.french.letters import without_accents
from ecm.dossiers.models import Dossier, DossierKind, Opinion
from ecm.people.names import Names

_S = DossierState
# Where the next act is the officer's own.
IN_HAND = frozenset({_S.LODGED, _S.REGISTERED, _S.ADMISSIBLE, _S.UNDER_STUDY, _S.READY})


@dataclass(frozen=True)
class Opinions:
    """The opinions the secretariat asked for: given and valid, awaited, silent at the term."""

    given: int = 0
    awaited: int = 0
    silent: int = 0

    @property
    def asked(self) -> int:
        return self.given + self.awaited + self.silent


@dataclass(frozen=True)
class Row:
    """A dossier of the week, with the name its ministry bears at that council."""

    dossier: Dossier
    url: str
    ministry: str
    rank: int
    opinions: Opinions
    is_mine: bool

    @property
    def state(self) -> DossierState:
        """Where it stands; all that a ministry does with a returned file is « retourné »."""
        state = DossierState(self.dossier.state)
        return _S.RETURNED if state in AT_MINISTRY else state

    @property
    def waits_for_me(self) -> bool:
        """Whether its officer has something to do now, rather than to wait for an opinion."""
        return self.is_mine and self.state in IN_HAND and not self.opinions.awaited

    @property
    def is_nobodys(self) -> bool:
        return self.dossier.officer_id is None and self.state in IN_HAND

    def says(self, words: str) -> bool:
        """Tell whether every word is in its number, title, kind or ministry."""
        told = (self.dossier.number, self.dossier.title, self.ministry)
        text = without_accents(f"{' '.join(told)} {self.dossier.kind}").lower()
        return all(word in text for word in without_accents(words).lower().split())


def lightly(dossiers: "QuerySet[Dossier]") -> "QuerySet[Dossier]":
    """Read of each dossier what a line shows; kinds and officers once for all lines."""
    kinds = DossierKind.objects.only("code", "label", "position")
    bare = dossiers.select_related(None).only(*SHOWN)
    return bare.prefetch_related(Prefetch("kind", kinds), "officer")


SHOWN = (
    *("title", "state", "council_day", "kind", "ministry", "officer"),
    *("register_year", "register_serial", "registered_at", "lodged_at"),
    *("is_late", "is_confidential", "returns"),
)


def rows_of(
    dossiers: Iterable[Dossier], *, person: int, day: date, now: datetime
) -> list[Row]:
    """Return the lines of `dossiers`; two queries, whatever their number."""
    found = list(dossiers)
    names, opinions = Names(), _opinions(found, now)
    return [
        Row(
            dossier=dossier,
            url=reverse("dossiers:dossier", args=[dossier.pk]),
            ministry=names.short(dossier.ministry_id, day),
            rank=names.rank(dossier.ministry_id, day),
            opinions=opinions[dossier.pk],
            is_mine=dossier.officer_id == person,
        )
        for dossier in found
    ]


def _opinions(dossiers: list[Dossier], now: datetime) -> dict[int, Opinions]:
    asked = Opinion.objects.filter(
        dossier__in=[dossier.pk for dossier in dossiers],
        by_secretariat=True,
        cancelled_at=None,
        invalidated_at=None,
    )
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for dossier_id, given_at, due_at in asked.values_list(
        "dossier", "given_at", "due_at"
    ):
        standing = "given" if given_at else "awaited" if due_at > now else "silent"
        counted[dossier_id][standing] += 1
    return defaultdict(Opinions, {pk: Opinions(**c) for pk, c in counted.items()})
