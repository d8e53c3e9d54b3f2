"""What carries a message out of the application; each channel has one, named in the settings.

A gateway says by an exception whether a message was taken. Only `Doubtful` leaves it open:
such a message is sent again only if the gateway recognises it by its `uid`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Message:
    """What goes out: words without content, to one address. `uid` is the same at each try."""

    uid: str
    to: str
    subject: str
    text: str
    is_repeat: bool = False


class Refused(Exception):
    """The message was not taken and never will be: a wrong number, for example."""


class Unavailable(Exception):
    """The message was not taken; it may be offered again later."""


class Doubtful(Exception):
    """Nobody knows whether the message was taken."""


class Gateway(Protocol):
    # Whether a message offered twice under the same `uid` arrives once.
    is_repeatable: bool

    def send(self, message: Message) -> str:
        """Hand a message over and return what was answered, or raise one of the three."""
        ...


def gateway_of(channel: str) -> Gateway:
    """Return the gateway that the settings name for a channel."""
    gateway: Gateway = _class_of(settings.GATEWAYS[channel])()
    return gateway


@cache
def _class_of(name: str) -> type[Gateway]:
    found: type[Gateway] = import_string(name)
    return found
