"""The words of a translation, and those that earlier ones found for the same French."""

from collections.abc import Iterable, Mapping

from ecm.domain.communique.languages import Rendering
from ecm.journal.chain import digest
from ecm.publication.models import Communique, TranslatedText, Translation

MOST_SUGGESTIONS = 3

Rows = Mapping[str, TranslatedText]
Memory = Mapping[str, tuple[str, ...]]


def rows_of(translation: Translation) -> Rows:
    """Return the rows of a translation by the key of their French."""
    return {row.key: row for row in translation.texts.all()}


def renderings_of(rows: Rows) -> dict[str, Rendering]:
    """Return what the rows say, with the French that each was made from."""
    return {key: Rendering(row.text, row.source) for key, row in rows.items()}


def memory_of(communique: Communique, language: str, french: Iterable[str]) -> Memory:
    """Return what a language made of the same French in other communiqués, by it.

    One query, the latest words first. It tells a translator nothing of them: he has the
    very same French before him.
    """
    wanted = {digest(text): text for text in french}
    others = TranslatedText.objects.filter(
        translation__language=language, source_digest__in=wanted
    ).exclude(translation__communique=communique)
    found: dict[str, list[str]] = {}
    for source, text in others.order_by("-pk").values_list("source_digest", "text"):
        known = found.setdefault(wanted[source], [])
        if text and text not in known and len(known) < MOST_SUGGESTIONS:
            known.append(text)
    return {text: tuple(known) for text, known in found.items()}
