"""Why a file is refused and what to do, and what its bearer should know, in words."""

from ecm.domain.errors import NotPossible, gettext_noop


class Refused(NotPossible):
    """This file cannot be accepted as it is; the message says what to do."""


EMPTY = gettext_noop(
    "Ce fichier est vide. Ouvrez-le sur votre poste pour vérifier ce qu'il contient, "
    "puis déposez-le de nouveau."
)
TOO_BIG = gettext_noop(
    "Ce fichier pèse %(size)s ; la limite est de %(most)s. Numérisez-le en 150 points par "
    "pouce, ou partagez-le en plusieurs pièces."
)
WRONG_TYPE = gettext_noop(
    "Seuls les fichiers PDF et DOCX sont reçus, et celui-ci n'en est pas un. Ouvrez-le et "
    "enregistrez-le en PDF, puis déposez le PDF."
)
LOOKS_LIKE = gettext_noop(
    "Seuls les fichiers PDF et DOCX sont reçus ; celui-ci est %(what)s. Ouvrez-le et "
    "enregistrez-le en PDF, puis déposez le PDF."
)
# By the cell's word for what it met.
REASONS = {
    "encrypted": gettext_noop(
        "Ce fichier est protégé par un mot de passe : le Conseil ne pourrait pas l'ouvrir. "
        "Enregistrez-le sans mot de passe, puis déposez-le de nouveau."
    ),
    "damaged": gettext_noop(
        "Ce fichier est abîmé : il ne peut pas être lu en entier. Ouvrez-le sur votre "
        "poste, enregistrez-le de nouveau, puis déposez cette copie."
    ),
    "cut": gettext_noop(
        "Il manque la fin de ce fichier. Il a sans doute été mal copié : reprenez "
        "l'original, puis déposez-le de nouveau."
    ),
    "no_pages": gettext_noop(
        "Ce PDF n'a aucune page. Refaites-le à partir du document, puis déposez-le de nouveau."
    ),
    "too_many_pages": gettext_noop(
        "Ce PDF a %(pages)s pages ; la limite est de %(most_pages)s. Partagez-le en plusieurs "
        "pièces."
    ),
    "bomb": gettext_noop(
        "Ce fichier se déploie bien au-delà de son poids, comme le font des fichiers faits "
        "pour nuire. Enregistrez le document en PDF, puis déposez le PDF."
    ),
    "heavy": gettext_noop(
        "Ce fichier demande trop de mémoire pour être ouvert ici, et le ferait sur les "
        "tablettes. Imprimez-le en PDF, puis déposez ce PDF."
    ),
    "slow": gettext_noop(
        "Ce fichier demande trop de temps pour être ouvert ici, et le ferait sur les "
        "tablettes. Imprimez-le en PDF, puis déposez ce PDF."
    ),
    "crashed": gettext_noop(
        "Ce fichier n'a pas pu être ouvert. Ouvrez-le sur votre poste, imprimez-le en PDF, "
        "puis déposez ce PDF."
    ),
    "macros": gettext_noop(
        "Ce document contient un programme (macro). Enregistrez-le en « Document Word "
        "(.docx) », sans macro, ou en PDF, puis déposez-le de nouveau."
    ),
    "embedded": gettext_noop(
        "Ce document contient un objet d'un autre logiciel, que nul ne peut vérifier. "
        "Collez-le comme image, ou enregistrez le document en PDF, puis déposez-le de nouveau."
    ),
    "fetching": gettext_noop(
        "Ce document va chercher une partie de lui-même ailleurs (%(what)s). Dans Word, "
        "rompez la liaison pour l'y incorporer, ou enregistrez en PDF, puis déposez-le de "
        "nouveau."
    ),
    "template": gettext_noop(
        "Ce fichier est un modèle de document (.dotx). Enregistrez le document lui-même en "
        "DOCX ou en PDF, puis déposez-le de nouveau."
    ),
    "unconverted": gettext_noop(
        "Ce document n'a pas pu être mis en PDF ici. Ouvrez-le dans votre logiciel, "
        "enregistrez-le en PDF, puis déposez le PDF."
    ),
    "no_conversion": gettext_noop(
        "Cette installation ne met pas les DOCX en PDF. Enregistrez le document en PDF, "
        "puis déposez le PDF."
    ),
}

HEAVY = gettext_noop(
    "Ce fichier pèse %(size)s : il s'ouvrira lentement sur les tablettes. Numérisé en 150 "
    "points par pouce, en noir et blanc, il serait bien plus léger."
)
SCANNED = gettext_noop(
    "Ce PDF est fait d'images : ses mots ne pourront être ni cherchés ni cités. Si vous "
    "avez le document lui-même, déposez-le plutôt que sa numérisation."
)
MISNAMED = gettext_noop(
    "Ce fichier est un %(type)s, bien que son nom finisse autrement."
)
# By the cell's word for what it found.
ADVICE = {
    "repaired": gettext_noop(
        "Ce PDF était mal formé et a été redressé : il a %(pages)s pages. Vérifiez qu'elles "
        "y sont toutes."
    ),
    "locked": gettext_noop(
        "Ce PDF interdisait l'impression ou la copie : la copie que lit le Conseil ne "
        "l'interdit plus."
    ),
    "changes": gettext_noop(
        "Ce document garde des modifications suivies : le Conseil verra ce qui a été barré "
        "et ajouté. Acceptez-les ou refusez-les, puis déposez-le de nouveau."
    ),
    "remarks": gettext_noop(
        "Ce document garde des commentaires dans sa marge. Supprimez-les s'ils ne sont pas "
        "pour le Conseil, puis déposez-le de nouveau."
    ),
    "workbooks": gettext_noop(
        "Ce document contient un classeur : le Conseil n'en verra que l'image."
    ),
    "program": gettext_noop(
        "Ce PDF contient un programme (JavaScript). La copie que lit le Conseil ne l'a plus ; "
        "l'original est gardé scellé."
    ),
    "opening": gettext_noop(
        "Ce PDF demande d'ouvrir autre chose que lui. La copie que lit le Conseil ne le fait "
        "plus ; l'original est gardé scellé."
    ),
    "attachments": gettext_noop(
        "Ce PDF porte d'autres fichiers en lui : le Conseil ne les verra pas. S'ils "
        "comptent, déposez chacun comme une pièce."
    ),
    "media": gettext_noop(
        "Ce PDF contient du son, une vidéo ou un objet animé : la copie que lit le Conseil "
        "ne les a plus."
    ),
    "links": gettext_noop(
        "Les liens de ce PDF vers l'Internet ne s'ouvrent plus dans la copie que lit le "
        "Conseil ; leur texte y reste."
    ),
    "form": gettext_noop(
        "Ce PDF est un formulaire : le Conseil en verra les cases telles qu'elles sont, sans "
        "pouvoir les remplir. Vérifiez l'aperçu."
    ),
    "signature": gettext_noop(
        "Ce PDF porte une signature électronique : elle reste dans l'original, gardé scellé ; "
        "la copie que lit le Conseil n'en montre que l'image."
    ),
}
