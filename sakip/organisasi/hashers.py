"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: what OWASP asks at least, 20 to 50 ms a login."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
