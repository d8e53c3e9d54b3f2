"""What an officer may do to many files at once, in the words of the screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ecm.domain.verbs import Verb
from ecm.dossiers.actions import bulk
from ecm.dossiers.models import Dossier
from ecm.journal.chain import Actor

Words = str | Promise


@dataclass(frozen=True)
class Many:
    """One act on many: its name in addresses, its key, its words before and after."""

    name: str
    verb: Verb
    key: str
    label: Words
    asks: Any
    done: Any

    def asks_of(self, n: int) -> str:
        """Return « Enregistrer 12 dossiers »."""
        return str(self.asks % {"n": n})

    def told_of(self, n: int) -> str:
        """Return « 12 dossiers sont enregistrés. »"""
        return str(self.done % {"n": n})


MANY = (
    Many(
        "enregistrer",
        Verb.REGISTER_DOSSIER,
        "e",
        _("Enregistrer"),
        ngettext_lazy(
            "Enregistrer %(n)d dossier", "Enregistrer %(n)d dossiers", number="n"
        ),
        ngettext_lazy(
            "%(n)d dossier est enregistré.",
            "%(n)d dossiers sont enregistrés.",
            number="n",
        ),
    ),
    Many(
        "prendre-en-charge",
        Verb.TAKE_CHARGE,
        "c",
        _("Prendre en charge"),
        ngettext_lazy("Confier %(n)d dossier", "Confier %(n)d dossiers", number="n"),
        ngettext_lazy(
            "%(n)d dossier est confié.", "%(n)d dossiers sont confiés.", number="n"
        ),
    ),
    Many(
        "recevable",
        Verb.ADMIT_DOSSIER,
        "r",
        _("Recevable"),
        ngettext_lazy(
            "Déclarer recevable %(n)d dossier",
            "Déclarer recevables %(n)d dossiers",
            number="n",
        ),
        ngettext_lazy(
            "%(n)d dossier est recevable.",
            "%(n)d dossiers sont recevables.",
            number="n",
        ),
    ),
    Many(
        "pret",
        Verb.READY_DOSSIER,
        "p",
        _("Prêt"),
        ngettext_lazy(
            "Dire prêt %(n)d dossier", "Dire prêts %(n)d dossiers", number="n"
        ),
        ngettext_lazy(
            "%(n)d dossier est prêt.", "%(n)d dossiers sont prêts.", number="n"
        ),
    ),
    Many(
        "proposer",
        Verb.PROPOSE_DOSSIER,
        "o",
        _("Proposer"),
        ngettext_lazy(
            "Proposer %(n)d dossier à l'ordre du jour",
            "Proposer %(n)d dossiers à l'ordre du jour",
            number="n",
        ),
        ngettext_lazy(
            "%(n)d dossier est proposé à l'ordre du jour.",
            "%(n)d dossiers sont proposés à l'ordre du jour.",
            number="n",
        ),
    ),
)
BY_NAME = {act.name: act for act in MANY}


BY_VERB = {act.verb.value: act for act in MANY}
# After that, an undoing would surprise more than it would help.
UNDOABLE_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Last:
    """The officer's last act on many, which he may take back."""

    pk: int
    told: str


def last_act(actor: Actor, now: datetime) -> Last | None:
    """Return what the officer has just done to many files, while it is fresh."""
    act = bulk.undoable(actor)
    if act is None or act.verb not in BY_VERB or act.at < now - UNDOABLE_FOR:
        return None
    return Last(act.pk, BY_VERB[act.verb].told_of(len(act.before)))


@dataclass(frozen=True)
class Plan:
    """What an act would do: the files that allow it, and the others with why."""

    act: Many
    possible: list[Dossier]
    refused: list[tuple[Dossier, str]]

    @property
    def title(self) -> str:
        return self.act.asks_of(len(self.possible))


def plan(actor: Actor, act: Many, dossiers: Sequence[Dossier]) -> Plan:
    """Show what `act` would do to each dossier; nothing is done."""
    shown = bulk.preview(actor, act.verb, dossiers)
    return Plan(
        act,
        possible=[dossier for dossier, obstacle in shown if not obstacle],
        refused=[(dossier, obstacle) for dossier, obstacle in shown if obstacle],
    )
