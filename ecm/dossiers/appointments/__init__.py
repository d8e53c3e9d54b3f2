"""The lists of appointments of a dossier: from a sheet or a form to rows, and their pages."""
