"""The process that opens a stranger's file: what it may not see, reach, use up or forge."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf import Stream

from ecm.files.confinement import (
    MIB,
    ROOT,
    Unreadable,
    Walls,
    confined,
    made,
    scratch,
)
from tests.files.makers import pdf, pdf_file, saved
from tests.source import PRODUCT

# What a program could try that took over the cell: each answer is what it got.
ATTEMPTS = """
import ctypes, json, os, pathlib, socket, sys
from ecm.files.cell.walls import shut_in
hidden, port, parent = sys.argv[1], int(sys.argv[2]), sys.argv[3]
shut_in(memory=512 << 20, seconds=20, largest=1000, hidden=[hidden])
def got(attempt):
    try:
        return attempt()
    except (OSError, MemoryError) as error:
        return type(error).__name__
print(json.dumps({
    "folder": got(lambda: os.listdir(hidden)),
    "run": got(lambda: os.listdir("/run")),
    "net": got(lambda: socket.create_connection(("127.0.0.1", port), 2).close()),
    "uncover": ctypes.CDLL(None).umount(hidden.encode()),
    "parent": got(lambda: open(f"/proc/{parent}/environ").read() and "read"),
    "memory": got(lambda: len(bytearray(600 << 20))),
    "file": got(lambda: pathlib.Path("big").write_bytes(b"a" * 5000)),
    "own": got(lambda: pathlib.Path("own").write_bytes(b"a" * 500)),
}))
"""


# As in a container that forbids namespaces.
FORBIDDEN = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" "$@"'


@pytest.fixture
def attempts(tmp_path: Path) -> dict[str, object]:
    return attempted(tmp_path)


def attempted(tmp_path: Path, *prefix: str) -> dict[str, object]:
    """Return what the program got, in a folder of its own."""
    hidden, folder = tmp_path / "hidden", tmp_path / "cell"
    hidden.mkdir()
    folder.mkdir()
    (hidden / "secret-key").write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = subprocess.run(
            [*prefix, sys.executable, "-c", ATTEMPTS, str(hidden), str(port), "1"],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PATH": os.defpath},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    return json.loads(said.stdout)


def namespaces_are_allowed() -> bool:
    """Ask the system's own tool; some containers forbid them."""
    asked = ["unshare", "--user", "--map-root-user", "--net", "--mount", "true"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_a_cell_uses_up_neither_memory_nor_disk(attempts) -> None:
    assert attempts["memory"] == "MemoryError"
    assert attempts["file"] == "OSError"
    assert attempts["own"] == 500


def test_a_cell_sees_no_secret_and_reaches_nobody(attempts) -> None:
    seen = {name: attempts[name] for name in ("folder", "run", "net", "uncover")}

    if namespaces_are_allowed():
        assert seen == {"folder": [], "run": ["cell"], "net": "OSError", "uncover": -1}
        assert attempts["parent"] == "PermissionError"
    else:  # the limits of memory, time and size remain, and are what there is
        assert seen["folder"] == ["secret-key"]


def test_where_namespaces_are_forbidden_the_limits_remain(tmp_path: Path) -> None:
    forbidding = ["unshare", "--user", "--map-root-user", "sh", "-c", FORBIDDEN]

    attempts = attempted(tmp_path, *(forbidding if namespaces_are_allowed() else []))

    assert attempts["folder"] == ["secret-key"]
    assert (attempts["memory"], attempts["file"]) == ("MemoryError", "OSError")
    assert attempts["own"] == 500


def test_a_cell_that_runs_out_of_memory_refuses_the_file(tmp_path: Path) -> None:
    huge = pdf()
    huge.pages[0].Contents = Stream(huge, b"0 0 m\n" * 10_000_000)
    path = saved(huge, tmp_path / "huge.pdf")

    with scratch() as folder, pytest.raises(Unreadable) as refused:
        confined("examine_pdf", path, folder, Walls(memory=128 * MIB), most_pages=9)

    assert refused.value.reason in ("heavy", "damaged", "crashed")


def test_a_cell_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = pdf_file(tmp_path)

    with scratch() as folder, pytest.raises(Unreadable, match="slow"):
        confined("pdf_text", path, folder, Walls(patience=0), most=9)


def test_a_cell_gets_no_more_processor_than_its_share(tmp_path: Path) -> None:
    path = pdf_file(tmp_path, pages=3000)

    with scratch() as folder, pytest.raises(Unreadable, match="crashed"):
        confined("pictures", path, folder, Walls(seconds=1), pages=3000, most=100_000)


def test_nothing_is_left_of_a_job(tmp_path: Path, private_folder: Path) -> None:
    with scratch() as folder:
        confined("pictures", pdf_file(tmp_path), folder, pages=1, most=100_000)
        assert (folder / "page-1.webp").exists()

    assert list((private_folder / "scratch").iterdir()) == []


def test_a_link_that_a_cell_left_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret-key"
    secret.write_text("secret")
    link = tmp_path / "clean.pdf"
    link.symlink_to(secret)

    with pytest.raises(FileNotFoundError):
        made(link, most=1000)


def test_more_than_was_ordered_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "page-1.webp"
    path.write_bytes(b"a" * 1001)

    with pytest.raises(FileNotFoundError):
        made(path, most=1000)


def test_the_cell_and_the_application_know_nothing_of_each_other() -> None:
    cell = "ecm.files.cell"
    inside = [module for module in PRODUCT if module.name.startswith(cell)]
    outside = [module for module in PRODUCT if not module.name.startswith(cell)]

    assert len(inside) > 5
    assert {
        n
        for m in inside
        for n in m.imports
        if n.startswith(("django", "ecm", "live"))
        if not n.startswith(cell)
    } == set()
    assert [m.name for m in outside for n in m.imports if n.startswith(cell)] == []
