"""The pieces of an address: a year, and a quarter written tw1 to tw4, a month 1 to 12."""


class TahunConverter:
    """2026; years outside 2000 to 2100 are not found."""

    regex = "20[0-9]{2}|2100"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class TriwulanConverter:
    """tw3 is the third quarter."""

    regex = "tw[1-4]"

    def to_python(self, value: str) -> int:
        return int(value[2:])

    def to_url(self, value: int) -> str:
        return f"tw{value}"


class BulanConverter:
    """8 is August."""

    regex = "[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
