"""The whole examination, family after family; one that fails hides none of the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.conf import settings
from django.db import DatabaseError

from ecm.doctor import database, disk, moment, relay, saved, tools, web, work
from ecm.doctor.findings import Finding, Verdict, fault

Family = Callable[[], Iterable[Finding]]
GRAVITY = list(Verdict)


def examine(*, address: str = "", hour: str = "") -> list[Finding]:
    """Return all that is found; `address` is the application's own, `hour` a web server's."""
    families: dict[str, Family] = {
        "database": database.examine,
        "size": _size,
        "work": work.examine,
        "backup": saved.examine,
        "redis": relay.examine,
        "clock": partial(moment.examine, hour),
        "disk": disk.examine,
        "web": partial(web.examine, address),
        "tools": tools.examine,
    }
    found = [one for name, family in families.items() for one in seen(name, family)]
    return list(dict.fromkeys(found))


def seen(name: str, family: Family) -> Iterator[Finding]:
    """Yield what a family finds, and its failure as one more thing to mend."""
    try:
        yield from family()
    except DatabaseError as error:
        yield fault(
            "database.answers",
            f"La base ne répond pas ({type(error).__name__}).",
            "systemctl status postgresql ; vérifiez DATABASE_URL et ecm migrate.",
        )
    except Exception as error:
        yield fault(
            name,
            f"Cet examen n'a pas abouti : {error!r}.",
            "À signaler, avec cette ligne.",
        )


def worst(found: Iterable[Finding]) -> Verdict:
    """Return the gravest verdict."""
    return max((one.verdict for one in found), key=GRAVITY.index, default=Verdict.OK)


def _size() -> Iterator[Finding]:
    if not settings.IS_ON_SQLITE:
        yield database.of_size()
