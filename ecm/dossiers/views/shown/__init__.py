"""What the page of a dossier shows to one reader, composed from its rows; it changes none."""
