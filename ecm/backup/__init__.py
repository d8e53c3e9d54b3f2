"""Backups: one consistent copy of the database and its files, encrypted, and its return."""
