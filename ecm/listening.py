"""The address a server of ours listens on: it opens it, or is handed it open."""

import os
import socket
from argparse import ArgumentParser

from django.core.management.base import CommandError

# sd_listen_fds(3): the descriptor of the first socket that systemd hands, and to whom.
FIRST_HANDED = 3
# Read before anything else is loaded: Twisted takes it out of the environment for itself.
LISTEN_PID = os.environ.get("LISTEN_PID")


def add_address(parser: ArgumentParser, *, port: int) -> None:
    """Add `--host`, `--port` and `--fd` to a command that serves."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="adresse d'écoute / address to bind"
    )
    parser.add_argument("--port", type=int, default=port, help="port / port")
    parser.add_argument(
        "--fd",
        type=int,
        help="descripteur d'un socket déjà à l'écoute / descriptor of a listening socket",
    )


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


def handed(number: int | None) -> socket.socket | None:
    """Return the listening socket that this process was started with, or None.

    `number` is its descriptor; without one systemd's is looked for, by the protocol of
    sd_listen_fds(3). Whoever comes while one process replaces another waits in it. Raises
    CommandError when there is no listening socket under the number.
    """
    if number is None and str(os.getpid()) == LISTEN_PID:
        number = FIRST_HANDED
    if number is None:
        return None
    try:
        door = socket.socket(fileno=number)
        is_listening = door.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
    except OSError:
        is_listening = 0
    if not is_listening:
        raise CommandError(
            f"Le descripteur {number} n'est pas un socket à l'écoute.\n"
            f"Descriptor {number} is no listening socket."
        )
    return door


def door_at(host: str, port: int, number: int | None) -> socket.socket | None:
    """Return the socket that was handed; without one, raise if the address is taken."""
    door = handed(number)
    if door is None:
        refuse_taken(host, port)
    return door
