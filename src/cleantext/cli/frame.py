"""A report that is one document for all inputs."""

from typing import Any, BinaryIO

from ..io.output import Output


class Frame:
    """A stream that puts a head before the parts and a tail after them."""

    def __init__(self, kind: str, file: BinaryIO) -> None:
        self._kind = kind
        self._file = Output(file)
        self._is_first = True
        self._put(self._module().head() if kind == "html" else self._module().sarif_head())

    def _module(self) -> Any:
        from ..report import machine, page

        return page if self._kind == "html" else machine

    def _put(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "backslashreplace"))

    def write(self, data: bytes) -> int:
        """Take a part."""
        self._file.write(bytes(data).lstrip(b",") if self._is_first else bytes(data))
        self._is_first = False
        return len(data)

    def finish(self) -> None:
        """All parts have come."""
        self._put(self._module().tail() if self._kind == "html" else self._module().SARIF_TAIL)
