"""The words of one line of the week, as its template prints them.

A page has a hundred lines and more: each is a plain dictionary of strings, which a
template reads several times faster than objects, and asks no filter of.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from django.utils.dates import MONTHS_AP
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecm.dossiers.desk.rows import Row

Line = dict[str, str | list[tuple[str, str]]]


def line_of(row: Row, *, tells_state: bool) -> Line:
    """Return what the line of `row` shows; its state too when no heading tells it."""
    dossier = row.dossier
    details = [dossier.kind.label, _arrival(row)]
    if tells_state:
        details.append(dossier.state_word)
    return {
        "pk": str(dossier.pk),
        "reference": dossier.reference,
        "number": str(dossier.register_serial or "–"),
        "url": row.url,
        "title": dossier.title,
        "details": " · ".join(details),
        "flags": list(_flags(row)),
        "ministry": row.ministry,
        "officer": str(dossier.officer or ""),
        "nobody": _("personne") if row.is_nobodys else "",
    }


def _arrival(row: Row) -> str:
    """Return « 14 nov., 9 h 05 »."""
    at = localtime(cast(datetime, row.dossier.lodged_at))  # the desk holds the lodged
    return f"{at.day}\u00a0{MONTHS_AP[at.month]}, {at.hour}\u00a0h\u00a0{at.minute:02}"


def _flags(row: Row) -> Iterator[tuple[str, str]]:
    """Yield what is to be noticed: the name of its sign, and its words."""
    dossier = row.dossier
    if row.opinions.asked:
        yield _opinions(row)
    if dossier.is_late:
        yield "late", _("hors délai")
    if dossier.returns:
        words = ngettext("retourné", "retourné %(n)s fois", dossier.returns)
        yield "referred_back", words % {"n": dossier.returns}
    if dossier.is_confidential:
        yield "restricted", _("lecteurs désignés")


def _opinions(row: Row) -> tuple[str, str]:
    """Return « avis 1/3, 2 silences »."""
    opinions = row.opinions
    words = _("avis %(given)s/%(asked)s") % {
        "given": opinions.given,
        "asked": opinions.asked,
    }
    if opinions.silent:
        silences = ngettext("%(n)s silence", "%(n)s silences", opinions.silent)
        return "late", f"{words}, {silences % {'n': opinions.silent}}"
    return ("waiting" if opinions.awaited else "done"), words
