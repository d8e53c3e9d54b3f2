"""These pages are opened on PostgreSQL alone: SQLite has tests/test_access.py for each."""

from django.conf import settings

collect_ignore_glob = ["test_*.py"] if settings.IS_ON_SQLITE else []
