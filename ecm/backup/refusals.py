"""Why a backup is not taken, or not given back, in words that an operator reads at night."""


class Refused(Exception):
    """Nothing was done; the message says why, and what to do, in French."""


class Broken(Refused):
    """The archive is cut or was changed."""

    def __init__(self, detail: str = "") -> None:
        said = f" ({detail})" if detail else ""
        super().__init__(
            f"Ce fichier est coupé ou a été modifié{said} : rien n'a été restauré."
            " Prenez une autre copie, ou une sauvegarde plus ancienne."
        )
