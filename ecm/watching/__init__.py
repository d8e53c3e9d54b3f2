"""Seeing the application run: probes, figures, technical logs and the operator's page."""
