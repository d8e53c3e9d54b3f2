"""What an officer may do to one file now: the act that comes next, the others, the questions."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecm.access import File
from ecm.domain.circuit import DossierRole, DossierState
from ecm.domain.verbs import Verb
from ecm.dossiers.completeness import obstacles
from ecm.dossiers.desk.forms_many import CouncilDayForm, OfficerForm
from ecm.dossiers.models import LateRequest, Note

_S = DossierState
# The one act that the state waits for; a choice of a day or of reasons is a form.
NEXT: dict[str, Verb] = {
    _S.LODGED: Verb.REGISTER_DOSSIER,
    _S.REGISTERED: Verb.ADMIT_DOSSIER,
    _S.ADMISSIBLE: Verb.STUDY_DOSSIER,
    _S.UNDER_STUDY: Verb.READY_DOSSIER,
    _S.READY: Verb.PROPOSE_DOSSIER,
}
WORDS: dict[Verb, tuple[str, str | Promise]] = {
    Verb.REGISTER_DOSSIER: ("secretariat:register", _("Enregistrer")),
    Verb.ADMIT_DOSSIER: ("secretariat:admit", _("Déclarer recevable")),
    Verb.STUDY_DOSSIER: ("secretariat:study", _("Mettre à l'étude")),
    Verb.READY_DOSSIER: ("secretariat:ready", _("Dire prêt")),
    Verb.PROPOSE_DOSSIER: ("secretariat:propose", _("Proposer à l'ordre du jour")),
    Verb.HOLD_DOSSIER: ("secretariat:hold", _("Retirer de la proposition")),
}


@dataclass(frozen=True)
class Offer:
    """An act that a button does, and all that prevents it now."""

    url_name: str
    label: str | Promise
    obstacles: list[str]


@dataclass(frozen=True)
class Desk:
    """What the page of a file shows to an officer, in the order of his work."""

    file: File
    today: date

    @property
    def main(self) -> Offer | None:
        """The act that comes next, even while something prevents it."""
        verb = NEXT.get(self.file.dossier.state)
        return self._offer(verb) if verb else None

    @property
    def others(self) -> list[Offer]:
        main = NEXT.get(self.file.dossier.state)
        return [
            self._offer(verb) for verb in WORDS if verb is not main and self._may(verb)
        ]

    def _offer(self, verb: Verb) -> Offer:
        url_name, label = WORDS[verb]
        return Offer(url_name, label, obstacles(self.file.dossier, verb))

    def _may(self, verb: Verb) -> bool:
        return self.file.can(verb)

    @property
    def returns(self) -> bool:
        return self._may(Verb.RETURN_DOSSIER)

    @property
    def charge(self) -> OfficerForm | None:
        """Who has the file in charge, while it may change."""
        if not self._may(Verb.TAKE_CHARGE):
            return None
        officer = self.file.dossier.officer_id
        return OfficerForm(day=self.today, initial={"officer": officer})

    @property
    def is_mine(self) -> bool:
        return self.file.dossier.officer_id == self.file.user.person_id

    @property
    def day(self) -> CouncilDayForm | None:
        """For which council it would be proposed."""
        if not self._may(Verb.PROPOSE_DOSSIER):
            return None
        form = CouncilDayForm(initial={"council_day": self.file.dossier.council_day})
        form.fields["council_day"].help_text = _("Vide : le prochain Conseil.")
        return form

    @property
    def late(self) -> LateRequest | None:
        """The request for late lodging that nobody has answered."""
        if not self._may(Verb.GRANT_LATE_LODGING):
            return None
        return self.file.dossier.late_requests.filter(granted=None).first()


def desk_of(file: File, today: date) -> Desk | None:
    """Return what an officer may do to a file; nothing for everybody else."""
    is_officer = DossierRole.SECRETARIAT in file.roles
    return Desk(file, today) if is_officer else None


def note_of(file: File) -> Note | None:
    """Return the latest note to the chair, for those who may know that there is one."""
    return file.dossier.notes.first() if file.sees_the_note else None
