"""The walls around the process that opens a stranger's file: memory, time, no network.

What the walls cannot keep out, they keep from being seen: the database, the store, keys.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

NEW_MOUNTS, NEW_USER, NEW_NETWORK = 0x00020000, 0x10000000, 0x40000000
BIND, PRIVATE_ALL = 1 << 12, (1 << 18) | (1 << 14)
SET_NO_NEW_PRIVILEGES, DROP_CAPABILITY, CAPABILITIES = 38, 24, 64
CAPABILITY_VERSION = 0x20080522
OPEN_FILES = 256
# Sockets of other services live here; of this folder we see our own corner alone.
RUN = Path("/run")
CODE = Path(__file__).resolve().parents[3]


def shut_in(*, memory: int, seconds: int, largest: int, hidden: Iterable[str]) -> None:
    """Limit this process and all that it starts; there is no way back.

    `memory` is address space and `largest` the size of a file written, in octets;
    `seconds` is processor time. `hidden` are folders that must not be seen.
    """
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: largest,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    folders = [Path(folder) for folder in hidden]
    if may_leave(folders):  # a container may forbid it; the limits above remain
        leave(folders)


def may_leave(folders: list[Path]) -> bool:
    """Try on a child: some systems let one half out, from where nothing can be written."""
    child = os.fork()
    if child == 0:
        try:
            leave(folders)
            Path("tried").write_text("")
            os._exit(0)
        except OSError:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def leave(folders: list[Path]) -> None:
    """Leave the network, what is hidden, and the power to come back."""
    leave_the_world()
    hide(folders)
    give_up_powers()


def leave_the_world() -> None:
    """Enter namespaces without a network; raises OSError where this is forbidden."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", NEW_USER | NEW_NETWORK | NEW_MOUNTS)
    # Files cannot be made by an account that the namespace does not know.
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def hide(folders: Iterable[Path]) -> None:
    """Cover folders with empty ones and move this process's own folder out of them."""
    _mount(b"none", Path("/"), PRIVATE_ALL)
    corner = RUN / "cell"
    _cover(RUN)
    corner.mkdir()
    _mount(b".", corner, BIND)
    os.chdir(corner)
    needed = [CODE, Path(sys.prefix), Path(sys.base_prefix)]
    for folder in folders:
        if folder.is_dir() and not any(n.is_relative_to(folder) for n in needed):
            _cover(folder)


def give_up_powers() -> None:
    """Lose the right to take the covers off again, for good."""
    for capability in range(CAPABILITIES):
        with suppress(OSError):  # this kernel knows fewer
            _call("prctl", DROP_CAPABILITY, capability, 0, 0, 0)
    _call("prctl", SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _cover(folder: Path) -> None:
    _mount(b"none", folder, 0, kind=b"tmpfs")


def _mount(what: bytes, where: Path, how: int, kind: bytes | None = None) -> None:
    _call("mount", what, os.fsencode(where), kind, ctypes.c_ulong(how), None)


def _call(name: str, *arguments: object) -> None:
    """Call the C library; raises OSError as Python's own calls do."""
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
