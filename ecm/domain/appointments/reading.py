"""The reading of one line: from what was typed to what the council would print."""

import re

from ecm.domain.appointments import names, staff_numbers
from ecm.domain.appointments.headings import RANK_COLUMNS, UNREAD_COLUMNS, Column
from ecm.domain.appointments.lines import Line, Measure, Typed
from ecm.domain.appointments.problems import Problem, error, warning
from ecm.domain.appointments.sheet import Nature, looks_like_formula
from ecm.domain.appointments.spelling import bare, words
from ecm.domain.errors import gettext_noop
from ecm.domain.french import NBSP, normalise, ordinal_digits

_YES = words("oui o x vrai true yes 1")
_NO = frozenset({"", "non", "n", "faux", "false", "no", "0", "-", "neant"})
_APPOINTED = re.compile(r"(?:est|sont) nommée?s?(?:\(e\))?\s+", re.I)
_EDGES = " \t;,:.•–—-*" + NBSP
_BOARD = re.compile(r"conseils? d'administration", re.I)

_COMPUTED_NOTHING = gettext_noop(
    "la formule de cette cellule n'a pas de résultat enregistré : ouvrez le classeur dans "
    "le tableur, enregistrez-le, ou remplacez la formule par sa valeur."
)
_FAULT = gettext_noop(
    "le tableur affiche une erreur, « %(text)s » : saisissez la valeur."
)
_FORMULA = gettext_noop(
    "« %(text)s » commence comme une formule de tableur : saisissez un texte."
)
_DATE = gettext_noop(
    "le tableur a pris cette valeur pour une date, « %(text)s » : mettez la cellule au "
    "format texte et saisissez-la de nouveau."
)
_ROUNDED = gettext_noop(
    "le tableur ne garde que 15 chiffres, les derniers sont perdus : mettez la colonne au "
    "format texte et saisissez de nouveau le matricule."
)
_NUMERIC = gettext_noop(
    "ce matricule est stocké comme un nombre : des zéros au début et la lettre de la fin "
    "ont pu disparaître. Vérifiez « %(text)s »."
)
_UNDIVIDED = gettext_noop(
    "on ne distingue pas le nom des prénoms dans « %(text)s » : écrivez le nom seul en "
    "capitales (« Issa OUEDRAOGO »), ou mettez-les dans deux colonnes."
)
_TITLE = gettext_noop(
    "« %(text)s » est un titre, pas une civilité : écrivez « Monsieur » ou « Madame »."
)
_UNKNOWN_CIVILITY = gettext_noop(
    "« %(text)s » n'est pas une civilité : écrivez « Monsieur » ou « Madame »."
)
_TWO_CIVILITIES = gettext_noop(
    "la colonne dit « %(told)s » et le nom est précédé de « %(found)s »."
)
_UNKNOWN_MEASURE = gettext_noop(
    "« %(text)s » n'est pas un type connu : écrivez « nomination » ou « fin de fonction »."
)


def read(typed: Typed) -> tuple[Line, list[Problem]]:
    """Read one line; every remark that its cells alone call for comes with it."""
    problems = list(_cell_problems(typed))
    family, given, found = _name(typed, problems)
    line = Line(
        number=typed.number,
        surname=names.surname(family),
        given_names=names.given_names(given),
        civility=_civility(typed, found, problems),
        staff_number=_staff_number(typed, problems),
        rank=_rank(typed),
        post=_post(typed),
        ministry=typed.text(Column.MINISTRY).strip(_EDGES),
        structure=typed.text(Column.STRUCTURE).strip(_EDGES),
        is_board=_is_board(typed),
        measure=_measure(typed, problems),
    )
    return line, problems


def _cell_problems(typed: Typed) -> list[Problem]:
    """Return what the spreadsheet did to the cells, whatever their column."""
    problems = []
    for column, cell in typed.cells.items():
        at = typed.at(column)
        if column in UNREAD_COLUMNS:
            continue
        if cell.is_computed and not cell.text.strip():
            problems.append(error(at, _COMPUTED_NOTHING))
        elif cell.nature is Nature.FAULT:
            problems.append(error(at, _FAULT, text=cell.text))
        elif cell.nature is Nature.DATE:
            problems.append(error(at, _DATE, text=cell.text))
        elif looks_like_formula(cell.text.strip(" -")):
            problems.append(error(at, _FORMULA, text=cell.text.strip()))
    return problems


def _name(typed: Typed, problems: list[Problem]) -> tuple[str, str, str | None]:
    """Return the surname, the given names and a civility written before them."""
    if Column.FULL_NAME in typed.cells and not typed.text(Column.SURNAME):
        whole, found = names.without_civility(typed.text(Column.FULL_NAME))
        cut = names.split(whole)
        if whole and not cut.surname and not typed.text(Column.GIVEN_NAMES):
            problems.append(error(typed.at(Column.FULL_NAME), _UNDIVIDED, text=whole))
        given = cut.given_names or typed.text(Column.GIVEN_NAMES)
        return (cut.surname or whole).strip(_EDGES), given.strip(_EDGES), found
    family, found = names.without_civility(typed.text(Column.SURNAME))
    given, beside = names.without_civility(typed.text(Column.GIVEN_NAMES))
    return family.strip(_EDGES), given.strip(_EDGES), found or beside


def _civility(typed: Typed, found: str | None, problems: list[Problem]) -> str:
    written = typed.text(Column.CIVILITY)
    at = typed.at(Column.CIVILITY)
    told = names.civility_of(written)
    if written and not told:
        message = _TITLE if names.is_title(written) else _UNKNOWN_CIVILITY
        problems.append(error(at, message, text=written))
    if told and found and told != found:
        problems.append(error(at, _TWO_CIVILITIES, told=told, found=found))
    return told or found or ""


def _staff_number(typed: Typed, problems: list[Problem]) -> str:
    cell, at = typed.cell(Column.STAFF_NUMBER), typed.at(Column.STAFF_NUMBER)
    text = typed.text(Column.STAFF_NUMBER)
    # What the spreadsheet broke is already told; its remains are no number.
    if staff_numbers.is_none(text) or cell.nature in {Nature.DATE, Nature.FAULT}:
        return ""
    if cell.is_rounded:
        problems.append(error(at, _ROUNDED))
        return text
    try:
        number = str(staff_numbers.parse(text))
    except staff_numbers.NotAStaffNumber as reason:
        problems.append(error(at, reason.message, **reason.values))
        return text
    if cell.nature is Nature.NUMBER:
        problems.append(warning(at, _NUMERIC, text=number))
    return number


def _rank(typed: Typed) -> str:
    """Return « administrateur civil, 1re classe, 5e échelon » from one column or several."""
    parts = [_step(column, typed.text(column)) for column in RANK_COLUMNS]
    return ", ".join(filter(None, (part.strip(_EDGES) for part in parts)))


def _step(column: Column, text: str) -> str:
    """Return a bare figure with the word that its heading gave: « 5e échelon »."""
    figure = int(text) if re.fullmatch("[0-9]{1,2}", text) else 0
    if column is Column.STEP and figure:
        return f"{ordinal_digits(figure)} échelon"
    if column is Column.CLASS and figure:
        return f"{ordinal_digits(figure, feminine=True)} classe"
    if column is Column.CATEGORY and re.fullmatch(r"[A-Z][0-9]?", text):
        return f"catégorie {text}"
    return text


def _post(typed: Typed) -> str:
    """Return the post without bullets, « est nommé » nor the punctuation around it."""
    bare_post = typed.text(Column.POST).strip(_EDGES)
    return _APPOINTED.sub("", bare_post, count=1).strip(_EDGES)


def _is_board(typed: Typed) -> bool:
    answer = typed.text(Column.BOARD)
    if not answer:
        return names_a_board(typed.text(Column.POST))
    # Some write « oui », others the name of the board.
    return not is_denied(answer)


def names_a_board(post: str) -> bool:
    return bool(_BOARD.search(post))


def is_denied(text: str) -> bool:
    """Tell whether the column of the boards says no, and does not merely stay silent."""
    return bool(normalise(text)) and bare(text) in _NO


def board_named(text: str) -> str:
    """Return the board that the column names, where it says more than « oui »."""
    return "" if bare(text) in _YES | _NO else normalise(text)


def _measure(typed: Typed, problems: list[Problem]) -> Measure:
    text = typed.text(Column.MEASURE)
    told = bare(text)
    if re.search(r"\bfins?\b|cessation|\bmis\b", told):
        return Measure.TERMINATION
    if told and not re.search(r"nom(?:ination|me)|renouvel", told):
        at = typed.at(Column.MEASURE)
        problems.append(error(at, _UNKNOWN_MEASURE, text=text))
    return Measure.APPOINTMENT
