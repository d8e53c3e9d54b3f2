"""Every outcome of every kind is pronounced in good French."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.demo.words import COMMUNIQUES
from ecm.domain.kinds import WORDS, drafts_in
from ecm.domain.outcomes import (
    LABELS,
    POSITIVE,
    ItemKind,
    Outcome,
    Particulars,
    formula,
    instruction,
    kind_from_text,
    outcome_from_text,
    usual_outcome,
)

NEGATIVE = {
    Outcome.DEFERRED,
    Outcome.REFERRED_BACK,
    Outcome.REFERRED_TO_COMMITTEE,
    Outcome.WITHDRAWN,
    Outcome.REJECTED,
    Outcome.NOT_REACHED,
}


def test_every_kind_and_outcome_has_its_words():
    assert set(WORDS) == set(ItemKind)
    assert set(LABELS) == set(Outcome)


def test_only_these_outcomes_stay_out_of_the_communique():
    assert set(Outcome) - POSITIVE == NEGATIVE
    assert not any(outcome.is_positive for outcome in NEGATIVE)


@pytest.mark.parametrize(
    ("outcome", "kind", "sentence"),
    [
        ("adopted", "decree", "Le Conseil a adopté ce décret."),
        ("adopted", "ordinance", "Le Conseil a adopté cette ordonnance."),
        ("adopted", "preliminary_bill", "Le Conseil a adopté cet avant-projet de loi."),
        ("adopted", "appointments", "Le Conseil a procédé à ces nominations."),
        ("adopted", "sanction", "Le Conseil a pris cette sanction."),
        ("adopted", "termination", "Le Conseil a mis fin à cette fonction."),
        (
            "adopted_with_amendments",
            "bill",
            "Le Conseil a adopté ce projet de loi, après amendements.",
        ),
        ("agreed", "report", "Le Conseil a marqué son accord sur ce rapport."),
        (
            "agreed",
            "contract",
            "Le Conseil a marqué son accord pour l'attribution de ce marché.",
        ),
        (
            "transmitted_to_parliament",
            "bill",
            "Le Conseil a marqué son accord pour la transmission dudit projet de loi "
            "à l'Assemblée législative du peuple.",
        ),
        ("authorised", "contract", "Le Conseil a autorisé la passation dudit marché."),
        ("authorised", "mission", "Le Conseil a autorisé cette mission à l'étranger."),
        ("noted", "communication", "Le Conseil a pris acte de cette communication."),
        (
            "heard",
            "oral_communication",
            "Le Conseil a entendu cette communication orale.",
        ),
        ("heard", "report", "Le Conseil a entendu la présentation de ce rapport."),
        ("signed", "ordinance", "Cette ordonnance a été signée en Conseil."),
        (
            "signed",
            "appointments",
            "L'acte relatif à ces nominations a été signé en Conseil.",
        ),
        (
            "deferred",
            "decree",
            "Le Conseil a ajourné l'examen de ce projet de décret.",
        ),
        (
            "referred_back",
            "ordinance",
            "Le Conseil a renvoyé ce projet d'ordonnance au ministère concerné, "
            "pour complément.",
        ),
        (
            "withdrawn",
            "appointments",
            "Ces propositions de nomination ont été retirées de l'ordre du jour.",
        ),
        (
            "withdrawn",
            "agrement",
            "Cette demande d'agrément a été retirée de l'ordre du jour.",
        ),
        ("rejected", "other", "Le Conseil a rejeté ce dossier."),
        ("not_reached", "report", "Le Conseil n'a pas examiné ce rapport."),
    ],
)
def test_a_decision_is_pronounced(outcome, kind, sentence):
    assert formula(Outcome(outcome), ItemKind(kind)) == sentence


def test_a_decision_may_say_more():
    decree, bill = ItemKind.DECREE, ItemKind.BILL

    assert formula(
        Outcome.ADOPTED_SUBJECT_TO,
        decree,
        particulars=Particulars(reserve="l'avis du Conseil d'Etat."),
    ) == ("Le Conseil a adopté ce décret, sous réserve de l'avis du Conseil d'Etat.")
    assert formula(
        Outcome.DEFERRED, decree, particulars=Particulars(until=date(2026, 2, 12))
    ) == (
        "Le Conseil a ajourné l'examen de ce projet de décret à sa séance du "
        "jeudi 12 février 2026."
    )
    assert formula(
        Outcome.REFERRED_BACK,
        bill,
        particulars=Particulars(ministry="ministère de la Santé"),
    ) == (
        "Le Conseil a renvoyé ce projet de loi au ministère de la Santé, pour complément."
    )
    assert formula(
        Outcome.REFERRED_TO_COMMITTEE,
        bill,
        particulars=Particulars(committee="COTEVAL"),
    ) == ("Le Conseil a renvoyé ce projet de loi à l'examen du COTEVAL.")
    assert formula(
        Outcome.TRANSMITTED_TO_PARLIAMENT,
        bill,
        count=2,
        particulars=Particulars(assembly="Assemblée nationale"),
    ) == (
        "Le Conseil a marqué son accord pour la transmission desdits projets de loi "
        "à l'Assemblée nationale."
    )


def test_several_drafts_agree():
    assert formula(Outcome.ADOPTED, ItemKind.DECREE, count=3) == (
        "Le Conseil a adopté ces décrets."
    )
    assert formula(Outcome.SIGNED, ItemKind.ORDINANCE, count=2) == (
        "Ces ordonnances ont été signées en Conseil."
    )


BAD_FRENCH = re.compile(
    r"\b(?:de le|de les|à le|à les|ce (?=[aeiouéêâ])|cet (?=[bcdfgjklmnpqrstvxz])"
    r"|de ce [aeiou]|que il|le [aeiou])|\{|\}|  |\.\.",
    re.I,
)
FEMININE_NOUN = (
    r"(?:demande|proposition|communication|mesure|mission|sanction|ordonnance)"
)


@given(st.sampled_from(Outcome), st.sampled_from(ItemKind), st.integers(1, 4))
def test_every_combination_is_grammatical(outcome, kind, count):
    written = formula(outcome, kind, count=count)

    assert re.match(r"(?:Le Conseil |L'acte |Ce |Cet |Cette |Ces )", written)
    assert written.endswith(".")
    assert not BAD_FRENCH.search(written), written
    assert not re.search(rf"\bcet? {FEMININE_NOUN}\b", written), written
    assert not re.search(r"\bces [^ ]*[^sx ,.][ ,.]", written), written
    assert not re.search(r"^Cette .* (?:retiré|signé) ", written), written


def test_an_instruction_elides():
    assert instruction("ministre de la Santé", "assurer le suivi.") == (
        "Le Conseil a instruit le ministre de la Santé d'assurer le suivi."
    )
    assert instruction("Premier ministre", "rendre compte") == (
        "Le Conseil a instruit le Premier ministre de rendre compte."
    )


def test_the_first_outcome_proposed_is_positive():
    assert all(usual_outcome(kind) in POSITIVE for kind in ItemKind)
    assert usual_outcome(ItemKind.BILL) is Outcome.TRANSMITTED_TO_PARLIAMENT
    assert usual_outcome(ItemKind.DECREE) is Outcome.ADOPTED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rapport", "report"),
        ("projet de loi", "bill"),
        ("avant-projet de loi", "preliminary_bill"),
        ("avant-projet de loi organique", "organic_bill"),
        ("projet de loi constitutionnelle", "constitutional_bill"),
        ("Ordonnance", "ordinance"),
        ("décret", "decree"),
        ("DECRET", "decree"),
        ("projets de décret (nomination)", "appointment_decree"),
        ("décret (nomination)", "appointment_decree"),
        ("marché (gré à gré)", "contract"),
        ("demande d'agrément", "agrement"),
        ("communication orale", "oral_communication"),
        ("communication", "communication"),
        ("nominations", "appointments"),
        ("mission à l'étranger", "mission"),
        ("mesure", "measure"),
        ("fin de fonction", "termination"),
        ("révocation", "dismissal"),
        ("sanction", "sanction"),
        ("appointment_decree", "appointment_decree"),
        ("chanson", "other"),
        ("", "other"),
        (None, "other"),
    ],
)
def test_a_kind_is_read_leniently(text, kind):
    assert kind_from_text(text) is ItemKind(kind)


def test_every_kind_and_outcome_of_the_real_files_is_known():
    for path in COMMUNIQUES.glob("*.json"):
        for section in json.loads(path.read_text("utf-8"))["sections"]:
            for group in section["groups"]:
                for item in group["items"]:
                    assert kind_from_text(item["kind"]) is not ItemKind.OTHER
                    shown = item["outcome"] != "not_shown"
                    assert (outcome_from_text(item["outcome"]) is not None) is shown


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_kind(text):
    assert kind_from_text(text) in set(ItemKind)
    assert outcome_from_text("not_shown") is None


def test_a_count_is_of_drafts_only_beside_a_plural():
    assert drafts_in("projets de décret (nomination)", 3) == 3
    assert drafts_in("décret (nomination)", 10) == 1
    assert drafts_in("rapports", None) == 1
    assert drafts_in(None, 2) == 1
