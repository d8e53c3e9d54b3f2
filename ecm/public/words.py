"""Words as the search compares them: without accents, and by their French stems."""

import re
from functools import lru_cache

import snowballstemmer

from ecm.domain.french import normalise, without_accents

_WORD = re.compile(r"[^\W_]+")
_STEMMER = snowballstemmer.stemmer("french")
# What a question holds without asking for it.
_EMPTY = frozenset(
    {
        *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
        *("n", "par", "pour", "qu", "que", "qui", "s", "sur", "un", "une"),
    }
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a plain word: accents are taken off before, always alike."""
    return str(_STEMMER.stemWord(word))


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents."""
    return _WORD.findall(without_accents(normalise(text)).lower())


def stems_of(text: str) -> str:
    """Return the stems of a text, as they are indexed."""
    return " ".join(map(stem, plain_words(text)))


def asked_words(question: str) -> list[str]:
    """Return the words that a question asks for, its little words left out."""
    words = plain_words(question)[:12]
    return [word for word in words if word not in _EMPTY] or words


def expression(question: str, plain: str, stems: str) -> str:
    """Return the FTS5 expression of a question; empty when it has no word.

    Every word must be there by its stem; the last may be only begun. The words are
    letters and digits alone, so that nothing in them is read as syntax.
    """
    words = asked_words(question)
    if not words:
        return ""
    *before, last = words
    sure = [f'{stems} : "{stem(word)}"' for word in before]
    begun = f'({stems} : "{stem(last)}" OR {plain} : "{last}" *)'
    return " AND ".join([*sure, begun])
