"""What the desk shows: every text beside what the grammar says, the remarks, the acts."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecm.access.communiques import Desk
from ecm.domain.communique.checks import Level, Remark
from ecm.domain.communique.edition import Edition, EditionSection
from ecm.domain.outcomes import LABELS, Outcome
from ecm.domain.procedure import Office
from ecm.domain.publishing import COMMUNIQUE, CommuniqueState
from ecm.domain.verbs import Verb
from ecm.domain.wording import Run, compared
from ecm.publication.compose import published_items
from ecm.publication.desk.checks import remarks
from ecm.publication.desk.publishing import VALIDATORS
from ecm.publication.desk.wording import (
    TITLE,
    edition_in_hand,
    generated,
    has_place,
    is_stale,
)
from ecm.publication.models import Approval, CommuniqueText

MOST_ROWS, LETTERS_A_ROW = 14, 60
OFFICES = {
    Office.SECRETARY_GENERAL: gettext_noop("Le secrétariat général du Gouvernement"),
    Office.HEAD_OF_GOVERNMENT: gettext_noop("Le cabinet du Premier ministre"),
}


def anchor_of(key: str) -> str:
    """Return a name that an address may bear, whatever the key is made of."""
    return "t" + hashlib.sha256(key.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Shown:
    """A text in hand, what the grammar says in its place, and what there is to say of it.

    `decision` is the line of its decision, empty where another text has shown it; one
    that is `is_aside` has no place any more: it is kept, and published nowhere.
    """

    row: CommuniqueText
    remarks: tuple[str, ...] = ()
    decision: str = ""
    is_aside: bool = False

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def anchor(self) -> str:
        return anchor_of(self.row.key)

    @property
    def is_title(self) -> bool:
        return self.row.key.endswith(TITLE)

    @property
    def is_stale(self) -> bool:
        return is_stale(self.row)

    @property
    def is_out(self) -> bool:
        """Whether it is not in the text to publish."""
        return self.row.is_removed or self.is_aside

    @property
    def is_line(self) -> bool:
        """Whether it is a paragraph: it may be taken out, and another may follow it."""
        return "#" in self.row.key

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words of the grammar with what was done to them, if anything was."""
        if not self.row.is_edited or not self.row.generated:
            return ()
        return compared(self.row.generated, self.row.text)

    @property
    def rows(self) -> int:
        return min(1 + len(self.row.text) // LETTERS_A_ROW, MOST_ROWS)


@dataclass(frozen=True)
class Act:
    """An act that the reader may do now; `asks` is « reason », « moment » or nothing."""

    url: str
    label: str
    is_main: bool = False
    asks: str = ""


class Page:
    """The desk of one communiqué before somebody who has a part in it."""

    def __init__(self, here: Desk) -> None:
        self.here = here
        self.meeting = here.meeting
        self.communique = here.communique

    @property
    def state_words(self) -> str:
        if self.communique is None:
            return _("Aucun projet n'est encore tiré des décisions.")
        words = str(_(COMMUNIQUE.words[self.here.state]))
        return words[:1].upper() + words[1:] + "."

    @property
    def writes(self) -> bool:
        return self.here.communique is not None and self.here.can(
            Verb.REWORD_COMMUNIQUE
        )

    @cached_property
    def edition(self) -> Edition:
        return edition_in_hand(self.here.drafted())

    @cached_property
    def _remarks(self) -> list[Remark]:
        return remarks(self.here.drafted())

    def _said(self, level: Level) -> list[tuple[str, str]]:
        return [
            (anchor_of(r.key) if r.key else "", _(r.message) % r.values)
            for r in self._remarks
            if r.level is level
        ]

    @property
    def errors(self) -> list[tuple[str, str]]:
        return self._said(Level.ERROR)

    @property
    def warnings(self) -> list[tuple[str, str]]:
        return self._said(Level.WARNING)

    @cached_property
    def texts(self) -> list[Shown]:
        """Every text in reading order, each added one after the one that it follows."""
        rows = list(self.here.drafted().texts.all())
        said: dict[str, list[str]] = {}
        for remark in self._remarks:
            said.setdefault(remark.key, []).append(_(remark.message) % remark.values)
        base, lines = generated(self.here.drafted()), self._decided()
        return [
            Shown(
                row,
                tuple(said.get(row.key, ())),
                lines.pop(row.reference, ""),
                is_aside=not has_place(row, base),
            )
            for row in rows
        ]

    def _decided(self) -> dict[str, str]:
        """Return the number, the outcome and the text of each decision that is public."""
        items = published_items(self.meeting, without=self.here.drafted().left_out)
        return {
            item.reference: " · ".join(
                (
                    item.number,
                    _(LABELS[Outcome(item.decision.outcome)]),
                    item.decision.text,
                )
            )
            for item in items
        }

    def text(self, key: str) -> Shown | None:
        return next((shown for shown in self.texts if shown.key == key), None)

    @property
    def sections(self) -> tuple[EditionSection, ...]:
        return self.edition.sections

    @property
    def decisions(self) -> list[tuple[str, str, str, bool]]:
        """Reference, number, title of every decision that may be published, and if it is."""
        row = self.here.drafted()
        whole = generated(row).decisions
        out = set(row.left_out)
        found = [(d.reference, d.number, d.title, True) for d in whole]
        found += [(ref, ref.rpartition("/")[2], "", False) for ref in sorted(out)]
        return sorted(found)

    @property
    def approvals(self) -> list[tuple[str, Approval | None]]:
        """What each of the two offices has said of the text."""
        given = {a.office: a for a in self.here.drafted().approvals.all()}
        return [(_(OFFICES[office]), given.get(office.value)) for office in VALIDATORS]

    @property
    def is_erratum(self) -> bool:
        return bool(self.here.drafted().erratum_reason) and (
            self.here.state is not CommuniqueState.PUBLISHED
        )

    def _url(self, name: str) -> str:
        return reverse(f"publication:desk-{name}", args=[self.meeting.pk])

    @property
    def acts(self) -> Iterator[Act]:
        """The acts that the user may do in this state, the one that leads on first."""
        if self.communique is None:
            if self.here.can(Verb.DRAFT_COMMUNIQUE):
                yield Act(self._url("draft"), _("Tirer le projet des décisions"), True)
            return
        for verb, act in self._known().items():
            if self.here.can(verb) and self._makes_sense(verb):
                yield act

    def _known(self) -> dict[Verb, Act]:
        return {
            Verb.SUBMIT_COMMUNIQUE: Act(
                self._url("submit"), _("Soumettre à validation"), True
            ),
            Verb.VALIDATE_COMMUNIQUE: Act(
                self._url("validate"), _("Valider ce texte"), True
            ),
            Verb.SIGN_COMMUNIQUE: Act(self._url("sign"), _("Signer"), True),
            Verb.PUBLISH_COMMUNIQUE: Act(
                self._url("publish"), _("Publier maintenant"), True
            ),
            Verb.REDRAFT_COMMUNIQUE: Act(
                self._url("redraft"), _("Tirer à nouveau des décisions")
            ),
            Verb.SCHEDULE_COMMUNIQUE: Act(
                self._url("schedule"), _("Fixer l'embargo"), asks="moment"
            ),
            Verb.RETURN_COMMUNIQUE: Act(
                self._url("return"), _("Renvoyer en rédaction"), asks="reason"
            ),
            Verb.BEGIN_ERRATUM: Act(
                self._url("erratum"), _("Commencer un rectificatif"), asks="reason"
            ),
            Verb.ABANDON_ERRATUM: Act(
                self._url("abandon"), _("Abandonner le rectificatif")
            ),
        }

    def _makes_sense(self, verb: Verb) -> bool:
        row = self.here.drafted()
        if verb is Verb.SUBMIT_COMMUNIQUE:
            return not self.errors
        if verb is Verb.VALIDATE_COMMUNIQUE:
            person = self.here.user.person_id
            return all(a.person_id != person for a in row.approvals.all())
        if verb is Verb.ABANDON_ERRATUM:
            return self.is_erratum
        return True
