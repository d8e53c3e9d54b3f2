"""The columns of a list of appointments, recognised by headings however they are written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.appointments.sheet import Row
from ecm.domain.appointments.spelling import words
from ecm.domain.errors import gettext_noop
from ecm.domain.french import normalise, without_accents

# A heading further down is no heading any more.
LAST_HEADING_ROW = 40
_LONGEST = 90


class Column(StrEnum):
    ORDER = "order"
    MEASURE = "measure"
    CIVILITY = "civility"
    SURNAME = "surname"
    GIVEN_NAMES = "given_names"
    FULL_NAME = "full_name"
    STAFF_NUMBER = "staff_number"
    RANK = "rank"
    CORPS = "corps"
    GRADE = "grade"
    CATEGORY = "category"
    CLASS = "class"
    STEP = "step"
    POST = "post"
    CURRENT_POST = "current_post"
    MINISTRY = "ministry"
    STRUCTURE = "structure"
    BOARD = "board"


_C = Column

LABELS: Mapping[Column, str] = {
    _C.ORDER: gettext_noop("numéro d'ordre"),
    _C.MEASURE: gettext_noop("type"),
    _C.CIVILITY: gettext_noop("civilité"),
    _C.SURNAME: gettext_noop("nom"),
    _C.GIVEN_NAMES: gettext_noop("prénoms"),
    _C.FULL_NAME: gettext_noop("nom et prénoms"),
    _C.STAFF_NUMBER: gettext_noop("matricule"),
    _C.RANK: gettext_noop("corps et grade"),
    _C.CORPS: gettext_noop("corps"),
    _C.GRADE: gettext_noop("grade"),
    _C.CATEGORY: gettext_noop("catégorie"),
    _C.CLASS: gettext_noop("classe"),
    _C.STEP: gettext_noop("échelon"),
    _C.POST: gettext_noop("fonction"),
    _C.CURRENT_POST: gettext_noop("fonction actuelle"),
    _C.MINISTRY: gettext_noop("ministère"),
    _C.STRUCTURE: gettext_noop("structure"),
    _C.BOARD: gettext_noop("conseil d'administration"),
}

# In the order in which the council prints them.
RANK_COLUMNS = (_C.RANK, _C.CORPS, _C.GRADE, _C.CATEGORY, _C.CLASS, _C.STEP)
# Known, kept with the original, and nothing is made of them.
UNREAD_COLUMNS = frozenset({_C.ORDER, _C.CURRENT_POST})
NAME_COLUMNS = (_C.SURNAME, _C.FULL_NAME)

# Of a heading in small letters, without accents, plurals nor the words of _NOISE.
_PATTERNS: tuple[tuple[Column, str], ...] = (
    (_C.STAFF_NUMBER, r"(?:(?:n|no|num|numero) )?(?:matricule|mle|mat)(?: \w+)*"),
    (_C.ORDER, r"n|no|num|numero|(?:n |no |num |numero )?ordre|rang"),
    (_C.MEASURE, r"(?:type|nature|mesure|mouvement)(?: (?:acte|mesure|mouvement))?"),
    (_C.CIVILITY, r"(?:(?:civilite|sexe|genre|m|mr|mme|mlle)(?: |$))+"),
    (
        _C.FULL_NAME,
        r"(?:nom )?prenom nom|nom prenom(?: \w+)*|nom complet|identite|interesse",
    ),
    (_C.SURNAME, r"nom(?: famille)?|patronyme"),
    (_C.GIVEN_NAMES, r"prenom(?: usuel)?"),
    (
        _C.CURRENT_POST,
        r"(?=.*\b(?:ancien|ancienne|actuel|actuelle|occupe|occupee|precedent|precedente)\b)"
        r"(?:.*\b)?(?:fonction|poste|emploi|situation)\b.*",
    ),
    (
        _C.POST,
        r"(?:fonction|poste|emploi)"
        r"(?: (?:fonction|poste|emploi|nomination|pourvoir|superieur|vise|objet))*",
    ),
    (
        _C.MINISTRY,
        r"(?:structure )?(?:ministere|departement|institution)"
        r"(?: (?:structure|institution|ministeriel|tutelle|ministere|departement))*",
    ),
    (_C.STRUCTURE, r"(?:structure|service|organisme|direction|etablissement)(?: \w+)?"),
    (
        _C.BOARD,
        r"(?:membre |nom )?(?:conseil administration|ca)(?: conseil administration)?",
    ),
    (_C.CORPS, r"corp"),
    (_C.GRADE, r"grade"),
    (_C.CATEGORY, r"categorie"),
    (_C.CLASS, r"classe"),
    (_C.STEP, r"echelon"),
    (
        _C.RANK,
        r"(?:(?:corp|grade|categorie|classe|echelon|echelle|indice|qualite|profession"
        r"|statut|emploi)(?: |$))+",
    ),
)
_NOISE = words(
    "de d du des la le l les et ou a au en un une propose proposee nouveau nouvelle"
)


@dataclass(frozen=True)
class Headings:
    """Where the columns are: `columns` maps each one recognised to its place, from 1.

    `unknown` are the headings of columns that are not read.
    """

    row: int
    columns: Mapping[Column, int]
    titles: Mapping[int, str]
    unknown: Mapping[int, str]
    repeated: Mapping[int, str]

    @property
    def is_enough(self) -> bool:
        """Tell whether the list names persons and their posts."""
        return _C.POST in self.columns and any(c in self.columns for c in NAME_COLUMNS)


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names: « Prénom(s) », « N° Mle », « EMPLOI »."""
    key = _key(heading)
    if not key or len(heading) > _LONGEST:
        return None
    return next((c for c, pattern in _PATTERNS if re.fullmatch(pattern, key)), None)


def _key(heading: str) -> str:
    bare = without_accents(normalise(heading)).lower().replace("º", "°")
    bare = re.sub(r"\((?:s|x|e|es|ne|le)\)", "", bare)
    found = re.findall(r"\w+", re.sub(r"\([^)]*\)", " ", bare) or bare)
    kept = [w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in found]
    return " ".join(w for w in kept if w not in _NOISE)


def find(rows: Sequence[Row]) -> Headings | None:
    """Return the headings of a list, from the row that names most columns; None without any.

    Above it there may be a title, a date, the name of the ministry.
    """
    candidates = [_headings(row) for row in rows if row.number <= LAST_HEADING_ROW]
    best = max(candidates, key=lambda found: len(found.columns), default=None)
    return best if best and len(best.columns) >= 2 else None


def _headings(row: Row) -> Headings:
    columns: dict[Column, int] = {}
    titles: dict[int, str] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, str] = {}
    for place, cell in enumerate(row.cells, start=1):
        if cell.is_blank or cell.is_merged:
            continue
        titles[place] = normalise(cell.text)
        column = column_of(cell.text)
        if column is None:
            unknown[place] = titles[place]
        elif column in columns:
            repeated[place] = titles[place]
        else:
            columns[column] = place
    return Headings(row.number, columns, titles, unknown, repeated)
