"""What every test of the search begins with."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_words_kept():
    """Words that were read for another test, whose agency had the same key, are forgotten."""
    cache.clear()
