"""Sections I and II: what was deliberated, by ministry, and the oral communications."""

import re
from collections.abc import Sequence
from itertools import groupby

from ecm.domain.communique.contents import ItemLine, MinistryLines, OralLine
from ecm.domain.communique.layout import Group, Paragraph, Section
from ecm.domain.communique.subjects import complement, noun_of, predicate
from ecm.domain.french import (
    Gender,
    capitals,
    count_in_words,
    listed,
    of_the,
    ordinal,
    plural,
    sentence,
    the,
    typeset,
    upper_first,
)
from ecm.domain.numbering import ItemNumber, roman
from ecm.domain.outcomes import ADOPTIONS, ItemKind, Outcome, formula

_SAID_BY_THE_LEAD = ADOPTIONS | {Outcome.APPROVED, Outcome.HEARD, Outcome.EXAMINED}
_PLAIN_ADOPTION = re.compile(r"Le Conseil a adopté (?:ce|cet|cette|ces) ")


def in_the_name_of(name: str) -> str:
    """Return « AU TITRE DU MINISTERE DE LA SANTE » for a ministry, a theme or several."""
    bare = re.sub(r"\s*\(secteur\)\s*$", "", name.strip(), flags=re.I)
    owners = [of_the(part) for part in re.split(r"\s*;\s*", bare) if part]
    return capitals(f"au titre {listed(owners)}")


def deliberations(rank: int, ministries: Sequence[MinistryLines]) -> Section:
    """Return the section of the deliberations, numbered `rank`."""
    groups: list[Group] = []
    for place, ministry in enumerate(_merged(ministries), start=1):
        groups += _ministry_groups(ItemNumber(rank, (place,)), ministry)
    return Section(roman(rank), "DELIBERATIONS", tuple(groups))


def _merged(ministries: Sequence[MinistryLines]) -> list[MinistryLines]:
    """Return the groups with neighbours of one name (or « idem ») put together."""
    merged: list[MinistryLines] = []
    for group in ministries:
        if merged and group.name.lower() in {"idem", merged[-1].name.lower()}:
            before = merged.pop()
            group = MinistryLines(before.name, before.lines + group.lines)
        merged.append(group)
    return merged


def _ministry_groups(number: ItemNumber, ministry: MinistryLines) -> list[Group]:
    own = [line for line in ministry.lines if not line.on_behalf_of]
    groups = [Group(str(number), in_the_name_of(ministry.name), "", _paragraphs(own))]
    others = [line for line in ministry.lines if line.on_behalf_of]
    runs = groupby(others, key=lambda line: line.on_behalf_of)
    for place, (owner, run) in enumerate(runs, start=1):
        behalf = typeset(f"Pour le compte {of_the(owner)} :")
        inner = str(number.child(place))
        groups.append(Group(inner, "", behalf, _paragraphs(list(run)), level=3))
    return groups


def _paragraphs(lines: Sequence[ItemLine]) -> tuple[Paragraph, ...]:
    by_verb: dict[str, list[ItemLine]] = {}
    for line in lines:
        by_verb.setdefault(_verb(line), []).append(line)
    written: list[Paragraph] = []
    for verb, run in by_verb.items():
        written += _one(verb, run[0]) if len(run) == 1 else _several(verb, run)
    return tuple(written)


def _verb(line: ItemLine) -> str:
    """Return what the council is first said to have done with an item."""
    noun, _ = noun_of(line.kind, line.count)
    granted = line.outcome in {Outcome.AGREED, Outcome.AUTHORISED}
    if line.outcome in ADOPTIONS or (granted and noun == "rapport"):
        return "adopté"
    if line.outcome is Outcome.APPROVED:
        return "approuvé"
    return "entendu" if line.outcome is Outcome.HEARD else "examiné"


def _one(verb: str, line: ItemLine) -> list[Paragraph]:
    noun, gender = noun_of(line.kind, line.count)
    about = complement(line.kind, line.subject, line.count)
    lead = f"Le Conseil a {verb} {_counted(noun, gender, 1)} {about}"
    return _with_context(line, lead)


def _several(verb: str, lines: Sequence[ItemLine]) -> list[Paragraph]:
    nouns = [noun_of(line.kind, line.count) for line in lines]
    totals = {pair: nouns.count(pair) for pair in nouns}
    counted = [_counted(noun, gender, n) for (noun, gender), n in totals.items()]
    written = [Paragraph(f"Le Conseil a {verb} {listed(counted)}.")]
    seen: dict[tuple[str, Gender], int] = {}
    for line, pair in zip(lines, nouns, strict=True):
        seen[pair] = seen.get(pair, 0) + 1
        which = _which(*pair, seen[pair], totals[pair])
        lead = f"{which} {predicate(line.kind, line.subject, line.count)}"
        written += _with_context(line, lead)
    return written


def _counted(noun: str, gender: Gender, number: int) -> str:
    if number == 1:
        return f"{'une' if gender is Gender.FEMININE else 'un'} {noun}"
    return f"{count_in_words(number)} {plural(noun)}"


def _which(noun: str, gender: Gender, place: int, total: int) -> str:
    """Return « Le décret », « Le premier décret », « La seconde ordonnance »."""
    if total == 1:
        return upper_first(the(noun, gender))
    feminine = gender is Gender.FEMININE
    rank = ordinal(place, feminine=feminine, total=total)
    return f"{'La' if feminine else 'Le'} {rank} {noun}"


def _with_context(line: ItemLine, lead: str) -> list[Paragraph]:
    texts = [sentence(lead), *(text.strip() for text in line.context if text.strip())]
    if closing := _closing(line, texts[0]):
        texts.append(closing)
    return [Paragraph(typeset(text), line.reference) for text in texts]


def _closing(line: ItemLine, lead: str) -> str:
    """Return the sentence of the decision, unless the lead already says it.

    Amendments and reserves belong to the record of decisions, not to the public.
    """
    said = line.decision.strip()
    if not said:
        if line.outcome in _SAID_BY_THE_LEAD:
            return ""
        return formula(line.outcome, line.kind, count=line.count)
    if line.outcome in ADOPTIONS and _PLAIN_ADOPTION.match(said):
        return ""
    usual = formula(line.outcome, line.kind, count=line.count)
    repeated = lead.startswith(said.rstrip(" .")) or (
        said == usual and line.outcome in _SAID_BY_THE_LEAD
    )
    return "" if repeated else sentence(said)


def oral_communications(rank: int, lines: Sequence[OralLine]) -> Section:
    """Return the section of the oral communications, numbered `rank`."""
    groups = [
        Group(str(ItemNumber(rank, (place,))), paragraphs=_spoken(line))
        for place, line in enumerate(lines, start=1)
    ]
    return Section(roman(rank), "COMMUNICATIONS ORALES", tuple(groups))


def _spoken(line: OralLine) -> tuple[Paragraph, ...]:
    kind = ItemKind.COMMUNICATION
    who = upper_first(_speaker(line.speaker, line.feminine))
    # An apposition is closed by a comma; the list of a ministry's matters is not one.
    if _APPOSITION.search(who):
        who += ","
    about = complement(kind, line.subject)
    texts = [sentence(f"{who} a fait au Conseil une communication {about}")]
    texts += [text.strip() for text in line.context if text.strip()]
    said = line.decision.strip()
    plain = formula(line.outcome, ItemKind.ORAL_COMMUNICATION)
    if said and (said != plain or line.outcome is not Outcome.HEARD):
        texts.append(sentence(said))
    return tuple(Paragraph(typeset(text), line.reference) for text in texts)


_APPOSITION = re.compile(r", (?:ministre|garde|chargée?|porte-parole|chef)\b", re.I)
_FEMININE_TITLES = {
    "Premier ministre": "Première ministre",
    "délégué": "déléguée",
    "chargé": "chargée",
    "Secrétaire général": "Secrétaire générale",
    "Président": "Présidente",
    "Directeur": "Directrice",
}


def _speaker(title: str, feminine: bool) -> str:
    if not feminine:
        return the(title, Gender.MASCULINE)
    for masculine, form in _FEMININE_TITLES.items():
        title = re.sub(rf"\b{masculine}\b", form, title, count=1)
    return the(title, Gender.FEMININE)
