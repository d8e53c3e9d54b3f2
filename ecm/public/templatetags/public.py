"""How the public site prints days, kinds of acts, outcomes and texts."""

import re
from datetime import date, datetime, timedelta

from django import template
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext

from ecm.domain import french
from ecm.domain.communique.languages import LANGUAGES
from ecm.domain.french import NARROW_NBSP, upper_first
from ecm.domain.kinds import WORDS, ItemKind
from ecm.domain.outcomes import LABELS, Outcome
from ecm.public.names import FORMS, SLUGS_OF_KINDS
from ecm.public.reading import Council

register = template.Library()
ONE_DAY = timedelta(days=1)


@register.filter
def fastened(text: str) -> str:
    """Return a text with a no-break space wherever a line must not end."""
    return french.fastened(text)


@register.filter
def day(value: date | datetime) -> str:
    """Return « 1er janvier 2026 », at the place of the council."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _written(local, "j F Y")


def _written(day: date, form: str) -> str:
    written = formats.date_format(day, form)
    if get_language() == "fr":
        return french.fastened(re.sub(r"^1\b", "1er", written))
    return written


@register.filter
def called(council: Council) -> str:
    """Return « Conseil du 5 février 2026 », « Conseil des 26 et 27 octobre 2016 »."""
    first, last = council.first_day, council.last_day
    words = {"first": day(first), "last": day(last), "day": day(last)}
    if first == last:
        return gettext("Conseil du %(day)s") % words
    if (first.year, first.month) == (last.year, last.month):
        words["first"] = _written(first, "j")
    if last - first == ONE_DAY:
        return gettext("Conseil des %(first)s et %(last)s") % words
    return gettext("Conseil du %(first)s au %(last)s") % words


@register.filter
def hour(value: datetime) -> str:
    """Return « 18 h 00 »."""
    return f"{timezone.localtime(value):%H\u00a0h\u00a0%M}"


@register.filter
def iso(value: date | datetime) -> str:
    """Return a day or a moment for a machine."""
    return value.isoformat()


@register.filter
def kind(code: str) -> str:
    """Return the words of a kind of act, with a capital."""
    return upper_first(gettext(WORDS[ItemKind(code)].label))


@register.filter
def kind_slug(code: str) -> str:
    """Return a kind as its address has it."""
    return SLUGS_OF_KINDS[code]


@register.filter
def outcome(code: str) -> str:
    """Return the words of an outcome."""
    return gettext(LABELS[Outcome(code)])


@register.filter
def tongue(code: str) -> str:
    """Return the name of a language in that language."""
    return LANGUAGES[code].own_name if code in LANGUAGES else code


@register.filter
def form(code: str) -> str:
    """Return the name of a form of document."""
    return gettext(FORMS[code].label)


@register.filter
def ministry(name: str) -> str:
    """Return the name of a ministry with a capital."""
    return upper_first(name)


@register.filter
def weight(size: int) -> str:
    """Return « 84 ko », « 1,2 Mo »."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)}\u00a0ko"
    return f"{size / 1_000_000:.1f}\u00a0Mo".replace(".", ",")


@register.filter
def weekday(value: date) -> str:
    """Return « jeudi »."""
    return formats.date_format(value, "l")


@register.filter
def named(code: str, stem: str) -> str:
    """Return the file name of a document: « CM-2026-24-v2.pdf »."""
    return f"{stem}.{FORMS[code].ending}"


@register.filter
def page(link: str, number: int) -> str:
    """Return the address of a page of an answer."""
    return f"?{link}&page={number}" if link else f"?page={number}"


@register.filter
def ending(path: str) -> str:
    """Return « svg » for « img/arms.svg »."""
    return path.rpartition(".")[2]


@register.filter
def grouped(number: int) -> str:
    """Return « 3 126 »."""
    return f"{number:,}".replace(",", NARROW_NBSP)
