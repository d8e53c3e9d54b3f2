"""The load and the limit, in C: so many tablets on one core, and the least a server can do."""
