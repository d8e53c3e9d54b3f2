"""What every server of ours looks at before it listens."""

import socket

from django.core.management.base import CommandError


def refuse_taken(host: str, port: int) -> None:
    """Raise CommandError, in words, when an address cannot be listened on.

    It is asked before anything else is loaded.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Impossible d'écouter sur {host}, port {port} : {error}.\n"
                f"Cannot listen on {host}, port {port}: {error}."
            ) from error
