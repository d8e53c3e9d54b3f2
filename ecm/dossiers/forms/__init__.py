"""What ministries type about a dossier, cleaned; no rule lives here."""
