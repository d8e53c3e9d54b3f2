"""The nouns of the administration whose gender, number or initial h no rule can tell."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Without accents. Feminine nouns that no ending of FEMININE_ENDINGS announces.
FEMININE = _words(
    """
    justice notice milice aide amende annexe arme assise attaque audience banque base
    bourse brigade campagne carte caserne cause chaine chambre charge charte clause
    classe commande commune cote cour date defense demande depense eau ebauche echelle
    ecole elite entraide epargne epreuve equipe espece etape fabrique femme feuille
    fin foi fois force forme formule foudre fraude garde gare genese greve grille
    guerre heure huile ile image issue langue lettre ligne ligue liste loi lutte main
    marque masse mer mesure methode monnaie mort norme note nuit oeuvre offre
    ordonnance page paix parcelle parole part peche peine periode personne phase piece
    pierre pile piste place plateforme plate-forme police porte prestation preuve
    prime quote-part ration recette recherche reforme regle relance releve reponse
    reserve retenue revue rubrique rue salle science semaine signature somme source
    surface table tache taille taxe tenue terre tete tonne tranche treve usine vague
    veille ville voie voix zone croix chaux toux valeur hauteur largeur longueur
    faveur chaleur couleur erreur rigueur vigueur grandeur ampleur teneur rumeur
    humeur primeur liaison livraison maison raison saison prison terminaison cargaison
    combinaison initiative prerogative alternative directive tentative perspective
    defensive offensive cooperative locomotive archive rive agora camera diaspora
    propagande bande contrainte plainte crainte empreinte atteinte troupe coupe etoffe
    catastrophe legende contrebande montagne allemagne bretagne espagne suisse suede
    norvege europe fete moto enveloppe pause vigne trappe synthese these hypothese
    parenthese epidemie consigne entreprise surprise hausse baisse caisse analyse
    branche capitale centrale circulaire danse dose douane ferme filiale foire gamme
    histoire victoire panne sauvegarde tribune urne faune flore fibre volonte bonte
    majeste difficulte faculte chasse cle brousse coutume lampe roche soif fourniture
    route perte plaque agence mosquee course carriere riposte banlieue roue boucle
    gomme graine canne viande avance allocation dotation rencontre cop avenue etendue
    plus-value baie proie menace trace cellule molecule succursale lame trame flamme
    dame cabane savane scene gangrene foret facon lecon boisson moisson basse-cour
    main-d'oeuvre chanson rancon automobile paie conduite famine cible paire dengue
    rougeole lepre cuve fondation entree antenne vertu tribu
    """
)

# Without accents. Masculine nouns that FEMININE_ENDINGS would make feminine.
MASCULINE = _words(
    """
    marche attache cliche passe derive prive comite comte ete traite arrete depute
    pate karite pave site merite rite gite satellite plebiscite interprete diabete
    poete prophete athlete parachute doute lycee musee trophee apogee mausolee
    rez-de-chaussee genie incendie messie parapluie sosie silence murmure mercure
    augure parjure domaine patrimoine magazine moine bastion lexique portique cantique
    generique graphique historique moustique pique-nique plastique numerique mexique
    mozambique classique cimetiere derriere arriere stade grade prelude interlude
    squelette quartette capitaine dimanche reproche panache preche convive suspense
    colosse carrosse
    """
)

# Endings, without accents, of nouns that are feminine with few exceptions.
FEMININE_ENDINGS = re.compile(
    r"(?:[stx]ion|gion|nion|ite|ete|aute|oute|uite|ute|[ae]rte|ante|ente|iete|oite"
    r"|[bcdghlmnprstvu]ie|ure|ance|ence|ade|tude|ette|esse|ise|eille|aille|ille|ouille"
    r"|che|nse|sse|tte|ive|oie|aie|ique|ine|elle|enne|onne|ose|euse|trice|iere|ee|otte|aine)$"
)

# Without accents. Singular nouns that end in s or x.
SINGULAR_IN_S = _words(
    """
    abus acces avis bois bonus bras bus campus cas choix colis compromis concours
    congres consensus corps cours croix cursus debris deces devis discours encours
    exces fonds flux influx malus mois palais paradis parcours pays permis poids
    prix proces processus progres prospectus propos puits quitus recours refus
    relais repas repos revers secours sens sursis succes surplus talus taux temps
    tiers univers vers virus voix paix chaux laos honduras paris tas laps acquis
    remous
    """
)

# Adjectives and ordinals that come before the noun, with the gender they show.
LEADING_ADJECTIVES = {
    "premier": "m",
    "premiere": "f",
    "grand": "m",
    "grande": "f",
    "haut": "m",
    "haute": "f",
    "nouveau": "m",
    "nouvel": "m",
    "nouvelle": "f",
    "second": "m",
    "seconde": "f",
    "ancien": "m",
    "ancienne": "f",
    "petit": "m",
    "petite": "f",
    "bon": "m",
    "bonne": "f",
    "prochain": "m",
    "prochaine": "f",
    "dernier": "m",
    "derniere": "f",
    "eventuel": "m",
    "eventuelle": "f",
}

# « sixième », « 22e »: an ordinal stands before its noun and may hide its gender.
ORDINAL = re.compile(r"\d+(?:er|re|e|eme)|(?!.*seme).*ieme")

# Prefixes after which the last part of a compound is the noun.
PREFIXES = _words("vice avant sous co inter contre ex non mi semi auto pre")

# Words that already determine a noun: no article is added before them.
DETERMINERS = _words(
    """
    un une ce cet cette ces son sa ses leur leurs notre nos votre vos quelques
    plusieurs certains certaines chaque tout toute tous toutes divers diverses aucun
    aucune monsieur madame messieurs mesdames mademoiselle maitre deux trois quatre
    cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
    quarante cinquante soixante cent mille
    """
)

# Initial h that forbids elision (« h aspiré »): stems, then whole words.
ASPIRATED = re.compile(
    r"(?:haut(?!boi)|hach|hagard|hai[nr]|hall|halal|hamac|hameau|hanche|hand|hangar|hant"
    r"|haoussa|happ|harass|harcel|hard|harem|hareng|hargn|haricot|harki|harmattan|harnach"
    r"|harnais|harp|hasard|hat[ei]|hauss|havre|hayon|heaume|heraut|heriss|hernie|heron"
    r"|herse|hetre|heurt|hibou|hideu|hierarch|hiss|hockey|holding|holland|homard|hongr"
    r"|hont|hoquet|horde|hors|hotte|houblon|houe|houille|houle|hounde|housse|hublot|huche"
    r"|huee|huit|hul[ou]|hurl|hussard|hutte|honduras|hadj|hajj|hijab)"
)
ASPIRATED_WORDS = frozenset(
    {"heros", "halte", "haltes", "hub", "hubs", "haie", "haies"}
)

# Vowels that forbid elision: eleven, yes, and the w or y sound of many names.
UNELIDED = re.compile(
    r"(?:onz|oui$|ouag|ouah|ouar|ouat|ouist|ouedr|ouob|uhlan|yaourt|y[aeiou](?!ux))"
)

# Institutions and buildings: « au palais », where a town would be « à Ouagadougou ».
PLACES = _words(
    """
    palais salle siege hotel primature presidence ministere centre maison residence
    universite stade camp gouvernorat haut-commissariat mairie chambre ecole lycee
    cour bibliotheque espace place domaine ferme auditorium amphitheatre complexe
    institut base caserne etat-major assemblee immeuble villa cite
    """
)
