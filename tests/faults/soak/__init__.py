"""The long trial: a whole council under every fault at once, and an oracle that judges it."""
