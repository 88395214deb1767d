"""What ftfy makes of lines that the code pages do not explain."""

from __future__ import annotations

import functools
import re

from ...edits import Edit

ASCII = re.compile("[\x00-\x7f]+")
# One letter between spaces and nothing else beyond ASCII: a letter that is spoken about.
NAMED = re.compile("[\x00-\x7f]* \xc2 [\x00-\x7f]*")


@functools.lru_cache(4096)
def second_opinion(line: str) -> tuple[Edit, ...]:
    """What ftfy would do to a line, if its `badness` finds anything wrong there."""
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if NAMED.fullmatch(line) or not is_bad(line):
        return ()
    config = TextFixerConfig(unescape_html=False, fix_c1_controls=False)
    return tuple(difference(line, fix_encoding(line, config)))


def difference(old: str, new: str) -> list[Edit]:
    """The edits from one text to another in which most of ASCII stays where it is."""
    if old == new:
        return []
    kept_old, kept_new = list(ASCII.finditer(old)), list(ASCII.finditer(new))
    if [m.group() for m in kept_old] == [m.group() for m in kept_new]:
        edits = []
        ends = zip([*kept_old, None], [*kept_new, None], strict=True)
        from_old = from_new = 0
        for one, two in ends:
            to_old, to_new = (one.start(), two.start()) if one and two else (len(old), len(new))
            if old[from_old:to_old] != new[from_new:to_new]:
                edits.append(Edit(from_old, to_old, new[from_new:to_new]))
            if one and two:
                from_old, from_new = one.end(), two.end()
        return edits
    head = 0
    shortest = min(len(old), len(new))
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [Edit(head, len(old) - tail, new[head : len(new) - tail])]
