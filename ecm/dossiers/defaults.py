"""The kinds, pieces and reasons shipped with the product; the secretariat edits them after.

Pieces: the checklist of the SGG-CM's own files; formulas: those of past communiqués.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import transaction

from ecm.domain.errors import gettext_noop as _
from ecm.domain.kinds import ItemKind
from ecm.dossiers.models import Nature, Need, Part, Supplier

_OURS = Supplier.SECRETARIAT

# Code, label, what it is for, who supplies it, whether several may be given.
PIECES: tuple[tuple[str, str, str, Supplier, bool], ...] = (
    (
        "transmittal",
        _("Bordereau de transmission"),
        _("La lettre signée par laquelle le ministre saisit le SGG."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "presentation_report",
        _("Rapport de présentation"),
        _("Le rapport signé que le Conseil entend : contexte, objet, incidences."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "explanatory_memorandum",
        _("Exposé des motifs"),
        _("Il accompagne le projet de loi devant l'Assemblée."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "draft_text",
        _("Projet de texte"),
        _("Le texte à adopter, avec ses visas et son article d'exécution."),
        Supplier.MINISTRY,
        True,
    ),
    (
        "comparison",
        _("Tableau comparatif"),
        _("Ancien et nouveau texte en deux colonnes, quand un texte est relu."),
        Supplier.MINISTRY,
        True,
    ),
    (
        "consultation_minutes",
        _("Compte rendu des concertations"),
        _("L'accord des ministères intéressés et des contresignataires."),
        Supplier.MINISTRY,
        True,
    ),
    (
        "financial_control",
        _("Visa du contrôle financier"),
        _("Le contrôleur financier atteste que la dépense est possible."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "financial_impact",
        _("Fiche d'incidence financière"),
        _("Le coût, la ligne budgétaire et l'échéancier."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "procurement",
        _("Dossier de marché"),
        _("Avis du contrôle des marchés, offres et pièces de l'attributaire."),
        Supplier.MINISTRY,
        True,
    ),
    (
        "appointee_file",
        _("Dossier des intéressés"),
        _("Curriculum vitae, acte d'origine, matricule, grade et poste vacant."),
        Supplier.MINISTRY,
        True,
    ),
    (
        "list",
        _("Liste des nominations"),
        _("Les personnes proposées, leur matricule et leur emploi."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "note",
        _("Note de communication"),
        _("Une à deux pages : ce que le ministre dira au Conseil."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "mission_file",
        _("Dossier de mission"),
        _("Invitation, termes de référence, coût, prise en charge et intérim."),
        Supplier.MINISTRY,
        True,
    ),
    (
        "communique_paragraph",
        _("Projet de paragraphe du compte rendu"),
        _("Ce que le pays lira le soir du Conseil."),
        Supplier.MINISTRY,
        False,
    ),
    (
        "coteval_report",
        _("Rapport du COTEVAL"),
        _("L'examen de l'avant-projet de loi par le comité technique."),
        _OURS,
        False,
    ),
    (
        "council_of_state",
        _("Avis du Conseil d'Etat"),
        _("Le SGG seul saisit le Conseil d'Etat."),
        _OURS,
        False,
    ),
    (
        "constitutional_council",
        _("Avis du Conseil constitutionnel"),
        _("Demandé par le SGG quand la Constitution le prévoit."),
        _OURS,
        False,
    ),
    (
        "opinion",
        _("Avis"),
        _("L'avis d'un ministère ou d'un organe consulté."),
        _OURS,
        True,
    ),
    ("other", _("Autre pièce"), "", Supplier.MINISTRY, True),
)

# The table of pieces by family: required (●), if applicable (○), not asked (–).
_ASKED: dict[str, dict[str, str]] = {
    "bill": {
        "●": "transmittal presentation_report explanatory_memorandum draft_text "
        "consultation_minutes communique_paragraph coteval_report",
        "○": "comparison council_of_state constitutional_council financial_control "
        "financial_impact",
    },
    "ordinance": {
        "●": "transmittal presentation_report explanatory_memorandum draft_text "
        "consultation_minutes communique_paragraph",
        "○": "comparison coteval_report council_of_state constitutional_council "
        "financial_control financial_impact",
    },
    "decree": {
        "●": "transmittal presentation_report draft_text consultation_minutes "
        "communique_paragraph",
        "○": "comparison council_of_state financial_control financial_impact",
    },
    "appointment_decree": {
        "●": "transmittal presentation_report draft_text financial_control "
        "appointee_file",
        "○": "consultation_minutes communique_paragraph",
    },
    "appointments": {
        "●": "transmittal financial_control appointee_file",
        "○": "presentation_report list communique_paragraph",
    },
    "contract": {
        "●": "transmittal presentation_report financial_control financial_impact "
        "procurement communique_paragraph",
        "○": "consultation_minutes",
    },
    "report": {
        "●": "transmittal presentation_report communique_paragraph",
        "○": "draft_text explanatory_memorandum consultation_minutes "
        "financial_control financial_impact comparison",
    },
    "agrement": {"●": "transmittal presentation_report", "○": "appointee_file"},
    "oral_communication": {"●": "note communique_paragraph", "○": "transmittal"},
    "mission": {
        "●": "transmittal financial_control financial_impact mission_file",
        "○": "presentation_report",
    },
}


def _field(code: str, label: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"code": code, "label": label, "type": kind, "required": False, **more}


_ADOPTED_DECREE = _("Le Conseil a adopté un décret {subject}.")

# Code → item kind, label, part, deadline, minutes, what else is particular.
KINDS: dict[str, dict[str, Any]] = {
    "bill": {
        "item_kind": ItemKind.BILL,
        "label": _("Projet de loi"),
        "help": _("Ordinaire, organique, constitutionnelle ou de finances."),
        "planned_minutes": 20,
        "takes_drafts": True,
        "formulas": [
            _(
                "Le Conseil a marqué son accord pour la transmission dudit projet "
                "de loi à l'Assemblée."
            )
        ],
    },
    "ordinance": {
        "item_kind": ItemKind.ORDINANCE,
        "label": _("Ordonnance"),
        "planned_minutes": 15,
        "takes_drafts": True,
        "formulas": [_("Le Conseil a adopté une ordonnance {subject}.")],
    },
    "decree": {
        "item_kind": ItemKind.DECREE,
        "label": _("Décret"),
        "planned_minutes": 10,
        "takes_drafts": True,
        "formulas": [_ADOPTED_DECREE],
    },
    "appointment_decree": {
        "item_kind": ItemKind.APPOINTMENT_DECREE,
        "label": _("Décret de nomination"),
        "help": _("Conseils d'administration, régulateurs, magistrats, greffiers."),
        "planned_minutes": 5,
        "takes_drafts": True,
        "takes_appointments": True,
        "formulas": [_ADOPTED_DECREE],
    },
    "report": {
        "item_kind": ItemKind.REPORT,
        "label": _("Rapport"),
        "planned_minutes": 10,
        "takes_drafts": True,
        "formulas": [_("Le Conseil a adopté un rapport {subject}.")],
    },
    "contract": {
        "item_kind": ItemKind.CONTRACT,
        "label": _("Marché"),
        "help": _("De gré à gré ou par entente directe."),
        "planned_minutes": 10,
        "fields": [
            _field("supplier", _("Attributaire"), required=True),
            _field("amount", _("Montant en F CFA, TTC"), "amount", required=True),
            _field("funding", _("Financement"), required=True),
            _field("delay", _("Délai d'exécution")),
        ],
        "formulas": [
            _("Le Conseil a autorisé la passation dudit marché."),
            _("Le Conseil a marqué son accord pour l'attribution du marché."),
        ],
    },
    "agrement": {
        "item_kind": ItemKind.AGREMENT,
        "label": _("Demande d'agrément"),
        "planned_minutes": 5,
        "fields": [
            _field("country", _("Pays accréditant"), required=True),
            _field("ambassador", _("Ambassadeur proposé"), required=True),
        ],
        "formulas": [_("Le Conseil a marqué son accord pour la nomination.")],
    },
    "oral_communication": {
        "item_kind": ItemKind.ORAL_COMMUNICATION,
        "label": _("Communication orale"),
        "part": Part.ORAL_COMMUNICATIONS,
        "deadline": "oral_lodging",
        "planned_minutes": 10,
        "formulas": [_("Le Conseil a entendu une communication orale {subject}.")],
    },
    "appointments": {
        "item_kind": ItemKind.APPOINTMENTS,
        "label": _("Nominations en liste"),
        "part": Part.APPOINTMENTS,
        "planned_minutes": 5,
        "takes_appointments": True,
        "formulas": [_("Le Conseil a procédé à des nominations.")],
    },
    "mission": {
        "item_kind": ItemKind.MISSION,
        "label": _("Mission à l'étranger"),
        "part": Part.MISSIONS,
        "deadline": "oral_lodging",
        "planned_minutes": 2,
        "fields": [
            _field("destination", _("Destination"), required=True),
            _field("starts_on", _("Départ"), "date", required=True),
            _field("ends_on", _("Retour"), "date", required=True),
            _field("cost", _("Coût en F CFA"), "amount"),
            _field("payer", _("Prise en charge")),
            _field("acting", _("Intérim assuré par")),
        ],
        "formulas": [_("Le Conseil a autorisé une mission à l'étranger.")],
    },
    "other": {
        "item_kind": ItemKind.OTHER,
        "label": _("Dossier repris"),
        "help": _("Un dossier repris d'un conseil passé ; non proposé aux ministères."),
        "is_active": False,
    },
}

REASONS: tuple[tuple[str, str, Nature], ...] = (
    ("missing_piece", _("Pièce obligatoire absente"), Nature.FORM),
    ("unsigned", _("Rapport ou bordereau non signé"), Nature.FORM),
    ("illegible", _("Pièce illisible ou incomplète"), Nature.FORM),
    ("recitals", _("Visas incomplets ou erronés"), Nature.FORM),
    ("presentation", _("Présentation non conforme au modèle"), Nature.FORM),
    ("wrong_kind", _("Nature du dossier erronée"), Nature.FORM),
    ("references", _("Références de textes incomplètes"), Nature.FORM),
    ("staff_numbers", _("Matricules absents ou erronés"), Nature.FORM),
    ("legal_basis", _("Base légale insuffisante"), Nature.SUBSTANCE),
    ("contradiction", _("Contradiction avec un texte en vigueur"), Nature.SUBSTANCE),
    ("no_consultation", _("Concertation insuffisante"), Nature.SUBSTANCE),
    ("financial_impact", _("Incidence financière non évaluée"), Nature.SUBSTANCE),
    ("appropriateness", _("Opportunité à justifier"), Nature.SUBSTANCE),
)


def install_defaults(model: Callable[[str, str], Any] = apps.get_model) -> None:
    """Install what is missing; what the secretariat has edited is left as it is.

    A migration gives the `model` of its own moment.
    """
    kinds, pieces = model("dossiers", "DossierKind"), model("dossiers", "PieceKind")
    with transaction.atomic():
        if kinds.objects.filter(code="other").exists():
            return
        _install_pieces(pieces)
        for position, (code, kind) in enumerate(KINDS.items(), start=1):
            row, is_new = kinds.objects.get_or_create(
                code=code, defaults={**kind, "position": position * 10}
            )
            if is_new:
                _ask(row, pieces, model("dossiers", "Requirement"))
        _install_reasons(model("dossiers", "ReturnReason"))


def _install_pieces(pieces: Any) -> None:
    for position, (code, label, why, supplier, many) in enumerate(PIECES, start=1):
        pieces.objects.get_or_create(
            code=code,
            defaults={
                "label": label,
                "why": why,
                "supplier": supplier,
                "takes_many": many,
                "position": position * 10,
            },
        )


def _ask(kind: Any, pieces: Any, requirements: Any) -> None:
    """Ask the pieces of a kind: a document is required, or given if applicable."""
    by_code = pieces.objects.in_bulk(field_name="code")
    needs = {"●": Need.REQUIRED, "○": Need.IF_APPLICABLE}
    requirements.objects.bulk_create(
        requirements(kind=kind, piece=by_code[piece], need=needs[sign])
        for sign, names in _ASKED.get(kind.code, {}).items()
        for piece in names.split()
    )


def _install_reasons(reasons: Any) -> None:
    for position, (code, label, nature) in enumerate(REASONS, start=1):
        reasons.objects.get_or_create(
            code=code,
            defaults={"label": label, "nature": nature, "position": position * 10},
        )
