"""Finds the ministry that a source names, or enters it under the name of its day."""

import re
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from ecm.domain.french import normalise, without_accents
from ecm.people.models import Ministry, MinistryName

HOME = "bf"
LONGEST = 32  # leaves room for a country and a number in the code
_OF = re.compile(r"^ministere (?:des |du |de la |de l'|de |d')")


def ministry_named(name: str, *, country: str, day: date, precedence: int) -> Ministry:
    """Return the ministry of that name in a country, whatever accents and capitals.

    The name is known to have been valid on `day`; what is known of other days stays.
    """
    key = _key(name)
    for known in _names_in(country):
        if _key(known.name) == key:
            _reach(known, day)
            return known.ministry
    ministry = Ministry.objects.create(code=_free_code(key, country))
    MinistryName.objects.create(
        ministry=ministry,
        name=name[:250],
        short_name=name[:80],
        precedence=precedence,
        valid_from=day,
        valid_until=day,
    )
    return ministry


def _key(name: str) -> str:
    return without_accents(normalise(name)).lower()


def _names_in(country: str) -> "QuerySet[MinistryName]":
    names = MinistryName.objects.select_related("ministry").order_by("pk")
    foreign = Q(ministry__code__regex=r"^[a-z]{2}-")
    if country == HOME:
        return names.exclude(foreign)
    return names.filter(ministry__code__startswith=f"{country}-")


def _free_code(key: str, country: str) -> str:
    words = slugify(_OF.sub("", key).replace("'", " ")) or "sans-nom"
    stem = words if len(words) <= LONGEST else words[:LONGEST].rsplit("-", 1)[0]
    code = stem if country == HOME else f"{country}-{stem}"
    rank, free = 1, code
    while Ministry.objects.filter(code=free).exists():
        rank, free = rank + 1, f"{code}-{rank + 1}"
    return free


def _reach(known: MinistryName, day: date) -> None:
    """Widen a name's validity to `day`, unless the ministry had another name between."""
    if known.ministry.name_on(day):
        return
    start = min(known.valid_from, day)
    end = None if known.valid_until is None else max(known.valid_until, day)
    others = known.ministry.names.exclude(pk=known.pk)
    between = others.filter(Q(valid_until=None) | Q(valid_until__gte=start))
    if end is not None:
        between = between.filter(valid_from__lte=end)
    if not between.exists():
        known.valid_from, known.valid_until = start, end
        known.save(update_fields=["valid_from", "valid_until"])
