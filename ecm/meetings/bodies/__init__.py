"""Bodies other than the council: their meetings, and the dossiers they are asked about."""
