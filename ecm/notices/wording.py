"""The words of a message that leaves the application: the sentence, and where to read more."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ecm.notices.gateways import Message
from ecm.notices.models import Channel, Delivery


def message_of(delivery: Delivery, address: str) -> Message:
    """Return what is sent, in the language of the State: nobody's choice is known outside."""
    with translation.override(settings.LANGUAGE_CODE):
        return Message(
            uid=str(delivery.uid),
            to=address,
            subject=_("Conseil des ministres : un avis vous attend"),
            text=_text_of(delivery),
            is_repeat=delivery.attempts > 1,
        )


def _text_of(delivery: Delivery) -> str:
    sentence = delivery.notice.sentence
    if delivery.channel == Channel.SMS:
        # The alphabet of SMS has no such space: it would halve what one may hold.
        return f"e-CM : {sentence}".replace("\u00a0", " ")
    link = settings.ORIGINS[0] + delivery.notice.url if settings.ORIGINS else ""
    return render_to_string("notices/email.txt", {"sentence": sentence, "link": link})
