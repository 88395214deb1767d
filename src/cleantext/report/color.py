"""Colour for terminals, or none."""


class Paint:
    """Puts ANSI colours around text, if it is on."""

    __slots__ = ("on",)

    def __init__(self, on: bool) -> None:
        self.on = on

    def of(self, sign: str, text: str) -> str:
        """`text` in the colour of what goes (`-`), comes (`+`) or heads a part (`@`)."""
        if not self.on:
            return text
        code = {"-": "31", "+": "32", "@": "36"}[sign]
        return f"\x1b[{code}m{text}\x1b[0m"

    def place(self, text: str) -> str:
        """`text`, a place in a file, set off from the rest."""
        return f"\x1b[1m{text}\x1b[0m" if self.on else text
