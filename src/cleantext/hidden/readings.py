"""Which channel the hidden runs of a text belong to, and what it says."""

from __future__ import annotations

import re
from math import exp, log, log2
from typing import TYPE_CHECKING

from ..expressions import expression
from ..rules.invisible.catalogue import rule_of
from . import channels, glyphmark, shape, stegcloak
from .places import rows
from .plausible import NEVER, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Run = tuple[int, int, tuple[str, ...]]
    Reading = tuple[str, bytes | None, float]  # channel, payload, how sure

_tags = expression(f"{channels.TAGS}+")
_selectors = expression(f"{channels.SELECTORS}+")
_zero_width = expression("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff]+")
_spaces = expression("[\u2000-\u200a\u202f\u205f]+")
_bidi = expression("[\u202a-\u202e\u2066-\u2069]")
_shortener = expression(r"zws\.im/$", re.IGNORECASE)
# a frame of word joiners: eight bytes of a signature, four of a fingerprint
_owmark = expression("\u2060([\u200b\u200c]{96})\u2060")
_literal = expression(r"\(([\"'`])$")  # the argument of a call, which all of the run is
_DUCK = "\U0001f986"  # what glyphsmythe writes behind, if it is told nothing else

MESSAGE = 16  # characters in a run that may hold a message of its own
SLACK = 5.0  # by how much noise may be likelier: messages of a letter or two are worth a guess
CLEAR = -0.45  # score for each character of a stream, above which no other channel is tried
KNOWN = 10.0  # nats by which a reading by shape must beat that of a tool that is known
NOTHING: tuple[float, Reading | None] = (NEVER, None)


def readings(text: str, runs: Sequence[Run]) -> dict[int, Reading]:
    """Run number -> the channel it looks like and its message, where there is one."""
    found: dict[int, Reading] = {}
    families: dict[str, list[int]] = {}
    for k, (start, end, rules) in enumerate(runs):
        run = text[start:end]
        known = _certain(text, start, run, rules)
        if known:
            found[k] = known
        elif family := _family(run):
            families.setdefault(family, []).append(k)
    for family, members in families.items():
        if family == "selectors":
            _read_selectors(text, runs, members, found)
        elif family == "spaces":
            _read_spaces(text, runs, members, found)
        else:
            _read_marks(text, runs, members, found)
    return found


def of_places(text: str) -> Iterator[tuple[int, int, Reading]]:
    """The marks that say something by where they stand, in order: start, end and what they say."""
    spans = {
        span: (f"{_digits(row.reading)} of {row.carrier}", row.reading.payload, sure)
        for row in rows(text)
        if (sure := _sure(row.reading.margin))
        for span in row.spans
    }
    return ((*span, spans[span]) for span in sorted(spans))


def _digits(reading: shape.Reading) -> str:
    return "bits" if len(reading.shape.digits) == 2 else "digits"


def _family(run: str) -> str:
    """What stands in a run that may belong to one message with others of its kind."""
    if _selectors.search(run):
        return "selectors"
    if _zero_width.search(run):
        return "zero-width"
    owner = next((owner for owner in map(rule_of, run) if owner), "")
    return owner or ("spaces" if _spaces.search(run) else "")


def _certain(text: str, start: int, run: str, rules: tuple[str, ...]) -> Reading | None:
    """Channels that one run gives away."""
    if "INV201" in rules:
        return "deletion attack", None, 1.0
    if "INV202" in rules:
        return "reordering attack", None, 1.0
    if "NRM306" in rules:
        return "trailing white space (SNOW)", None, 1.0
    if run[0] == "\ufeff" and _selectors.match(run, 1):
        selectors = _selectors.match(run, 1)
        data = channels.manifest(selectors.group()) if selectors else None
        if data is not None:
            return "C2PA text manifest", data, 1.0
    if mark := _owmark.fullmatch(run):
        bits = mark[1].replace("\u200b", "0").replace("\u200c", "1")
        return "owmark", int(bits, 2).to_bytes(12, "big"), 1.0
    opening = _literal.search(text[max(0, start - 2) : start])
    if opening and text.startswith(opening[1], start + len(run)) and _selectors.fullmatch(run):
        return "variation-selector bytes (GlassWorm)", channels.selector_bytes(run), 1.0
    tags = "".join(_tags.findall(run))
    if tags and _shortener.search(text[max(0, start - 7) : start]):
        return "zws.im short address", None, 1.0
    if len(tags) * 2 > len(run):
        return "tag smuggling", _payload(channels.tag_text(tags)) or None, 1.0
    if (
        len(run) < MESSAGE
        and _bidi.search(run)
        and not set(run) - set("\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    ):
        return "Trojan Source", None, 1.0
    return None


def _text(data: str | bytes | None) -> str | None:
    """What a decoder found, as text; None if it is none."""
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return data if data and data.strip() else None


def _payload(message: str | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.encode("utf-8", "surrogatepass")


def _best(stream: str, known: Iterable[channels.Channel]) -> tuple[float, Reading | None]:
    """The likeliest of the messages that are read in a stream, and how likely it is.

    By the channels that are known first; any other tool is read by the shape of what it writes.
    Nothing if the stream is likelier to have come about by chance.
    """
    used = set(stream)
    size = 256 if _selectors.match(stream) else max(2, len(used))
    chance = len(stream) * log(size)
    best = NOTHING
    for channel in known:
        if used - set(channel.alphabet) and channel.alphabet != channels.SELECTORS:
            continue
        data = channel.decode(stream)
        if channel.is_sure and data is not None:
            return 0.0, (channel.name, _payload(data) or None, 1.0)
        message = _text(None if data == stegcloak.ENCRYPTED else data)
        if message:
            total = score(message) + channel.prior
            if total > max(-chance - SLACK, best[0]):
                best = total, (channel.name, _payload(message), _sure(total + chance))
        if best[0] > CLEAR * len(stream):
            return best
    if best is not NOTHING and size == 256:
        return best  # a message whose bytes they are: fewer symbols may be read as anything
    by_shape = shape.read(stream)
    if by_shape and by_shape.likely > best[0] + KNOWN:
        name = by_shape.shape.tool or _digits(by_shape)
        name = f"{name}, {by_shape.how}" if by_shape.how else name
        return by_shape.likely, (name, by_shape.payload, _sure(by_shape.margin))
    return best


def _sure(margin: float) -> float:
    """How sure a reading is that is likelier than chance by so many nats."""
    return round(1 / (1 + exp(-min(margin, 50.0))), 3)


def _undecoded(stream: str) -> Reading:
    """What is said of a row that nobody can read."""
    bits = int(len(stream) * log2(max(2, len(set(stream)))))
    return f"undecoded, {bits} bits", None, 0.0


def _read_selectors(
    text: str, runs: Sequence[Run], members: Sequence[int], found: dict[int, Reading]
) -> None:
    # a selector that an emoji may have is kept, but here it is the first byte
    streams = {k: "".join(_selectors.findall(text[runs[k][0] : runs[k][1]])) for k in members}
    everything = channels.selector_bytes("".join(streams.values()))
    marked = glyphmark.read_bytes(everything)
    for k, stream in streams.items():
        # one selector alone: a byte is likelier than a letter, which few tools write
        _, reading = _best(stream, channels.VARIATION[:1]) if len(stream) == 1 else NOTHING
        reading = reading or _best(stream, channels.VARIATION)[1]
        if marked is not None:
            found[k] = "glyphmark", marked or None, 1.0
        elif reading and text[: runs[k][0]].endswith(_DUCK):
            found[k] = f"{reading[0]} (glyphsmythe)", *reading[1:]
        elif reading:
            found[k] = reading
        elif len(stream) > 1:
            found[k] = "variation-selector bytes", channels.selector_bytes(stream), 0.5


def _read_marks(
    text: str, runs: Sequence[Run], members: Sequence[int], found: dict[int, Reading]
) -> None:
    streams = {
        k: "".join(char for char in text[runs[k][0] : runs[k][1]] if rule_of(char)) for k in members
    }
    whole = "".join(streams.values())
    # strewn about, two or three characters say whatever one likes
    total, reading = _read_stream(whole) if len(whole) > 3 or len(streams) == 1 else NOTHING
    # a message may be spread over all runs, or each run hold its own
    own = {k: _read_stream(stream) for k, stream in streams.items() if len(stream) >= MESSAGE}
    if len(own) == len(streams) > 1 and all(best for _, best in own.values()):
        is_repeated = len(set(streams.values())) == 1
        if is_repeated or sum(likely for likely, _ in own.values()) > total:
            reading = None
    unread = _undecoded(whole) if len(whole) >= MESSAGE else ("", None, 0.0)
    for k in streams:
        found[k] = reading or own.get(k, NOTHING)[1] or unread


def _read_stream(stream: str) -> tuple[float, Reading | None]:
    best = _best(stream, channels.ZERO_WIDTH) if len(stream) > 2 else NOTHING
    if best[1]:
        return best
    if len(set(stream)) > 4 and stegcloak.decode(stream) == stegcloak.ENCRYPTED:
        return 0.0, ("StegCloak, encrypted", None, 1.0)
    if stream.endswith("\u200d\u2062") and not set(stream[:-2]) - set("\u200c\u2060"):
        return 0.0, ("stegtexthider, encrypted", None, 1.0)
    return NOTHING


def _read_spaces(
    text: str, runs: Sequence[Run], members: Sequence[int], found: dict[int, Reading]
) -> None:
    # some of the alphabet may stand where typography has it too, so all of the text is read
    if len(members) < 4:
        return
    stream = "".join(_spaces.findall(text))
    _, reading = _best(stream, channels.SPACES)
    if reading:
        found.update(dict.fromkeys(members, reading))
    elif len(set(stream)) > 2:
        found.update(dict.fromkeys(members, ("space substitution", None, 0.5)))
