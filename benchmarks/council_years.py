"""Twenty years of published councils, invented: editions for the public site's benchmark.

`python -m benchmarks.council_years 1000` puts them into the copy that the settings name.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product

import django

from benchmarks.rounds import say
from ecm.domain.communique.edition import (
    Appointed,
    Decided,
    Edition,
    EditionGroup,
    EditionParagraph,
    EditionPeriod,
    EditionSection,
)
from ecm.domain.communique.layout import Signature
from ecm.domain.numbering import letter

MINISTRIES = [
    (f"ministère {name}", code)
    for name, code in {
        "de l'Economie et des finances": "MEF",
        "de la Santé": "MS",
        "de l'Education nationale": "MEN",
        "des Infrastructures": "MI",
        "de l'Agriculture et des ressources animales": "MARA",
        "de la Justice": "MJ",
        "de l'Environnement et de l'eau": "MEEA",
        "des Affaires étrangères": "MAE",
        "de la Culture et du tourisme": "MCT",
        "de l'Energie et des mines": "MEM",
    }.items()
]
KINDS = ("decree", "report", "bill", "contract", "ordinance")
_VOCABULARY = (
    "création organisation fonctionnement agence nationale promotion développement accord "
    "financement prêt construction route hôpital école barrage irrigation régime juridique "
    "statut personnel enseignants recherche scientifique marché public acquisition engrais "
    "semences licence exploitation mines énergie solaire décentralisation communes régions"
)
_SYLLABLES = [c + v for c in "bcdfglmnprstv" for v in "aio"]
# As in any text few words come often and most are rare: the nth comes 1/n as often.
WORDS = _VOCABULARY.split() + [
    "".join(parts) for parts in product(_SYLLABLES, repeat=3) if parts[0] < parts[2]
]
_SHARES = list(accumulate(1 / (rank + 20) for rank in range(len(WORDS))))
POSTS = (
    "Directeur général",
    "Directrice des ressources humaines",
    "Secrétaire général",
)
NAMES = ("OUEDRAOGO", "SAWADOGO", "KABORE", "ZONGO", "TRAORE", "SANOU", "BARRY", "SOME")
GIVEN = ("Awa", "Issa", "Mariam", "Boukary", "Salimata", "Adama", "Fatoumata", "Paul")
DECISIONS, APPOINTMENTS = 30, 60


def editions(councils: int) -> Iterator[Edition]:
    """Yield one communiqué a week, fifty a year, the first year first."""
    chance = random.Random(2026)  # the same councils at every run
    first = date(2006, 1, 4)
    for count in range(councils):
        year, number = divmod(count, 50)
        day = first.replace(year=first.year + year) + timedelta(weeks=number)
        yield _edition(chance, day, number + 1)


def _edition(chance: random.Random, day: date, number: int) -> Edition:
    reference = f"CM/{day.year}/{number}"
    decided = [_decided(chance, reference, rank) for rank in range(DECISIONS)]
    moment = f"{day.isoformat()}T18:00:00+00:00"
    groups = tuple(_group(chance, place, decided) for place in range(len(MINISTRIES)))
    lists = [_list(chance, reference, rank) for rank in range(3)]
    return Edition(
        reference=reference,
        country="bf",
        body_code="CM",
        body_name="Conseil des ministres",
        year=day.year,
        number=number,
        nature="ordinary",
        place="Ouagadougou",
        days=(day.isoformat(),),
        periods=(EditionPeriod(f"{day.isoformat()}T09:00:00+00:00", ""),),
        language="fr",
        version=1,
        published=moment,
        first_published=moment,
        reason="",
        is_archive=False,
        heading=f"COMPTE RENDU DU CONSEIL DES MINISTRES N° {number} DE {day.year}",
        opening="Le Conseil des ministres s'est tenu à Ouagadougou.",
        second="Il a délibéré sur les dossiers inscrits à son ordre du jour.",
        sections=(
            EditionSection("I", "I", "DELIBERATIONS", groups),
            EditionSection("III", "III", "NOMINATIONS", tuple(g for g, _ in lists)),
        ),
        signature=Signature("Issa PORTE-PAROLE"),
        decisions=tuple(decided),
        appointments=tuple(who for _, people in lists for who in people),
    )


def _some(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, cum_weights=_SHARES, k=count))


def _decided(chance: random.Random, reference: str, rank: int) -> Decided:
    group, item = divmod(rank, DECISIONS // len(MINISTRIES))
    number = f"I.{group + 1}.{item + 1}"
    title = f"Décret portant {_some(chance, 9)}"
    kind = chance.choice(KINDS)
    return Decided(
        *(f"{reference}/{number}", number, title, kind, "adopted"), *MINISTRIES[group]
    )


def _group(chance: random.Random, place: int, decided: list[Decided]) -> EditionGroup:
    key, name = f"I/{place + 1}", MINISTRIES[place][0].upper()
    own = [d for d in decided if d.ministry_code == MINISTRIES[place][1]]
    paragraphs = tuple(
        EditionParagraph(
            f"{d.number}#{turn}",
            f"Le Conseil a adopté un texte relatif à {_some(chance, 45)}.",
            d.reference,
        )
        for d in own
        for turn in range(2)
    )
    return EditionGroup(key, f"I.{place + 1}", f"AU TITRE DU {name}", "", 2, paragraphs)


def _list(
    chance: random.Random, reference: str, rank: int
) -> tuple[EditionGroup, list[Appointed]]:
    people, lines = [], []
    ministry = MINISTRIES[rank]
    for place in range(APPOINTMENTS // 3):
        key = f"III.{rank + 1}#{place}"
        given, surname = chance.choice(GIVEN), chance.choice(NAMES)
        post = f"{chance.choice(POSTS)} {_some(chance, 4)}"
        staff = f"{chance.randrange(10**5, 10**6)} K"
        line = f"- Monsieur {given} {surname}, Mle {staff}, est nommé {post} ;"
        lines.append(EditionParagraph(key, line))
        people.append(
            Appointed(
                *(f"{reference}/I.{rank + 1}.1", key, *ministry, False),
                post=post,
                given_names=given,
                surname=surname,
                staff_number=staff,
            )
        )
    title = f"{letter(rank + 1)}. {ministry[0].upper()}"
    key = f"III/{rank + 1}"
    return EditionGroup(key, f"III.{rank + 1}", title, "", 2, tuple(lines)), people


def publish(councils: int) -> None:
    """Fill the copy that the settings name, and say how long it took."""
    from ecm.public import copy, place

    started = time.perf_counter()
    with copy.writing() as pen:
        for edition in editions(councils):
            pen.put(edition)
    filled = time.perf_counter() - started
    size = (place.folder() / place.NAME).stat().st_size / 1e6
    say(f"{councils} councils published in {filled:.0f} s, a copy of {size:.0f} MB")
    *_, last = editions(councils + 1)
    made = time.perf_counter()
    copy.put(last)
    say(f"one more council published in {time.perf_counter() - made:.2f} s")


if __name__ == "__main__":
    django.setup()
    publish(int(sys.argv[1]))
