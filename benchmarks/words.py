"""Titles that read as real ones do, and a government of thirty ministries."""

from random import Random

MINISTRIES = (
    *("Présidence du Faso", "Primature", "Guerre et Défense patriotique"),
    *("Administration territoriale", "Sécurité", "Économie et Finances", "Justice"),
    *("Affaires étrangères", "Fonction publique", "Communication et Culture"),
    *("Agriculture", "Élevage", "Eau et Assainissement", "Santé", "Action humanitaire"),
    *("Enseignement de base", "Enseignement supérieur", "Enseignement secondaire"),
    *("Infrastructures", "Énergie et Mines", "Environnement", "Industrie et Commerce"),
    *(
        "Transition digitale",
        "Urbanisme et Habitat",
        "Transports",
        "Sports et Jeunesse",
    ),
    *("Recherche et Innovation", "Affaires foncières", "Artisanat", "Intégration"),
)
BODIES = (
    *(
        "du Centre national de transfusion sanguine",
        "de l'Agence nationale des bourses",
    ),
    *(
        "du Fonds de développement de l'électrification",
        "de l'Office national de l'eau",
    ),
    *("de la Caisse nationale de dépôts", "de l'Institut géographique du Burkina"),
    *("de l'École nationale de la magistrature", "du Laboratoire national de santé"),
    *("de l'Autorité de régulation des marchés", "du Conseil supérieur des bourses"),
    *("de l'Agence de l'eau du Nakanbé", "du Théâtre national populaire"),
)
SUBJECTS = (
    *("au budget de l'État, exercice en cours", "à la fiscalité des collectivités"),
    *("aux conditions d'occupation du domaine routier", "à la commande publique"),
    *("à la gestion des déchets dangereux en milieu hospitalier", "au code minier"),
    *(
        "au statut des personnels de l'enseignement supérieur",
        "à la garde républicaine",
    ),
    *("à l'organisation de la campagne agricole et à l'approvisionnement en engrais",),
    *("à la protection des données à caractère personnel", "à l'identité numérique"),
    *("à la construction de deux cent cinquante forages à motricité humaine",),
    *("aux établissements publics de l'État à caractère scientifique",),
)
# Kind, how many of a hundred files, how its title begins.
KINDS = (
    ("decree", 34, ("portant organisation et fonctionnement {body}",)),
    ("report", 22, ("relatif {subject}",)),
    ("appointment_decree", 8, ("portant nomination d'administrateurs {body}",)),
    ("contract", 8, ("de travaux et de services au profit {body}",)),
    ("oral_communication", 10, ("relative {subject}",)),
    ("appointments", 8, ("à des emplois supérieurs {body}",)),
    ("bill", 4, ("portant dispositions relatives {subject}",)),
    ("mission", 4, ("d'une délégation {body}",)),
    (
        "ordinance",
        2,
        ("portant autorisation de ratification d'un accord relatif {subject}",),
    ),
)


def a_kind(chance: Random) -> tuple[str, str]:
    """Return the code of a kind and a title for a file of it."""
    weights = [weight for _code, weight, _titles in KINDS]
    code, _weight, titles = chance.choices(KINDS, weights)[0]
    body, subject = chance.choice(BODIES), chance.choice(SUBJECTS)
    title = chance.choice(titles).format(body=body, subject=subject)
    return code, f"{BEGINNINGS[code]} {title}"


BEGINNINGS = {
    "decree": "Décret",
    "report": "Rapport",
    "appointment_decree": "Décret",
    "contract": "Marché",
    "oral_communication": "Communication orale",
    "appointments": "Nominations",
    "bill": "Projet de loi",
    "mission": "Mission",
    "ordinance": "Ordonnance",
}
