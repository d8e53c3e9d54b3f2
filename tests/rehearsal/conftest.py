"""What the tests of rehearsals share: no snapshot of another test's room."""

from tests.live.conftest import no_snapshot_is_kept

__all__ = ["no_snapshot_is_kept"]
