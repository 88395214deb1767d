"""Which channel the hidden runs of a text belong to, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import channels, stegcloak
from .plausible import FLOOR, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Run = tuple[int, int, tuple[str, ...]]
    Reading = tuple[str, bytes | None]  # channel, payload

_tags = re.compile(f"{channels.TAGS}+")
_selectors = re.compile(f"{channels.SELECTORS}+")
_zero_width = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff]+")
_spaces = re.compile("[\u2000-\u200a\u202f\u205f]+")
_bidi = re.compile("[\u202a-\u202e\u2066-\u2069]")
_shortener = re.compile(r"zws\.im/$", re.IGNORECASE)

MESSAGE = 16  # characters in a run that may hold a message of its own


def readings(text: str, runs: Sequence[Run]) -> dict[int, Reading]:
    """Run number -> the channel it looks like and its message, where there is one."""
    found: dict[int, Reading] = {}
    families: dict[str, list[int]] = {}
    for k, (start, end, rules) in enumerate(runs):
        run = text[start:end]
        known = _certain(text, start, run, rules)
        if known:
            found[k] = known
            continue
        for name, pattern in (("selectors", _selectors), ("zero-width", _zero_width)):
            if pattern.search(run):
                families.setdefault(name, []).append(k)
                break
        else:
            if _spaces.search(run):
                families.setdefault("spaces", []).append(k)
    _read_selectors(text, runs, families.get("selectors", ()), found)
    _read_zero_width(text, runs, families.get("zero-width", ()), found)
    _read_spaces(text, runs, families.get("spaces", ()), found)
    return found


def _certain(text: str, start: int, run: str, rules: tuple[str, ...]) -> Reading | None:
    """Channels that one run gives away."""
    if "INV201" in rules:
        return "deletion attack", None
    if "INV202" in rules:
        return "reordering attack", None
    if "NRM306" in rules:
        return "trailing white space (SNOW)", None
    if run[0] == "\ufeff" and _selectors.match(run, 1):
        selectors = _selectors.match(run, 1)
        data = channels.manifest(selectors.group()) if selectors else None
        if data is not None:
            return "C2PA text manifest", data
    tags = "".join(_tags.findall(run))
    if tags and _shortener.search(text[max(0, start - 7) : start]):
        return "zws.im short address", None
    if len(tags) * 2 > len(run):
        return "tag smuggling", _payload(_message(channels.tag_text(tags)))
    if _bidi.search(run) and not set(run) - set(
        "\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069"
    ):
        return "Trojan Source", None
    return None


def _message(data: str | bytes | None) -> str | None:
    """The text of what a decoder found, if it is text and not noise."""
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return data if data and data.strip() and score(data) > FLOOR else None


def _payload(message: str | None) -> bytes | None:
    return None if message is None else message.encode("utf-8", "surrogatepass")


def _best(stream: str, known: Iterable[channels.Channel]) -> Reading | None:
    """The likeliest of the messages that the channels read in a stream."""
    used = set(stream)
    best: tuple[float, Reading] | None = None
    for channel in known:
        if used - set(channel.alphabet) and channel.alphabet != channels.SELECTORS:
            continue
        data = channel.decode(stream)
        message = _message(None if data == stegcloak.ENCRYPTED else data)
        if message:
            # one selector alone: a byte is likelier than a letter, which few tools write
            is_letter = len(stream) == 1 and channel.decode is channels.selector_letters
            rank = score(message) - 2.0 * is_letter
            if best is None or rank > best[0]:
                best = rank, (channel.name, _payload(message))
    return best[1] if best else None


def _read_selectors(
    text: str, runs: Sequence[Run], members: Sequence[int], found: dict[int, Reading]
) -> None:
    for k in members:
        start, end, _ = runs[k]
        # a selector that an emoji may have is kept, but here it is the first byte
        stream = "".join(_selectors.findall(text[start:end]))
        reading = _best(stream, channels.VARIATION)
        if reading:
            found[k] = reading
        elif len(stream) > 1:
            found[k] = "variation-selector bytes", None


def _read_zero_width(
    text: str, runs: Sequence[Run], members: Sequence[int], found: dict[int, Reading]
) -> None:
    if not members:
        return
    streams = {k: "".join(_zero_width.findall(text[runs[k][0] : runs[k][1]])) for k in members}
    stream = "".join(streams.values())
    # strewn about, two or three characters say whatever one likes
    whole = _read_stream(stream) if len(stream) > 3 or len(streams) == 1 else None
    for k, stream in streams.items():
        # a message may be spread over all runs, or each run hold its own
        reading = whole or (_read_stream(stream) if len(stream) >= MESSAGE else None)
        found[k] = reading or ("zero-width payload" if len(stream) > 3 else "", None)


def _read_stream(stream: str) -> Reading | None:
    reading = _best(stream, channels.ZERO_WIDTH) if len(stream) > 2 else None
    if reading:
        return reading
    if len(set(stream)) > 4 and stegcloak.decode(stream) == stegcloak.ENCRYPTED:
        return "StegCloak, encrypted", None
    if stream.endswith("\u200d\u2062") and not set(stream[:-2]) - set("\u200c\u2060"):
        return "stegtexthider, encrypted", None
    return None


def _read_spaces(
    text: str, runs: Sequence[Run], members: Sequence[int], found: dict[int, Reading]
) -> None:
    # some of the alphabet may stand where typography has it too, so all of the text is read
    if len(members) < 4:
        return
    stream = "".join(_spaces.findall(text))
    kinds = set(stream)
    reading = _best(stream, channels.SPACES)
    if reading is None and len(kinds) > 2:
        reading = "space substitution", None
    if reading:
        found.update(dict.fromkeys(members, reading))
