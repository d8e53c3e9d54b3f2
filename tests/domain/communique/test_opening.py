"""The opening sentence and the heading, against the real ones."""

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.communique import (
    Facts,
    Period,
    Presided,
    heading,
    opening_sentence,
    parse_presided_by,
    under_the_presidency,
)
from tests.domain.communique import real

THURSDAY = date(2026, 2, 5)
PRESIDENT = parse_presided_by(
    "Capitaine Ibrahim TRAORE, Président du Faso, Président du Conseil des ministres"
)
BY_HIM = (
    "sous la présidence de Son Excellence le Capitaine Ibrahim TRAORE, "
    "Président du Faso, Président du Conseil des ministres."
)


def alike(text: str) -> str:
    """Return a sentence with its spacing and the leading zero of its day apart."""
    return re.sub(r"\b0(\d) (?=[a-zéû]+ \d{4})", r"\1 ", " ".join(text.split()))


ENDED = [
    record
    for record in real.councils("bf")
    if record["end_time"] and "opening_sentence" in record
]


def test_there_are_nine_real_openings_to_equal():
    assert len(ENDED) == 9


@pytest.mark.parametrize("record", ENDED, ids=[record["date"] for record in ENDED])
def test_the_opening_equals_the_real_one(record):
    written = opening_sentence(real.facts(record))

    assert alike(written) == alike(record["opening_sentence"])


def test_a_council_of_two_days_names_both():
    record = real.council("bf-2016-10-26")

    assert opening_sentence(real.facts(record)) == (
        "Le Conseil des ministres s'est tenu à Ouagadougou, en séance ordinaire, "
        "le mercredi 26 octobre 2016, de 09 H 30 mn à 15 H 45 mn, et "
        "le jeudi 27 octobre 2016, de 08 H 00 mn à 09 H 30 mn, "
        "sous la présidence de Son Excellence Monsieur Roch Marc Christian KABORE, "
        "Président du Faso, Président du Conseil des ministres."
    )
    assert heading(real.facts(record)) == (
        "COMPTE RENDU DU CONSEIL DES MINISTRES DES 26 ET 27 OCTOBRE 2016"
    )


def test_without_an_end_only_the_start_is_given():
    record = real.council("bf-2009-02-18")

    assert opening_sentence(real.facts(record)) == (
        "Le Conseil des ministres s'est tenu le mercredi 18 février 2009, "
        "en séance ordinaire, à partir de 09 heures 00, "
        "sous la présidence de Son Excellence Monsieur Blaise COMPAORE, "
        "Président du Faso, Président du conseil des ministres."
    )


def test_the_heading_is_in_capitals_without_accents():
    facts = Facts(PRESIDENT, (Period(THURSDAY, time(9), time(14, 24)),))

    assert heading(facts) == (
        "COMPTE RENDU DU CONSEIL DES MINISTRES DU JEUDI 05 FEVRIER 2026"
    )


def test_the_first_of_the_month_is_1er():
    # The council of 1 August 2018.
    facts = Facts(PRESIDENT, (Period(date(2018, 8, 1), time(10), time(13, 45)),))

    assert "le mercredi 1er août 2018, en séance ordinaire, de 10 H 00 mn à " in (
        opening_sentence(facts)
    )
    assert heading(facts).endswith("DU MERCREDI 1er AOUT 2018")


def test_several_sittings_of_one_day_share_their_date():
    morning = Period(THURSDAY, time(9), time(13))
    evening = Period(THURSDAY, time(15), time(18, 30))

    assert opening_sentence(Facts(PRESIDENT, (morning, evening))) == (
        "Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi 05 février 2026, "
        "en séance ordinaire, de 09 H 00 mn à 13 H 00 mn et de 15 H 00 mn à "
        f"18 H 30 mn, {BY_HIM}"
    )
    assert heading(Facts(PRESIDENT, (morning, evening))).endswith("05 FEVRIER 2026")


def test_three_days_are_enumerated():
    periods = tuple(
        Period(THURSDAY + timedelta(days=n), time(9), time(12)) for n in range(3)
    )

    assert (
        "en séance ordinaire, le jeudi 05 février 2026, de 09 H 00 mn à 12 H 00 mn, "
        "le vendredi 06 février 2026, de 09 H 00 mn à 12 H 00 mn, et "
        "le samedi 07 février 2026, de 09 H 00 mn à 12 H 00 mn, sous la présidence"
    ) in opening_sentence(Facts(PRESIDENT, periods))


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("Bobo-Dioulasso", " à Bobo-Dioulasso, le jeudi"),
        ("Palais de Kosyam", " au Palais de Kosyam, le jeudi"),
        ("Primature", " à la Primature, le jeudi"),
        (None, "s'est tenu le jeudi"),
    ],
)
def test_a_council_may_be_held_elsewhere(place, where):
    facts = Facts(PRESIDENT, (Period(THURSDAY, time(9), time(12)),), place=place)

    assert where in opening_sentence(facts)


def test_a_council_may_be_extraordinary_or_of_no_said_nature():
    period = (Period(THURSDAY, time(9), time(12)),)

    assert ", en séance extraordinaire, de " in opening_sentence(
        Facts(PRESIDENT, period, nature="extraordinaire")
    )
    assert "05 février 2026, de 09 H" in opening_sentence(
        Facts(PRESIDENT, period, nature="")
    )


@pytest.mark.parametrize("record", real.councils(), ids=lambda r: r["source_url"][:40])
def test_every_country_gets_a_well_formed_opening(record):
    written = opening_sentence(real.facts(record))

    assert written.startswith("Le Conseil des ministres s'est tenu ")
    assert written.endswith(".")
    assert "sous la présidence de Son Excellence " in written
    assert "None" not in written
    assert ", ," not in written


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Capitaine Ibrahim TRAORE, Président du Faso",
            "de Son Excellence le Capitaine Ibrahim TRAORE, Président du Faso",
        ),
        (
            "Michel KAFANDO, Président de la Transition, Président du Faso",
            "de Son Excellence Monsieur Michel KAFANDO, Président de la Transition, "
            "Président du Faso",
        ),
        (
            "Son Excellence, Monsieur Blaise COMPAORE, Président du Faso",
            "de Son Excellence Monsieur Blaise COMPAORE, Président du Faso",
        ),
        (
            "Son Excellence Monsieur le Capitaine Ibrahim Traoré",
            "de Son Excellence le Capitaine Ibrahim TRAORE",
        ),
        (
            "Lieutenant-colonel Paul-Henri Sandaogo DAMIBA, Président du Faso",
            "de Son Excellence le Lieutenant-colonel Paul-Henri Sandaogo DAMIBA, "
            "Président du Faso",
        ),
        (
            "Colonel Assimi GOITA, Président de la Transition, Chef de l'Etat",
            "de Son Excellence le Colonel Assimi GOITA, Président de la Transition, "
            "Chef de l'Etat",
        ),
        (
            "Général de brigade Célestin SIMPORE, ministre d'Etat",
            "de Son Excellence le Général de brigade Célestin SIMPORE, ministre d'Etat",
        ),
        (
            "Médecin-colonel Aimé ZONGO",
            "de Son Excellence le Médecin-colonel Aimé ZONGO",
        ),
        ("Amiral Paul BA", "de Son Excellence l'Amiral Paul BA"),
        ("Colonel-major Ali SO", "de Son Excellence le Colonel-major Ali SO"),
        (
            "Maître Apollinaire Joachim KYELEM de TAMBELA, Premier ministre",
            "de Son Excellence Maître Apollinaire Joachim KYELEM de TAMBELA, "
            "Premier ministre",
        ),
        (
            "Dr Albert OUEDRAOGO, Premier ministre",
            "de Son Excellence Docteur Albert OUEDRAOGO, Premier ministre",
        ),
        (
            "Professeur Ali SO, ministre",
            "de Son Excellence Professeur Ali SO, ministre",
        ),
        (
            "le Premier ministre Albert OUEDRAOGO, par délégation du Président du Faso",
            "de Son Excellence Monsieur Albert OUEDRAOGO, Premier ministre, "
            "par délégation du Président du Faso",
        ),
        (
            "Premier ministre, Paul Kaba THIEBA",
            "de Son Excellence Monsieur Paul Kaba THIEBA, Premier ministre",
        ),
        (
            "Président du Faso, le Capitaine Ibrahim TRAORE",
            "de Son Excellence le Capitaine Ibrahim TRAORE, Président du Faso",
        ),
        (
            "Ibrahim TRAORE, Capitaine, Président du Faso",
            "de Son Excellence le Capitaine Ibrahim TRAORE, Président du Faso",
        ),
        (
            "Awa SANOU, Première ministre",
            "de Son Excellence Madame Awa SANOU, Première ministre",
        ),
        (
            "Mme Awa SANOU, ministre d'Etat",
            "de Son Excellence Madame Awa SANOU, ministre d'Etat",
        ),
        (
            "Madame le Commandant Awa SANOU, ministre",
            "de Son Excellence Madame le Commandant Awa SANOU, ministre",
        ),
        ("TRAORE Ibrahim", "de Son Excellence Monsieur Ibrahim TRAORE"),
        ("Président du Faso", "de Son Excellence Monsieur le Président du Faso"),
        (
            "Président du Faso, Président du Conseil des ministres",
            "de Son Excellence Monsieur le Président du Faso, "
            "Président du Conseil des ministres",
        ),
    ],
)
def test_whoever_presides_is_named_rightly(text, named):
    assert (
        under_the_presidency(parse_presided_by(text)) == f"sous la présidence {named}"
    )


def test_somebody_without_the_title_of_excellency_is_named_too():
    captain = Presided("Ali", "SO", grade="Capitaine", excellency=False)
    sister = Presided("Awa", "SO", civility="Madame", excellency=False)

    assert under_the_presidency(captain) == "sous la présidence du Capitaine Ali SO"
    assert under_the_presidency(sister) == "sous la présidence de Madame Awa SO"


GIVEN = st.sampled_from(["Awa", "Paul-Henri", "Roch Marc", "Aïssata", "Jean Emmanuel"])
SURNAMES = st.sampled_from(
    ["TRAORE", "OUEDRAOGO", "SO", "N'DIAYE", "KYELEM de TAMBELA"]
)
TITLES = st.sampled_from(
    ["", "Capitaine ", "Monsieur ", "Madame ", "Lieutenant-colonel "]
)
QUALITIES = st.lists(
    st.sampled_from(["Président du Faso", "Chef de l'Etat", "Premier ministre"]),
    unique=True,
)


@given(TITLES, GIVEN, SURNAMES, QUALITIES)
def test_a_presided_text_keeps_its_name_and_qualities(
    title, given_names, surname, qualities
):
    presided = parse_presided_by(
        ", ".join([f"{title}{given_names} {surname}", *qualities])
    )

    assert (presided.given_names, presided.surname) == (given_names, surname)
    assert presided.qualities == tuple(qualities)


@given(st.text(min_size=1, max_size=60))
def test_no_text_breaks_the_reading_of_who_presided(text):
    assert under_the_presidency(parse_presided_by(text)).startswith(
        "sous la présidence d"
    )
