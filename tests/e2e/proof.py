"""What must be written when the council is over: in the communiqué and in the database."""

import re
from typing import Any

from tests.e2e.council import Room
from tests.record import Held

HOURS = r"de \d\d H \d\d mn à \d\d H \d\d mn"
OPENING = (
    "Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi 05 février 2026, en "
    rf"séance ordinaire, {HOURS} et {HOURS}, sous la présidence de Son Excellence le "
    "Capitaine Ibrahim TRAORE, Président du Faso, Président du Conseil des ministres."
)
SECOND = (
    "Il a délibéré sur les dossiers inscrits à son ordre du jour, entendu des "
    "communications orales, procédé à des nominations et autorisé des missions à "
    "l'étranger."
)
SECTIONS = [
    "I. DELIBERATIONS",
    "I.1. AU TITRE DE LA PRIMATURE",
    "I.2. AU TITRE DU MINISTERE DE LA GUERRE",
    "I.3. AU TITRE DU MINISTERE DE L'ADMINISTRATION TERRITORIALE",
    "I.4. AU TITRE DU MINISTERE DE L'ECONOMIE ET DES FINANCES",
    "I.5. AU TITRE DU MINISTERE DE LA JUSTICE",
    "I.6. AU TITRE DU MINISTERE DES AFFAIRES ETRANGERES",
    "I.7. AU TITRE DU MINISTERE DE LA COMMUNICATION",
    "I.8. AU TITRE DU MINISTERE DE L'AGRICULTURE",
    "I.9. AU TITRE DU MINISTERE DE LA SANTE",
    "I.10. AU TITRE DU MINISTERE DE L'ENSEIGNEMENT DE BASE",
    "I.11. AU TITRE DU MINISTERE DES INFRASTRUCTURES",
    "II. COMMUNICATIONS ORALES",
    "II.4.",
    "III. NOMINATIONS",
    "III.1. NOMINATIONS DANS LES EMPLOIS SUPERIEURS",
    "III.2. NOMINATIONS DANS LES CONSEILS D'ADMINISTRATION",
    "La Porte-parole du gouvernement",
    "Mariam Ghislaine DIALLO",
]
SAID = [
    "Le Conseil a adopté une ordonnance portant autorisation de ratification",
    "Le Conseil a marqué son accord pour la transmission dudit projet de loi à "
    "l'Assemblée législative du peuple.",
    "Madame Awa Pélagie KABORE, Mle 11 204 B",
    "est nommée Chargée de missions",
]
# Deferred, referred back twice, rejected, withdrawn, reserved, not reached; and what was
# said in the room only.
NOT_SAID = [
    "FONCTION PUBLIQUE, DU TRAVAIL",
    "institutionnalisation de la Semaine nationale",
    "création, attributions, organisation et fonctionnement de l'Office",
    "équipements de protection",
    "Mission à",
    "trois mois",
    "emploi du prêt",
    "contrôle financier",
]


def says_what_may_be_said(room: Room, words: str) -> None:
    """Check the communiqué: its two sentences, its sections in order, and its silences."""
    assert re.search(f"{OPENING} {SECOND}", words), words[:600]
    body = words[words.index("Le Conseil des ministres s'est tenu") :]
    places = [body.find(section) for section in SECTIONS]
    assert -1 not in places, SECTIONS[places.index(-1)]
    assert places == sorted(places)
    assert [said for said in SAID if said not in body] == []
    assert [said for said in NOT_SAID if said in body] == []
    published = sum(not item["is_restricted"] for item in room.before["items"])
    assert published == len(room.before["items"]) - 1


def says_what_was_done(room: Room, after: Held) -> None:
    """Check the journal and the rows: each act once, and in the words of the room."""
    acts = after.verbs - room.before.verbs
    minutes = {verb: n for verb, n in acts.items() if verb.startswith("minutes.")}
    assert {v: n for v, n in acts.items() if v not in minutes} == dict(room.done)
    assert set(minutes) == {"minutes.written"}
    assert set(after["readings"]) == {room.acting.username}
    assert decisions_of(after) == room.chair.decisions
    assert (after["state"], after["sittings"]) == ("closed", 2)
    _are_given(room, after)
    keys = [entry["key"] for entry in after["entries"] if entry["key"]]
    assert len(keys) == len(set(keys))


def decisions_of(after: Held) -> dict[int, dict[str, Any]]:
    """Return the decisions as the chair notes them: only what was filled in."""
    found = {}
    for item, decision in after["decisions"].items():
        told = {
            n: decision[n] for n in ("outcome", "text", "amendments", "deferred_to")
        }
        for text, ministry, due_on in decision["instructions"]:
            assert ministry == "economie"
            name = "ministère de l'Economie et des finances"
            told |= {"instruction": text, "responsible": name, "due_on": due_on}
        found[int(item)] = {name: value for name, value in told.items() if value}
    return found


def _are_given(room: Room, after: Held) -> None:
    first, second = room.chair.items[:2]
    own, absent, other = (
        after.seat_of(name)
        for name in ("fonction-publique", "affaires-etrangeres", "economie")
    )
    told = [
        (m["round__item_id"], m["seat_id"], m["value"], m["given_by__user__username"])
        for m in after["marks"]
    ]
    assert told == [
        (first, own, "agree", "fonction-publique"),
        (first, absent, "reservation", "fonction-publique"),
        (first, other, "agree", "economie"),
        (second, other, "objection", "economie"),
    ]
