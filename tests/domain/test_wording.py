"""Two texts of a paragraph, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.wording import Fate, Run, compared


def test_words_are_added_removed_and_kept_in_order() -> None:
    assert compared(
        "Le Conseil a adopté ce décret.", "Le Conseil a rejeté ce décret."
    ) == (
        Run(Fate.SAME, "Le Conseil a "),
        Run(Fate.REMOVED, "adopté"),
        Run(Fate.ADDED, "rejeté"),
        Run(Fate.SAME, " ce décret."),
    )


def test_an_elided_word_is_one_word() -> None:
    runs = compared("l'avis", "l'accord")

    assert [run.text for run in runs] == ["l'avis", "l'accord"]


def test_the_same_text_has_nothing_to_show() -> None:
    assert compared("Même texte.", "Même texte.") == (Run(Fate.SAME, "Même texte."),)
    assert compared("", "") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_comparison(before: str, after: str) -> None:
    runs = compared(before, after)

    assert "".join(r.text for r in runs if r.fate is not Fate.ADDED) == before
    assert "".join(r.text for r in runs if r.fate is not Fate.REMOVED) == after
