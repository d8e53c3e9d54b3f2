"""The clock: the server's hours are those of the record."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.db import connection
from django.utils import timezone

from ecm.doctor.findings import Finding, doubt, fault, well

PATIENCE = 5.0  # seconds
FEW = 2.0  # a Date header knows no fraction of a second
MANY = 30.0
MEND = "Mettez les machines à l'heure : timedatectl set-ntp true, ou chrony."


def examine(address: str = "") -> Iterator[Finding]:
    """Compare this machine's clock with the database server's, and with a web server's."""
    if connection.vendor == "postgresql":
        before = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            told = cursor.fetchone()[0]
        yield of_skew("clock.database", "le serveur de la base", _between(before), told)
    if address:
        yield of_address(address)


def of_address(address: str) -> Finding:
    """Compare with the Date header of an address."""
    if urlsplit(address).scheme not in ("http", "https"):
        return doubt(
            "clock.web", f"« {address} » n'est pas une adresse http(s).", "--heure URL"
        )
    before = timezone.now()
    asked = urllib.request.Request(address, method="HEAD")  # noqa: S310  (http(s) only)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310  (the same)
            said = answer.headers["Date"]
    except urllib.error.HTTPError as error:
        said = error.headers["Date"]
    except OSError as error:
        return doubt("clock.web", f"{address} ne répond pas ({error}).", "--heure URL")
    told = parsedate_to_datetime(said) if said else None
    if told is None:
        return doubt("clock.web", f"{address} ne dit pas l'heure.", "--heure URL")
    return of_skew("clock.web", urlsplit(address).netloc, _between(before), told)


def of_skew(name: str, who: str, here: datetime, there: datetime) -> Finding:
    """Judge how far two clocks are from each other."""
    apart = abs((here - there).total_seconds())
    if apart <= FEW:
        return well(name, f"Cette machine et {who} ont la même heure.")
    sentence = f"Cette machine et {who} ont {apart:.0f} s d'écart."
    return (fault if apart > MANY else doubt)(name, sentence, MEND)


def _between(before: datetime) -> datetime:
    """Return the middle of a question, for the answer was given about then."""
    return before + (timezone.now() - before) / 2
