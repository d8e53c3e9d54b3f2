"""Numbers in words, counts, amounts and ordinals as the Council writes them."""

from ecm.domain.french.letters import NBSP

LIMIT = 10**12

_WORDS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf"
)
_UNITS = _WORDS.split()
_TENS = {
    2: "vingt",
    3: "trente",
    4: "quarante",
    5: "cinquante",
    6: "soixante",
    8: "quatre-vingt",
}
_SCALES = ((10**9, "milliard"), (10**6, "million"))


def in_words(number: int, *, feminine: bool = False) -> str:
    """Write a whole number from 0 to 999 999 999 999 in words.

    Hyphens join what is below one hundred, as in the communiqués. Only the final « un »
    takes the feminine. Raises ValueError outside the limits.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} cannot be written in words")
    parts: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{_below_thousand(count)} {name}{'s' * (count > 1)}")
    thousands, rest = divmod(number, 1000)
    if thousands:
        # « mille » never varies, and forbids the s of « quatre-vingts » and « cents ».
        count_text = _below_thousand(thousands, before_mille=True)
        parts.append("mille" if thousands == 1 else f"{count_text} mille")
    if rest or not parts:
        parts.append(_below_thousand(rest, feminine=feminine))
    return " ".join(parts)


def _below_thousand(
    number: int, *, before_mille: bool = False, feminine: bool = False
) -> str:
    hundreds, rest = divmod(number, 100)
    parts: list[str] = []
    if hundreds:
        plural = hundreds > 1 and not rest and not before_mille
        cent = "cents" if plural else "cent"
        parts.append(cent if hundreds == 1 else f"{_UNITS[hundreds]} {cent}")
    if rest or not hundreds:
        parts.append(_below_hundred(rest, before_mille, feminine))
    return " ".join(parts)


def _below_hundred(number: int, before_mille: bool, feminine: bool) -> str:
    if number < 20:
        return _unit(number, feminine)
    tens, unit = divmod(number, 10)
    if tens in {7, 9}:
        tens, unit = tens - 1, unit + 10
    if tens == 8:
        if unit:
            return f"quatre-vingt-{_unit(unit, feminine)}"
        return "quatre-vingt" if before_mille else "quatre-vingts"
    if not unit:
        return _TENS[tens]
    link = " et " if unit in {1, 11} else "-"
    return f"{_TENS[tens]}{link}{_unit(unit, feminine)}"


def _unit(number: int, feminine: bool) -> str:
    return "une" if number == 1 and feminine else _UNITS[number]


def digits(number: int, *, space: str = NBSP) -> str:
    """Return « 30 000 000 000 » with `space` between the thousands."""
    return f"{number:,}".replace(",", space)


def count_in_words(number: int, *, feminine: bool = False, space: str = NBSP) -> str:
    """Return « deux (02) »: words, then at least two digits."""
    figures = f"{number:02d}" if number < 1000 else digits(number, space=space)
    return f"{in_words(number, feminine=feminine)} ({figures})"


def amount(
    number: int, *, currency: str = "F CFA", tax: str = "", space: str = NBSP
) -> str:
    """Return « trente milliards (30 000 000 000) F CFA TTC »."""
    figures = digits(number, space=space)
    words = [f"{in_words(number)} ({figures})", currency.replace(" ", space), tax]
    return " ".join(word for word in words if word)


def ordinal(number: int, *, feminine: bool = False, total: int | None = None) -> str:
    """Return « premier », « deuxième », or « second » for the last of exactly two."""
    if number < 1:
        raise ValueError(f"{number} has no ordinal")
    if number == 1:
        return "première" if feminine else "premier"
    if number == 2 and total == 2:
        return "seconde" if feminine else "second"
    words = in_words(number)
    for ending, stem in (("cinq", "cinqu"), ("neuf", "neuv"), ("quatre", "quatr")):
        if words.endswith(ending):
            return f"{words.removesuffix(ending)}{stem}ième"
    singular = words.removesuffix("s") if words.endswith(_PLURALS) else words
    if singular in {"un million", "un milliard"}:
        singular = singular.removeprefix("un ")
    return f"{singular.removesuffix('e')}ième"


_PLURALS = ("vingts", "cents", "millions", "milliards")


def ordinal_digits(number: int, *, feminine: bool = False) -> str:
    """Return « 1er », « 1re », « 2e »."""
    if number == 1:
        return "1re" if feminine else "1er"
    return f"{number}e"
