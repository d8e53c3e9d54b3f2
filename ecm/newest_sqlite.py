"""Chooses the SQLite of every process, before anything else imports one."""

import sqlite3
import sys

if sqlite3.sqlite_version_info < (3, 51, 3):
    # Older SQLite can corrupt a WAL database (sqlite.org/wal.html#walresetbug).
    try:
        import pysqlite3

        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    except ImportError:  # no wheel for this system: `ecm check` warns
        pass
