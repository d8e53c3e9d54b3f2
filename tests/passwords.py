"""The product's way of keeping a password, at a cost that a thousand tests can pay."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm and the same form; its cost protects nobody here."""

    time_cost = 1
    memory_cost = 8  # kibioctets, the least that Argon2 takes
    parallelism = 1
