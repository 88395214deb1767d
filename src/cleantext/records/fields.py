"""Names of fields: `a`, `a.b` through objects and lists, `*` for what there is."""

from typing import NamedTuple

from ..errors import CleantextError

Path = tuple[str, ...]


class RecordError(CleantextError, ValueError):
    """A record that cannot be read, or a field that there is not; says the row and what to do."""


class Fields(NamedTuple):
    """The fields that are wanted."""

    paths: tuple[Path, ...]

    @classmethod
    def of(cls, names: tuple[str, ...]) -> "Fields":
        """Fields by their names.

        >>> Fields.of(("a.b", "*")).paths
        (('a', 'b'), ('*',))
        """
        return cls(tuple(tuple(name.split(".")) for name in names))

    def match(self, path: Path) -> bool:
        """Whether a field at `path` is wanted; a last `*` is for all that is below.

        >>> fields = Fields.of(("a.b", "c.*"))
        >>> [fields.match(p) for p in (("a", "b"), ("a",), ("c", "d", "e"), ("c",))]
        [True, False, True, False]
        """
        return any(
            path == wanted
            or (
                wanted[-1] == "*"
                and len(path) >= len(wanted)
                and path[: len(wanted) - 1] == wanted[:-1]
            )
            for wanted in self.paths
        )
