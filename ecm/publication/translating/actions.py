"""A communiqué put into another language: opened, worded, validated, returned, published."""

from dataclasses import replace

from ecm import clock
from ecm.domain.communique.edition import (
    Edition,
    digest_of,
    from_json,
    texts_of,
    with_texts,
)
from ecm.domain.communique.languages import progress_of
from ecm.domain.communique.pairs import shaped_like
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.procedure import Office, Offices
from ecm.domain.publishing import TRANSLATION, TranslationState
from ecm.domain.verbs import Verb
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.people.models import Person
from ecm.people.offices import offices_of
from ecm.publication.desk.publishing import add_version
from ecm.publication.models import (
    Communique,
    CommuniqueVersion,
    TranslatedText,
    Translation,
    Translator,
)
from ecm.publication.translating.french import french_of, published_french
from ecm.publication.translating.grants import offices_on
from ecm.publication.translating.words import renderings_of, rows_of

_CHANGED = gettext_noop(
    "Ce texte a été traduit entre-temps ; choisissez entre les deux."
)
_FRENCH_CHANGED = gettext_noop("Le français de ce texte vient de changer ; relisez-le.")
_NO_FRENCH = gettext_noop("Ce compte rendu n'est pas ouvert à la traduction.")
_GONE = gettext_noop("Ce texte n'est plus dans le compte rendu.")
_INCOMPLETE = gettext_noop("Des textes restent à traduire ou à revoir (%(left)s).")
_UNPUBLISHED = gettext_noop("Une traduction paraît après le français, jamais avant.")
_PUBLISHED = gettext_noop(
    "La traduction de la version %(version)s est publiée : un texte publié ne change pas. "
    "La suivante paraîtra avec la prochaine version du français."
)


def open_translation(
    actor: Actor, communique: Communique, language: str
) -> Translation:
    """Begin a language of a communiqué, or return the one that was begun."""
    TRANSLATION.require(_offices(actor, language), Verb.OPEN_TRANSLATION)
    _french(communique)
    begun, _is_new = Translation.objects.get_or_create(
        communique=communique, language=language
    )
    with held(Translation, begun.pk, actor) as row:
        if not row.seq:
            record(Verb.OPEN_TRANSLATION, actor, row, language=language)
    return row


def write_text(
    actor: Actor,
    translation: Translation,
    key: str,
    text: str,
    *,
    base: int,
    source: str,
) -> None:
    """Put a text of the French into the language; the same words change nothing.

    `base` and `source` are the number of the words and the digest of the French that the
    writer had before him: Conflict when either is another since.
    """
    with held(Translation, translation.pk, actor) as row:
        _advance(row, actor, Verb.REWORD_TRANSLATION)
        french = texts_of(_french(row.communique)).get(key)
        if french is None:
            raise NotPossible(_GONE)
        text = shaped_like(french, text)
        found = row.texts.filter(key=key).first()
        kept = found or TranslatedText(translation=row, key=key)
        if (kept.text, kept.source) == (text, french):
            return
        if digest(french) != source:
            raise Conflict(_FRENCH_CHANGED)
        if kept.number != base:
            raise Conflict(_CHANGED)
        _keep(kept, text, french, actor)
        record(
            *(Verb.REWORD_TRANSLATION, actor, row),
            language=row.language,
            paragraph=key,
            digest=digest(text),
        )


def _keep(kept: TranslatedText, text: str, french: str, actor: Actor) -> None:
    kept.text, kept.source, kept.source_digest = text, french, digest(french)
    kept.number += 1
    kept.by_id, kept.at = actor.author, clock.now()
    kept.save()


def validate(actor: Actor, translation: Translation) -> None:
    """Find a translation good; raises NotPossible while a text is missing or stale."""
    with held(Translation, translation.pk, actor) as row:
        _advance(row, actor, Verb.VALIDATE_TRANSLATION)
        edition = translated(row, _french(row.communique))
        _sealed(Verb.VALIDATE_TRANSLATION, actor, row, edition)


def send_back(actor: Actor, translation: Translation) -> None:
    """Give a validated translation back to its translators."""
    with held(Translation, translation.pk, actor) as row:
        _advance(row, actor, Verb.RETURN_TRANSLATION)
        edition = with_texts(_french(row.communique), {}, language=row.language)
        _sealed(Verb.RETURN_TRANSLATION, actor, row, edition)


def _sealed(verb: Verb, actor: Actor, row: Translation, edition: Edition) -> None:
    record(verb, actor, row, language=row.language, digest=digest_of(edition))


def publish(actor: Actor, translation: Translation) -> CommuniqueVersion:
    """Publish a translation of the French that the country reads, under its number.

    Raises NotPossible before the French is published, while a text of it is missing or
    stale, or when this version of it is published in the language already.
    """
    with held(Translation, translation.pk, actor) as row:
        _advance(row, actor, Verb.PUBLISH_TRANSLATION)
        french = published_french(row.communique)
        if french is None:
            raise NotPossible(_UNPUBLISHED)
        earlier = row.communique.versions.filter(language=row.language)
        if earlier.filter(number=french.version).exists():
            raise NotPossible(_PUBLISHED, version=french.version)
        edition = _dated(translated(row, french), earlier.order_by("number").first())
        version = add_version(actor, row.communique, edition)
        record(
            *(Verb.PUBLISH_TRANSLATION, actor, row),
            version=version.number,
            language=row.language,
            digest=version.digest,
        )
    return version


def _dated(edition: Edition, first: CommuniqueVersion | None) -> Edition:
    now = clock.now().isoformat()
    began = from_json(first.edition).published if first else now
    return replace(edition, published=now, first_published=began)


def translated(row: Translation, french: Edition) -> Edition:
    """Return the French in the language; raise NotPossible unless all of it is current."""
    texts, renderings = texts_of(french), renderings_of(rows_of(row))
    progress = progress_of(texts, renderings)
    if not progress.is_complete:
        raise NotPossible(_INCOMPLETE, left=progress.total - progress.current)
    words = {key: renderings[key].text for key in texts}
    return with_texts(french, words, language=row.language)


def _advance(row: Translation, actor: Actor, verb: Verb) -> None:
    TRANSLATION.require(_offices(actor, row.language), verb)
    row.state = TRANSLATION.after(TranslationState(row.state), verb)


def _offices(actor: Actor, language: str) -> Offices:
    # Nobody's account is the worker's or an administrator's command.
    is_machine = actor.user_id is None
    machine = frozenset({Office.SYSTEM})
    return machine if is_machine else offices_on(actor.person_id, language)


def _french(communique: Communique) -> Edition:
    french = french_of(communique)
    if french is None:
        raise NotPossible(_NO_FRENCH)
    return french


def grant(actor: Actor, person: Person, language: str) -> None:
    """Give a language to a person; giving it again changes nothing."""
    _require_desk(actor)
    Translator.objects.get_or_create(
        person=person,
        language=language,
        defaults={"granted_by_id": actor.author, "granted_at": clock.now()},
    )


def revoke(actor: Actor, translator: Translator) -> None:
    """Take a language back; what its translator wrote stays."""
    _require_desk(actor)
    translator.delete()


def _require_desk(actor: Actor) -> None:
    # Whoever judges translations says who makes them.
    offices = offices_of(actor.person_id, clock.now().date())
    TRANSLATION.require(offices, Verb.VALIDATE_TRANSLATION)
