"""What may stand in an address of the public site."""

from typing import Any

from django.urls import register_converter

from ecm.domain.communique.languages import OTHERS
from ecm.domain.numbering import REPEATED
from ecm.public.names import KIND_SLUGS


class _Text:
    """An address part that is text on both sides."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Number:
    """A year, the number of a council, of a version or of a page."""

    regex = "[0-9]{1,6}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Item(_Text):
    """« I.2.1 », « I.2.1-bis »."""

    regex = rf"[IVXLC]+(?:\.[0-9]{{1,4}})*(?:-(?:{'|'.join(filter(None, REPEATED))}))?"


class Tongue(_Text):
    """A language other than French."""

    regex = "|".join(language.code for language in OTHERS)


class Kind(_Text):
    regex = "|".join(sorted(KIND_SLUGS, key=len, reverse=True))


class Digest(_Text):
    regex = "[0-9a-f]{64}"


class Feed(_Text):
    """The ending of a feed's address."""

    regex = "atom|json"


_OF_ADDRESSES: dict[str, Any] = {
    "number": Number,
    "item": Item,
    "tongue": Tongue,
    "kind": Kind,
    "digest": Digest,
    "feed": Feed,
}
for _name, _converter in _OF_ADDRESSES.items():
    register_converter(_converter, _name)
