"""Every notice that can be sent, in one table: its sentence, and the words it may hold.

A word is a day, an hour, a moment, a number or a reference. Free text is none: no title,
no name and no reason can leave by a notice.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from ecm import written
from ecm.domain.errors import gettext_noop

REFERENCE = re.compile(r"[A-Z]{2,8}[/-][0-9]{4}[/-][0-9]{1,6}")


class Reference(str):
    """The printed number of a dossier or of a meeting: « SGG-2026-00451 », « CM/2026/24 »."""

    def __new__(cls, text: str) -> "Reference":
        if not REFERENCE.fullmatch(text):
            raise ValueError(f"{text!r} is not a reference")
        return super().__new__(cls, text)


@dataclass(frozen=True)
class Kind:
    """A sentence in French without any content, and by which channels it goes.

    Every notice is shown in the application; `email` and `sms` are in addition.
    """

    sentence: str
    words: dict[str, type] = field(default_factory=dict)
    email: bool = True
    sms: bool = False

    def kept(self, words: dict[str, object]) -> dict[str, Any]:
        """Return the words as they are stored; TypeError when one is missing or is text."""
        found = {name: type(word) for name, word in words.items()}
        if found != self.words:
            raise TypeError(f"expected {self.words}, not {found}")
        return {name: _kept(word) for name, word in words.items()}

    def said(self, kept: dict[str, Any]) -> str:
        """Return the sentence in the active language, with the words as they were kept."""
        words = {
            name: _said(_read(kept[name], kind)) for name, kind in self.words.items()
        }
        return gettext(self.sentence) % words


def _kept(word: Any) -> str | int:
    return word if isinstance(word, int | str) else word.isoformat()


def _read(kept: Any, kind: type) -> Any:
    return kind.fromisoformat(kept) if kind in (date, datetime, time) else kept


def _said(word: Any) -> str:
    if isinstance(word, datetime):
        moment = timezone.localtime(word)
        return f"{written.day(moment)}, {written.hour(moment)}"
    if isinstance(word, date):
        return written.day(word)
    return written.hour(word) if isinstance(word, time) else str(word)


DAY: dict[str, type] = {"day": date}
UNTIL: dict[str, type] = {"until": datetime}

KINDS = {
    # From a ministry's draft to its lodging.
    "review.awaited": Kind(
        gettext_noop("Un dossier de votre ministère attend votre examen.")
    ),
    "review.refused": Kind(
        gettext_noop("Un dossier de votre ministère vous est rendu avant signature.")
    ),
    "signature.awaited": Kind(
        gettext_noop("Un dossier de votre ministère attend votre signature.")
    ),
    "lodging.awaited": Kind(
        gettext_noop(
            "Un dossier de votre ministère est signé : il reste à transmettre."
        )
    ),
    "lodging.closes": Kind(
        gettext_noop(
            "Dépôt des dossiers du Conseil du %(day)s : il ferme le %(until)s."
        ),
        DAY | UNTIL,
    ),
    "dossier.lodged": Kind(
        gettext_noop("Un dossier vient d'être déposé au secrétariat général."),
        email=False,
    ),
    "lateness.requested": Kind(
        gettext_noop("Un ministère demande à déposer hors délai.")
    ),
    "lateness.granted": Kind(
        gettext_noop("Votre demande de dépôt hors délai est accordée.")
    ),
    "lateness.refused": Kind(
        gettext_noop("Votre demande de dépôt hors délai est refusée.")
    ),
    # At the secretariat.
    "dossier.registered": Kind(
        gettext_noop("Votre dossier est enregistré sous le n° %(reference)s."),
        {"reference": Reference},
    ),
    "charge.given": Kind(gettext_noop("Un dossier vous est confié.")),
    "dossier.returned": Kind(
        gettext_noop(
            "Un dossier de votre ministère vous est retourné pour complément."
        ),
        sms=True,
    ),
    "dossier.admitted": Kind(
        gettext_noop("Un dossier de votre ministère est déclaré recevable.")
    ),
    "dossier.proposed": Kind(
        gettext_noop("Un dossier de votre ministère est proposé à l'ordre du jour.")
    ),
    "dossier.withdrawn": Kind(gettext_noop("Un ministère a retiré un dossier.")),
    "dossier.brought_back": Kind(
        gettext_noop("Un dossier de votre ministère revient du Conseil.")
    ),
    # Opinions and consultations.
    "opinion.requested": Kind(
        gettext_noop("Votre avis est demandé sur un dossier, avant le %(until)s."),
        UNTIL,
    ),
    "opinion.reminded": Kind(
        gettext_noop("Votre avis est encore attendu sur un dossier : %(until)s."),
        UNTIL,
        sms=True,
    ),
    "opinion.renewed": Kind(
        gettext_noop(
            "Un texte a été remplacé : votre avis est de nouveau demandé, "
            "avant le %(until)s."
        ),
        UNTIL,
    ),
    "opinion.given": Kind(gettext_noop("Un avis que vous attendiez est rendu.")),
    "opinion.lapsed": Kind(
        gettext_noop("Le terme d'un avis est passé : le silence est constaté.")
    ),
    "consultation.opened": Kind(
        gettext_noop("Une consultation vous est ouverte jusqu'au %(until)s."), UNTIL
    ),
    "observation.made": Kind(
        gettext_noop("Une observation est faite sur un dossier de votre ministère.")
    ),
    "observation.answered": Kind(
        gettext_noop("Une réponse est donnée à une observation que vous avez faite.")
    ),
    # The agenda, the convocation and the positions.
    "agenda.proposed": Kind(
        gettext_noop("Le projet d'ordre du jour du Conseil du %(day)s vous attend."),
        DAY,
    ),
    "agenda.to_approve": Kind(
        gettext_noop("L'ordre du jour du Conseil du %(day)s attend votre approbation."),
        DAY,
        sms=True,
    ),
    "agenda.approved": Kind(
        gettext_noop("L'ordre du jour du Conseil du %(day)s est approuvé."), DAY
    ),
    "meeting.convened": Kind(
        gettext_noop(
            "Conseil des ministres le %(day)s à %(hour)s : "
            "l'ordre du jour est disponible."
        ),
        DAY | {"hour": time},
        sms=True,
    ),
    "meeting.cancelled": Kind(
        gettext_noop("Conseil des ministres du %(day)s à %(hour)s : il est annulé."),
        DAY | {"hour": time},
        sms=True,
    ),
    "meeting.changed": Kind(
        gettext_noop(
            "Conseil des ministres le %(day)s à %(hour)s : l'ordre du jour est modifié."
        ),
        DAY | {"hour": time},
        sms=True,
    ),
    "body.convened": Kind(
        gettext_noop(
            "L'organe dont vous êtes membre se réunit le %(day)s à %(hour)s : "
            "son ordre du jour est disponible."
        ),
        DAY | {"hour": time},
    ),
    "convocation.unread": Kind(
        gettext_noop(
            "Conseil des ministres le %(day)s à %(hour)s : "
            "vous n'avez pas encore ouvert la convocation."
        ),
        DAY | {"hour": time},
        sms=True,
    ),
    "convocation.unread_list": Kind(
        gettext_noop(
            "Conseil du %(day)s : %(count)s membres n'ont pas ouvert la convocation."
        ),
        DAY | {"count": int},
    ),
    "positions.close": Kind(
        gettext_noop("Conseil du %(day)s : vos positions se ferment le %(until)s."),
        DAY | UNTIL,
    ),
    "seat.acting": Kind(
        gettext_noop("Vous assurez un intérim au Conseil du %(day)s."), DAY, sms=True
    ),
    # What follows a council.
    "act.late": Kind(
        gettext_noop(
            "Un texte adopté par le Conseil n'a pas paru %(days)s jours après sa séance."
        ),
        {"days": int},
    ),
    "directive.late": Kind(
        gettext_noop("Une instruction du Conseil a %(days)s jours de retard."),
        {"days": int},
    ),
    "act.returned": Kind(
        gettext_noop("Le SGG retourne un texte finalisé à votre ministère.")
    ),
    "act.deposited": Kind(
        gettext_noop("Un ministère a déposé un texte finalisé à vérifier.")
    ),
    "directive.returned": Kind(
        gettext_noop("Le SGG renvoie une instruction à votre ministère.")
    ),
    "directive.completed": Kind(
        gettext_noop("Un ministère dit avoir exécuté une instruction du Conseil.")
    ),
    # What a council leaves in writing.
    "record.to_approve": Kind(
        gettext_noop(
            "Le relevé des décisions du Conseil du %(day)s attend votre approbation."
        ),
        DAY,
    ),
    "minutes.to_approve": Kind(
        gettext_noop(
            "Le procès-verbal du Conseil du %(day)s attend votre approbation."
        ),
        DAY,
    ),
    "extract.issued": Kind(
        gettext_noop(
            "Un extrait du relevé des décisions du Conseil du %(day)s "
            "est remis à votre ministère."
        ),
        DAY,
    ),
    "extract.replaced": Kind(
        gettext_noop(
            "Le relevé des décisions du Conseil du %(day)s est corrigé : "
            "un nouvel extrait est remis à votre ministère."
        ),
        DAY,
    ),
}
