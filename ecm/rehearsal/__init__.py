"""Rehearsals: a copy of one council played with simulated members, then deleted whole."""
