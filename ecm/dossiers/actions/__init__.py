"""What may be done to a dossier, one module for each part of its life."""
