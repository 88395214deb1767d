"""Where an edit stands: lines and columns, from one, in code points."""


class Places:
    """Turns offsets into places; offsets must be asked for in rising order.

    `start`, `line` and `column` say where in the whole text the given part begins.

    >>> places = Places("ab\\ncd")
    >>> places.at(1), places.at(4)
    ((1, 2), (2, 2))
    """

    __slots__ = ("_begin", "_seen", "line", "text")

    def __init__(self, text: str, line: int = 1, column: int = 1) -> None:
        self.text = text
        self.line = line
        self._begin = 1 - column  # the offset at which the line begins
        self._seen = 0

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`."""
        count = self.text.count("\n", self._seen, offset)
        if count:
            self.line += count
            self._begin = self.text.rfind("\n", self._seen, offset) + 1
        self._seen = offset
        return self.line, offset - self._begin + 1

    def end(self) -> tuple[int, int]:
        """Line and column behind the last character."""
        return self.at(len(self.text))
