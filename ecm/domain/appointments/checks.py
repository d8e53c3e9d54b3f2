"""What may be wrong in a line of appointments: what is missing, too long, contradictory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecm.domain.appointments import ministries, names
from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.lines import Line, Measure, Typed
from ecm.domain.appointments.ministries import KnownMinistry
from ecm.domain.appointments.problems import Problem, error, warning
from ecm.domain.appointments.reading import board_named, is_denied, names_a_board
from ecm.domain.appointments.spelling import bare
from ecm.domain.errors import gettext_noop
from ecm.domain.french import without_accents

# As many characters as the tables keep; a test holds the two together.
LONGEST: dict[Column, int] = {
    Column.SURNAME: 120,
    Column.GIVEN_NAMES: 120,
    Column.RANK: 200,
    Column.POST: 300,
}

_NO_SURNAME = gettext_noop("le nom manque.")
_NO_GIVEN_NAMES = gettext_noop("le prénom manque.")
_NO_POST = gettext_noop("la fonction manque.")
_NO_STAFF_NUMBER = gettext_noop(
    "le matricule manque : à laisser vide seulement pour qui n'est pas agent public."
)
_NO_CIVILITY = gettext_noop("la civilité manque : écrivez « Monsieur » ou « Madame ».")
_TOO_LONG = gettext_noop(
    "%(length)s caractères, %(most)s au plus : abrégez, ou vérifiez les colonnes."
)
_ODD_NAME = gettext_noop("« %(text)s » contient « %(odd)s », qui n'a pas sa place ici.")
_TITLED = gettext_noop(
    "« %(text)s » commence par un titre : mettez-le dans la colonne du corps et du grade."
)
_POST_IS_A_NUMBER = gettext_noop("« %(text)s » n'est pas une fonction.")
_FEMININE_POST = gettext_noop(
    "« %(text)s » est au féminin et la civilité est « Monsieur » : vérifiez l'une et l'autre."
)
_UNKNOWN_MINISTRY = gettext_noop("aucun ministère ne s'appelle « %(text)s ».")
_NEAR_MINISTRY = gettext_noop(
    "aucun ministère ne s'appelle « %(text)s ». S'agit-il de « %(proposal)s » ?"
)
_OTHER_MINISTRY = gettext_noop(
    "cette ligne relève de « %(name)s », et le compte rendu l'imprimerait sous le ministère "
    "du dossier : proposez-la plutôt dans un dossier de ce ministère."
)
_NO_MINISTRY = gettext_noop("le ministère manque.")
_STRUCTURE_UNSAID = gettext_noop(
    "« %(text)s » ne figure pas dans la fonction : ajoutez-le à la fonction s'il doit être lu."
)
_BOARD_UNSAID = gettext_noop(
    "« %(text)s » ne figure pas dans la fonction : nommez-y le conseil d'administration."
)
_BOARD_DENIED = gettext_noop(
    "la colonne dit non et la fonction parle d'un conseil d'administration."
)
_TERMINATION = gettext_noop(
    "une fin de fonction se propose dans un dossier « fin de fonction », pas dans une liste "
    "de nominations."
)

_FEMININE = re.compile(
    r"(?:directrice|presidente|conseillere|inspectrice|administratrice|coordonnatrice"
    r"|controleuse|secretaire generale|secretaire permanente|agente|gouverneure|prefete"
    r"|deleguee|chargee|attachee|haute-commissaire|ambassadrice|rapporteuse|rectrice"
    r"|adjointe|magistrate|procureure|doyenne|receveuse|representante|consule)\b"
)


@dataclass(frozen=True)
class Context:
    """What the application knows: the ministries of the day and that of the dossier.

    `ministry` is a code; without `ministries` no name can be checked.
    """

    ministries: tuple[KnownMinistry, ...] = ()
    ministry: str = ""
    terminations: bool = False


def check(line: Line, typed: Typed, context: Context) -> Iterator[Problem]:
    """Yield the remarks on one line, in the order of its columns."""
    yield from _missing(line, typed)
    yield from _too_long(line, typed)
    yield from _names(line, typed)
    yield from _posts(line, typed)
    yield from _board(line, typed)
    yield from _ministry(line, typed, context)
    if line.measure is Measure.TERMINATION and not context.terminations:
        yield error(typed.at(Column.MEASURE), _TERMINATION)


def name_column(typed: Typed) -> Column:
    """Return the column that holds the surname."""
    whole = Column.FULL_NAME in typed.places and Column.SURNAME not in typed.places
    return Column.FULL_NAME if whole else Column.SURNAME


def _given_column(typed: Typed) -> Column:
    apart = Column.GIVEN_NAMES in typed.places
    return Column.GIVEN_NAMES if apart else name_column(typed)


def _missing(line: Line, typed: Typed) -> Iterator[Problem]:
    if not line.civility and not typed.text(Column.CIVILITY):
        yield error(typed.at(Column.CIVILITY), _NO_CIVILITY)
    if not line.surname:
        yield error(typed.at(name_column(typed)), _NO_SURNAME)
    elif not line.given_names and not _undivided(typed):
        yield error(typed.at(_given_column(typed)), _NO_GIVEN_NAMES)
    if not line.staff_number:
        yield warning(typed.at(Column.STAFF_NUMBER), _NO_STAFF_NUMBER)
    if not line.post:
        yield error(typed.at(Column.POST), _NO_POST)


def _undivided(typed: Typed) -> bool:
    """Tell whether reading already said that names and given names cannot be told apart."""
    whole, _ = names.without_civility(typed.text(Column.FULL_NAME))
    return bool(whole) and not names.split(whole).surname


def _too_long(line: Line, typed: Typed) -> Iterator[Problem]:
    lengths = {
        Column.SURNAME: (name_column(typed), line.surname),
        Column.GIVEN_NAMES: (_given_column(typed), line.given_names),
        Column.RANK: (_rank_column(typed), line.rank),
        Column.POST: (Column.POST, line.post),
    }
    for column, (place, text) in lengths.items():
        if len(text) > LONGEST[column]:
            at = typed.at(place)
            yield error(at, _TOO_LONG, length=len(text), most=LONGEST[column])


def _rank_column(typed: Typed) -> Column:
    return Column.RANK if Column.RANK in typed.places else Column.CORPS


def _names(line: Line, typed: Typed) -> Iterator[Problem]:
    for column, text in (
        (name_column(typed), line.surname),
        (_given_column(typed), line.given_names),
    ):
        if text and not names.is_name(text):
            odd = names.odd_characters(text) or text[0]
            yield error(typed.at(column), _ODD_NAME, text=text, odd=odd)
    if names.is_title(line.given_names) or names.is_title(line.surname):
        yield warning(typed.at(name_column(typed)), _TITLED, text=line.person)


def _posts(line: Line, typed: Typed) -> Iterator[Problem]:
    at = typed.at(Column.POST)
    if line.post and not re.search(r"[^\W\d_]{2}", line.post):
        yield error(at, _POST_IS_A_NUMBER, text=line.post)
    spelt = without_accents(line.post).lower()
    if line.civility == names.MR and (found := _FEMININE.match(spelt)):
        yield warning(at, _FEMININE_POST, text=line.post[: found.end()])
    if line.structure and not _said(line.structure, line.post):
        place = typed.at(Column.STRUCTURE)
        yield warning(place, _STRUCTURE_UNSAID, text=line.structure)


def _said(text: str, post: str) -> bool:
    """Tell whether a post names a structure, the small words left aside."""
    wanted, within = bare(text), bare(post)
    long = [word for word in re.findall(r"\w+", wanted) if len(word) > 3]
    return wanted in within or (bool(long) and all(word in within for word in long))


def _board(line: Line, typed: Typed) -> Iterator[Problem]:
    at = typed.at(Column.BOARD)
    answer = typed.text(Column.BOARD)
    named = board_named(answer)
    if named and not _said(named, line.post):
        yield warning(at, _BOARD_UNSAID, text=named)
    if is_denied(answer) and names_a_board(line.post):
        yield warning(at, _BOARD_DENIED)


def ministry_of(line: Line, context: Context) -> KnownMinistry | None:
    """Return the ministry of a line: the one it names, else that of the dossier."""
    known = context.ministries
    written = line.ministry or line.structure
    if written and (found := ministries.find(written, known)):
        return found
    if line.ministry:
        return None
    return next((m for m in known if m.code == context.ministry), None)


def _ministry(line: Line, typed: Typed, context: Context) -> Iterator[Problem]:
    if not context.ministries:
        return
    at = typed.at(Column.MINISTRY)
    found = ministry_of(line, context)
    if found:
        if context.ministry and found.code != context.ministry:
            yield warning(at, _OTHER_MINISTRY, name=found.name)
    elif not line.ministry:
        yield error(at, _NO_MINISTRY)
    elif near := ministries.nearest(line.ministry, context.ministries):
        text = line.ministry
        yield error(at, _NEAR_MINISTRY, text=text, proposal=near.name)
    else:
        yield error(at, _UNKNOWN_MINISTRY, text=line.ministry)
