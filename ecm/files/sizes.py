"""Sizes of files in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

KILO = 1000
MEGA = KILO * KILO


def in_words(octets: int) -> str:
    """Return « 60 Mo », « 1,2 Mo » or « 12 ko », as file browsers count."""
    if octets < KILO:
        return _("%(size)s octets") % {"size": octets}
    if octets < MEGA:
        return _("%(size)s ko") % {"size": number_format(round(octets / KILO))}
    size = round(octets / MEGA, 1 if octets < 10 * MEGA else 0)
    places = 0 if size == int(size) else 1
    return _("%(size)s Mo") % {"size": number_format(size, places)}
