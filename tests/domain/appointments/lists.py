"""Lists of appointments as the tests write them: rows of texts under usual headings."""

from ecm.domain.appointments.checks import Context
from ecm.domain.appointments.ministries import KnownMinistry
from ecm.domain.appointments.preview import Preview, nobody, preview
from ecm.domain.appointments.sheet import Cell, Row, Sheet, Workbook

USUAL = (
    *("N°", "Civilité", "Nom", "Prénom(s)", "Matricule"),
    *("Corps et grade", "Fonction", "Ministère", "Conseil d'administration"),
)
MINISTRIES = (
    KnownMinistry("sante", ("ministère de la Santé", "Santé")),
    KnownMinistry("economie", ("ministère de l'Economie et des finances", "Economie")),
)
HEALTH = Context(MINISTRIES, "sante")


def sheet(*rows: tuple[str | Cell, ...], name: str = "Liste") -> Sheet:
    return Sheet(
        name,
        tuple(
            Row(number, tuple(c if isinstance(c, Cell) else Cell(c) for c in cells))
            for number, cells in enumerate(rows, start=1)
        ),
    )


def seen(
    *rows: tuple[str | Cell, ...],
    headings: tuple[str, ...] = USUAL,
    context: Context = HEALTH,
    in_post=nobody,
) -> Preview:
    return preview(Workbook((sheet(headings, *rows),)), context, in_post)


def usual(**changes: str | Cell) -> tuple[str | Cell, ...]:
    """A line without any fault, in the order of USUAL, but for `changes`."""
    line: dict[str, str | Cell] = {
        "order": "1",
        "civility": "Mme",
        "surname": "SANOU",
        "given_names": "Awa",
        "staff_number": "Mle 28 456 W",
        "rank": "Administrateur des hôpitaux, 1re classe",
        "post": "Directrice des ressources humaines",
        "ministry": "Santé",
        "board": "",
    }
    return tuple((line | changes).values())


def told(read: Preview) -> list[str]:
    """What the screen says, with plain spaces for the eye."""
    return [p.told().replace("\u00a0", " ") for p in read.problems]


OTHER: dict[str, str | Cell] = {
    "surname": "ZONGO",
    "given_names": "Aline",
    "staff_number": "30 000 A",
}
