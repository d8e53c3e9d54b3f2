"""The three ways in which a council refuses a command, each with words a minister can read."""


def gettext_noop(text: str) -> str:
    """Mark `text` for translation; the web layer translates it when it is shown."""
    return text


class Refusal(Exception):
    """A command refused by a rule: a French sentence and the values it mentions."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


class NotAllowed(Refusal):
    """This person may not do this, whatever the moment."""


class NotPossible(Refusal):
    """This cannot be done in the present state of the council."""


class Conflict(Refusal):
    """Somebody else changed the matter first, or a key was used for another act."""
