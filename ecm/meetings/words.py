"""The words under which states, marks and outcomes are shown."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecm.domain.kinds import WORDS, ItemKind
from ecm.domain.outcomes import LABELS, Outcome
from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.votes import Choice, Majority, Method
from ecm.domain.workflow import Attendance, ItemState, MeetingState

MEETING_WORDS = {
    MeetingState.DRAFT: gettext_noop("En préparation"),
    MeetingState.CONVENED: gettext_noop("Convoquée"),
    MeetingState.OPEN: gettext_noop("Ouverte"),
    MeetingState.SUSPENDED: gettext_noop("Suspendue"),
    MeetingState.CLOSED: gettext_noop("Levée"),
    MeetingState.CANCELLED: gettext_noop("Annulée"),
}
WAITING_WORDS = {
    MeetingState.DRAFT: gettext_noop("L'ordre du jour est en préparation."),
    MeetingState.CONVENED: gettext_noop("La séance n'est pas encore ouverte."),
    MeetingState.OPEN: gettext_noop("Le président va appeler un point."),
    MeetingState.SUSPENDED: gettext_noop("La séance est suspendue."),
    MeetingState.CLOSED: gettext_noop("La séance est levée."),
    MeetingState.CANCELLED: gettext_noop("La séance est annulée."),
}
ITEM_WORDS = {
    ItemState.PLANNED: "",
    ItemState.CALLED: gettext_noop("Appelé"),
    ItemState.PRESENTED: gettext_noop("Présenté"),
    ItemState.DECIDED: gettext_noop("Décidé"),
    ItemState.DEFERRED: gettext_noop("Ajourné"),
    ItemState.REFERRED_BACK: gettext_noop("Renvoyé"),
    ItemState.WITHDRAWN: gettext_noop("Retiré"),
    ItemState.NOT_REACHED: gettext_noop("Non examiné"),
    ItemState.JOINED: gettext_noop("Joint"),
}
ITEM_SIGNS = {
    ItemState.PLANNED: "",
    ItemState.CALLED: "▸",
    ItemState.PRESENTED: "▸",
    ItemState.DECIDED: "✓",
    ItemState.DEFERRED: "↷",
    ItemState.REFERRED_BACK: "↩",
    ItemState.WITHDRAWN: "✕",
    ItemState.NOT_REACHED: "…",
    ItemState.JOINED: "+",
}
MARK_WORDS = {
    MarkValue.AGREE: gettext_noop("Accord"),
    MarkValue.AGREE_WITH_COMMENT: gettext_noop("Accord avec observation"),
    MarkValue.WISHES_TO_SPEAK: gettext_noop("Demande la parole"),
    MarkValue.RESERVATION: gettext_noop("Réserve"),
    MarkValue.OBJECTION: gettext_noop("Opposition"),
    MarkValue.RECUSED: gettext_noop("Se récuse"),
}
METHOD_WORDS = {
    Method.OPEN: gettext_noop("à découvert"),
    Method.ROLL_CALL: gettext_noop("par appel nominal"),
    Method.PAPER: gettext_noop("au scrutin secret, sur papier"),
    Method.SEALED: gettext_noop("au scrutin secret, à bulletins scellés"),
}
MAJORITY_WORDS = {
    Majority.SIMPLE: gettext_noop("plus de voix pour que contre"),
    Majority.ABSOLUTE: gettext_noop("plus de la moitié des exprimés"),
    Majority.ABSOLUTE_OF_MEMBERS: gettext_noop("plus de la moitié des membres"),
    Majority.TWO_THIRDS: gettext_noop("deux tiers des exprimés"),
    Majority.TWO_THIRDS_OF_MEMBERS: gettext_noop("deux tiers des membres"),
    Majority.UNANIMITY: gettext_noop("unanimité des exprimés"),
}
CHOICE_WORDS = {
    Choice.FOR: gettext_noop("Pour"),
    Choice.AGAINST: gettext_noop("Contre"),
    Choice.ABSTENTION: gettext_noop("Abstention"),
}
# What the members see of the others' positions.
DISPLAY_WORDS = {
    MarkDisplay.NOTHING: gettext_noop("Rien"),
    MarkDisplay.SUMMARY: gettext_noop("Les totaux"),
    MarkDisplay.NAMES: gettext_noop("Les noms"),
}
# The same as the words on one's own buttons.
MARK_ACTS = {
    MarkValue.AGREE: gettext_noop("Je donne mon accord"),
    MarkValue.AGREE_WITH_COMMENT: gettext_noop("Accord avec observation"),
    MarkValue.WISHES_TO_SPEAK: gettext_noop("Je demande la parole"),
    MarkValue.RESERVATION: gettext_noop("J'émets une réserve"),
    MarkValue.OBJECTION: gettext_noop("Je m'oppose"),
    MarkValue.RECUSED: gettext_noop("Je me déporte"),
}
ATTENDANCE_WORDS = {
    Attendance.EXPECTED: gettext_noop("Attendu"),
    Attendance.PRESENT: gettext_noop("Présent"),
    Attendance.REPRESENTED: gettext_noop("Représenté"),
    Attendance.EXCUSED: gettext_noop("Excusé"),
    Attendance.ABSENT: gettext_noop("Absent"),
}

TRACK_WORDS = {
    "debate": gettext_noop("avec débat"),
    "consent": gettext_noop("sans débat"),
}


def kind_label(kind: str) -> str:
    """Return the French noun of an item's kind: « Projet de loi »."""
    noun = _(WORDS[ItemKind(kind)].label)
    return noun[:1].upper() + noun[1:]


def outcome_label(outcome: str) -> str:
    """Return the word of an outcome: « Adopté »."""
    label = _(LABELS[Outcome(outcome)])
    return label[:1].upper() + label[1:]
