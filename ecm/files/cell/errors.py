"""Why a file cannot be accepted, as a word that the application puts into a sentence."""


class Unfit(Exception):
    """This file cannot be accepted."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
