"""Articles, contraction, elision, plurals and agreement."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.demo.words import COMMUNIQUES
from ecm.domain.french import (
    Gender,
    Nature,
    agree,
    at_place,
    capitals,
    elide,
    elides,
    nature_of,
    of,
    of_the,
    of_the_said,
    plural,
    the,
    this,
    to_the,
)

MASCULINE = Nature(Gender.MASCULINE, plural=False)
FEMININE = Nature(Gender.FEMININE, plural=False)
PLURAL = Nature(Gender.MASCULINE, plural=True)
FEMININE_PLURAL = Nature(Gender.FEMININE, plural=True)


@pytest.mark.parametrize(
    ("name", "of_it"),
    [
        (
            "ministère de l'Economie et des finances",
            "du ministère de l'Economie et des finances",
        ),
        ("Présidence du Faso", "de la Présidence du Faso"),
        ("Primature", "de la Primature"),
        ("Premier ministère", "du Premier ministère"),
        ("Assemblée nationale", "de l'Assemblée nationale"),
        ("Haute Cour de justice", "de la Haute Cour de justice"),
        ("Grande Chancellerie", "de la Grande Chancellerie"),
        ("Haut-Commissariat", "du Haut-Commissariat"),
        ("hôpital de Tengandogo", "de l'hôpital de Tengandogo"),
        ("services du Premier ministre", "des services du Premier ministre"),
        ("Forces armées nationales", "des Forces armées nationales"),
        ("REFORME DES INSTITUTIONS", "de la REFORME DES INSTITUTIONS"),
        ("vice-présidence", "de la vice-présidence"),
        ("avant-projet de loi", "de l'avant-projet de loi"),
        ("accès à l'eau", "de l'accès à l'eau"),
        ("choix du thème", "du choix du thème"),
        ("site de Bagré", "du site de Bagré"),
        ("comité de santé", "du comité de santé"),
        ("la Présidence", "de la Présidence"),
        ("le Premier ministre", "du Premier ministre"),
        ("les travaux", "des travaux"),
        ("l'Etat", "de l'Etat"),
        ("l’Etat", "de l'Etat"),
        ("deux (02) décrets", "de deux (02) décrets"),
        ("22e édition du forum", "de la 22e édition du forum"),
        ("sixième session", "de la sixième session"),
        ("deuxième rapport", "du deuxième rapport"),
        ("onze agents", "de onze agents"),
        ("un rapport", "d'un rapport"),
        ("des demandes d'agrément", "de demandes d'agrément"),
        ("Monsieur le Président", "de Monsieur le Président"),
    ],
)
def test_of_contracts_with_the_article(name, of_it):
    assert of_the(name) == of_it


def test_to_contracts_with_the_article():
    assert to_the("ministère de la Santé") == "au ministère de la Santé"
    assert to_the("Assemblée nationale") == "à l'Assemblée nationale"
    assert to_the("autorisation de passation") == "à l'autorisation de passation"
    assert to_the("tenue de séances") == "à la tenue de séances"
    assert to_the("statuts de la société") == "aux statuts de la société"
    assert to_the("des demandes d'agrément") == "à des demandes d'agrément"
    assert to_the("la Présidence") == "à la Présidence"


def test_the_definite_article_agrees():
    assert the("ministre de la Santé") == "le ministre de la Santé"
    assert the("ministre de la Santé", Gender.FEMININE) == "la ministre de la Santé"
    assert the("ordonnance") == "l'ordonnance"
    assert the("membres du gouvernement") == "les membres du gouvernement"
    assert the("l'Etat") == "l'Etat"


@pytest.mark.parametrize(
    "subject",
    [
        "autorisation création tenue mise réforme campagne situation convention loi "
        "hausse révision nomination charte politique stratégie santé sécurité ordonnance "
        "société agriculture défense relecture dette subvention commande construction "
        "centrale demande fonction révocation séance prise garantie université justice "
        "journée région guerre jeunesse gouvernance",
    ],
)
def test_feminine_subjects_are_known(subject):
    wrong = [n for n in subject.split() if nature_of(n).gender is not Gender.FEMININE]

    assert wrong == []


@pytest.mark.parametrize(
    "subject",
    [
        "choix projet rapport décret statut état budget comité programme régime accord "
        "prêt thème marché contrat plan bilan contrôle patrimoine domaine lycée musée "
        "traité arrêté site groupe service cadre fonds recrutement code protocole silence "
        "ministère secteur dispositif concours numérique génie incendie volume",
    ],
)
def test_masculine_subjects_are_known(subject):
    wrong = [n for n in subject.split() if nature_of(n).gender is not Gender.MASCULINE]

    assert wrong == []


@pytest.mark.parametrize(
    ("word", "elided"),
    [
        ("Ouagadougou", "de Ouagadougou"),
        ("Ouahigouya", "de Ouahigouya"),
        ("Accra", "d'Accra"),
        ("Yako", "de Yako"),
        ("Yvonne", "d'Yvonne"),
        ("Haut-Bassins", "de Haut-Bassins"),
        ("héros", "de héros"),
        ("héroïsme", "d'héroïsme"),
        ("hiérarchie", "de hiérarchie"),
        ("huit agents", "de huit agents"),
        ("homme", "d'homme"),
        ("œuvre", "d'œuvre"),
        ("Etat", "d'Etat"),
        ("« Afrique »", "d'« Afrique »"),
        ("10 agents", "de 10 agents"),
    ],
)
def test_elision_knows_the_aspirated_h_and_the_names(word, elided):
    assert of(word) == elided


def test_other_particles_elide_too():
    assert elide("que", "il") == "qu'il"
    assert elide("se", "tenir") == "se tenir"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Ouagadougou", "à Ouagadougou"),
        ("Bobo-Dioulasso", "à Bobo-Dioulasso"),
        ("Fada N'Gourma", "à Fada N'Gourma"),
        ("Palais de Kosyam", "au Palais de Kosyam"),
        ("Premier ministère", "au Premier ministère"),
        ("hôtel de ville", "à l'hôtel de ville"),
        ("Le Caire", "au Caire"),
        ("La Havane", "à La Havane"),
        ("à Dédougou", "à Dédougou"),
        ("Palais de la République, Dakar", "au Palais de la République, à Dakar"),
        ("salle des banquets", "à la salle des banquets"),
        ("Ecole nationale de police", "à l'Ecole nationale de police"),
    ],
)
def test_a_place_takes_its_preposition(place, words):
    assert at_place(place) == words


def test_a_demonstrative_agrees():
    assert this("décret", MASCULINE) == "ce décret"
    assert this("accord", MASCULINE) == "cet accord"
    assert this("hors-texte", MASCULINE) == "ce hors-texte"
    assert this("ordonnance", FEMININE) == "cette ordonnance"
    assert this("décrets", PLURAL) == "ces décrets"


def test_the_said_agrees():
    assert of_the_said("marché", MASCULINE) == "dudit marché"
    assert of_the_said("ordonnance", FEMININE) == "de ladite ordonnance"
    assert of_the_said("projets de loi", PLURAL) == "desdits projets de loi"
    assert of_the_said("mesures", FEMININE_PLURAL) == "desdites mesures"


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("projet de loi", "projets de loi"),
        ("avant-projet de loi organique", "avant-projets de loi organique"),
        ("décret", "décrets"),
        ("communication orale", "communications orales"),
        ("demande d'agrément", "demandes d'agrément"),
        ("mission à l'étranger", "missions à l'étranger"),
        ("procès-verbal", "procès-verbaux"),
        ("emploi supérieur", "emplois supérieurs"),
        ("avis", "avis"),
        ("bureau", "bureaux"),
        ("conseil général", "conseils généraux"),
        ("décret portant création", "décrets portant création"),
    ],
)
def test_the_plural_stops_at_the_complement(one, several):
    assert plural(one) == several


def test_participles_agree():
    natures = (MASCULINE, FEMININE, PLURAL, FEMININE_PLURAL)

    assert [agree("adopté", n) for n in natures] == [
        "adopté",
        "adoptée",
        "adoptés",
        "adoptées",
    ]
    assert agree("relatif", FEMININE) == "relative"
    assert agree("relatif", FEMININE_PLURAL) == "relatives"
    assert agree("financier", FEMININE) == "financière"
    assert agree("national", PLURAL) == "nationaux"


def real_names() -> list[str]:
    names: set[str] = set()
    for path in COMMUNIQUES.glob("*.json"):
        for section in json.loads(path.read_text("utf-8"))["sections"]:
            for group in section["groups"]:
                names.add(group["ministry"])
                names.update(item["subject"] for item in group["items"])
    return sorted(names)


BAD_CONTRACTION = re.compile(
    r"^(?:de le |de les |à le |à les |d'le |de l'[^aeiouyhàâéèêëîïôûœ]|de la [aeiouâéèêîôûœ])",
    re.I,
)


@given(st.sampled_from(real_names()))
def test_no_real_name_is_contracted_badly(name):
    for written in (of_the(name), to_the(name)):
        assert not BAD_CONTRACTION.match(written), written


NOUNS = st.sampled_from(
    [
        "ministère",
        "présidence",
        "assemblée",
        "services",
        "hôpital",
        "haut-commissariat",
        "héros",
        "onze",
        "union",
        "office",
        "école",
        "yaourt",
        "harmattan",
        "statuts",
        "université",
        "comité",
        "œuvre",
    ]
)
ENDS = st.text("abcdefghijklmnopqrstuvwxyzéèàçœ", min_size=1, max_size=12)


@given(st.one_of(NOUNS, ENDS, ENDS.map(str.upper), ENDS.map(str.title)))
def test_no_word_is_contracted_badly(word):
    for written in (of_the(word), to_the(word), the(word)):
        assert not BAD_CONTRACTION.match(written), written
    assert the(word).endswith(word)


@given(st.one_of(NOUNS, ENDS))
def test_elision_and_article_agree(word):
    if not nature_of(word).plural and the(word) != word:
        assert the(word).startswith("l'") is elides(word)


@given(NOUNS)
def test_capitals_do_not_change_the_article(word):
    assert of_the(capitals(word)) == of_the(word).replace(word, capitals(word))
