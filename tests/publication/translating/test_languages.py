"""The languages of a communiqué, and when a translation no longer says the French."""

from ecm.domain.communique.languages import (
    LANGUAGES,
    OTHERS,
    SPECIAL_LETTERS,
    Currency,
    Progress,
    Rendering,
    currency_of,
    letters_for,
    progress_of,
)

ONE_DATABASE = True


def test_french_is_the_source_and_five_languages_are_translations() -> None:
    assert [language.code for language in OTHERS] == ["mos", "dyu", "ff", "gux", "en"]
    assert LANGUAGES["fr"].name == "français"
    assert {language.direction for language in LANGUAGES.values()} == {"ltr"}


def test_a_writer_is_offered_the_letters_of_his_language_first() -> None:
    own, others = letters_for(LANGUAGES["ff"])

    assert own == "ɓɗŋɲƴ"
    assert sorted(own + others) == sorted(SPECIAL_LETTERS)


def test_every_letter_of_a_language_can_be_typed() -> None:
    missing = [
        letter
        for language in LANGUAGES.values()
        for letter in language.letters
        if letter not in SPECIAL_LETTERS
    ]

    assert missing == []


def test_a_text_is_stale_as_soon_as_its_french_is_another() -> None:
    rendering = Rendering("Yaa sõma", source="Le Conseil a adopté")

    assert currency_of("Le Conseil a adopté", rendering) is Currency.CURRENT
    assert currency_of("Le Conseil a adopté.", rendering) is Currency.STALE
    assert currency_of("Le Conseil a adopté", None) is Currency.MISSING
    assert currency_of("Le Conseil", Rendering("", "Le Conseil")) is Currency.MISSING


def test_progress_counts_what_the_french_holds_today() -> None:
    french = {"heading": "Compte rendu", "I": "Délibérations", "I.1#0": "Adopté"}
    renderings = {
        "heading": Rendering("Report", "Compte rendu"),
        "I": Rendering("Deliberations", "Délibération"),
        "gone": Rendering("Gone", "Parti"),
    }

    found = progress_of(french, renderings)

    assert found == Progress(total=3, current=1, stale=1)
    assert not found.is_complete
