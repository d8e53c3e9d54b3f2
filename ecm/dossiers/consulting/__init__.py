"""Asking ministries and bodies for their opinion, and discussing a dossier with them."""
